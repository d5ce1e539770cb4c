//! Files to a shop.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{File, FileReaderSync};

use super::message::{
    Fault, FileNote, FileSaid, Progress, ReadAsk, Received, RefusedFile, RestoredTell, ShopParcel,
    StagedTell, Tell, UnknownFile,
};
use super::parcel::{Buffers, pack};
use super::serve::{Luggage, tell, tell_with};
use crate::domain::day::Day;
use crate::domain::shop::Shop;
use crate::format::backup::{is_backup, read_backup};
use crate::format::intake::{FileReading, FileRows, Intake, ReadOptions, StagedRows, Step};
use crate::format::mapping::{Mapping, parse_mapping};
use crate::format::problem::{NotOurs, Refusal};
use crate::format::sealed::{SealedFault, Unsealing, check_number, is_sealed};
use crate::format::survey::{Survey, survey};
use crate::store::files::ReadFault;
use crate::store::text::BrowserDecoders;

/// Rows between two words on how far it is.
const ROWS: usize = 2_000;

/// Bytes asked of the browser at a time.
const PIECE: f64 = 1_048_576.0;

/// Beyond this a phone's memory gives out in the middle; a million orders are about a third of it.
const LARGEST: f64 = 1_073_741_824.0;

/// Reads a drop and says what came of it.
pub(super) fn read(ask: &ReadAsk, luggage: Luggage) {
    match Handful::read(ask, luggage.files) {
        Ok(Outcome::Import(intake, files)) => stage(intake, files),
        Ok(Outcome::Unknown(files)) => tell(&Tell::Unknown(files)),
        Ok(Outcome::Backup(name, bytes)) => restore(name, &bytes),
        Err(refused) => tell(&Tell::Refused(refused)),
    }
}

fn stage(intake: Intake, files: Vec<FileNote>) {
    let staged = intake.stage();
    let mut buffers = Buffers::default();
    let StagedRows { places, names, named, unreadable, same_person_rows } = staged.rows;
    buffers.push(places.bytes());
    let shop = pack_all(&staged.shop, &mut buffers);
    let (days, received) = (days_of(&staged.shop), received_for(&staged.shop));
    let told =
        StagedTell { files, names, named, unreadable, same_person_rows, days, received, shop };
    tell_with(&Tell::Staged(told), &buffers, None);
}

/// What a sealed backup is that came without its passphrase: one that was cut on its way says so before
/// anybody is asked for it.
fn closed(file: Vec<u8>) -> Fault {
    Fault::Sealed(Unsealing::read(file).err().unwrap_or(SealedFault::NoPassphrase))
}

/// Reads the one file that came, as a backup.
pub(super) fn restore_file(luggage: &Luggage) {
    let Some(file) = luggage.files.first() else { return };
    match whole(file) {
        Ok(bytes) if is_sealed(&bytes) => {
            tell(&Tell::Refused(vec![RefusedFile { name: file.name(), fault: closed(bytes) }]));
        }
        Ok(bytes) => restore(file.name(), &bytes),
        Err(fault) => {
            let fault = Fault::Read(fault);
            tell(&Tell::Refused(vec![RefusedFile { name: file.name(), fault }]));
        }
    }
}

pub(super) fn restore(name: String, bytes: &[u8]) {
    match read_backup(bytes) {
        Ok(backup) => {
            let mut buffers = Buffers::default();
            let shop = pack_all(&backup.shop, &mut buffers);
            let (days, exported_at) = (days_of(&backup.shop), backup.exported_at);
            let check = check_number(&backup.sha256).unwrap_or_default();
            let told = RestoredTell { name, bytes: bytes.len(), exported_at, check, days, shop };
            tell_with(&Tell::Restored(told), &buffers, None);
        }
        Err(refusal) => {
            let fault = Fault::Content(refusal);
            tell(&Tell::Refused(vec![RefusedFile { name, fault }]));
        }
    }
}

pub(super) fn pack_all(shop: &Shop, buffers: &mut Buffers) -> ShopParcel {
    let mut parcel = ShopParcel::default();
    for page in shop.pages() {
        pack(shop, page, &mut parcel, buffers);
    }
    parcel
}

/// What was received for the orders of a shop.
fn received_for(shop: &Shop) -> Received {
    let live =
        shop.orders().filter(|order| order.content.held.is_some_and(|held| held.status.is_live()));
    live.map(|order| order.money().paid_fen.minor()).fold(Received::default(), |sum, paid| {
        Received {
            total_fen: sum.total_fen.saturating_add(paid),
            largest_fen: sum.largest_fen.max(paid),
        }
    })
}

/// First and last day of the orders of a shop, as numbers.
fn days_of(shop: &Shop) -> Option<(i32, i32)> {
    let mut days = shop.orders().filter_map(|order| order.content.day).map(Day::number);
    let first = days.next()?;
    Some(days.fold((first, first), |(first, last), day| (first.min(day), last.max(day))))
}

/// What a drop turned out to be.
enum Outcome {
    /// Files of orders or people.
    Import(Intake, Vec<FileNote>),
    /// Some of them need the seller's word on what their columns are.
    Unknown(Vec<UnknownFile>),
    /// A backup, which is restored and not imported.
    Backup(String, Vec<u8>),
}

/// What a JSON file turned out to be.
enum Json {
    Mapping(Mapping),
    Backup(String, Vec<u8>),
}

/// One drop on its way in.
struct Handful<'a> {
    ask: &'a ReadAsk,
    progress: Progress,
}

impl Handful<'_> {
    /// All files, or every refusal among them.
    fn read(ask: &ReadAsk, files: Vec<File>) -> Result<Outcome, Vec<RefusedFile>> {
        let all: Vec<(usize, File)> = files.into_iter().enumerate().collect();
        let (json, tables): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, it)| is_json(it));
        let mapping = match json_of(&json, tables.is_empty()).map_err(|it| vec![it])? {
            Some(Json::Backup(name, bytes)) => return Ok(Outcome::Backup(name, bytes)),
            Some(Json::Mapping(mapping)) => Some(mapping),
            None => None,
        };
        let progress =
            Progress { nth: 0, total: tables.len(), name: String::new(), rows: 0, permille: 0 };
        Handful { ask, progress }.tables(mapping.as_ref(), &tables)
    }

    fn tables(
        mut self,
        mapping: Option<&Mapping>,
        tables: &[(usize, File)],
    ) -> Result<Outcome, Vec<RefusedFile>> {
        let mut intake = Intake::default();
        let mut notes = Vec::with_capacity(tables.len());
        let (mut refused, mut unknown) = (Vec::new(), Vec::new());
        for (nth, table) in tables {
            self.progress.nth += 1;
            self.progress.name = table.name();
            let name = unique_name(table.name(), &notes);
            let options = self.options(*nth, mapping);
            if let Some(said) = self.said(*nth).filter(|said| said.shows_columns) {
                match look_or_back(&name, table, &options, said.before.as_ref()) {
                    Ok((survey, tried)) => {
                        unknown.push(UnknownFile { nth: *nth, why: None, tried, survey });
                    }
                    Err(fault) => refused.push(RefusedFile { name, fault }),
                }
                continue;
            }
            match self.table(&name, table, &options) {
                Ok(rows) => {
                    self.progress.rows += rows.rows;
                    notes.push(note(*nth, &rows));
                    intake.take(rows);
                }
                Err(fault) => match help_with(&fault, &name, table, &options) {
                    Some(survey) => {
                        let tried = Some(fault.clone()).filter(is_garbled);
                        unknown.push(UnknownFile { nth: *nth, why: Some(fault), tried, survey });
                    }
                    None => refused.push(RefusedFile { name, fault }),
                },
            }
        }
        if refused.is_empty() && !unknown.is_empty() {
            return Ok(Outcome::Unknown(unknown));
        }
        if refused.is_empty() && intake.is_items_only() && !self.ask.items_may_come_alone {
            let name = notes.first().map(|file| file.name.clone()).unwrap_or_default();
            refused.push(RefusedFile { name, fault: Fault::ItemsAlone });
        }
        if refused.is_empty() { Ok(Outcome::Import(intake, notes)) } else { Err(refused) }
    }

    fn said(&self, nth: usize) -> Option<&FileSaid> {
        self.ask.said.iter().find(|said| said.nth == nth)
    }

    fn options(&self, nth: usize, mapping: Option<&Mapping>) -> ReadOptions {
        let said = self.said(nth);
        let own = said.and_then(|said| said.mapping.as_ref());
        let corrections = said.into_iter().flat_map(|said| &said.corrections);
        ReadOptions {
            mapping: own.or(mapping).cloned(),
            offset_minutes: self.ask.offset_minutes,
            mappings: self.ask.remembered.clone(),
            corrections: corrections.map(|it| ((it.line, it.field), it.text.clone())).collect(),
            left_out: said.into_iter().flat_map(|said| said.left_out.iter().copied()).collect(),
        }
    }

    fn table(&self, name: &str, file: &File, options: &ReadOptions) -> Result<FileRows, Fault> {
        tell(&Tell::Reading(self.progress.clone()));
        let bytes = whole(file).map_err(Fault::Read)?;
        if is_sealed(&bytes) {
            return Err(closed(bytes));
        }
        let mut reading = FileReading::open(name, bytes, options, Box::new(BrowserDecoders))
            .map_err(Fault::Content)?;
        while let Step::More { rows, fraction_permille } =
            reading.step(ROWS).map_err(Fault::Content)?
        {
            let (rows, permille) = (self.progress.rows + rows, fraction_permille);
            tell(&Tell::Reading(Progress { rows, permille, ..self.progress.clone() }));
        }
        reading.finish().map_err(Fault::Content)
    }
}

/// True for a text that is none in the encoding it was read in.
const fn is_garbled(fault: &Fault) -> bool {
    matches!(fault, Fault::Content(Refusal::Encoding))
}

/// What the seller can say of a file that is refused as it is; `None` where no mapping cures it.
fn help_with(fault: &Fault, name: &str, file: &File, options: &ReadOptions) -> Option<Survey> {
    if is_garbled(fault) {
        let said = options.mapping.as_ref().filter(|mapping| mapping.names_encoding())?;
        let mapping = Some(Mapping { encoding: "auto".to_owned(), ..said.clone() });
        let options = ReadOptions { mapping, ..options.clone() };
        return look_at(name, file, &options).ok().filter(|survey| !survey.is_garbled);
    }
    let curable = matches!(
        fault,
        Fault::Content(
            Refusal::NoCustomerColumn
                | Refusal::NoDateColumn
                | Refusal::NotOurs(NotOurs::MissingColumn(_))
        )
    );
    if !curable {
        return None;
    }
    // A mapping that does not fit says nothing of this file.
    let options = ReadOptions { mapping: None, ..options.clone() };
    look_at(name, file, &options).ok()
}

/// Looks at a file as the seller says; where it cannot be read like that, as he said before, and
/// why.
fn look_or_back(
    name: &str,
    file: &File,
    options: &ReadOptions,
    before: Option<&Mapping>,
) -> Result<(Survey, Option<Fault>), Fault> {
    let said = look_at(name, file, options);
    let tried = match &said {
        Ok(survey) if !survey.is_garbled => return said.map(|it| (it, None)),
        Ok(_) => Fault::Content(Refusal::Encoding),
        Err(fault) => fault.clone(),
    };
    let back = before.and_then(|before| {
        let options = ReadOptions { mapping: Some(before.clone()), ..options.clone() };
        look_at(name, file, &options).ok().filter(|survey| !survey.is_garbled)
    });
    match back {
        Some(survey) => Ok((survey, Some(tried))),
        None => said.map(|it| (it, None)),
    }
}

fn look_at(name: &str, file: &File, options: &ReadOptions) -> Result<Survey, Fault> {
    let bytes = whole(file).map_err(Fault::Read)?;
    survey(name, bytes, &BrowserDecoders, options).map_err(Fault::Content)
}

/// Two files of one name, from two folders, are told apart.
fn unique_name(name: String, known: &[FileNote]) -> String {
    let taken = |name: &str| known.iter().any(|file| file.name == name);
    let numbered = (2..).map(|n| format!("{name} ({n})"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(name)
}

/// The mapping that came with the tables, if one did, or a backup that came alone.
fn json_of(files: &[(usize, File)], alone: bool) -> Result<Option<Json>, RefusedFile> {
    let (file, rest) = match files {
        [] => return Ok(None),
        [(_, file), rest @ ..] => (file, rest),
    };
    let refuse = |fault| RefusedFile { name: file.name(), fault };
    let bytes = whole(file).map_err(|it| refuse(Fault::Read(it)))?;
    if is_sealed(&bytes) {
        return Err(refuse(closed(bytes)));
    }
    if alone && rest.is_empty() && is_backup(&bytes) {
        return Ok(Some(Json::Backup(file.name(), bytes)));
    }
    if alone {
        return Err(refuse(Fault::MappingAlone));
    }
    if !rest.is_empty() {
        return Err(refuse(Fault::TwoMappings));
    }
    let text = String::from_utf8_lossy(&bytes);
    let mapping = parse_mapping(&text).map_err(|it| refuse(Fault::Content(it)))?;
    Ok(Some(Json::Mapping(mapping)))
}

fn is_json(file: &File) -> bool {
    file.name().to_ascii_lowercase().ends_with(".json")
}

fn note(nth: usize, rows: &FileRows) -> FileNote {
    FileNote {
        nth,
        name: rows.name.clone(),
        format: rows.format,
        encoding: rows.encoding,
        rows: rows.rows,
        skipped: rows.skipped,
        problems: rows.problems.len() as u64,
        is_numbered: rows.is_numbered,
        sheets: rows.sheets.clone(),
        ambiguous_date: rows.ambiguous_date.clone(),
    }
}

/// The whole content of a file.
pub(super) fn whole(file: &File) -> Result<Vec<u8>, ReadFault> {
    if file.size() > LARGEST {
        return Err(ReadFault::TooLarge);
    }
    let mut bytes = Vec::with_capacity(file.size() as usize);
    pieces(file, |piece| bytes.extend_from_slice(piece))?;
    Ok(bytes)
}

/// The content of a file, a piece at a time, each gone before the next comes.
pub(super) fn pieces(file: &File, mut take: impl FnMut(&[u8])) -> Result<(), ReadFault> {
    let reader = FileReaderSync::new().map_err(|_| ReadFault::Unreadable)?;
    let (size, mut position) = (file.size(), 0.0);
    while position < size {
        let piece = file
            .slice_with_f64_and_f64(position, position + PIECE)
            .and_then(|piece| reader.read_as_array_buffer(&piece))
            .map_err(|_| ReadFault::Unreadable)?;
        let piece = Uint8Array::new(piece.unchecked_ref::<ArrayBuffer>()).to_vec();
        if piece.is_empty() {
            // The file has become shorter than it said.
            return Err(ReadFault::Unreadable);
        }
        take(&piece);
        position += piece.len() as f64;
    }
    Ok(())
}

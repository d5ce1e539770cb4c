//! What page and porter say to each other. Large things travel beside the words as buffers that
//! change hands without being copied: see [`super::parcel`]. The words themselves are packed, for
//! reading them by name would cost the first load some 20 kB.

use serde::{Deserialize, Serialize};

use crate::format::encoding::Encoding;
use crate::format::export::customers::StageWords;
use crate::format::export::privacy::Carried;
use crate::format::export::{Column, TitleLang};
use crate::format::intake::{AmbiguousDate, FileProblem, NamedRow};
use crate::format::json_text;
use crate::format::mapping::{Field, Mapping};
use crate::format::orders::file_format::FileFormat;
use crate::format::problem::Refusal;
use crate::format::sealed::{Passphrase, SealFault, SealedFault};
use crate::format::survey::Survey;
use crate::format::table::sheets::Sheets;
use crate::store::files::ReadFault;

/// An errand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Read the files that come with it.
    Read(ReadAsk),
    /// Read the backup that comes with it.
    Restore,
    /// Make a backup of the shop that comes with it.
    Backup(BackupAsk),
    /// Make a sealed one.
    Seal(SealAsk),
    /// Read the sealed backup that comes with it.
    Unseal(Passphrase),
    /// Write what is in the shop that comes with it for other programs.
    Export(ExportAsk),
    /// Hand over the table of readings.
    Readings,
    /// Make up the demo shop.
    Demo(DemoAsk),
}

/// Which demo shop is made up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoAsk {
    /// The day up to which it has orders, as a number.
    pub today: i32,
    /// Another one, another shop.
    pub seed: u64,
    /// What its import is called.
    pub file: String,
}

/// How files are to be read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReadAsk {
    /// The shop's offset in minutes east of Greenwich, for times that have a zone.
    pub offset_minutes: i32,
    /// Lines of goods may come alone: their orders may stand in the book.
    pub items_may_come_alone: bool,
    /// Mappings the seller made before, by the signature of the titles they are for.
    #[serde(with = "json_text")]
    pub remembered: Vec<(String, Mapping)>,
    /// What the seller said of single files, by their place in the drop.
    pub said: Vec<FileSaid>,
}

/// What the seller said of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileSaid {
    /// Its place in the drop, from 0.
    pub nth: usize,
    /// Which column is what.
    #[serde(with = "json_text")]
    pub mapping: Option<Mapping>,
    /// Cells that he corrected.
    pub corrections: Vec<Correction>,
    /// Lines to leave out.
    pub left_out: Vec<u64>,
    /// He wants to see its columns before anything else.
    pub shows_columns: bool,
    /// What he had said when he tried out another form of the file: what holds where the file cannot
    /// be read in that.
    #[serde(with = "json_text")]
    pub before: Option<Mapping>,
}

/// A cell that reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The line on which its row begins.
    pub line: u64,
    /// The field.
    pub field: Field,
    /// What stands there from now on.
    pub text: String,
}

/// What a backup is called and says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BackupAsk {
    /// The shop, whose pages come with it.
    pub shop: ShopParcel,
    /// The name of the file.
    pub name: String,
    /// The version of the app.
    pub app: String,
    /// The time of the export.
    pub exported_at: String,
}

/// How a backup is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealAsk {
    /// The backup.
    pub backup: BackupAsk,
    /// What opens it.
    pub passphrase: Passphrase,
    /// Where people open it, for everybody to read: the address of the app.
    pub place: String,
    /// What the browser takes the file for: a share sheet takes few kinds.
    pub mime: String,
    /// Random, fresh for each file.
    pub salt: [u8; 16],
    /// Random, fresh for each file.
    pub nonce: [u8; 7],
}

/// What is written for other programs, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportAsk {
    /// The shop, whose pages come with it.
    pub shop: ShopParcel,
    /// The name of the file.
    pub name: String,
    /// What is written.
    pub what: ExportWhat,
    /// The language of the titles.
    pub lang: TitleLang,
    /// The columns that were chosen.
    pub columns: Vec<Column>,
    /// The places of those whom it is about; `None` = everybody.
    pub people: Option<Vec<u32>>,
    /// The names of the stages.
    pub stages: StageWords,
    /// The day up to which the figures look, as a number.
    pub as_of: i32,
    /// The day up to which the seller's own acts are known, as a number.
    pub known_on: i32,
    /// Each order is a purchase, also several of one day.
    pub counts_each_order: bool,
    /// F and M look at so many days.
    pub rfm_window_days: u32,
    /// The day it is, as a number.
    pub today: i32,
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportWhat {
    /// Orders, a row for each line of goods.
    Orders(TableForm),
    /// Customers with their figures.
    Customers(TableForm),
    /// Everybody who can be called, as cards.
    Contacts,
}

/// As what a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableForm {
    /// As text.
    #[default]
    Csv,
    /// As an Excel workbook.
    Workbook,
}

/// Which pages of a shop come along, in the order of the buffers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ShopParcel {
    /// Collection and number of each.
    pub pages: Vec<(u8, u32)>,
}

/// What the porter says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Tell {
    /// It is there and takes an errand.
    Ready,
    /// It is reading.
    Reading(Progress),
    /// The files are read. The buffers: places of their rows, then the pages of their shop.
    Staged(StagedTell),
    /// Files that need the seller's word on what their columns are.
    Unknown(Vec<UnknownFile>),
    /// It was one backup. The buffers: the pages of its shop.
    Restored(RestoredTell),
    /// Files were refused: all of those that are in the way.
    Refused(Vec<RefusedFile>),
    /// Thousandths of the file that are written.
    Writing(u16),
    /// The backup is read again.
    Checking,
    /// The backup is made, sealed or not, and holds; the file comes along.
    Made {
        /// Orders in it.
        orders: u64,
        /// Its check number.
        check: String,
    },
    /// The backup was not sealed.
    NotSealed(SealFault),
    /// The export is made; the file comes along.
    Exported {
        /// Rows, or cards, in it.
        rows: u64,
        /// What of other people is in it.
        carried: Carried,
    },
    /// A workbook has room for fewer rows.
    TooManyRows,
    /// The readings of Chinese characters. The buffer: their table.
    Readings,
    /// The demo shop is made up. The buffers: the pages of its shop.
    Demo(ShopParcel),
    /// The file could not be made, or the browser gave it back otherwise than it was written.
    Broken,
}

/// How far a drop is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Which file, the first is 1.
    pub nth: usize,
    /// Of how many.
    pub total: usize,
    /// Its name.
    pub name: String,
    /// Rows read of all files so far.
    pub rows: u64,
    /// Thousandths of this file.
    pub permille: u16,
}

/// Files that were read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StagedTell {
    /// One entry a file, in the order of the drop.
    pub files: Vec<FileNote>,
    /// The file of each batch of rows.
    pub names: Vec<String>,
    /// Rows of orders that several customers stand for, and whom each names.
    pub named: Vec<NamedRow>,
    /// Rows that could not be read.
    pub unreadable: Vec<FileProblem>,
    /// Rows of lists that speak of a person of whom another row speaks as well.
    pub same_person_rows: u64,
    /// First and last day of its orders, as numbers.
    pub days: Option<(i32, i32)>,
    /// What was received for its orders.
    pub received: Received,
    /// Their shop.
    pub shop: ShopParcel,
}

/// Money received for orders that were read, with postage, before refunds: for the seller to
/// compare with what he knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Of all that are paid, in fen.
    pub total_fen: i64,
    /// Of the largest.
    pub largest_fen: i64,
}

/// A file whose columns the seller has to name, or wants to see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnknownFile {
    /// Its place in the drop, from 0.
    pub nth: usize,
    /// Why it cannot be read as it is; `None` where he only wants to see.
    pub why: Option<Fault>,
    /// What the form came to that he tried out, or read it in: it is shown as it was before.
    pub tried: Option<Fault>,
    /// What it seems to be.
    pub survey: Survey,
}

/// What was read of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileNote {
    /// Its place in the drop, from 0.
    pub nth: usize,
    /// Its name.
    pub name: String,
    /// The layout it was recognised as.
    pub format: FileFormat,
    /// How its text is written; `None` for a workbook.
    pub encoding: Option<Encoding>,
    /// Rows below the header.
    pub rows: u64,
    /// Rows that its mapping drops.
    pub skipped: u64,
    /// Rows that could not be used.
    pub problems: u64,
    /// True where its orders have numbers by which they are known again.
    pub is_numbered: bool,
    /// The sheets of a workbook.
    pub sheets: Sheets,
    /// A date that could be read otherwise, where no date of the file tells which way is right.
    pub ambiguous_date: Option<AmbiguousDate>,
}

/// A backup that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RestoredTell {
    /// The name of the file.
    pub name: String,
    /// Its size.
    pub bytes: usize,
    /// When it was made, as it says.
    pub exported_at: String,
    /// Its check number.
    pub check: String,
    /// First and last day of its orders, as numbers.
    pub days: Option<(i32, i32)>,
    /// Its shop.
    pub shop: ShopParcel,
}

/// A file that was refused, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// Its name.
    pub name: String,
    /// Why.
    pub fault: Fault,
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fault {
    /// It could not be read off the disk.
    Read(ReadFault),
    /// What it holds cannot be used.
    Content(Refusal),
    /// It is a sealed backup, and was not opened; no passphrase came along where it came in another
    /// way than [`Ask::Unseal`].
    Sealed(SealedFault),
    /// Mappings came without a table.
    MappingAlone,
    /// More than one mapping came: which holds?
    TwoMappings,
    /// Lines of goods came without the orders that they belong to.
    ItemsAlone,
    /// The porter could not be loaded: offline before it was ever here.
    NoPorter,
    /// The porter broke off: most likely the memory gave out.
    PorterLost,
}

impl Fault {
    /// The reason as a word for checks (contract 2).
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Read(ReadFault::Unreadable) => "unreadable",
            Fault::Read(ReadFault::TooLarge) => "too_large",
            Fault::Content(refusal) => refusal.code(),
            Fault::Sealed(fault) => fault.code(),
            Fault::MappingAlone => "mapping_alone",
            Fault::TwoMappings => "two_mappings",
            Fault::ItemsAlone => Refusal::NoCustomerColumn.code(),
            Fault::NoPorter => "no_porter",
            Fault::PorterLost => "porter_lost",
        }
    }
}

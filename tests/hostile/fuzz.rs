//! Files that were good once: bits turned, pieces cut out, doubled, mixed with another's. How
//! often is said by `HUITOU_FUZZ_ROUNDS`; the seed is fixed, or said by `HUITOU_FUZZ_SEED`, so that
//! what is found comes back.

use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileReading, FileRows, Intake, ReadOptions, Step};
use huitou::format::survey::survey;

use crate::kit::{Book, PLAIN_MAPPING, committed, mapping, row, titles, zipped};

/// Rounds in a usual run of the tests.
const ROUNDS: u64 = 500;
/// Largest file of a round.
const LARGEST: usize = 12 * 1024;

/// Numbers without a pattern, the same each time (xorshift).
pub struct Noise(u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 1).unwrap() % limit.max(1)
    }
}

pub fn rounds() -> u64 {
    std::env::var("HUITOU_FUZZ_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

/// The seed of a test, which is 0 nowhere: xorshift would stay there.
pub fn noise(own: u64) -> Noise {
    let said = std::env::var("HUITOU_FUZZ_SEED").map_or(0, |seed| seed.parse::<u64>().unwrap());
    Noise(own ^ said.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
}

fn texts() -> Vec<Vec<u8>> {
    let names = [
        "cn_export/ExportOrderList_46col_gbk.csv",
        "cn_export/ExportOrderList_61col_gb18030.csv",
        "cn_export/ExportOrderDetailList_10col_gbk.csv",
        "cn_export/1688_orders_49col_gbk.csv",
        "cn_export/youzan_orders_60col_utf8.csv",
        "cn_export/youzan_customers_34col.csv",
        "cn_export/customer_list_gbk.csv",
        "cn_export/contacts_21.vcf",
        "cn_export/contacts_30.vcf",
        "cdnow/CDNOW_sample.txt",
    ];
    let read = |name| std::fs::read(committed(name)).unwrap();
    let mut files: Vec<Vec<u8>> = names.into_iter().map(read).collect();
    let utf16 = "\u{feff}who,when,fen,no\na,2024-06-30,5,1\n\"b\nc\",2024/7/1,6,2\n";
    files.push(utf16.encode_utf16().flat_map(u16::to_le_bytes).collect());
    files
}

/// The parts of a workbook, so that they can be spoiled and packed again with checksums that fit.
fn parts() -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    let rows = titles()
        + &row(2, &["a", "2024-06-30", "5", "1"])
        + "<row r=\"3\"><c t=\"s\"><v>0</v></c><c s=\"1\"><v>45473.5</v></c><c><v>5</v></c>\
           <c t=\"str\"><f>A1</f><v>7</v></c></row>";
    let book = Book::of(&rows).strings("<sst uniqueCount=\"1\"><si><t>x</t></si></sst>").bytes();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.push((name, bytes));
    }
    parts
}

/// Spoils a file in one to four places.
fn spoil(noise: &mut Noise, bytes: &mut Vec<u8>, other: &[u8]) {
    const ODD: [&[u8]; 12] = [
        b"\"",
        b"\0",
        b"<",
        b">",
        b"&#xD800;",
        b"99999999999999999999",
        b"-1",
        b"\r\n",
        b"\xff",
        b"E+16",
        b"]]>",
        b"=\"",
    ];
    for _ in 0..=noise.below(4) {
        let at = noise.below(bytes.len());
        let length = noise.below(200).min(bytes.len() - at);
        match noise.below(6) {
            0 => bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << (at % 8)),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let from = noise.below(other.len());
                let piece = &other[from..other.len().min(from + 300)];
                bytes.splice(at..at + length, piece.iter().copied());
            }
            _ => {
                let odd = ODD[noise.below(ODD.len())];
                bytes.splice(at..at, odd.iter().copied());
            }
        }
    }
    bytes.truncate(LARGEST);
}

/// Reads and surveys a file; what comes out is bounded by what went in.
fn take(bytes: &[u8], options: &ReadOptions) {
    let limit = 64 + bytes.len() as u64 * if bytes.starts_with(b"PK") { 1_032 } else { 1 };
    let read = || -> Option<FileRows> {
        let mut reading =
            FileReading::open("x", bytes.to_vec(), options, Box::new(NativeDecoders)).ok()?;
        let mut steps = 0;
        while reading.step(64).ok()? != Step::Done {
            steps += 1;
            assert!(steps < 64 + limit, "it does not end");
        }
        reading.finish().ok()
    };
    if let Some(rows) = read() {
        let observed: usize = rows.batches.iter().map(|batch| batch.rows.len()).sum();
        assert!(rows.rows <= limit);
        let lost = rows.problems.iter().filter(|it| !it.is_person_taken).count();
        assert!(observed as u64 + rows.skipped + lost as u64 <= rows.rows);
        let mut intake = Intake::default();
        intake.take(rows);
        let _ = intake.settle();
    }
    if let Ok(survey) = survey("x", bytes.to_vec(), &NativeDecoders, options) {
        assert!(survey.rows.len() <= 20);
        assert!(survey.columns.len() as u64 <= limit.max(16_384));
        assert!(survey.columns.iter().all(|column| column.samples.len() <= 3));
    }
}

fn options() -> [ReadOptions; 2] {
    let mapping = Some(mapping(PLAIN_MAPPING));
    [ReadOptions::default(), ReadOptions { mapping, ..ReadOptions::default() }]
}

#[test]
fn spoiled_texts() {
    let (files, options, mut noise) = (texts(), options(), noise(0x9e37_79b9_7f4a_7c15));
    for _ in 0..rounds() {
        let mut bytes = files[noise.below(files.len())].clone();
        bytes.truncate(noise.below(LARGEST));
        let other = &files[noise.below(files.len())];
        spoil(&mut noise, &mut bytes, other);
        take(&bytes, &options[noise.below(2)]);
    }
}

#[test]
fn spoiled_workbooks() {
    let whole = std::fs::read(committed("cn_export/1688_orders_49col.xlsx")).unwrap();
    let (parts, options, mut noise) = (parts(), options(), noise(0x2545_f491_4f6c_dd1d));
    for round in 0..rounds() {
        // The container itself in one round of four; in the others what stands in it.
        let bytes = if round % 4 == 0 {
            let mut bytes = whole.clone();
            spoil(&mut noise, &mut bytes, &whole);
            bytes
        } else {
            let mut parts = parts.clone();
            let (at, other) = (noise.below(parts.len()), noise.below(parts.len()));
            let other = parts[other].1.clone();
            spoil(&mut noise, &mut parts[at].1, &other);
            zipped(&parts)
        };
        take(&bytes, &options[noise.below(2)]);
    }
}

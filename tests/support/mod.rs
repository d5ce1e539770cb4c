//! What the tests share: reading files and texts, and small shops.
#![allow(dead_code, unreachable_pub)] // Each test binary uses its own part.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use huitou::domain::day::Day;
use huitou::domain::figures::{Basis, CountingRule, Figures};
use huitou::domain::shop::Shop;
use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileProblem, FileReading, FileRows, Intake, ReadOptions};
use huitou::format::mapping::{Mapping, parse_mapping};
use huitou::format::problem::Refusal;
use serde_json::Value;

/// The mapping of the CDNOW sample (contract 2).
pub const CDNOW_MAPPING: &str = r#"{"header": false, "order_per_line": true,
    "date_format": "%Y%m%d", "columns": {"customer": 0, "date": 2, "quantity": 3, "amount": 4}}"#;

/// The mapping of Online Retail (contract 2).
pub const RETAIL_MAPPING: &str = r#"{"columns": {"customer": "CustomerID", "order_id": "InvoiceNo",
    "date": "InvoiceDate", "sku": "StockCode", "item": "Description", "quantity": "Quantity",
    "unit_price": "UnitPrice", "region": "Country"}, "drop": [
    {"column": "InvoiceNo", "starts_with": "C"}, {"column": "Quantity", "at_most": 0},
    {"column": "UnitPrice", "at_most": 0}, {"column": "CustomerID", "empty": true}]}"#;

/// A plain table: who, when, how much, and the order number.
pub const PLAIN_MAPPING: &str =
    r#"{"columns": {"customer": "who", "date": "when", "amount": "fen", "order_id": "no"}}"#;

/// A file that is committed with the tests.
pub fn committed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// The folder with data that may not be committed; `None`, said aloud, where it is not named.
pub fn huitou_data() -> Option<PathBuf> {
    // `make` hands it on empty where nobody set it.
    match std::env::var_os("HUITOU_DATA").filter(|folder| !folder.is_empty()) {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            // Past the test runner, which keeps what a passing test prints to itself.
            let word = "SKIPPED: HUITOU_DATA is not set, Online Retail is not tested\n";
            std::io::stderr().write_all(word.as_bytes()).unwrap();
            None
        }
    }
}

pub fn json_file(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// A gzipped CSV with titles as rows of cells.
pub fn csv_gz(path: &Path) -> Vec<csv::StringRecord> {
    let file = std::fs::File::open(path).unwrap();
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    reader.records().map(Result::unwrap).collect()
}

pub fn mapping(json: &str) -> Mapping {
    parse_mapping(json).unwrap()
}

pub fn read_bytes(name: &str, bytes: Vec<u8>, map: Option<&str>) -> Result<FileRows, Refusal> {
    let options =
        ReadOptions { mapping: map.map(mapping), offset_minutes: 8 * 60, ..ReadOptions::default() };
    FileReading::open(name, bytes, &options, Box::new(NativeDecoders)).and_then(FileReading::finish)
}

pub fn read_with(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<FileRows, Refusal> {
    FileReading::open(name, bytes, options, Box::new(NativeDecoders)).and_then(FileReading::finish)
}

pub fn read_text(text: &str, map: Option<&str>) -> Result<FileRows, Refusal> {
    read_bytes("test.csv", text.as_bytes().to_vec(), map)
}

pub fn read_path(path: &Path, map: Option<&str>) -> Result<FileRows, Refusal> {
    read_bytes(&path.to_string_lossy(), std::fs::read(path).unwrap(), map)
}

/// The shop of some files, and its problem rows.
pub fn shop_of(files: Vec<FileRows>) -> (Shop, Vec<FileProblem>) {
    let mut intake = Intake::default();
    files.into_iter().for_each(|file| intake.take(file));
    intake.settle().unwrap()
}

pub fn shop_of_path(path: &Path, map: Option<&str>) -> Shop {
    let (shop, problems) = shop_of(vec![read_path(path, map).unwrap()]);
    assert_eq!(problems, [], "{}", path.display());
    shop
}

/// A shop of orders `(who, day)`, each its own order of one yuan.
pub fn shop_of_orders(orders: &[(&str, &str)]) -> Shop {
    let mut text = "who,when,fen,no\n".to_owned();
    for (n, (who, day)) in orders.iter().enumerate() {
        text.push_str(&format!("{who},{day},1.00,{n}\n"));
    }
    shop_of(vec![read_text(&text, Some(PLAIN_MAPPING)).unwrap()]).0
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn basis(as_of: &str, rule: CountingRule) -> Basis {
    Basis { rule, ..Basis::as_of(day(as_of)) }
}

pub fn figures(shop: &Shop, basis: &Basis) -> Figures {
    shop.figures(basis)
}

//! What `examples/backup` and `examples/analyze` share: files in, tables and backups alike.

use std::path::PathBuf;

use crate::files::{Options, Stop, read_files};
use crate::kit::{ORDERS, file_text, numbered, substance, text_of};

/// A folder for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("huitou-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn options(files: &[&String], map: &str) -> Options {
    let mut options = Options::default();
    options.files.extend(files.iter().map(|file| (*file).clone()));
    assert!(matches!(options.take("--map", Some(map.to_owned())), Ok(true)));
    options
}

#[test]
fn files_in_any_order_make_one_book() {
    let folder = Folder::new("make");
    let map = folder.put("map.json", ORDERS.as_bytes());
    let a = folder.put("a.csv", file_text(&numbered(0, 9)).as_bytes());
    let b = folder.put("b.csv", file_text(&numbered(5, 20)).as_bytes());
    let make = |files: &[&String]| {
        let (mut shop, problems) = read_files(&options(files, &map)).ok().unwrap();
        assert_eq!(problems, []);
        shop.forget_file_names();
        shop
    };
    let one = make(&[&a, &b]);
    assert_eq!(text_of(&make(&[&b, &a])), text_of(&one));
    assert_eq!(substance(&make(&[&b, &a, &b])), substance(&one), "a file twice");
    // A backup stands for the files it was made of, alone or beside others.
    let book = folder.put("book.json", text_of(&make(&[&b])).as_bytes());
    assert_eq!(text_of(&make(&[&book])), text_of(&make(&[&b])));
    assert_eq!(substance(&make(&[&a, &book])), substance(&one));
    assert_eq!(substance(&make(&[&book, &a])), substance(&one));
}

#[test]
fn a_refusal_names_the_file_and_the_reason() {
    let folder = Folder::new("verify");
    let map = folder.put("map.json", ORDERS.as_bytes());
    let good = folder.put("good.csv", file_text(&numbered(0, 3)).as_bytes());
    let (shop, _) = read_files(&options(&[&good], &map)).ok().unwrap();
    let text = text_of(&shop);
    for (bytes, expected) in [
        (text.replacen("\"c1\"", "\"c9\"", 1).into_bytes(), "checksum"),
        (text.replacen("\"schema\":5", "\"schema\":9", 1).into_bytes(), "newer_schema"),
        (text.as_bytes()[..text.len() - 9].to_vec(), "truncated"),
        (Vec::new(), "empty"),
        (b"{\"a\":1}".to_vec(), "not_ours"),
    ] {
        let bad = folder.put("bad", &bytes);
        match read_files(&options(&[&good, &bad], &map)) {
            Err(Stop::Refused { file, reason, .. }) => assert_eq!((file, reason), (bad, expected)),
            Err(Stop::Call(word)) => panic!("{expected}: {word}"),
            Ok(_) => panic!("{expected}: accepted"),
        }
    }
}

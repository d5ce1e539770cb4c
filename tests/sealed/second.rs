//! The second implementation (`second.mjs`): each opens what the other sealed. Node.js is needed, as for
//! everything else of this project.

use std::io::Write as _;
use std::process::{Command, Stdio};

use huitou::format::sealed::{Passphrase, Terms, Work, open, seal};

use crate::kit::{LIGHT, LIGHT_PBKDF2, TYPED, noise, terms};

const CONTENT: &[u8] = include_bytes!("../data/sealed/content.json");
const BY_ARGON2ID: &[u8] = include_bytes!("../data/sealed/argon2id.huitou");
const BY_PBKDF2: &[u8] = include_bytes!("../data/sealed/pbkdf2.huitou");

/// What the other one writes; `None` where it refuses.
fn second(args: &[&str], typed: &str, input: &[u8]) -> Option<Vec<u8>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sealed/second.mjs");
    let mut child = Command::new("node")
        .arg(script)
        .args(args)
        .env("PASSPHRASE", typed)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Node.js runs the second implementation: install it, the README says which");
    // What it does not read it has no need of.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    output.status.success().then_some(output.stdout)
}

#[test]
fn it_is_right_itself() {
    assert_eq!(second(&["vectors"], "", b"").as_deref(), Some(&b"they hold"[..]));
}

#[test]
fn it_opens_what_we_seal() {
    let usual = Terms::usual("0.1.0", "在这里打开", [1; 16], [2; 7]);
    for (typed, terms, content, rule) in [
        (TYPED, usual.clone(), noise(700_000), "as the app seals, several chunks"),
        (TYPED, Terms { work: Work::PBKDF2, ..usual }, CONTENT.to_vec(), "without memory"),
        ("明前　龙井８８ ", terms(1, LIGHT_PBKDF2), b"tea".to_vec(), "typed wide, a byte each"),
        ("4827 1905-３３６０ 7714", terms(64, LIGHT), b"tea".to_vec(), "digits in groups"),
        (TYPED, terms(64, Work::Argon2id { m_kib: 1_031, t: 2, p: 1 }), vec![], "odd memory"),
    ] {
        let file = seal(&content, &Passphrase::of(typed), &terms).unwrap();
        let opened = second(&["open"], typed, &file);
        assert!(opened.is_some_and(|it| it == content), "{rule}");
    }
}

#[test]
fn it_refuses_what_was_changed() {
    let mut file = seal(CONTENT, &Passphrase::of(TYPED), &terms(64, LIGHT)).unwrap();
    assert!(second(&["open"], "another passphrase", &file).is_none());
    *file.last_mut().unwrap() ^= 1;
    assert!(second(&["open"], TYPED, &file).is_none());
}

#[test]
fn we_open_what_it_seals() {
    let said = r#"{"app":"9","kdf":{"name":"argon2id","m_kib":100,"t":3,"p":1,
        "salt":"00112233445566778899aabbccddeeff"},"nonce":"01020304050607","chunk":100,
        "where":"elsewhere"}"#;
    let content = noise(1_000);
    let file = second(&["seal", said], TYPED, &content).unwrap();
    assert_eq!(open(file, &Passphrase::of(TYPED)), Ok(content));
}

/// Sealed by the second implementation, once for all: what is out there must open for ever.
#[test]
fn known_files_open() {
    for (file, typed) in [(BY_ARGON2ID, "明前龙井 88"), (BY_PBKDF2, TYPED)] {
        assert_eq!(open(file.to_vec(), &Passphrase::of(typed)).as_deref(), Ok(CONTENT), "{typed}");
    }
}

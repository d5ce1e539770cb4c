//! Whatever was done to a sealed file, it is refused, and nothing of it comes out.

use huitou::format::sealed::{Passphrase, SealedFault, open};

use crate::kit::{LIGHT, LIGHT_PBKDF2, TYPED, head_of, noise, opened, sealed};

/// Bytes of a chunk here, with its tag.
const SEALED: usize = 32 + 16;

/// A file of some chunks, the last one shorter.
fn file() -> Vec<u8> {
    let file = sealed(&noise(150), 32, LIGHT_PBKDF2);
    let chunks = file[head_of(&file)..].chunks(SEALED);
    assert!(chunks.len() > 4 && chunks.last().unwrap().len() < SEALED);
    file
}

#[test]
fn every_changed_byte_of_the_head_is_refused() {
    for work in [LIGHT, LIGHT_PBKDF2] {
        let file = sealed(b"tea", 64, work);
        for at in 0..head_of(&file) {
            for flip in [1, 2, 4, 8, 16, 32, 64, 128] {
                let mut changed = file.clone();
                changed[at] ^= flip;
                assert!(opened(&changed).is_err(), "byte {at} ^ {flip}");
            }
        }
    }
}

#[test]
fn a_head_that_says_the_same_in_other_words_is_refused() {
    let file = sealed(b"tea", 64, LIGHT);
    let (head, chunks) = file.split_at(head_of(&file));
    let head = String::from_utf8(head.to_vec()).unwrap();
    for (from, to, rule) in [
        (",\"schema\"", ", \"schema\"", "a blank"),
        ("}\n", "} \n", "a blank at the end"),
        ("}\n", "}\r\n", "another line end"),
        ("07", "0\\u0037", "a digit written otherwise"),
        ("0.1.0", "0.2.0", "another app"),
        ("huitou.example", "huitou.evil", "another place"),
        ("\"m_kib\":8,\"t\":1", "\"t\":1,\"m_kib\":8", "another order"),
    ] {
        let changed = head.replacen(from, to, 1);
        assert_ne!(changed, head, "{rule}");
        let fault = opened(&[changed.as_bytes(), chunks].concat());
        assert_eq!(fault, Err(SealedFault::WrongPassphraseOrDamaged), "{rule}");
    }
}

#[test]
fn every_changed_byte_of_a_chunk_is_refused() {
    let file = file();
    let head = head_of(&file);
    for at in head..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 0x10;
        let fault = match at < head + SEALED {
            true => SealedFault::WrongPassphraseOrDamaged,
            false => SealedFault::Damaged,
        };
        assert_eq!(opened(&changed), Err(fault), "byte {at}");
    }
}

#[test]
fn a_file_that_was_cut_anywhere_says_so() {
    let file = file();
    for end in 0..file.len() {
        let fault = if end == 0 { SealedFault::Empty } else { SealedFault::Truncated };
        assert_eq!(opened(&file[..end]), Err(fault), "{end} bytes");
    }
    assert!(opened(&file).is_ok());
    assert_eq!(opened(&[&file[..], b"\n"].concat()), Err(SealedFault::Damaged), "a byte more");
}

#[test]
fn chunks_stay_as_many_and_where_they_are() {
    use SealedFault::{Damaged, Truncated, WrongPassphraseOrDamaged};
    let file = file();
    let (head, chunks) = file.split_at(head_of(&file));
    let chunks: Vec<&[u8]> = chunks.chunks(SEALED).collect();
    let laid = |chunks: &[&[u8]]| opened(&[head, &chunks.concat()].concat());
    assert!(laid(&chunks).is_ok());
    for nth in 0..chunks.len() {
        let mut dropped = chunks.clone();
        dropped.remove(nth);
        assert_eq!(laid(&dropped), Err(Truncated), "{nth} dropped");
        let mut doubled = chunks.clone();
        doubled.insert(nth, chunks[nth]);
        assert_eq!(laid(&doubled), Err(Damaged), "{nth} doubled");
        for other in nth + 1..chunks.len() {
            let mut swapped = chunks.clone();
            swapped.swap(nth, other);
            let fault = if nth == 0 { WrongPassphraseOrDamaged } else { Damaged };
            assert_eq!(laid(&swapped), Err(fault), "{nth} and {other} swapped");
        }
    }
    let mut twice = chunks.clone();
    twice[2] = chunks[1];
    assert_eq!(laid(&twice), Err(Damaged), "one in the place of another");
}

#[test]
fn a_shorter_file_with_a_head_that_fits_is_refused() {
    let file = file();
    let (head, chunks) = file.split_at(head_of(&file));
    let head = String::from_utf8(head.to_vec()).unwrap();
    let bytes = chunks.len() - chunks.len().div_ceil(SEALED) * 16;
    for count in 1..chunks.len() / SEALED {
        let said = format!("\"bytes\":{bytes},");
        let changed = head.replace(&said, &format!("\"bytes\":{},", count * 32));
        assert_ne!(changed, head);
        let cut = [changed.as_bytes(), &chunks[..count * SEALED]].concat();
        assert_eq!(opened(&cut), Err(SealedFault::WrongPassphraseOrDamaged), "{count} chunks");
    }
}

#[test]
fn chunks_of_another_file_are_refused() {
    // One passphrase, one salt, one nonce: the worst case.
    let (file, other) = (file(), sealed(&noise(149), 32, LIGHT_PBKDF2));
    let (one, two) = (head_of(&file), head_of(&other));
    let mixed = [&file[..one + SEALED], &other[two + SEALED..]].concat();
    assert!(opened(&mixed).is_err());
}

#[test]
fn another_passphrase_opens_nothing() {
    let file = file();
    for (typed, fault, rule) in [
        ("Good tea in spring", SealedFault::WrongPassphraseOrDamaged, "a capital"),
        ("good tea in sprin", SealedFault::WrongPassphraseOrDamaged, "a letter less"),
        ("a", SealedFault::WrongPassphraseOrDamaged, "a short one is tried"),
        ("", SealedFault::NoPassphrase, "none"),
        (" 　", SealedFault::NoPassphrase, "blanks"),
    ] {
        assert_eq!(open(file.clone(), &Passphrase::of(typed)), Err(fault), "{rule}");
    }
    for typed in [TYPED, " good  tea in　spring\n", "ｇｏｏｄ tea in spring"] {
        assert!(open(file.clone(), &Passphrase::of(typed)).is_ok(), "{typed}");
    }
}

#[test]
fn a_head_must_make_sense_and_ask_for_little() {
    use SealedFault::{Damaged, NewerSchema, NotSealed, TooDemanding, Truncated};
    let argon = sealed(b"tea", 64, LIGHT);
    let pbkdf2 = sealed(b"tea", 64, LIGHT_PBKDF2);
    let salt = "07".repeat(16);
    for (file, from, to, fault, rule) in [
        (&argon, "\"m_kib\":8", "\"m_kib\":4194304", TooDemanding, "4 GiB"),
        (&argon, "\"m_kib\":8", "\"m_kib\":4294967295", TooDemanding, "4 TiB"),
        (&argon, "\"m_kib\":8", "\"m_kib\":131073", TooDemanding, "a little too much memory"),
        (&argon, "\"m_kib\":8", "\"m_kib\":7", Damaged, "too little"),
        (&argon, "\"m_kib\":8", "\"m_kib\":-8", Damaged, "less than none"),
        (&argon, "\"m_kib\":8", "\"m_kib\":8.0", Damaged, "not whole"),
        (&argon, "\"t\":1", "\"t\":1000000", TooDemanding, "a million rounds"),
        (&argon, "\"t\":1", "\"t\":0", Damaged, "no round"),
        (&argon, "\"p\":1", "\"p\":16777215", TooDemanding, "lanes"),
        (&argon, "\"p\":1", "\"p\":0", Damaged, "no lane"),
        (&argon, "argon2id", "argon2i", Damaged, "another key"),
        (&argon, &salt, "07", Damaged, "a short salt"),
        (&argon, &salt, &"07".repeat(17), Damaged, "a long salt"),
        (&pbkdf2, "\"iterations\":2", "\"iterations\":2000001", TooDemanding, "many rounds"),
        (&pbkdf2, "\"iterations\":2", "\"iterations\":0", Damaged, "no round"),
        (&pbkdf2, "\"iterations\":2", "\"iterations\":99999999999", Damaged, "no such number"),
        (&pbkdf2, "aes-256-gcm", "aes-128-gcm", Damaged, "another cipher"),
        (&pbkdf2, "\"nonce\":\"09", "\"nonce\":\"", Damaged, "a short nonce"),
        (&pbkdf2, "\"chunk\":64", "\"chunk\":0", Damaged, "no chunk"),
        (&pbkdf2, "\"chunk\":64", "\"chunk\":4194305", Damaged, "chunks too long"),
        (&pbkdf2, "\"bytes\":", "\"bytes\":1", Truncated, "more than there is"),
        (&pbkdf2, "\"bytes\":", "\"bytes\":1844674407370955", Damaged, "no number holds it"),
        (&pbkdf2, "\"bytes\":", "\"bytes\":0,\"byte\":", Damaged, "nothing"),
        (&pbkdf2, "\"schema\":1", "\"schema\":2", NewerSchema, "newer"),
        (&pbkdf2, "\"schema\":1", "\"schema\":2,\"new\":[]", NewerSchema, "newer, with more"),
        (&pbkdf2, "\"schema\":1", "\"schema\":0", Damaged, "older than the first"),
        (&pbkdf2, "\"schema\":1", "\"schema\":1,\"more\":1", Damaged, "more than we know"),
        (&pbkdf2, "huitou-sealed", "huitou-backup", NotSealed, "another file of ours"),
        (&pbkdf2, "{\"format\"", "{ \"format\"", NotSealed, "not as we write it"),
        (&pbkdf2, "https", &format!("{}https", "a".repeat(5_000)), Damaged, "no end of the head"),
    ] {
        let (head, chunks) = file.split_at(head_of(file));
        let head = String::from_utf8(head.to_vec()).unwrap();
        let changed = head.replacen(from, to, 1);
        assert_ne!(changed, head, "{rule}");
        assert_eq!(opened(&[changed.as_bytes(), chunks].concat()), Err(fault), "{rule}");
    }
}

#[test]
fn other_files_are_no_sealed_backups() {
    for (file, fault, rule) in [
        (&b""[..], SealedFault::Empty, "nothing"),
        (b"{\"format\":\"huitou-sea", SealedFault::Truncated, "the beginning of one"),
        (b"{\"format\":\"huitou-backup\"}\n", SealedFault::NotSealed, "a backup"),
        (b"\x1f\x8b\x08\0\0\0\0\0", SealedFault::NotSealed, "gzip"),
        (b"\n", SealedFault::NotSealed, "a line"),
        (b"{\"format\":\"huitou-sealed\"}\n", SealedFault::Damaged, "no schema"),
        (b"{\"format\":\"huitou-sealed\"", SealedFault::Truncated, "no line end"),
    ] {
        assert_eq!(opened(file), Err(fault), "{rule}");
    }
}

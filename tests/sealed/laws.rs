//! What is sealed opens, whatever it is and however it is cut.

use huitou::format::sealed::{
    Opening, Packing, Passphrase, SealFault, SealedFault, Strength, Terms, Unsealing, Work,
    is_sealed, open, seal,
};
use proptest::prelude::*;

use crate::kit::{LIGHT, LIGHT_PBKDF2, head_of, noise, opened, passphrase, sealed, terms};

proptest! {
    #[test]
    fn what_is_sealed_opens(
        content in prop::collection::vec(any::<u8>(), 0..600),
        chunk in prop_oneof![1..80_u32, Just(Terms::CHUNK), Just(4 << 20)],
        by_memory in any::<bool>(),
        salt in any::<[u8; 16]>(),
        nonce in any::<[u8; 7]>(),
        typed in "[a-z龙井]{8,20} 89xyz",
    ) {
        let work = if by_memory { LIGHT } else { LIGHT_PBKDF2 };
        let terms = Terms { salt, nonce, ..terms(chunk, work) };
        let passphrase = Passphrase::of(&typed);
        let file = seal(&content, &passphrase, &terms).unwrap();
        prop_assert!(is_sealed(&file));
        prop_assert_eq!(open(file.clone(), &passphrase), Ok(content));
        let other = Passphrase::of(&format!("{typed}!"));
        prop_assert_eq!(open(file, &other), Err(SealedFault::WrongPassphraseOrDamaged));
    }

    #[test]
    fn no_bytes_at_all_panic(file in prop::collection::vec(any::<u8>(), 0..200), ours: bool) {
        let line = sealed(b"tea", 64, LIGHT_PBKDF2);
        let begin = if ours { &line[..head_of(&line)] } else { &b"{\"format\":\"huitou-sealed\""[..] };
        prop_assert!(opened(&[begin, &file].concat()).is_err());
        prop_assert!(opened(&file).is_err());
    }
}

fn all(mut opening: Opening) -> Vec<u8> {
    let mut steps = vec![opening.progress()];
    while opening.step().unwrap() {
        steps.push(opening.progress());
    }
    let count = steps[0].1;
    assert_eq!(steps, (0..=count).map(|nth| (nth, count)).collect::<Vec<_>>());
    opening.finish().unwrap()
}

#[test]
fn a_step_is_a_chunk_and_the_head_of_a_backup_may_come_last() {
    let mut packing = Packing::default();
    let content = noise(5_000);
    content.chunks(700).for_each(|piece| packing.push(piece));
    let mut sealing = packing.seal(b"head", &passphrase(), &terms(512, LIGHT)).unwrap();
    let mut pieces = Vec::new();
    while let Some(piece) = sealing.next_piece().unwrap() {
        pieces.push(piece);
        assert_eq!(sealing.progress().0 as usize, pieces.len() - 1);
    }
    assert_eq!(sealing.progress().1 as usize, pieces.len() - 1);
    assert!(pieces.len() > 9 && pieces[1..].iter().all(|it| it.len() <= 512 + 16));
    let opening = Unsealing::read(pieces.concat()).unwrap().unlock(&passphrase()).unwrap();
    assert_eq!(all(opening), [b"head", &content[..]].concat());
}

#[test]
fn what_is_looked_through_is_what_was_sealed() {
    let content = noise(5_000);
    let file = sealed(&content, 64, LIGHT);
    let opening = |file: Vec<u8>| Unsealing::read(file).unwrap().unlock(&passphrase()).unwrap();
    let (mut seen, mut pieces) = (Vec::new(), 0);
    let whole = opening(file.clone()).look_through(|piece| {
        seen.extend_from_slice(piece);
        pieces += 1;
    });
    assert_eq!((whole, seen == content), (Ok(()), true));
    assert!(pieces > 9, "{pieces} pieces");
    let mut altered = file;
    *altered.last_mut().unwrap() ^= 1;
    assert_eq!(opening(altered).look_through(|_| ()), Err(SealedFault::Damaged));
}

#[test]
fn nothing_is_handed_out_before_the_last_chunk() {
    let file = sealed(&noise(300), 64, LIGHT);
    let mut opening = Unsealing::read(file).unwrap().unlock(&passphrase()).unwrap();
    assert!(opening.step().unwrap());
    assert_eq!(opening.finish(), Err(SealedFault::Damaged));
}

#[test]
fn the_usual_terms_open_and_stand_in_the_head() {
    let usual = Terms::usual("0.1.0", "在 https://huitou.example/#/data 打开", [1; 16], [2; 7]);
    let file = seal(b"tea", &passphrase(), &usual).unwrap();
    let head = String::from_utf8(file[..head_of(&file)].to_vec()).unwrap();
    let kdf = r#""kdf":{"name":"argon2id","m_kib":19456,"t":3,"p":1,"salt":"01010101010101010101"#;
    assert!(head.contains(kdf), "{head}");
    assert!(head.starts_with(r#"{"format":"huitou-sealed","schema":1,"app":"0.1.0","#));
    assert!(head.ends_with("\"where\":\"在 https://huitou.example/#/data 打开\"}\n"));
    assert_eq!(opened(&file).as_deref(), Ok(&b"tea"[..]));
}

#[test]
fn other_salt_or_nonce_other_file() {
    let file = |salt: u8, nonce: u8| {
        let terms = Terms { salt: [salt; 16], nonce: [nonce; 7], ..terms(64, LIGHT) };
        let file = seal(b"tea", &passphrase(), &terms).unwrap();
        file[head_of(&file)..].to_vec()
    };
    assert_eq!(file(1, 1), file(1, 1), "nothing else is random");
    assert_ne!(file(1, 1), file(2, 1));
    assert_ne!(file(1, 1), file(1, 2));
}

#[test]
fn what_no_reader_would_open_is_not_sealed() {
    let good = terms(64, LIGHT);
    let too_much = Work::Pbkdf2 { iterations: u32::MAX };
    for (typed, terms, fault, rule) in [
        ("tea", good.clone(), SealFault::Passphrase(Strength::TooShort), "too short"),
        ("", good.clone(), SealFault::Passphrase(Strength::Empty), "none"),
        ("13800138000", good.clone(), SealFault::Passphrase(Strength::OnlyDigits), "a phone"),
        ("teahouse", Terms { chunk: 0, ..good.clone() }, SealFault::TooLarge, "no chunks"),
        ("teahouse", Terms { chunk: u32::MAX, ..good.clone() }, SealFault::TooLarge, "too long"),
        (
            "teahouse",
            Terms { place: "a".repeat(5_000), ..good.clone() },
            SealFault::TooLarge,
            "head",
        ),
        (
            "teahouse",
            Terms { salt: [0; 16], ..good.clone() },
            SealFault::NoRandomness,
            "no random salt",
        ),
        ("teahouse", Terms { work: too_much, ..good }, SealFault::Unsealable, "too much work"),
    ] {
        assert_eq!(seal(b"tea", &Passphrase::of(typed), &terms), Err(fault), "{rule}");
    }
}

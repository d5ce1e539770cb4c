//! Tables of text that mean harm.

use huitou::format::problem::ProblemReason;

use crate::kit::{Book, PLAIN_MAPPING, read_bytes, read_plain, row, taken};

fn read(text: &[u8]) -> Result<huitou::format::intake::FileRows, &'static str> {
    read_bytes("a.csv", text.to_vec(), Some(PLAIN_MAPPING)).map_err(|refusal| refusal.code())
}

#[test]
fn ten_thousand_columns() {
    let many: Vec<String> = (0..10_000).map(|n| format!("t{n}")).collect();
    let mut titles: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut cells = vec!["x"; 10_000];
    for (at, title, cell) in
        [(0, "who", "a"), (5_000, "when", "2024-06-30"), (9_998, "fen", "5"), (9_999, "no", "7")]
    {
        titles[at] = title;
        cells[at] = cell;
    }
    let text = format!("{}\n{}\n{}\n", titles.join(","), cells.join(","), cells.join(","));
    assert_eq!(taken(&read(text.as_bytes()).unwrap()).len(), 2);
    let book = Book::of(&(row(1, &titles) + &row(2, &cells))).bytes();
    assert_eq!(taken(&read_plain(book).unwrap()), [(2, "7".to_owned())]);
}

#[test]
fn quotes() {
    let unclosed_late = format!(
        "who,when,fen,no\n{}a,2024-06-30,5,\"9\n{}",
        "a,2024-06-30,5,1\n".repeat(3_000),
        "a,2024-06-30,5,1\n".repeat(3_000)
    );
    let nested =
        format!("who,when,fen,no\na,2024-06-30,5,{}x{}\n", "\"".repeat(9_999), "\"".repeat(9_999));
    for (text, expected, rule) in [
        ("who,when,fen,no\n\"a \"\"b\"\" c\",2024-06-30,5,1\n".to_owned(), Ok(1), "doubled"),
        ("who,when,fen,no\na \"b\" c,2024-06-30,5,1\n".to_owned(), Ok(1), "inside a cell"),
        ("who,when,fen,no\n\"a\nb\",2024-06-30,5,1\n".to_owned(), Ok(1), "around a line break"),
        (nested, Ok(1), "ten thousand of them"),
        (
            "who,when,fen,no\n\"a,2024-06-30,5,1\nb,2024-06-30,5,1\n".to_owned(),
            Err("truncated"),
            "never closed",
        ),
        (unclosed_late, Err("truncated"), "never closed, behind what is looked at first"),
    ] {
        assert_eq!(read(text.as_bytes()).map(|rows| taken(&rows).len()), expected, "{rule}");
    }
}

#[test]
fn bytes_that_are_no_characters() {
    let utf16 = |text: &str, odd: &[u16]| {
        let units = text.encode_utf16().chain(odd.iter().copied()).chain("\n".encode_utf16());
        [0xfeff].into_iter().chain(units).flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let table = "who,when,fen,no\na,2024-06-30,5,1";
    for (bytes, expected, rule) in [
        (utf16(table, &[]), Ok(1), "UTF-16"),
        (utf16(table, &[0xd800]), Ok(1), "half a character"),
        (utf16(table, &[0xdc00, 0xd800, 0xdc00]), Ok(1), "halves in the wrong order"),
        (utf16(table, &[0xd800; 100]), Err("encoding"), "a hundred halves"),
        (b"who,when,fen,no\na,2024-06-30,5,\0\n".to_vec(), Err("not_a_table"), "a NUL"),
        (
            [b"who,when,fen,no\n".as_slice(), &b"a,2024-06-30,5,1\n".repeat(9_000), b"\0"].concat(),
            Err("not_a_table"),
            "a NUL at the very end",
        ),
        (b"who,when,fen,no\na\xff,2024-06-30,5,1\n".to_vec(), Ok(1), "one byte that is wrong"),
    ] {
        assert_eq!(read(&bytes).map(|rows| taken(&rows).len()), expected, "{rule}");
    }
}

#[test]
fn numbers_at_the_edges() {
    use ProblemReason::{NumberNegative, NumberTooLarge, NumberUnreadable};
    for (cell, expected) in [
        ("9007199254740991", Err(NumberTooLarge)),
        ("9223372036854775807", Err(NumberTooLarge)),
        ("9223372036854775808", Err(NumberTooLarge)),
        ("10000000000", Ok(1_000_000_000_000)),
        ("0.1234567890123456789", Ok(12)),
        ("0.12345678901234567890", Err(NumberTooLarge)),
        ("-0.01", Err(NumberNegative)),
        ("1e3", Err(NumberUnreadable)),
        ("NaN", Err(NumberUnreadable)),
        ("Infinity", Err(NumberUnreadable)),
        ("0x10", Err(NumberUnreadable)),
        ("=1+1", Err(NumberUnreadable)),
        ("<b>5</b>", Err(NumberUnreadable)),
        ("٥", Err(NumberUnreadable)),
    ] {
        let rows = read(format!("who,when,fen,no\na,2024-06-30,{cell},1\n").as_bytes()).unwrap();
        let found = match rows.problems.first() {
            Some(problem) => Err(problem.reason),
            None => Ok(rows.batches[0].rows[0].amount_fen.unwrap().minor()),
        };
        assert_eq!(found, expected, "{cell}");
    }
}

#[test]
fn order_numbers_past_two_to_the_53_stay_apart() {
    let text =
        "who,when,fen,no\na,2024-06-30,5,9007199254740992\na,2024-06-30,5,9007199254740993\n";
    let numbers: Vec<String> =
        taken(&read(text.as_bytes()).unwrap()).into_iter().map(|it| it.1).collect();
    assert_eq!(numbers, ["9007199254740992", "9007199254740993"]);
}

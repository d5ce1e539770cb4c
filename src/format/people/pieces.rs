//! The pieces of cells: phones, numbers inside names, tags.

use super::hygiene;
use crate::domain::phone::Phone;

/// The phones in the lines of a cell, and what is none.
pub(super) fn phones(lines: Vec<&str>) -> (Vec<Phone>, Vec<&str>) {
    let mut phones = Vec::new();
    let mut rest = Vec::new();
    let pieces = lines.into_iter().flat_map(|line| line.split(['、', ';', '；', '/', '|']));
    for piece in pieces.map(str::trim).map(as_written).filter(|piece| !piece.is_empty()) {
        // A comma may also stand before an extension, and blanks inside a number.
        let parts = piece.split([',', '，', ' ']).filter(|part| !part.is_empty());
        let parts: Option<Vec<Phone>> = parts.map(Phone::parse).collect();
        match (parts, Phone::parse(piece)) {
            (Some(parts), _) => phones.extend(parts),
            (None, Some(Phone::Masked(_))) | (None, None) => {
                let (found, other): (Vec<_>, Vec<_>) =
                    piece.split([',', '，', ' ']).partition(|part| Phone::parse(part).is_some());
                phones.extend(found.into_iter().filter_map(Phone::parse));
                rest.extend(other.into_iter().filter(|part| !part.is_empty()));
            }
            (None, Some(phone)) => phones.push(phone),
        }
    }
    (phones, rest)
}

/// A number without the fraction that a spreadsheet has put behind it: 13700002222.0.
fn as_written(piece: &str) -> &str {
    let whole = piece.split_once('.').filter(|(whole, fraction)| {
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        whole.len() >= 10
            && digits(whole)
            && digits(fraction)
            && fraction.bytes().all(|b| b == b'0')
    });
    whole.map_or(piece, |(whole, _)| whole)
}

/// The mobile numbers that stand inside a name.
pub(super) fn numbers_within(name: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+');
    let runs = name.split(|c: char| !is_part(c)).filter(|run| run.len() >= 11);
    let mobiles = runs.flat_map(|run| match Phone::parse(run) {
        Some(phone) => vec![phone],
        None => run.split(' ').filter_map(Phone::parse).collect(),
    });
    let digits = mobiles.filter_map(|phone| match phone {
        Phone::Real(digits) if digits.starts_with('1') => Some(digits),
        Phone::Real(_) | Phone::Masked(_) | Phone::Virtual { .. } => None,
    });
    digits.collect()
}

/// The tags of a cell. Blanks separate them only where each piece is a word of characters.
pub(super) fn tags(text: &str) -> Vec<&str> {
    let is_mark = |c: char| "、,，;；|\n\r\t".contains(c);
    let pieces = text.split(is_mark).flat_map(|piece| {
        let is_date = piece.bytes().all(|byte| byte.is_ascii_digit() || b"/ ".contains(&byte));
        if is_date { vec![piece] } else { piece.split('/').collect() }
    });
    let words = pieces.flat_map(|piece| {
        let has_characters = |word: &str| word.chars().any(hygiene::is_han);
        let words: Vec<&str> = piece.split_whitespace().collect();
        if words.iter().all(|word| has_characters(word)) { words } else { vec![piece] }
    });
    words.map(|tag| tag.trim().trim_start_matches('#')).filter(|tag| !tag.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_phones_in_a_cell() {
        for (cell, expected, rest) in [
            ("14000000033", vec!["14000000033"], ""),
            ("14000000033、14000000034", vec!["14000000033", "14000000034"], ""),
            ("14000000033/0571-88880000", vec!["14000000033", "057188880000"], ""),
            ("14000000033 14000000034", vec!["14000000033", "14000000034"], ""),
            ("140 0000 0033", vec!["14000000033"], ""),
            ("14000000033，14000000034", vec!["14000000033", "14000000034"], ""),
            ("14000000033,1234", vec!["V14000000033-1234"], ""),
            ("140****0033; 14000000034", vec!["M140****0033", "14000000034"], ""),
            ("14000000033.0", vec!["14000000033"], ""),
            ("14000000033.00、14000000034", vec!["14000000033", "14000000034"], ""),
            ("14000000033.5", vec![], "14000000033.5"),
            ("14000000033 微信同号", vec!["14000000033"], "微信同号"),
            ("没有", vec![], "没有"),
        ] {
            let (phones, other) = phones(vec![cell]);
            let phones: Vec<String> = phones
                .into_iter()
                .map(|phone| match phone {
                    Phone::Real(digits) => digits,
                    Phone::Masked(text) => format!("M{text}"),
                    Phone::Virtual { number, extension } => format!("V{number}-{extension}"),
                })
                .collect();
            assert_eq!(
                (phones, other.join(" ")),
                (expected.iter().map(|it| (*it).to_owned()).collect(), rest.to_owned()),
                "{cell}"
            );
        }
    }

    #[test]
    fn phones_inside_names() {
        for (name, expected) in [
            ("顾总定制 14000000033", vec!["14000000033"]),
            ("14000000033顾总", vec!["14000000033"]),
            ("顾总140-0000-0033", vec!["14000000033"]),
            ("顾总 14000000033 14000000034", vec!["14000000033", "14000000034"]),
            ("顾总 140****0033", vec![]),
            ("订单 351000000000066932", vec![]),
            ("顾总 2024", vec![]),
        ] {
            assert_eq!(numbers_within(name), expected, "{name}");
        }
    }

    #[test]
    fn tags_of_a_cell() {
        for (cell, expected) in [
            ("老客户、大客户", vec!["老客户", "大客户"]),
            ("老客户,VIP;团购|加急", vec!["老客户", "VIP", "团购", "加急"]),
            ("老客户 大客户", vec!["老客户", "大客户"]),
            ("VIP 2024", vec!["VIP 2024"]),
            ("茶/瓷器", vec!["茶", "瓷器"]),
            ("10/20", vec!["10/20"]),
            ("#茶 #瓷器", vec!["茶", "瓷器"]),
            ("、 ,", vec![]),
        ] {
            assert_eq!(tags(cell), expected, "{cell}");
        }
    }
}

//! The privacy eye: while it is closed, no phone and no amount stands on the screen.
//!
//! Amounts come to the screen through [`crate::ui::number::money`], what is said of people through the
//! functions of [`crate::ui::text`] and `PersonView`; all of them ask here, so that no page can forget.
//! Whatever reads a covered text follows the eye. Marks for checks and what is copied stay as they are.

use std::sync::LazyLock;

use leptos::prelude::*;

static CLOSED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

/// So many digits together may be a phone, or say whose it is.
const PHONE_DIGITS: usize = 7;

/// What stands in place of an amount.
pub const AMOUNT: &str = "¥•••";

/// What stands in place of a digit.
const COVER: char = '•';

/// True while phones and amounts are covered. Whoever asks within an effect is asked again.
#[must_use]
pub fn is_closed() -> bool {
    match leptos::reactive::graph::Observer::get() {
        Some(_) => CLOSED.get(),
        None => CLOSED.get_untracked(),
    }
}

/// Covers them, or shows them.
pub fn set(closed: bool) {
    CLOSED.set(closed);
}

/// A text of the seller's or of a file, its phones covered while the eye is closed.
#[must_use]
pub fn text(text: &str) -> String {
    if is_closed() { covered(text) } else { text.to_owned() }
}

/// All of a phone is covered, its end too: that is what one knows people by at the counter.
fn covered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_phone) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|it| !is_of_phone(it) && !is_between(it)).unwrap_or(from.len());
        let (piece, after) = from.split_at(end);
        out.push_str(before);
        let hides = piece.chars().filter(|it| is_of_phone(*it)).count() >= PHONE_DIGITS;
        let cover = |it: char| if hides && is_of_phone(it) { COVER } else { it };
        out.extend(piece.chars().map(cover));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_of_phone(it: char) -> bool {
    it.is_ascii_digit() || ('０'..='９').contains(&it) || it == '*'
}

fn is_between(it: char) -> bool {
    matches!(it, ' ' | '-' | '(' | ')' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_covered_and_nothing_else() {
        for (given, expected, rule) in [
            ("14000000033", "•••••••••••", "a phone"),
            ("+86 140-0000-0033", "+•• •••-••••-••••", "written in groups"),
            ("140****0033", "•••••••••••", "one that is partly hidden"),
            ("陈姐14000000033微信同号", "陈姐•••••••••••微信同号", "within a text"),
            ("张三 0571-88880000", "张三 ••••-••••••••", "a landline"),
            ("２幢301室", "２幢301室", "a door"),
            ("2024-12 kg", "2024-12 kg", "few digits"),
            ("tb_77", "tb_77", "a nick"),
            ("", "", "nothing"),
        ] {
            assert_eq!(covered(given), expected, "{rule}");
        }
    }

    #[test]
    fn an_open_eye_covers_nothing() {
        assert_eq!(text("14000000033"), "14000000033");
    }
}

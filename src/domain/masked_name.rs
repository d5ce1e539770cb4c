//! A name that may be shown to others: enough for the seller to know whom it means, and for nobody
//! else to find out.

/// Stands for all that is hidden, whatever its length: how long a name is says something, too.
const HIDDEN: &str = "**";

/// The first letter of a name and two stars: `王**`. Of what begins with a digit, as phones and many
/// nicks do, nothing is shown; of nothing, nothing.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let mut letters = name.chars().filter(|it| it.is_alphanumeric());
    match letters.next() {
        None if name.trim().is_empty() => String::new(),
        None => format!("*{HIDDEN}"),
        Some(first) if first.is_numeric() => format!("*{HIDDEN}"),
        Some(first) => format!("{first}{HIDDEN}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked() {
        for (name, masked, rule) in [
            ("王秀英", "王**", "the surname stays"),
            ("顾总", "顾**", "with a title"),
            ("王", "王**", "a short one looks as long as any"),
            ("欧阳修文", "欧**", "one letter of a long surname, too"),
            ("Anna Smith", "A**", "one letter of a Latin name"),
            ("tb8812345_2019", "t**", "a nick"),
            ("13900001234", "***", "nothing of a phone"),
            ("+86 139 0000 1234", "***", "written otherwise, too"),
            ("１３９００００１２３４", "***", "in full width, too"),
            ("  陈 ", "陈**", "blanks are no letters"),
            ("「小」红", "小**", "nor are brackets"),
            ("*仙", "仙**", "nor is what another mask left"),
            ("سارة", "س**", "right to left"),
            ("😀😀", "***", "nothing that could be known again"),
            ("****", "***", "already hidden"),
            ("", "", "nobody"),
            ("  ", "", "nobody"),
        ] {
            assert_eq!(masked_name(name), masked, "{rule}");
        }
    }
}

//! Where everything stands on the picture of a quote sheet. Pure: how wide a text is, is asked of
//! who draws it.

use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::price::PriceBreak;
use crate::domain::quantity::Quantity;
use crate::domain::quote_sheet::QuoteSheet;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::picture::plan::{Drawn, EDGE, Face, Mark, Sheet, WIDTH};

/// A good with its prices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What it is called.
    pub name: String,
    /// Its prices, and what was asked for.
    pub prices: Vec<String>,
}

/// All that stands on it. What the customer does not see has no field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// The shop's own name.
    pub shop: String,
    /// What it is.
    pub heading: String,
    /// For whom, of which day, until when, by whom.
    pub about: Vec<String>,
    /// The goods.
    pub rows: Vec<Row>,
    /// What all of it makes; empty = not everything says how many.
    pub total: String,
    /// What the seller wrote below; may be empty.
    pub note: String,
}

impl Paper {
    /// Of a sheet. Amounts are written whole, whether or not the eye is closed: it is not drawn then.
    #[must_use]
    pub fn of(lang: Locale, shop: String, sheet: &QuoteSheet) -> Paper {
        let told = |title: &str, value: &str| {
            format!("{title}{}{value}", td_string!(lang, quote_sheet.colon))
        };
        let written = |day: Day| number::day(day, lang, i32::MIN);
        let about = vec![
            told(td_string!(lang, quote_sheet.customer), sheet.addressee()),
            told(td_string!(lang, quote_sheet.quoted_on), &written(sheet.quoted_on())),
            told(td_string!(lang, quote_sheet.valid_until), &written(sheet.valid_until())),
            told(td_string!(lang, quote_sheet.quoted_by), sheet.author()),
        ];
        let rows = sheet.rows().iter().map(|row| {
            let mut prices: Vec<String> =
                row.prices().into_iter().map(|at| price(lang, at, row.unit())).collect();
            if let Some((_, amount)) = row.asked() {
                let quantity = number::quantity(row.quantity());
                prices.push(format!("× {quantity} = {}", money(amount)));
            }
            Row { name: row.name().to_string(), prices }
        });
        let total = sheet.total().filter(|_| sheet.rows().len() > 1);
        Paper {
            shop,
            heading: td_string!(lang, quote_sheet.heading).to_owned(),
            about,
            rows: rows.collect(),
            total: total
                .map(|total| told(td_string!(lang, quote_sheet.total), &money(total)))
                .unwrap_or_default(),
            note: sheet.note().to_string(),
        }
    }
}

impl Drawn for Paper {
    fn in_words(&self) -> String {
        let mut words = vec![self.heading.clone(), self.shop.clone()];
        words.extend(self.about.iter().cloned());
        for row in &self.rows {
            words.push(format!("{}  {}", row.name, row.prices.join("  ")));
        }
        words.extend([self.total.clone(), self.note.clone()]);
        words.retain(|it| !it.is_empty());
        words.join("\n")
    }

    fn plan(&self, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64) {
        let mut sheet = Sheet::begin(measure);
        sheet.lines(EDGE, &self.shop, Face::Small);
        sheet.lines(EDGE, &self.heading, Face::Title);
        for line in &self.about {
            sheet.lines(EDGE, line, Face::Small);
        }
        // Amounts stand below each other at the right edge.
        for row in &self.rows {
            sheet.rule();
            sheet.lines(EDGE, &row.name, Face::Sentence);
            for price in &row.prices {
                sheet.ending(WIDTH - EDGE, price, Face::Sentence);
            }
        }
        sheet.rule();
        sheet.ending(WIDTH - EDGE, &self.total, Face::Sentence);
        sheet.lines(EDGE, &self.note, Face::Small);
        sheet.finish()
    }
}

fn money(fen: Fen) -> String {
    format!("¥{}", number::plain_money(fen))
}

fn price(lang: Locale, at: PriceBreak, unit: &str) -> String {
    let each = match unit.trim() {
        "" => money(at.unit_fen),
        unit => format!("{}/{unit}", money(at.unit_fen)),
    };
    match at.from > Quantity::default() {
        true => td_string!(lang, prices.from, n = number::quantity(at.from), price = each),
        false => each,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::price::Price;
    use crate::domain::quote_sheet::{GivenHead, GivenRow, QuoteState};

    fn measure(text: &str, face: Face) -> f64 {
        text.chars().count() as f64 * face.measures().0
    }

    fn sheet() -> QuoteSheet {
        let day = Day::from_number(20_000);
        let head = GivenHead {
            customer: "17".to_owned(),
            addressee: "林姐".to_owned(),
            quoted_on: day,
            valid_until: day.plus(7),
            author: "小陈".to_owned(),
            note: "含税".to_owned(),
            state: QuoteState::Open,
        };
        let row = |name: &str, fen: i64| GivenRow {
            sku: "A12".to_owned(),
            name: name.to_owned(),
            unit: "件".to_owned(),
            quantity: Quantity::from_thousandths(20_000),
            price: Price::flat(Fen::from_minor(fen)).unwrap(),
        };
        QuoteSheet::of_given(head, vec![row("水晶杯", 1_800), row(&"长".repeat(60), 950)])
    }

    #[test]
    fn what_stands_on_it() {
        let paper = Paper::of(Locale::zh, "店".to_owned(), &sheet());
        assert_eq!(paper.rows[0].prices, ["¥18/件", "× 20 = ¥360"]);
        assert!(paper.total.ends_with("¥550"), "360 and 190: {}", paper.total);
        let words = paper.in_words();
        assert!(words.contains("林姐") && words.ends_with("含税"), "{words}");
    }

    #[test]
    fn nothing_stands_on_another_or_outside() {
        let paper = Paper::of(Locale::zh, "店".to_owned(), &sheet());
        let (marks, height) = paper.plan(&measure);
        let mut below = 0.0;
        for mark in &marks {
            match mark {
                Mark::Text { x, y, text, face, ends } => {
                    let width = measure(text, *face);
                    let (left, right) = if *ends { (x - width, *x) } else { (*x, x + width) };
                    assert!(left >= 0.0 && right <= WIDTH, "{text}");
                    assert!(y - face.measures().0 >= below, "{text} on what is above it");
                    below = *y;
                }
                Mark::Rule { y } => {
                    assert!(*y > below);
                    below = *y;
                }
                Mark::White { .. } | Mark::Dark { .. } => panic!("no code stands on it"),
            }
        }
        assert!(below < height);
    }
}

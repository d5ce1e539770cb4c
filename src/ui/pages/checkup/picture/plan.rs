//! Where everything stands on the picture of the check-up.

use crate::ui::picture::plan::{Drawn, EDGE, Face, GAP, Mark, Sheet};

/// Where sentences begin, right of their numbers.
const SENTENCES: f64 = 372.0;

/// What is said by one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The number, and what it counts.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// The sentence.
    pub says: String,
    /// Who is meant, masked; empty = nobody is named.
    pub names: String,
}

/// All that stands on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// What it is.
    pub title: String,
    /// The shop's own name.
    pub shop: String,
    /// What the sentences rest on, and up to which day.
    pub about: String,
    /// The sentences.
    pub rows: Vec<Said>,
    /// Where it was made.
    pub foot: String,
}

impl Drawn for Paper {
    fn in_words(&self) -> String {
        let mut words = vec![self.title.clone(), self.shop.clone(), self.about.clone()];
        words.extend(self.rows.iter().map(|row| {
            let Said { number, unit, says, names } = row;
            if names.is_empty() {
                format!("{number} {unit} {says}")
            } else {
                format!("{number} {unit} {says} ({names})")
            }
        }));
        words.retain(|it| !it.is_empty());
        words.join("\n")
    }
    fn plan(&self, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64) {
        let mut sheet = Sheet::begin(measure);
        sheet.lines(EDGE, &self.title, Face::Small);
        sheet.lines(EDGE, &self.shop, Face::Title);
        sheet.lines(EDGE, &self.about, Face::Small);
        for row in &self.rows {
            sheet.rule();
            let top = sheet.y;
            // The number stands left of its sentence and ends where that begins.
            sheet.ending(SENTENCES - GAP, &row.number, Face::Number);
            sheet.ending(SENTENCES - GAP, &row.unit, Face::Small);
            let below = sheet.y;
            sheet.y = top;
            sheet.lines(SENTENCES, &row.says, Face::Sentence);
            sheet.lines(SENTENCES, &row.names, Face::Small);
            sheet.y = sheet.y.max(below);
        }
        sheet.rule();
        sheet.lines(EDGE, &self.foot, Face::Small);
        sheet.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::picture::plan::WIDTH;

    /// Chinese characters are as wide as high, others half.
    fn measure(text: &str, face: Face) -> f64 {
        let units = text.chars().map(|it| if it.is_ascii() { 0.5 } else { 1.0 });
        units.sum::<f64>() * face.measures().0
    }

    #[test]
    fn nothing_stands_on_another_or_outside() {
        let row = |says: &str, names: &str| Said {
            number: "1,234".to_owned(),
            unit: "位".to_owned(),
            says: says.to_owned(),
            names: names.to_owned(),
        };
        let paper = Paper {
            title: "店铺体检".to_owned(),
            shop: "山里红干货铺".repeat(6),
            about: "9,892 单，2,000 位客户，到 2026年11月22日".to_owned(),
            rows: vec![row("老客", ""), row(&"超过自己平常的间隔没来".repeat(5), "王**、李**")],
            foot: "数据没离开过我的手机".to_owned(),
        };
        let (marks, height) = paper.plan(&measure);
        let mut before: Option<(f64, f64)> = None;
        for mark in &marks {
            match mark {
                Mark::Rule { y } => assert!(*y > 0.0 && *y < height),
                Mark::White { .. } | Mark::Dark { .. } => panic!("no code stands there"),
                Mark::Text { x, y, text, face, ends } => {
                    let width = measure(text, *face);
                    let (from, to) = if *ends { (x - width, *x) } else { (*x, x + width) };
                    assert!(from >= 0.0 && to <= WIDTH, "{text} from {from} to {to}");
                    assert!(*y <= height, "{text}");
                    if let Some((column, above)) = before
                        && column == *x
                    {
                        assert!(y - above >= face.measures().0, "{text} on what is above it");
                    }
                    before = Some((*x, *y));
                }
            }
        }
        assert!(paper.in_words().contains("王**、李**"));
    }
}

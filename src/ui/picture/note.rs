//! A few lines as a picture: who says it, about whom, and what.

use super::plan::{Drawn, EDGE, Face, Mark, Sheet};

/// All that stands on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Who says it: the shop's own name.
    pub shop: String,
    /// What it is, or whom it is about.
    pub title: String,
    /// What stands there, block by block.
    pub blocks: Vec<Vec<Line>>,
    /// What stands below.
    pub foot: String,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A sentence.
    Says(String),
    /// Something that counts: a number, and what it is.
    Counts {
        /// The number.
        number: String,
        /// What it is.
        what: String,
    },
}

impl Drawn for Note {
    fn in_words(&self) -> String {
        let line = |line: &Line| match line {
            Line::Says(says) => says.clone(),
            Line::Counts { number, what } => format!("{what} {number}"),
        };
        let blocks = self.blocks.iter().flatten().map(line);
        let all = [self.shop.clone(), self.title.clone()].into_iter().chain(blocks);
        let all = all.chain([self.foot.clone()]).filter(|it| !it.is_empty());
        all.collect::<Vec<_>>().join("\n")
    }

    fn plan(&self, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64) {
        let mut sheet = Sheet::begin(measure);
        sheet.lines(EDGE, &self.shop, Face::Small);
        sheet.lines(EDGE, &self.title, Face::Title);
        for block in self.blocks.iter().filter(|it| !it.is_empty()) {
            sheet.rule();
            for line in block {
                match line {
                    Line::Says(says) => sheet.lines(EDGE, says, Face::Sentence),
                    Line::Counts { number, what } => {
                        sheet.lines(EDGE, what, Face::Small);
                        sheet.lines(EDGE, number, Face::Number);
                    }
                }
            }
        }
        if !self.foot.is_empty() {
            sheet.rule();
            sheet.lines(EDGE, &self.foot, Face::Small);
        }
        sheet.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::WIDTH;
    use super::*;

    /// Every letter is as wide as high.
    fn measure(text: &str, face: Face) -> f64 {
        text.chars().count() as f64 * face.measures().0
    }

    #[test]
    fn nothing_stands_on_another_or_outside() {
        let note = Note {
            shop: "山里红干货铺".to_owned(),
            title: "王阿姨".to_owned(),
            blocks: vec![
                vec![Line::Counts { number: "¥800".to_owned(), what: "一共".to_owned() }],
                Vec::new(),
                vec![Line::Says("恭喜您升到金卡！".repeat(6))],
            ],
            foot: "谢谢您".to_owned(),
        };
        let (marks, height) = note.plan(&measure);
        let mut below = 0.0;
        for mark in &marks {
            match mark {
                Mark::Text { x, y, text, face, .. } => {
                    assert!(x + measure(text, *face) <= WIDTH, "{text}");
                    assert!(y - face.measures().0 >= below, "{text} on what is above it");
                    below = *y;
                }
                Mark::Rule { y } => {
                    assert!(*y > below);
                    below = *y;
                }
                Mark::White { .. } | Mark::Dark { .. } => panic!("no code stands there"),
            }
        }
        assert!(below < height);
        let rules = marks.iter().filter(|it| matches!(it, Mark::Rule { .. })).count();
        assert_eq!(rules, 3, "none above what is empty");
        assert!(note.in_words().contains("一共 ¥800"));
    }
}

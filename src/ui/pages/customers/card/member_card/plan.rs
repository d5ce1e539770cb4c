//! Where everything stands on the picture of a member card.

use crate::ui::components::qr::QrDrawing;
use crate::ui::picture::plan::{Drawn, EDGE, Face, Mark, Sheet};

/// All that stands on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// The shop's own name.
    pub shop: String,
    /// What the member is called.
    pub name: String,
    /// His tier; empty = there are none.
    pub tier: String,
    /// His points, in words; empty = there are none.
    pub points: String,
    /// What his tier gives him.
    pub rights: Vec<String>,
    /// What his coupons are, with their last days.
    pub coupons: Vec<String>,
    /// The code below the drawing.
    pub code: String,
    /// The drawing.
    pub qr: QrDrawing,
    /// What the card is for.
    pub foot: String,
}

impl Drawn for Paper {
    fn in_words(&self) -> String {
        let heads = [&self.shop, &self.name, &self.tier, &self.points];
        let heads = heads.into_iter().cloned();
        let all = heads.chain(self.rights.iter().cloned()).chain(self.coupons.iter().cloned());
        let all = all.chain([self.code.clone(), self.foot.clone()]);
        all.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
    }
    fn plan(&self, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64) {
        let mut sheet = Sheet::begin(measure);
        sheet.lines(EDGE, &self.shop, Face::Small);
        sheet.lines(EDGE, &self.name, Face::Title);
        sheet.lines(EDGE, &self.tier, Face::Sentence);
        sheet.lines(EDGE, &self.points, Face::Sentence);
        for block in [&self.rights, &self.coupons] {
            if !block.is_empty() {
                sheet.rule();
            }
            for line in block {
                sheet.lines(EDGE, &format!("· {line}"), Face::Sentence);
            }
        }
        sheet.rule();
        sheet.code(&self.qr);
        sheet.lines(EDGE, &self.code, Face::Small);
        sheet.lines(EDGE, &self.foot, Face::Small);
        sheet.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::picture::plan::WIDTH;

    /// Every letter is as wide as high.
    fn measure(text: &str, face: Face) -> f64 {
        text.chars().count() as f64 * face.measures().0
    }

    fn paper() -> Paper {
        Paper {
            shop: "山里红干货铺".to_owned(),
            name: "王女士".repeat(9),
            tier: "金卡".to_owned(),
            points: "积分 1,200".to_owned(),
            rights: vec!["积分 1.5 倍".to_owned(), "生日送一包".to_owned()],
            coupons: vec!["满 50 减 5，到 12月31日".repeat(4)],
            code: "MABCDEFGH2".to_owned(),
            qr: QrDrawing::of("MABCDEFGH2").unwrap_or_default(),
            foot: "出示给店里看".to_owned(),
        }
    }

    #[test]
    fn nothing_stands_on_another_or_outside() {
        let (marks, height) = paper().plan(&measure);
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
                Mark::White { x, y, side } => {
                    assert!(*x >= 0.0 && x + side <= WIDTH && *y > below);
                    below = y + side;
                }
                Mark::Dark { x, y, width, height } => {
                    assert!(*x >= 0.0 && x + width <= WIDTH && y + height <= below, "on white");
                    assert_eq!((x.fract(), y.fract(), height.fract()), (0.0, 0.0, 0.0), "crisp");
                }
            }
        }
        assert!(below < height);
    }

    #[test]
    fn a_card_without_points_and_tiers_is_short() {
        let bare = Paper {
            tier: String::new(),
            points: String::new(),
            rights: Vec::new(),
            coupons: Vec::new(),
            ..paper()
        };
        let (marks, _) = bare.plan(&measure);
        let rules = marks.iter().filter(|it| matches!(it, Mark::Rule { .. })).count();
        assert_eq!(rules, 1, "one line above the code");
        assert!(bare.in_words().ends_with("MABCDEFGH2\n出示给店里看"));
    }
}

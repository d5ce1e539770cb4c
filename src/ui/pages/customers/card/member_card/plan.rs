//! Where everything stands on the picture of a member card. Pure: how wide a text is, is asked of
//! who draws it.

use crate::ui::components::qr::QrDrawing;
use crate::ui::pages::checkup::picture::plan::{Face, WIDTH, wrapped};

const EDGE: f64 = 72.0;
const GAP: f64 = 28.0;
/// The code is at most so wide; a module is a whole number of points, so that no edge is blurred.
const CODE_WIDTH: i32 = 560;

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

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line of text; `y` is where its letters stand.
    Text {
        /// Where it begins.
        x: f64,
        /// Where its letters stand.
        y: f64,
        /// Its words.
        text: String,
        /// How it looks.
        face: Face,
    },
    /// A line across.
    Rule {
        /// Where.
        y: f64,
    },
    /// The white that the code stands on.
    White {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width and height.
        side: f64,
    },
    /// A dark piece of the code.
    Dark {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
    },
}

impl Paper {
    /// The same for who does not see it.
    #[must_use]
    pub fn in_words(&self) -> String {
        let heads = [&self.shop, &self.name, &self.tier, &self.points];
        let heads = heads.into_iter().cloned();
        let all = heads.chain(self.rights.iter().cloned()).chain(self.coupons.iter().cloned());
        let all = all.chain([self.code.clone(), self.foot.clone()]);
        all.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Everything in its place, and how high the picture is.
#[must_use]
pub fn plan(paper: &Paper, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64) {
    let mut sheet = Sheet { marks: Vec::new(), y: EDGE, measure };
    sheet.lines(&paper.shop, Face::Small);
    sheet.lines(&paper.name, Face::Title);
    sheet.lines(&paper.tier, Face::Sentence);
    sheet.lines(&paper.points, Face::Sentence);
    for block in [&paper.rights, &paper.coupons] {
        if !block.is_empty() {
            sheet.rule();
        }
        for line in block {
            sheet.lines(&format!("· {line}"), Face::Sentence);
        }
    }
    sheet.rule();
    sheet.code(&paper.qr);
    sheet.lines(&paper.code, Face::Small);
    sheet.lines(&paper.foot, Face::Small);
    (sheet.marks, sheet.y + EDGE / 2.0)
}

struct Sheet<'a> {
    marks: Vec<Mark>,
    y: f64,
    measure: &'a dyn Fn(&str, Face) -> f64,
}

impl Sheet<'_> {
    fn lines(&mut self, text: &str, face: Face) {
        let (letters, line) = face.measures();
        let width = WIDTH - 2.0 * EDGE;
        for text in wrapped(text, width, &|text| (self.measure)(text, face)) {
            self.marks.push(Mark::Text { x: EDGE, y: self.y + letters, text, face });
            self.y += line;
        }
    }

    fn rule(&mut self) {
        self.y += GAP;
        self.marks.push(Mark::Rule { y: self.y });
        self.y += GAP;
    }

    fn code(&mut self, qr: &QrDrawing) {
        if qr.side <= 0 {
            return;
        }
        let module = f64::from((CODE_WIDTH / qr.side).max(1));
        let side = f64::from(qr.side) * module;
        let (left, top) = (((WIDTH - side) / 2.0).floor(), self.y.floor());
        self.marks.push(Mark::White { x: left, y: top, side });
        self.marks.extend(qr.runs.iter().map(|run| Mark::Dark {
            x: left + f64::from(run.x) * module,
            y: top + f64::from(run.y) * module,
            width: f64::from(run.length) * module,
            height: module,
        }));
        self.y = top + side + GAP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let (marks, height) = plan(&paper(), &measure);
        let mut below = 0.0;
        for mark in &marks {
            match mark {
                Mark::Text { x, y, text, face } => {
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
        let (marks, _) = plan(&bare, &measure);
        let rules = marks.iter().filter(|it| matches!(it, Mark::Rule { .. })).count();
        assert_eq!(rules, 1, "one line above the code");
        assert!(bare.in_words().ends_with("MABCDEFGH2\n出示给店里看"));
    }
}

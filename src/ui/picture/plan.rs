//! Where things stand on a picture. Pure: how wide a text is, is asked of who draws it.

use crate::ui::components::qr::QrDrawing;

/// The width of a picture: three points for each of a phone.
pub const WIDTH: f64 = 1080.0;
/// Left and right of everything.
pub const EDGE: f64 = 72.0;
/// Above and below a line across.
pub const GAP: f64 = 28.0;
/// A code is at most so wide; a module is a whole number of points, so that no edge is blurred.
const CODE_WIDTH: i32 = 560;

/// Something that can be drawn.
pub trait Drawn {
    /// The same for who does not see it.
    fn in_words(&self) -> String;

    /// Everything in its place, and how high the picture is.
    fn plan(&self, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64);
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The name of the shop, or of whom it is about.
    Title,
    /// A number.
    Number,
    /// A sentence.
    Sentence,
    /// What stands beside.
    Small,
}

impl Face {
    /// Height of the letters, and from line to line.
    #[must_use]
    pub const fn measures(self) -> (f64, f64) {
        match self {
            Face::Title => (60.0, 78.0),
            Face::Number => (84.0, 96.0),
            Face::Sentence => (44.0, 62.0),
            Face::Small => (34.0, 50.0),
        }
    }

    /// True where it is bold.
    #[must_use]
    pub const fn is_strong(self) -> bool {
        matches!(self, Face::Title | Face::Number)
    }
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line of text; `y` is where its letters stand. Ends at `x` where it is turned.
    Text {
        /// Where it begins, or ends.
        x: f64,
        /// Where its letters stand.
        y: f64,
        /// Its words.
        text: String,
        /// How it looks.
        face: Face,
        /// True where `x` is its end.
        ends: bool,
    },
    /// A line across.
    Rule {
        /// Where.
        y: f64,
    },
    /// The white that a code stands on.
    White {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width and height.
        side: f64,
    },
    /// A dark piece of a code.
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

/// A picture while things are put on it, from above.
pub struct Sheet<'a> {
    /// What stands there.
    pub marks: Vec<Mark>,
    /// Where the next thing begins.
    pub y: f64,
    measure: &'a dyn Fn(&str, Face) -> f64,
}

impl<'a> Sheet<'a> {
    /// Nothing yet.
    #[must_use]
    pub fn begin(measure: &'a dyn Fn(&str, Face) -> f64) -> Sheet<'a> {
        Sheet { marks: Vec::new(), y: EDGE, measure }
    }

    /// A text from `x` to the right edge, on as many lines as it takes.
    pub fn lines(&mut self, x: f64, text: &str, face: Face) {
        let (letters, line) = face.measures();
        let width = WIDTH - EDGE - x;
        for text in wrapped(text, width, &|text| (self.measure)(text, face)) {
            self.marks.push(Mark::Text { x, y: self.y + letters, text, face, ends: false });
            self.y += line;
        }
    }

    /// A text that ends at `x`, on as many lines as it takes.
    pub fn ending(&mut self, x: f64, text: &str, face: Face) {
        let (letters, line) = face.measures();
        for text in wrapped(text, x - EDGE, &|text| (self.measure)(text, face)) {
            self.marks.push(Mark::Text { x, y: self.y + letters, text, face, ends: true });
            self.y += line;
        }
    }

    /// A line across.
    pub fn rule(&mut self) {
        self.y += GAP;
        self.marks.push(Mark::Rule { y: self.y });
        self.y += GAP;
    }

    /// A code in the middle.
    pub fn code(&mut self, qr: &QrDrawing) {
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

    /// All of it, and how high it is.
    #[must_use]
    pub fn finish(self) -> (Vec<Mark>, f64) {
        (self.marks, self.y + EDGE / 2.0)
    }
}

/// The lines of a text: broken between words, and between Chinese characters; a line begins with no
/// stop or comma.
#[must_use]
pub fn wrapped(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && measure(longer.trim_end()) > width {
            lines.push(line.trim_end().to_owned());
            line = piece.trim_start().to_owned();
        } else {
            line = longer;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines.retain(|it| !it.is_empty());
    lines
}

/// What is not broken: a word with the blank behind it, a wide character with the stop behind it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for letter in text.chars() {
        let stays = match pieces.last().and_then(|piece| piece.chars().next_back()) {
            None => false,
            Some(before) => {
                // A day stays whole: 2026年11月22日.
                let is_day = "年月日".contains(letter) && before.is_ascii_digit()
                    || "年月".contains(before) && letter.is_ascii_digit();
                let is_stop = "，。、：；！？）」”…,.:;!?)%".contains(letter);
                is_stop
                    || is_day
                    || letter == ' '
                    || !is_wide(letter) && !is_wide(before) && before != ' '
            }
        };
        match pieces.last_mut().filter(|_| stays) {
            Some(piece) => piece.push(letter),
            None => pieces.push(letter.to_string()),
        }
    }
    pieces
}

/// Characters that stand for themselves.
const fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wide characters are as wide as high, others half.
    fn measure(text: &str, face: Face) -> f64 {
        let units = text.chars().map(|it| if is_wide(it) { 1.0 } else { 0.5 });
        units.sum::<f64>() * face.measures().0
    }

    #[test]
    fn lines_are_broken_where_one_may() {
        for (text, width, lines, rule) in [
            ("", 9.0, vec![], "nothing"),
            ("回头客", 9.0, vec!["回头客"], "it fits"),
            ("来过不止一次", 4.0, vec!["来过不止", "一次"], "between characters"),
            ("来过不止，一次", 4.0, vec!["来过不", "止，一次"], "no comma begins a line"),
            ("came more than once", 5.0, vec!["came more", "than once"], "between words"),
            ("unbreakable", 2.0, vec!["unbreakable"], "a word stays whole"),
            ("到 2026年11月22日止", 7.0, vec!["到", "2026年11月22日", "止"], "a day stays whole"),
            ("共 2,178 位", 3.0, vec!["共", "2,178", "位"], "numbers stay whole"),
        ] {
            let units = |text: &str| measure(text, Face::Small) / Face::Small.measures().0;
            assert_eq!(wrapped(text, width, &units), lines, "{rule}");
        }
    }
}

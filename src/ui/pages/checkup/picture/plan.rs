//! Where everything stands on the picture. Pure: how wide a text is, is asked of who draws it.

/// The width of a picture: three points for each of a phone.
pub const WIDTH: f64 = 1080.0;

const EDGE: f64 = 72.0;
/// Where sentences begin, right of their numbers.
const SENTENCES: f64 = 372.0;
const GAP: f64 = 28.0;

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

impl Paper {
    /// The same for who does not see it.
    pub fn in_words(&self) -> String {
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
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The name of the shop.
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
    pub const fn measures(self) -> (f64, f64) {
        match self {
            Face::Title => (60.0, 78.0),
            Face::Number => (84.0, 96.0),
            Face::Sentence => (44.0, 62.0),
            Face::Small => (34.0, 50.0),
        }
    }

    /// True where it is bold.
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
}

/// Everything in its place, and how high the picture is.
pub fn plan(paper: &Paper, measure: &dyn Fn(&str, Face) -> f64) -> (Vec<Mark>, f64) {
    let mut sheet = Sheet { marks: Vec::new(), y: EDGE, measure };
    sheet.lines(EDGE, &paper.title, Face::Small);
    sheet.lines(EDGE, &paper.shop, Face::Title);
    sheet.lines(EDGE, &paper.about, Face::Small);
    for row in &paper.rows {
        sheet.y += GAP;
        sheet.marks.push(Mark::Rule { y: sheet.y });
        sheet.y += GAP;
        let top = sheet.y;
        sheet.number(row);
        let below = sheet.y;
        sheet.y = top;
        sheet.lines(SENTENCES, &row.says, Face::Sentence);
        sheet.lines(SENTENCES, &row.names, Face::Small);
        sheet.y = sheet.y.max(below);
    }
    sheet.y += GAP;
    sheet.marks.push(Mark::Rule { y: sheet.y });
    sheet.y += GAP;
    sheet.lines(EDGE, &paper.foot, Face::Small);
    (sheet.marks, sheet.y + EDGE / 2.0)
}

struct Sheet<'a> {
    marks: Vec<Mark>,
    y: f64,
    measure: &'a dyn Fn(&str, Face) -> f64,
}

impl Sheet<'_> {
    fn lines(&mut self, x: f64, text: &str, face: Face) {
        let (letters, line) = face.measures();
        let width = WIDTH - EDGE - x;
        for text in wrapped(text, width, &|text| (self.measure)(text, face)) {
            self.marks.push(Mark::Text { x, y: self.y + letters, text, face, ends: false });
            self.y += line;
        }
    }

    /// The number stands left of its sentence and ends where that begins.
    fn number(&mut self, row: &Said) {
        let ends_at = SENTENCES - GAP;
        let (letters, line) = Face::Number.measures();
        let text = row.number.clone();
        let y = self.y + letters;
        self.marks.push(Mark::Text { x: ends_at, y, text, face: Face::Number, ends: true });
        self.y += line;
        let (letters, line) = Face::Small.measures();
        let (text, y) = (row.unit.clone(), self.y + letters);
        self.marks.push(Mark::Text { x: ends_at, y, text, face: Face::Small, ends: true });
        self.y += line;
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
        let (marks, height) = plan(&paper, &measure);
        let mut before: Option<(f64, f64)> = None;
        for mark in &marks {
            match mark {
                Mark::Rule { y } => assert!(*y > 0.0 && *y < height),
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

//! Which row of a file holds its titles. Notes and names of a shop stand above them in many files.

use csv::StringRecord;

use super::ReadOptions;
use crate::format::mapping::Mapping;
use crate::format::orders::file_format::FileFormat;
use crate::format::orders::layout::Layout;
use crate::format::orders::titles;
use crate::format::people;
use crate::format::survey::{Confidence, Kind};
use crate::format::table::cell;

/// Titles stand among the first rows, or the file has none.
pub(crate) const LOOKED_AT: usize = 20;

/// The titles by which a mapping is remembered: without what people write differently, in the
/// order in which they stand.
#[must_use]
pub fn signature(titles: &StringRecord) -> String {
    let plain: Vec<String> = titles.iter().map(|it| titles::plain(cell::text(it))).collect();
    plain.join("|").trim_end_matches('|').to_owned()
}

/// What a mapping is remembered by where a file has no titles: what its columns hold.
#[must_use]
pub(crate) fn shape(rows: &[&StringRecord]) -> String {
    let rows = rows.get(..LOOKED_AT).unwrap_or(rows);
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let kinds = (0..width).map(|column| {
        Kind::most(rows.iter().filter_map(|row| row.get(column)).map(cell::identifier)).letter()
    });
    std::iter::once('#').chain(kinds).collect()
}

/// How well a row serves as the titles of a file: the greater the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// It says nothing.
    #[default]
    Nothing,
    /// So many of its cells are usual titles.
    Words(u32),
    /// It names who and when, and so many more.
    Table(u32),
    /// A mapping is remembered for it.
    Remembered,
    /// A known export.
    Known,
    /// What the mapping in force asks for.
    Asked,
}

impl Standing {
    fn of(row: &StringRecord, options: &ReadOptions) -> Standing {
        let layout = Layout::of(row, options.mapping.as_ref());
        match layout.map(|layout| layout.format) {
            Ok(FileFormat::Mapped) => return Standing::Asked,
            Ok(FileFormat::CustomerList) if options.mapping.is_some() => return Standing::Asked,
            Ok(FileFormat::Table | FileFormat::CustomerList) | Err(_) => {}
            Ok(_) => return Standing::Known,
        }
        if options.mapping.is_some() {
            return Standing::Nothing;
        }
        if !options.mappings.is_empty() && remembered(&signature(row), options).is_some() {
            return Standing::Remembered;
        }
        let words = row.iter().filter(|title| is_usual(title)).count();
        let words = u32::try_from(words).unwrap_or(u32::MAX);
        match (layout_is_table(row), words) {
            (true, _) => Standing::Table(words),
            (false, 0 | 1) => Standing::Nothing,
            (false, _) => Standing::Words(words),
        }
    }

    /// True where nothing better can be found.
    pub(crate) const fn is_remembered_or_known(self) -> bool {
        matches!(self, Standing::Remembered | Standing::Known)
    }

    /// As a number, for the choice among sheets: single words are found on any sheet.
    pub(crate) fn rank(self) -> u32 {
        match self {
            Standing::Nothing | Standing::Words(_) => 0,
            Standing::Table(words) => 1 + words.min(100_000),
            Standing::Remembered => 200_000,
            Standing::Known => 300_000,
            Standing::Asked => 400_000,
        }
    }
}

fn is_usual(title: &str) -> bool {
    titles::usual(title).is_some() || people::titles::is_usual(&titles::plain(title))
}

fn layout_is_table(row: &StringRecord) -> bool {
    Layout::of(row, None).is_ok()
}

fn remembered<'a>(signature: &str, options: &'a ReadOptions) -> Option<&'a Mapping> {
    options.mappings.iter().find(|(known, _)| known == signature).map(|(_, mapping)| mapping)
}

/// Where the titles of a file stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// Their place among the rows.
    pub(crate) at: usize,
    /// How well they serve.
    pub(crate) standing: Standing,
    /// The mapping in force: the one that is given, else the one remembered for such a file.
    pub(crate) mapping: Option<&'a Mapping>,
}

/// Looks for the titles among the first rows. The first row stays where it is good itself; of
/// others the best is taken. A file without titles may be remembered by its shape.
pub(crate) fn find<'a>(rows: &[&StringRecord], options: &'a ReadOptions) -> Found<'a> {
    let given = options.mapping.as_ref();
    if given.is_some_and(|mapping| !mapping.header) {
        return Found { at: 0, standing: Standing::Asked, mapping: given };
    }
    let mut best = (0, Standing::Nothing);
    for (at, row) in rows.iter().take(LOOKED_AT).enumerate() {
        let standing = Standing::of(row, options);
        if standing > best.1 {
            best = (at, standing);
        }
        if at == 0 && standing > Standing::Table(0) {
            break;
        }
    }
    let (at, standing) = best;
    if standing == Standing::Remembered {
        let mapping = rows.get(at).and_then(|titles| remembered(&signature(titles), options));
        return Found { at, standing, mapping };
    }
    if given.is_none()
        && standing < Standing::Table(0)
        && let Some(mapping) = remembered(&shape(rows), options)
    {
        return Found { at: 0, standing: Standing::Remembered, mapping: Some(mapping) };
    }
    Found { at, standing, mapping: given }
}

/// Titles told by their looks: words, each another, above rows in which numbers or dates stand.
pub(crate) fn by_looks(rows: &[&StringRecord]) -> (Option<usize>, Confidence) {
    let first = rows.get(..LOOKED_AT).unwrap_or(rows);
    let widest = first.iter().map(|row| filled(row)).max().unwrap_or(0);
    let Some(at) = first.iter().position(|row| 2 * filled(row) > widest) else {
        return (None, Confidence::Guess);
    };
    let is_word = |title: &str| !Kind::of(cell::identifier(title)).is_data();
    let words = first.get(at).is_some_and(|row| row.iter().all(is_word));
    let below = rows.iter().skip(at + 1).any(|row| !row.iter().all(is_word));
    match (words, below) {
        (true, true) => (Some(at), Confidence::Likely),
        (true, false) => (Some(at), Confidence::Guess),
        (false, _) => (None, Confidence::Likely),
    }
}

fn filled(row: &StringRecord) -> usize {
    row.iter().filter(|cell| !cell::text(cell).is_empty()).count()
}

/// True where the titles are the last row, and so the only thing to read.
pub(crate) fn are_alone(rows: &[&StringRecord], found: &Found<'_>) -> bool {
    let at = match found.standing {
        Standing::Nothing => by_looks(rows).0,
        Standing::Words(_)
        | Standing::Table(_)
        | Standing::Remembered
        | Standing::Known
        | Standing::Asked => Some(found.at),
    };
    found.mapping.is_none() && at.is_some_and(|at| at + 1 >= rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_row_among_the_first() {
        let known = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间";
        let other = Mapping::default();
        let options = ReadOptions {
            mappings: vec![("wer|wann|wieviel".to_owned(), other)],
            ..ReadOptions::default()
        };
        for (rows, at, rule) in [
            (vec![known, "1,2,3,4,5"], 0, "the first"),
            (vec!["六月订单", "导出时间,2024-06-30", known], 2, "below notes"),
            (vec!["客户,日期,金额", known], 0, "a first row that is good stays"),
            (vec!["客户,日期", "a,b", "客户,日期,金额"], 0, "even where another has more"),
            (vec!["x,y", "客户,备注", "客户,日期,金额"], 2, "most usual titles"),
            (vec!["x,y", " Wer ,Wann,Wie-viel"], 1, "remembered"),
            (vec!["x,y", "1,2"], 0, "none"),
        ] {
            let rows: Vec<StringRecord> = rows.iter().map(|row| row.split(',').collect()).collect();
            let rows: Vec<&StringRecord> = rows.iter().collect();
            assert_eq!(find(&rows, &options).at, at, "{rule}");
        }
    }

    #[test]
    fn signatures() {
        for (titles, expected) in [
            (vec!["CustomerID", "Invoice No", ""], "customerid|invoiceno"),
            (vec!["\u{feff}实付款（元）", " 备注 "], "实付款(元)|备注"),
            (vec![], ""),
        ] {
            assert_eq!(signature(&StringRecord::from(titles)), expected);
        }
    }
}

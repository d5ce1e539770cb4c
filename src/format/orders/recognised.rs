//! What the titles of a file say beyond a mapping that agrees with them.
//!
//! A mapping names one column for a field. A file that is recognised may hold several (two phones,
//! a province beside a town), columns that become remarks, the platform of its nicks. Whoever looks
//! at its columns and agrees must not lose them.

use csv::StringRecord;

use super::file_format::FileFormat;

use super::layout::Layout;
use super::titles;
use crate::format::mapping::{Field, Mapping, MappingKind};
use crate::format::people;

impl Layout {
    /// This layout of a mapping with what the titles say besides: all of it where the mapping says
    /// of every column what they say themselves, else the further columns of a list.
    pub(super) fn with_titles(self, titles: &StringRecord, mapping: &Mapping) -> Layout {
        if !mapping.header {
            return self;
        }
        match Layout::recognised(titles) {
            Some(mut known)
                if !mapping.order_per_line && self.agrees_with(&known, mapping.kind) =>
            {
                if known.format == FileFormat::Table {
                    known.format = FileFormat::Mapped;
                }
                known.drops = self.drops;
                known.dates = self.dates;
                known
            }
            Some(_) | None if mapping.kind == MappingKind::Customers => self.with_further(titles),
            Some(_) | None => self,
        }
    }

    /// True where both give the same columns the same fields.
    fn agrees_with(&self, known: &Layout, kind: MappingKind) -> bool {
        let is_same_kind = known.is_of_people() == (kind == MappingKind::Customers);
        let ours = || Field::ALL.into_iter().filter_map(|it| Some((it, self.column(it)?)));
        let mut theirs = Field::ALL.into_iter().filter_map(|it| known.column(it));
        is_same_kind
            && ours().all(|(field, at)| known.column(field) == Some(at))
            && theirs.all(|at| ours().any(|(_, ours)| ours == at))
    }

    /// The columns of a list that no field names and nobody wants to lose: further ones of the
    /// fields that are named, and those that are kept as remarks.
    fn with_further(mut self, titles: &StringRecord) -> Layout {
        let plain: Vec<String> = titles.iter().map(titles::plain).collect();
        let named: Vec<usize> =
            Field::ALL.into_iter().filter_map(|field| self.column(field)).collect();
        let (columns, further) = people::titles::columns(&plain);
        let first = Field::ALL
            .into_iter()
            .filter_map(|field| Some((field, columns.get(field as usize).copied().flatten()?)));
        let free = |at: &usize| !named.contains(at);
        self.further = first
            .chain(further)
            .filter(|(field, at)| self.column(*field).is_some() && free(at))
            .collect();
        self.noted = people::titles::noted(&plain).into_iter().filter(free).collect();
        self
    }
}

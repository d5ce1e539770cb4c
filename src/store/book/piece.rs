//! The values that make up a book, by name: the same in the database and in the spare.

use wasm_bindgen::JsValue;

use super::keys::{self, HEAD, JOURNAL, META, PAGES};
use crate::format::book::frame::{FrameFault, checksum};
use crate::format::book::parts::{Entry, Manifest, Page, PageId, PageRef};

/// One value of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// How far the book has come.
    Head,
    /// A page, with the checksum that its manifest knows.
    Page(PageRef),
    /// A change, by the number of its commit.
    Entry(u64),
    /// The manifest of a checkpoint.
    Checkpoint(u64),
}

impl Piece {
    /// The store of the database in which it stands.
    pub(super) const fn store(&self) -> &'static str {
        match self {
            Piece::Head | Piece::Checkpoint(_) => META,
            Piece::Page(_) => PAGES,
            Piece::Entry(_) => JOURNAL,
        }
    }

    /// Its key there.
    pub(super) fn key(&self) -> JsValue {
        match self {
            Piece::Head => HEAD.into(),
            Piece::Page(page) => keys::page(page).into(),
            Piece::Entry(seq) => keys::number(*seq),
            Piece::Checkpoint(seq) => keys::checkpoint(*seq).into(),
        }
    }

    /// What it is called outside the database, which [`Piece::of_path`] reads.
    pub(super) fn path(&self) -> String {
        match self {
            Piece::Head => "head".to_owned(),
            Piece::Page(PageRef { id, written, crc }) => {
                format!("pages/{}/{}/{written}/{crc}", id.collection, id.number)
            }
            Piece::Entry(seq) => format!("journal/{seq}"),
            Piece::Checkpoint(seq) => format!("checkpoint/{seq}"),
        }
    }

    /// The piece of this name.
    pub(super) fn of_path(path: &str) -> Option<Piece> {
        let mut parts = path.split('/');
        let piece = match parts.next()? {
            "pages" => {
                let id = PageId {
                    collection: parts.next()?.parse().ok()?,
                    number: parts.next()?.parse().ok()?,
                };
                let written = parts.next()?.parse().ok()?;
                Piece::Page(PageRef { id, written, crc: parts.next()?.parse().ok()? })
            }
            "journal" => Piece::Entry(parts.next()?.parse().ok()?),
            "checkpoint" => Piece::Checkpoint(parts.next()?.parse().ok()?),
            _ => return None,
        };
        parts.next().is_none().then_some(piece)
    }

    /// Whether `frame` is this piece, whole.
    ///
    /// # Errors
    /// What is wrong with the frame.
    pub(super) fn is(&self, frame: &[u8]) -> Result<bool, FrameFault> {
        Ok(match self {
            Piece::Head => false,
            Piece::Page(page) => {
                let found = Page::open(frame)?;
                found.id == page.id && found.seq == page.written && checksum(frame) == page.crc
            }
            Piece::Entry(seq) => Entry::open(frame)?.seq == *seq,
            Piece::Checkpoint(seq) => Manifest::open(frame)?.seq == *seq,
        })
    }
}

//! Opening a book: the newest checkpoint that is whole, and what came after it.

use std::collections::{BTreeMap, BTreeSet};

use super::aside::Remains;
use super::connection::Connection;
use super::idb::{Mode, Stop, Transaction};
use super::keys::{self, JOURNAL, META, PAGES};
use super::piece::Piece;
use super::survey::{Survey, known};
use super::tail::Read;
use super::{Bytes, Contents, Damage, Health, Known, OpenFault, Page, PieceFault};
use crate::format::book::frame::checksum;
use crate::format::book::parts::{self, Manifest, PageRef, RECORDS_AT};

/// Pages asked for at once: enough to keep the disk busy, few enough not to stand in memory twice.
const BATCH: usize = 64;

/// Everything is read in one transaction, so that nobody writes in between.
pub(super) async fn load(connection: &Connection) -> Result<(Contents, Known), OpenFault> {
    let work = async |transaction: &Transaction| {
        let survey = Survey::of(transaction).await?;
        let (chosen, broken) = choose(transaction, &survey).await?;
        let lost = lost_before(&survey, &chosen);
        let from = lost.map_or(chosen.seq, |(seq, _)| seq);
        let tail = entries(transaction, from, survey.head_seq).await?;
        Ok(assemble(&survey, chosen, broken, lost, tail))
    };
    connection.twice(&[META, JOURNAL, PAGES], Mode::Read, work).await.map_err(Stop::fault)
}

/// A checkpoint with its pages; number 0 with none is how every book begins.
#[derive(Default)]
struct Generation {
    seq: u64,
    pages: Vec<Page>,
    refs: Vec<PageRef>,
    faults: Vec<(PageRef, PieceFault)>,
}

/// The newest generation that is whole with its journal; or else the newest at all. Beside it, the
/// checkpoints that were found not to be whole.
async fn choose(
    transaction: &Transaction,
    survey: &Survey,
) -> Result<(Generation, BTreeSet<u64>), Stop<OpenFault>> {
    let mut broken = BTreeSet::new();
    let mut fallback = None;
    let newest = survey.checkpoints.first().map_or(0, |checkpoint| checkpoint.seq);
    for checkpoint in &survey.checkpoints {
        let Ok(manifest) = &checkpoint.manifest else {
            broken.insert(checkpoint.seq);
            continue;
        };
        let first = fallback.is_none();
        if !first && !bridges(transaction, survey, manifest.seq, newest).await? {
            continue;
        }
        let generation = read_pages(transaction, manifest).await?;
        if generation.faults.is_empty() {
            return Ok((generation, broken));
        }
        broken.insert(checkpoint.seq);
        fallback.get_or_insert(generation);
    }
    match fallback {
        Some(fallback) if !bridges(transaction, survey, 0, newest).await? => Ok((fallback, broken)),
        _ => Ok((Generation::default(), broken)),
    }
}

/// Whether the journal leads from an older checkpoint to the newest one without a hole. What comes
/// after the newest is the same for both.
async fn bridges(
    transaction: &Transaction,
    survey: &Survey,
    older: u64,
    newest: u64,
) -> Result<bool, Stop<OpenFault>> {
    Ok(survey.reaches(older, newest)
        && entries(transaction, older, newest).await?.faults.is_empty())
}

async fn entries(transaction: &Transaction, from: u64, to: u64) -> Result<Read, Stop<OpenFault>> {
    let read = Read::between(transaction, from, to).await?;
    for (_, fault) in &read.faults {
        known::<()>(Err(*fault))?.err();
    }
    Ok(read)
}

async fn read_pages(
    transaction: &Transaction,
    manifest: &Manifest,
) -> Result<Generation, Stop<OpenFault>> {
    let mut generation = Generation { seq: manifest.seq, ..Generation::default() };
    for batch in manifest.pages.chunks(BATCH) {
        let mut answers = Vec::with_capacity(batch.len());
        for page in batch {
            answers.push(transaction.get(PAGES, &keys::page(page).into())?);
        }
        for (page, answer) in batch.iter().zip(answers) {
            let value = answer.value().await?;
            match known(keys::bytes(&value).and_then(|whole| check(page, whole)))? {
                Ok(read) => {
                    generation.pages.push(read);
                    generation.refs.push(*page);
                }
                Err(fault) => generation.faults.push((*page, fault)),
            }
        }
    }
    Ok(generation)
}

fn check(page: &PageRef, whole: Vec<u8>) -> Result<Page, PieceFault> {
    let found = parts::Page::open(&whole).map_err(PieceFault::Frame)?;
    if found.id != page.id || found.seq != page.written || checksum(&whole) != page.crc {
        return Err(PieceFault::Misplaced);
    }
    Ok(Page { id: page.id, bytes: Bytes { whole, from: RECORDS_AT } })
}

/// Where no checkpoint could be read and the journal does not begin at the beginning: up to which
/// commit everything is lost, and why.
fn lost_before(survey: &Survey, chosen: &Generation) -> Option<(u64, PieceFault)> {
    if chosen.seq > 0 {
        return None;
    }
    let before = survey.journal.first().map_or(survey.head_seq, |first| first.saturating_sub(1));
    let fault = survey.checkpoints.first().and_then(|newest| newest.manifest.as_ref().err());
    (before > 0).then(|| (before, fault.copied().unwrap_or(PieceFault::Missing)))
}

fn assemble(
    survey: &Survey,
    chosen: Generation,
    broken: BTreeSet<u64>,
    lost: Option<(u64, PieceFault)>,
    tail: Read,
) -> (Contents, Known) {
    let mut damage: Vec<Damage> = survey.damage().into_iter().collect();
    damage.extend(lost.map(|(seq, fault)| Damage::Checkpoint { seq, fault }));
    damage.extend(chosen.faults.iter().map(|(page, fault)| {
        let fault = *fault;
        Damage::Page { id: page.id, fault }
    }));
    damage.extend(tail.faults.iter().map(|&(seq, fault)| Damage::Entry { seq, fault }));
    let health = if damage.is_empty() {
        Health::Whole
    } else {
        Health::Damaged(remains(survey, &chosen, &tail))
    };
    let newest = survey.checkpoints.first().map_or(0, |checkpoint| checkpoint.seq);
    let contents = Contents {
        head_seq: survey.head_seq,
        pages_seq: chosen.seq,
        pages: chosen.pages,
        entries: tail.entries,
        damage,
        is_new: survey.is_new,
        from_older: chosen.seq < newest,
    };
    let pages: BTreeMap<_, _> = chosen.refs.into_iter().map(|page| (page.id, page)).collect();
    (contents, Known { pages, broken, health })
}

/// Everything that could not be read.
fn remains(survey: &Survey, chosen: &Generation, tail: &Read) -> Remains {
    let manifests = survey.checkpoints.iter().filter(|checkpoint| checkpoint.manifest.is_err());
    let pieces = manifests
        .map(|checkpoint| Piece::Checkpoint(checkpoint.seq))
        .chain(chosen.faults.iter().map(|(page, _)| Piece::Page(*page)))
        .chain(tail.faults.iter().map(|(seq, _)| Piece::Entry(*seq)))
        .collect();
    Remains { pieces, head_seq: survey.head_seq, head_lost: survey.head.is_err() }
}

//! Work that hands over one thing after the other and pauses in between.
//!
//! The reader of a sheet borrows the workbook it reads. An async block is the one place in the
//! language that may keep a value and a borrow of it over a pause; nothing here waits for
//! anything, and no runtime is asked.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::format::problem::Refusal;

type Work = Pin<Box<dyn Future<Output = Result<(), Refusal>>>>;

/// The work, seen by the one who wants its things.
pub(super) struct Pausing<T> {
    work: Option<Work>,
    hand: Hand<T>,
}

/// Where the work puts a thing down before it pauses.
pub(super) struct Hand<T>(Rc<Cell<Option<T>>>);

impl<T: 'static> Pausing<T> {
    /// Prepares the work; it begins when the first thing is asked for.
    pub(super) fn new<F>(begin: impl FnOnce(Hand<T>) -> F) -> Pausing<T>
    where
        F: Future<Output = Result<(), Refusal>> + 'static,
    {
        let shared = Rc::new(Cell::new(None));
        let work = begin(Hand(Rc::clone(&shared)));
        Pausing { work: Some(Box::pin(work)), hand: Hand(shared) }
    }

    /// The next thing; `None` at the end, and behind a refusal.
    pub(super) fn next(&mut self) -> Result<Option<T>, Refusal> {
        let Some(work) = &mut self.work else { return Ok(None) };
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => Ok(self.hand.0.take()),
            Poll::Ready(end) => {
                self.work = None;
                end.map(|()| None)
            }
        }
    }
}

impl<T> Hand<T> {
    /// Hands a thing over and pauses.
    pub(super) async fn over(&self, thing: T) {
        self.0.set(Some(thing));
        let mut paused = false;
        poll_fn(
            |_| {
                if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }
            },
        )
        .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_in_order_and_then_no_more() {
        let mut work = Pausing::new(|hand| async move {
            let all = [1, 2, 3];
            for thing in &all {
                hand.over(*thing).await;
            }
            Err(Refusal::Empty)
        });
        for expected in [Ok(Some(1)), Ok(Some(2)), Ok(Some(3)), Err(Refusal::Empty), Ok(None)] {
            assert_eq!(work.next(), expected);
        }
    }
}

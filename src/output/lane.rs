//! Work in order beside the thread that hands it over: hashing and writing files take as long as making their bytes.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::io;
use std::sync::mpsc::{SendError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A lane has a thread of its own once it was given so many bytes: a site has thousands of small files, and a thread for
/// each would cost more than it saves.
const BEGINS: usize = 4 * 1024 * 1024;
/// So many bytes may wait in a lane, or one item of more. Besides them one item is being worked on.
const WAITING: usize = 8 * 1024 * 1024;

/// What is done with each item of a lane.
pub trait Stage: Debug + Send + 'static {
    /// What it is given.
    type Item: Debug + Send + 'static;

    /// Works on the next item.
    ///
    /// # Errors
    /// When something could not be written. Nothing more is given then.
    fn take(&mut self, item: Self::Item) -> io::Result<()>;
}

/// A stage that works beside the thread which hands over the items. They are worked on in order, and what comes out is the
/// same as if it were done at once.
///
/// The thread is one of the operating system's, and not of rayon's: it waits for the disk. Where a lane is used inside a
/// rayon task it stays there, since the other cores have work already, and no such task may wait for another thread.
#[derive(Debug)]
pub struct Lane<S: Stage> {
    place: Place<S>,
    given: usize,
    begins: usize,
    /// How long the thread has worked.
    busy: Duration,
}

#[derive(Debug)]
enum Place<S: Stage> {
    /// With whoever gives.
    Here(S),
    Away(Away<S>),
    /// The thread has panicked, and the stage is gone with it.
    Lost,
}

#[derive(Debug)]
struct Away<S: Stage> {
    queue: Arc<Queue<S::Item>>,
    thread: JoinHandle<Option<Returned<S>>>,
}

#[derive(Debug)]
struct Returned<S> {
    stage: S,
    result: io::Result<()>,
    busy: Duration,
}

impl<S: Stage> Lane<S> {
    /// A lane for a stage; there is no thread yet.
    pub fn new(stage: S) -> Self {
        Self { place: Place::Here(stage), given: 0, begins: BEGINS, busy: Duration::ZERO }
    }

    /// A lane that has its thread from the first item on.
    #[cfg(test)]
    pub(crate) fn at_once(stage: S) -> Self {
        Self { place: Place::Here(stage), given: 0, begins: 0, busy: Duration::ZERO }
    }

    /// Hands over the next item, which holds so many bytes of memory. Waits while too much of it waits already.
    ///
    /// # Errors
    /// What went wrong with this item or one before it.
    pub fn give(&mut self, item: S::Item, bytes: usize) -> io::Result<()> {
        self.given = self.given.saturating_add(bytes);
        if self.given > self.begins && rayon::current_thread_index().is_none() {
            self.leave();
        }
        match &mut self.place {
            Place::Here(stage) => stage.take(item),
            Place::Away(away) => {
                if away.queue.push(item, bytes) {
                    return Ok(());
                }
                // The thread ends early only when something went wrong.
                self.come_back().and_then(|()| Err(lost()))
            }
            Place::Lost => Err(lost()),
        }
    }

    /// Waits until all items were worked on. Gives back the stage, and how long a thread of its own was busy.
    ///
    /// # Errors
    /// What went wrong with an item.
    pub fn end(mut self) -> io::Result<(S, Duration)> {
        self.come_back()?;
        match std::mem::replace(&mut self.place, Place::Lost) {
            Place::Here(stage) => Ok((stage, self.busy)),
            Place::Away(_) | Place::Lost => Err(lost()),
        }
    }

    /// Gives back the stage without the items that still wait, whatever became of the others; none if it has panicked.
    pub fn stop(mut self) -> Option<S> {
        if let Place::Away(away) = &self.place {
            away.queue.clear();
        }
        // What went wrong makes no difference any more.
        let _ = self.come_back();
        match std::mem::replace(&mut self.place, Place::Lost) {
            Place::Here(stage) => Some(stage),
            Place::Away(_) | Place::Lost => None,
        }
    }

    /// Starts the thread, if there is none yet. Where none can be had, the stage stays here.
    fn leave(&mut self) {
        if !matches!(self.place, Place::Here(_)) {
            return;
        }
        let queue = Arc::new(Queue::default());
        let mut items = Items(Arc::clone(&queue));
        // The stage is handed over once there is a thread, so that it is not lost with one that could not be started.
        let (hand_over, handed_over) = sync_channel::<S>(1);
        let work = move || {
            let mut stage = handed_over.recv().ok()?;
            let mut busy = Duration::ZERO;
            let result = items.try_for_each(|item| {
                let begun = Instant::now();
                let result = stage.take(item);
                busy += begun.elapsed();
                result
            });
            Some(Returned { stage, result, busy })
        };
        let Ok(thread) = thread::Builder::new().name("lane".to_owned()).spawn(work) else { return };
        if let Place::Here(stage) = std::mem::replace(&mut self.place, Place::Lost) {
            self.place = match hand_over.send(stage) {
                Ok(()) => Place::Away(Away { queue, thread }),
                Err(SendError(stage)) => Place::Here(stage),
            };
        }
    }

    /// Ends the thread, once it has worked on all that waits.
    fn come_back(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.place, Place::Lost) {
            Place::Away(Away { queue, thread }) => {
                queue.close();
                let returned = thread.join().ok().flatten().ok_or_else(lost)?;
                self.place = Place::Here(returned.stage);
                self.busy += returned.busy;
                returned.result
            }
            place => {
                self.place = place;
                Ok(())
            }
        }
    }
}

impl<S: Stage> Drop for Lane<S> {
    fn drop(&mut self) {
        // Somebody gave up: nothing may be written once the folder is being removed.
        if let Place::Away(away) = &self.place {
            away.queue.clear();
        }
        let _ = self.come_back();
    }
}

/// A stage only gets lost by a panic, which was told already.
fn lost() -> io::Error {
    io::Error::other("the thread that writes it has stopped")
}

/// Items that wait, with a bound on the bytes they hold.
#[derive(Debug)]
struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    /// Something was added, or nothing more will be.
    added: Condvar,
    /// Something was taken, or nobody takes any more.
    taken: Condvar,
}

#[derive(Debug)]
struct Waiting<T> {
    items: VecDeque<(T, usize)>,
    bytes: usize,
    is_closed: bool,
    is_deserted: bool,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        let waiting = Waiting { items: VecDeque::new(), bytes: 0, is_closed: false, is_deserted: false };
        Self { waiting: Mutex::new(waiting), added: Condvar::new(), taken: Condvar::new() }
    }
}

impl<T> Queue<T> {
    /// Nothing under the lock can panic half-way.
    fn waiting(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an item; whether anybody will take it.
    fn push(&self, item: T, bytes: usize) -> bool {
        let is_full = |waiting: &mut Waiting<T>| {
            !waiting.is_deserted && !waiting.items.is_empty() && waiting.bytes.saturating_add(bytes) > WAITING
        };
        let waiting = self.taken.wait_while(self.waiting(), is_full);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        if waiting.is_deserted {
            return false;
        }
        waiting.bytes = waiting.bytes.saturating_add(bytes);
        waiting.items.push_back((item, bytes));
        self.added.notify_one();
        true
    }

    /// The next item; waits for it. None once nothing more will come.
    fn pop(&self) -> Option<T> {
        let is_empty = |waiting: &mut Waiting<T>| waiting.items.is_empty() && !waiting.is_closed;
        let waiting = self.added.wait_while(self.waiting(), is_empty);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let (item, bytes) = waiting.items.pop_front()?;
        waiting.bytes = waiting.bytes.saturating_sub(bytes);
        self.taken.notify_one();
        Some(item)
    }

    /// Nothing more will be added.
    fn close(&self) {
        self.waiting().is_closed = true;
        self.added.notify_one();
    }

    /// Drops what waits.
    fn clear(&self) {
        let mut waiting = self.waiting();
        waiting.bytes = 0;
        let items = std::mem::take(&mut waiting.items);
        drop(waiting);
        drop(items);
    }
}

/// The taking end of a queue. When it is dropped, by a panic too, whoever adds need not wait any more.
struct Items<T>(Arc<Queue<T>>);

impl<T> Iterator for Items<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.pop()
    }
}

impl<T> Drop for Items<T> {
    fn drop(&mut self) {
        self.0.waiting().is_deserted = true;
        self.0.taken.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Notes what it is given; some of it is bad.
    #[derive(Debug, Default)]
    struct Notes {
        items: Vec<usize>,
        threads: Vec<thread::ThreadId>,
        wrong: Option<usize>,
        panics: bool,
        held: Arc<AtomicUsize>,
        size: usize,
    }

    impl Stage for Notes {
        type Item = usize;

        fn take(&mut self, item: usize) -> io::Result<()> {
            if Some(item) == self.wrong {
                assert!(!self.panics, "meant");
                return Err(io::Error::other(format!("no room for {item}")));
            }
            thread::yield_now();
            self.items.push(item);
            self.threads.push(thread::current().id());
            self.held.fetch_sub(self.size, Ordering::SeqCst);
            Ok(())
        }
    }

    /// Gives items as long as that goes well.
    fn give_all(lane: &mut Lane<Notes>, count: usize, size: usize) -> io::Result<()> {
        (0..count).try_for_each(|item| lane.give(item, size))
    }

    #[test]
    fn items_are_worked_on_in_order_wherever_that_is() {
        let here = thread::current().id();
        for (count, size, elsewhere) in [(100, 1, 0), (10, BEGINS / 4, 6), (1, BEGINS, 0), (1, BEGINS + 1, 1)] {
            let mut lane = Lane::new(Notes { size, ..Notes::default() });
            give_all(&mut lane, count, size).unwrap();
            let (notes, busy) = lane.end().unwrap();
            assert_eq!(busy > Duration::ZERO, elsewhere > 0);
            assert_eq!(notes.items, (0..count).collect::<Vec<_>>());
            assert_eq!(notes.threads.iter().filter(|thread| **thread != here).count(), elsewhere, "{count} of {size}");
        }
    }

    #[test]
    fn a_lane_in_a_task_of_rayon_waits_for_nobody() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let (here, threads) = pool.install(|| {
            let mut lane = Lane::at_once(Notes::default());
            give_all(&mut lane, 3, WAITING).unwrap();
            (thread::current().id(), lane.end().unwrap().0.threads)
        });
        assert_eq!(threads, [here; 3]);
    }

    #[test]
    fn no_more_waits_than_there_is_room_for() {
        let held = Arc::new(AtomicUsize::new(0));
        let size = WAITING / 4;
        let mut lane = Lane::at_once(Notes { held: Arc::clone(&held), size, ..Notes::default() });
        for item in 0..200 {
            let now = held.fetch_add(size, Ordering::SeqCst) + size;
            // What waits, what is being worked on, and what is being given.
            assert!(now <= WAITING + 2 * size, "{now}");
            lane.give(item, size).unwrap();
        }
        // One of any size has its turn.
        held.fetch_add(size, Ordering::SeqCst);
        lane.give(200, usize::MAX).unwrap();
        assert_eq!(lane.end().unwrap().0.items.len(), 201);
    }

    #[test]
    fn an_error_comes_back_at_the_next_item_or_at_the_end() {
        for begins in [0, BEGINS] {
            let stage = Notes { wrong: Some(3), size: WAITING, ..Notes::default() };
            let mut lane = Lane { place: Place::Here(stage), given: 0, begins, busy: Duration::ZERO };
            let error = give_all(&mut lane, 100, WAITING).unwrap_err();
            assert_eq!(error.to_string(), "no room for 3");
            assert_eq!(lane.stop().unwrap().items, [0, 1, 2]);
        }
        let mut lane = Lane::at_once(Notes { wrong: Some(0), ..Notes::default() });
        lane.give(0, 1).unwrap();
        assert_eq!(lane.end().unwrap_err().to_string(), "no room for 0");
    }

    #[test]
    fn a_panic_is_an_error_and_nobody_waits_for_ever() {
        let mut lane = Lane::at_once(Notes { wrong: Some(1), panics: true, size: WAITING, ..Notes::default() });
        assert!(give_all(&mut lane, 100, WAITING).is_err());
        assert!(lane.give(1, 1).is_err());
        assert!(lane.stop().is_none());
    }

    #[test]
    fn whoever_stops_has_the_stage_back_and_nothing_goes_on() {
        let mut lane = Lane::at_once(Notes { size: 1, ..Notes::default() });
        give_all(&mut lane, 1000, 1).unwrap();
        let items = lane.stop().unwrap().items;
        assert_eq!(items, (0..items.len()).collect::<Vec<_>>());
        let held = Arc::new(AtomicUsize::new(1000));
        let mut lane = Lane::at_once(Notes { held: Arc::clone(&held), size: 1, ..Notes::default() });
        give_all(&mut lane, 1000, 1).unwrap();
        drop(lane);
        assert_eq!(Arc::strong_count(&held), 1, "the thread has ended");
    }
}

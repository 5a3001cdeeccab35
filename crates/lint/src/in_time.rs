//! Work that nobody waits for longer than a time.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

/// How many works may be under way in the process at once, those that nobody waits for any more among them.
const MOST_AT_ONCE: usize = 16;
/// In bytes. Nothing here calls itself deeper than some hundred times.
const STACK: usize = 4 * 1024 * 1024;

static UNDER_WAY: Mutex<usize> = Mutex::new(0);
static ONE_LESS: Condvar = Condvar::new();

/// Why some work has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undone {
    /// The time was over while it was being done.
    OutOfTime,
    /// No place for it came free in time, or the machine has no thread left.
    Busy,
    /// It panicked.
    Panicked,
}

/// Tells work that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Does some work here and now; a panic of it ends there.
pub(crate) fn untimed<T>(work: impl FnOnce(&Stop) -> T) -> Result<T, Undone> {
    std::panic::catch_unwind(AssertUnwindSafe(|| work(&Stop::default())))
        .map_err(|_| Undone::Panicked)
}

/// Does some work on a thread of its own, as far as it is done within the time. The work should look at its [`Stop`], so that
/// it does not go on for nobody.
pub(crate) fn in_time<T: Send + 'static>(
    within: Duration,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> Result<T, Undone> {
    let end = Instant::now() + within;
    let (place, had_to_wait) = Place::free_until(end).ok_or(Undone::Busy)?;
    let stop = Stop::default();
    let (done, result) = mpsc::sync_channel(1);
    let own = stop.clone();
    thread::Builder::new()
        .name("countersign-lint".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| work(&own)));
            // Before anybody can be told, so that whoever comes next finds the place free.
            drop(place);
            // Where nobody waits any more, nobody is told.
            let _ = done.send(outcome.map_err(|_| Undone::Panicked));
        })
        .map_err(|_| Undone::Busy)?;
    let left = end.saturating_duration_since(Instant::now());
    let outcome = result.recv_timeout(left).unwrap_or_else(|_| {
        // What was left of the time was too little, because others had the rest.
        Err(match had_to_wait {
            true => Undone::Busy,
            false => Undone::OutOfTime,
        })
    });
    stop.ask();
    outcome
}

/// One of the places for work under way.
struct Place;

impl Place {
    /// And whether somebody had to wait for it.
    fn free_until(end: Instant) -> Option<(Place, bool)> {
        let mut under_way = count();
        let had_to_wait = *under_way >= MOST_AT_ONCE;
        while *under_way >= MOST_AT_ONCE {
            let left = end.checked_duration_since(Instant::now())?;
            let waited = ONE_LESS.wait_timeout(under_way, left);
            under_way = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *under_way += 1;
        Some((Place, had_to_wait))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *count() -= 1;
        ONE_LESS.notify_one();
    }
}

fn count() -> MutexGuard<'static, usize> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_is_done_in_time_is_handed_over() {
        assert_eq!(in_time(LONG, |_| 7), Ok(7));
        assert_eq!(untimed(|_| 7), Ok(7));
    }

    #[test]
    fn nobody_waits_for_what_never_ends_and_it_is_told_to_stop() {
        let (ended, end) = mpsc::channel();
        let endless = move |stop: &Stop| {
            while !stop.is_asked() {
                thread::sleep(Duration::from_millis(1));
            }
            ended.send(()).unwrap();
        };
        let waited = in_time(Duration::from_millis(5), endless);
        assert_eq!(waited, Err(Undone::OutOfTime));
        assert_eq!(end.recv_timeout(LONG), Ok(()));
    }

    #[test]
    fn a_panic_stays_where_it_is_and_its_place_is_free_again() {
        for _ in 0..=MOST_AT_ONCE {
            let work = |_: &Stop| {
                // Without the hook that prints it.
                std::panic::resume_unwind(Box::new("a mistake of ours"));
            };
            assert_eq!(in_time::<()>(LONG, work), Err(Undone::Panicked));
            assert_eq!(untimed::<()>(work), Err(Undone::Panicked));
        }
        assert_eq!(in_time(LONG, |_| 7), Ok(7));
    }

    #[test]
    fn who_finds_no_place_in_time_is_told_that_others_have_them() {
        // Each test has a process of its own under nextest; elsewhere the places are shared, and come free again.
        let (go, gone) = mpsc::channel::<()>();
        let gone = Arc::new(Mutex::new(gone));
        let waiting: Vec<_> = (0..MOST_AT_ONCE)
            .map(|_| {
                let gone = Arc::clone(&gone);
                let work = move |_: &Stop| gone.lock().map(|gone| gone.recv().is_err()).is_ok();
                thread::spawn(move || in_time(LONG, work))
            })
            .collect();
        while *count() < MOST_AT_ONCE {
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(in_time(Duration::from_millis(5), |_| 7), Err(Undone::Busy));
        drop(go);
        for one in waiting {
            assert_eq!(one.join().unwrap(), Ok(true));
        }
        assert_eq!(in_time(LONG, |_| 7), Ok(7));
    }
}

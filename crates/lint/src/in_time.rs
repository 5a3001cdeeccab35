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

/// Does some work on a thread of its own; nothing when it is not done within the time, be it that it takes longer or that
/// too much is under way, or when it panics. The work should look at its [`Stop`], so that it does not go on for nobody.
pub(crate) fn in_time<T: Send + 'static>(
    within: Duration,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> Option<T> {
    let end = Instant::now() + within;
    let place = Place::free_until(end)?;
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
            let _ = done.send(outcome.ok());
        })
        .ok()?;
    let left = end.saturating_duration_since(Instant::now());
    let outcome = result.recv_timeout(left).ok().flatten();
    stop.ask();
    outcome
}

/// One of the places for work under way.
struct Place;

impl Place {
    fn free_until(end: Instant) -> Option<Place> {
        let mut under_way = count();
        while *under_way >= MOST_AT_ONCE {
            let left = end.checked_duration_since(Instant::now())?;
            let waited = ONE_LESS.wait_timeout(under_way, left);
            under_way = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *under_way += 1;
        Some(Place)
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
        assert_eq!(in_time(LONG, |_| 7), Some(7));
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
        assert_eq!(in_time(Duration::from_millis(5), endless), None);
        assert_eq!(end.recv_timeout(LONG), Ok(()));
    }

    #[test]
    fn a_panic_stays_where_it_is_and_its_place_is_free_again() {
        for _ in 0..=MOST_AT_ONCE {
            let work = |_: &Stop| {
                // Without the hook that prints it.
                std::panic::resume_unwind(Box::new("a mistake of ours"));
            };
            assert_eq!(in_time::<()>(LONG, work), None);
        }
        assert_eq!(in_time(LONG, |_| 7), Some(7));
    }
}

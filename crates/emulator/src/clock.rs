//! The emulator's own clock, so that a test can let an hour pass at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = u64;

/// Tells the emulator what time it is; clones share the same hands.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Hands>);

#[derive(Debug)]
struct Hands {
    start: Start,
    advanced_ms: AtomicU64,
}

#[derive(Debug)]
enum Start {
    System,
    Fixed { ms: u64 },
}

impl Clock {
    /// Runs with the machine's clock.
    pub fn system() -> Self {
        Self::starting(Start::System)
    }

    /// Stands still at `now` until [`Clock::advance`] moves it.
    pub fn fixed(now: UnixSeconds) -> Self {
        Self::starting(Start::Fixed {
            ms: now.saturating_mul(1000),
        })
    }

    fn starting(start: Start) -> Self {
        Self(Arc::new(Hands {
            start,
            advanced_ms: AtomicU64::new(0),
        }))
    }

    /// Lets `time` pass at once; works for a running clock as well as for a fixed one.
    pub fn advance(&self, time: Duration) {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX / 4);
        self.0.advanced_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// The time in whole seconds, as every token states it.
    pub fn now(&self) -> UnixSeconds {
        self.now_ms() / 1000
    }

    /// The time in milliseconds.
    pub fn now_ms(&self) -> u64 {
        let start = match self.0.start {
            Start::System => system_ms(),
            Start::Fixed { ms } => ms,
        };
        start.saturating_add(self.0.advanced_ms.load(Ordering::Relaxed))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place where the emulator reads the machine's clock"
)]
fn system_ms() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told_and_its_clones_move_along() {
        let clock = Clock::fixed(1_000);
        let clone = clock.clone();
        assert_eq!(clone.now(), 1_000);
        clock.advance(Duration::from_millis(3_600_500));
        assert_eq!(clone.now(), 4_600);
        assert_eq!(clone.now_ms(), 4_600_500);
    }
}

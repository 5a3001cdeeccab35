//! The emulator's own clock, so that a test can let an hour pass at once.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::time::timeout;

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = u64;

/// Tells the emulator what time it is; clones share the same hands.
#[derive(Clone, Debug)]
pub struct Clock(Arc<watch::Sender<Hands>>);

/// How the emulator's time comes from the machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Hands {
    /// How far it is ahead of the machine's clock.
    ahead_ms: u64,
    /// Where it stands, while it stands; milliseconds since 1970.
    still_ms: Option<u64>,
}

impl Hands {
    fn now_ms(self) -> u64 {
        self.still_ms
            .unwrap_or_else(|| system_ms().saturating_add(self.ahead_ms))
    }
}

impl Clock {
    /// Runs with the machine's clock.
    pub fn system() -> Self {
        Self::starting(None)
    }

    /// Stands still at `now` until [`Clock::advance`] moves it.
    pub fn fixed(now: UnixSeconds) -> Self {
        Self::starting(Some(now.saturating_mul(1000)))
    }

    fn starting(still_ms: Option<u64>) -> Self {
        let ahead_ms = 0;
        Self(Arc::new(watch::Sender::new(Hands { ahead_ms, still_ms })))
    }

    /// Lets `time` pass at once; works for a running clock as well as for a fixed one.
    pub fn advance(&self, time: Duration) {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX / 4);
        self.0.send_modify(|hands| match &mut hands.still_ms {
            Some(still) => *still = still.saturating_add(ms),
            None => hands.ahead_ms = hands.ahead_ms.saturating_add(ms),
        });
    }

    /// Stops it where it is.
    pub fn freeze(&self) {
        self.0
            .send_modify(|hands| hands.still_ms = Some(hands.now_ms()));
    }

    /// Lets it run on from where it stands. One that stands before the machine's time goes on with that.
    pub fn run(&self) {
        self.0.send_modify(|hands| {
            if let Some(still) = hands.still_ms.take() {
                hands.ahead_ms = still.saturating_sub(system_ms());
            }
        });
    }

    /// Where its hands are.
    pub(crate) fn hands(&self) -> Hands {
        *self.0.borrow()
    }

    /// Puts the hands there.
    pub(crate) fn set(&self, hands: Hands) {
        self.0.send_replace(hands);
    }

    /// Tells when the hands are moved.
    pub(crate) fn moves(&self) -> watch::Receiver<Hands> {
        self.0.subscribe()
    }

    /// Whether it stands still.
    pub fn is_frozen(&self) -> bool {
        self.0.borrow().still_ms.is_some()
    }

    /// The time in whole seconds, as every token states it.
    pub fn now(&self) -> UnixSeconds {
        self.now_ms() / 1000
    }

    /// The time in milliseconds.
    pub fn now_ms(&self) -> u64 {
        self.0.borrow().now_ms()
    }

    /// Returns when it shows `ms` or later, whether time passed or was advanced.
    pub(crate) async fn until(&self, ms: u64) {
        let mut moved = self.0.subscribe();
        loop {
            let hands = *moved.borrow_and_update();
            let left = ms.saturating_sub(hands.now_ms());
            if left == 0 {
                return;
            }
            if hands.still_ms.is_some() {
                let _ = moved.changed().await;
            } else {
                // Whether the time came or the hands were moved: look again.
                let _ = timeout(Duration::from_millis(left), moved.changed()).await;
            }
        }
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

    #[test]
    fn a_clock_stops_where_it_is_and_runs_on_from_there() {
        let clock = Clock::system();
        clock.advance(Duration::from_hours(1));
        clock.freeze();
        let stopped = clock.now_ms();
        clock.advance(Duration::from_mins(1));
        assert_eq!(clock.now_ms(), stopped + 60_000);
        clock.run();
        assert!(!clock.is_frozen() && clock.now_ms() >= stopped + 60_000);
    }

    #[tokio::test]
    async fn who_waits_for_a_time_is_woken_when_it_is_advanced() {
        let clock = Clock::fixed(1_000);
        let waiting = tokio::spawn({
            let clock = clock.clone();
            async move { clock.until(2_000_000).await }
        });
        clock.advance(Duration::from_secs(999));
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        clock.advance(Duration::from_secs(1));
        waiting.await.unwrap();
    }
}

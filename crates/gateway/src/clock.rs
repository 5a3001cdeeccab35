use std::fmt;
use std::sync::Arc;

/// Where the gateway reads the time: whole seconds since 1970, UTC.
///
/// Time is an argument everywhere below; only this type may look at the system.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
    /// The clock of this machine.
    pub fn system() -> Clock {
        Clock::new(|| {
            #[expect(
                clippy::disallowed_methods,
                reason = "a Clock is the one place that may"
            )]
            let now = std::time::SystemTime::now();
            now.duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |since| since.as_secs())
        })
    }

    /// A clock that asks `now`, for tests and for an emulator with a time of its own.
    pub fn new(now: impl Fn() -> u64 + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(now))
    }

    /// Seconds since 1970.
    pub fn now(&self) -> u64 {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

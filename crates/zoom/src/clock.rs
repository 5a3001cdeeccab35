//! Time and chance, as arguments.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;

/// Where the client takes the time, its waits and its dice from. Tests give their own.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits.
    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
    /// A random number, 0 (included) to 1 (excluded), for the jitter of retries; it need not be unguessable.
    fn fraction(&self) -> f64;
}

/// The system's clock, tokio's timer and a fast random generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(wait))
    }

    fn fraction(&self) -> f64 {
        fastrand::f64()
    }
}

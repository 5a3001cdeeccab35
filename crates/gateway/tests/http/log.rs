//! What the gateway logs, down to the last trace.
//!
//! One subscriber for all tests, because a subscriber of one thread misses what another thread met first; each thread
//! keeps its own lines, and a test's gateway runs on the test's thread.

use std::cell::RefCell;
use std::io;

use tracing_subscriber::fmt::MakeWriter;

thread_local! {
    static KEPT: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        KEPT.with_borrow_mut(|kept| {
            if let Some(kept) = kept {
                kept.extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Log;

    fn make_writer(&self) -> Log {
        Log
    }
}

/// Writes nothing down until a test asks for it.
pub(crate) fn install() {
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(Log)
        .finish();
    tracing::subscriber::set_global_default(subscriber).ok();
}

/// From now on this thread's lines are kept.
pub(crate) fn keep() {
    install();
    KEPT.set(Some(Vec::new()));
}

pub(crate) fn kept() -> String {
    String::from_utf8(KEPT.take().unwrap()).unwrap()
}

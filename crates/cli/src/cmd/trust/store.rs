//! What holds trusted authorities.

use countersign_emulator::Authority;

/// One place that a machine's programs look into.
pub(super) trait Store {
    /// What people call it.
    fn title(&self) -> String;
    fn has(&self, authority: &Authority) -> Result<bool, Trouble>;
    /// Doing it twice is as good as once.
    fn add(&self, authority: &Authority) -> Result<(), Trouble>;
    /// Whether it had been there.
    fn remove(&self, authority: &Authority) -> Result<bool, Trouble>;
}

/// Why it could not be done, and what to do.
#[derive(Debug)]
pub(super) struct Trouble(pub(super) String);

//! Facts: what the rules read.

use crate::Case;

/// What was gathered from a case, once.
pub(crate) struct Facts<'a> {
    pub(crate) case: &'a Case,
    pub(crate) now: u64,
}

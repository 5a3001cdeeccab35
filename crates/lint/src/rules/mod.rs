//! The rules, by what they look at.

mod algorithm;
mod arguments;
mod claims;
mod encodings;
mod init;
mod join;
mod page;
mod roles;
mod secrets;
mod shape;
mod times;
mod zak;

use crate::finding::Found;

/// All checks.
pub(crate) const CHECKS: &[fn(&mut Found<'_, '_>)] = &[
    shape::check,
    encodings::check,
    algorithm::check,
    claims::check,
    times::check,
    roles::check,
    arguments::check,
    secrets::check,
    page::check,
    init::check,
    join::check,
    zak::check,
];

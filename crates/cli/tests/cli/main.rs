//! The real program, run as people run it: scrubbed environment, whole output held against snapshots.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should end")]

mod program;

mod check;
mod control;
mod demo;
mod doctor;
mod emulate;
mod emulated;
mod guide;
mod help;
mod key;
mod lint;
mod secrets;
mod serve;
mod sign;
mod trust;

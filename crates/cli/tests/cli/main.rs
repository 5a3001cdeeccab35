//! The real program, run as people run it: scrubbed environment, whole output held against snapshots.

#![allow(missing_docs, reason = "tests")]

mod program;

mod doctor;
mod help;
mod key;
mod secrets;
mod serve;
mod sign;

//! The client against a server that misbehaves, and against Zoom's documented JSON.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod answers;
mod chain;
mod fixtures;
mod polls;
mod repeat;
mod series;
mod stage;
mod token;

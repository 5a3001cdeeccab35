//! The client against a server that misbehaves, and against Zoom's documented JSON.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod answers;
mod chain;
mod credentials;
mod ended;
mod endpoints;
mod fixtures;
mod media;
mod people;
mod polls;
mod repeat;
mod rooms;
mod series;
mod stage;
mod token;
mod users;

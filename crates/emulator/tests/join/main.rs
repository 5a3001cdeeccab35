//! Joining, as the Web SDK does it: the form, the ping, the socket. Here the SDK is played; that the real one agrees is
//! for the browser tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod admission;
mod attempts;
mod chat;
mod control;
mod desk;
mod many;
mod meeting;
mod profile;
mod refresh;
mod refusals;
mod tls;
mod webinar;

//! Webhooks, with an endpoint that checks what it gets as Zoom's sample receiver does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod apps;
mod delivery;
mod documented;
mod endpoint;
mod life;
mod subscriptions;

//! Webhooks, with an endpoint that checks what it gets as Zoom's sample receiver does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod delivery;
mod endpoint;
mod life;
mod subscriptions;

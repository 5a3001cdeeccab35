//! The token endpoint and the REST API, called in memory.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod access;
mod account;
mod api;
mod conformance;
mod documented;
mod invitations;
mod lists;
mod matrix;
mod media;
mod meetings;
mod oauth;
mod order;
mod past;
mod people;
mod polls;
mod registrants;
mod reports;
mod rooms;
mod series;
mod types;
mod user_oauth;
mod user_settings;
mod users;
mod webinars;
mod words;

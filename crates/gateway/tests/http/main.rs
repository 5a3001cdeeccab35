//! The gateway over HTTP, in memory, with an emulator where Zoom would be.

#![allow(clippy::unwrap_used, reason = "a test may fail on anything unexpected")]

mod auth_endpoint;
mod described;
mod diagnosis;
mod doctor;
mod entries;
mod keys;
mod links;
mod log;
mod meetings;
mod quotas;
mod secrets;
mod signatures;
mod site;
mod surface;

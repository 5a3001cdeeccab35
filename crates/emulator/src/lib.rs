//! An offline emulator of the Zoom endpoints that an embedded meeting needs.

pub mod clock;
pub mod oauth;
mod random;
pub mod rest;
pub mod state;

//! Create, start and join Zoom meetings and webinars over HTTP.
//!
//! [`Config`] says what the operator wants, [`Gateway`] opens the store and the Zoom client from it, and
//! [`Gateway::router`] is the whole HTTP surface, so that tests call it in memory and `demo` can put it beside
//! the emulator.

#![allow(
    dead_code,
    unused_imports,
    reason = "the routes that use all of this follow"
)]

mod auth;
mod clock;
mod config;
mod gateway;
mod link;
mod pages;
mod problem;
mod quota;
mod routes;
mod state;
mod store;

pub use auth::{ApiKey, KeyError, Keys, NewKey};
pub use clock::Clock;
pub use config::{
    Config, ConfigError, MeetingSdk, SDK_VERSION, SdkAssets, ServerToServer, ZoomHosts,
};
pub use gateway::{Gateway, StartError};
pub use problem::{Problem, ZoomAnswer};
pub use quota::{Network, NetworkError};
pub use store::StoreError;

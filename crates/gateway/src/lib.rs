//! Create, start and join Zoom meetings and webinars over HTTP.
//!
//! [`Config`] says what the operator wants, [`Gateway`] opens the store and the Zoom client from it, and
//! [`Gateway::router`] is the whole HTTP surface, so that tests call it in memory and `demo` can put it beside
//! the emulator.

mod auth;
mod body;
mod clock;
mod config;
mod deadline;
mod gateway;
mod headers;
mod link;
mod meeting;
mod pages;
mod problem;
mod quota;
mod request_log;
mod routes;
mod sdk;
mod session;
mod state;
mod store;
mod zoom_problem;

pub use auth::{ApiKey, KeyError, Keys, NewKey};
pub use clock::Clock;
pub use config::{
    Config, ConfigError, MeetingSdk, SDK_VERSION, SdkAssets, ServerToServer, ZoomHosts,
};
pub use gateway::{CodeReader, Gateway, StartError};
pub use problem::{Problem, PropertyError, Retry, ZoomAnswer};
pub use quota::{Limit, LimitError, Limits, Network, NetworkError, RedisError};
pub use sdk::SdkDirError;
pub use store::StoreError;

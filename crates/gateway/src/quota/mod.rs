//! How much one client may ask.

mod network;

pub use network::{Network, NetworkError};

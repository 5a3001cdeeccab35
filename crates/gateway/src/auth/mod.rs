//! Who calls, and for which hosts.

mod api_key;
mod caller;

pub use api_key::{ApiKey, KeyError, Keys, NewKey};
pub(crate) use caller::Caller;

//! What makes one the host in the client.

use countersign_token::{ExposeSecret, Secret};

/// Six to ten digits; `Debug` shows none of them.
#[derive(Clone, Debug)]
pub struct HostKey(Secret);

impl HostKey {
    /// The digits.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for HostKey {
    fn from(digits: String) -> Self {
        Self(digits.into())
    }
}

impl PartialEq for HostKey {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for HostKey {}

use std::fmt;

use serde::Serialize;

/// The client ID of a Meeting SDK or Video SDK app (older apps: SDK key). Public, unlike its
/// secret: the Web SDK sends it along.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ClientId(String);

impl ClientId {
    /// The longest that is accepted. Zoom's have 22 characters, old SDK keys 36.
    pub const MAX_BYTES: usize = 64;

    /// Takes a client ID as Zoom's Marketplace shows it.
    ///
    /// # Errors
    /// When it is empty, too long, or has a character that no client ID has, such as the quotes
    /// and semicolons that slip in from a settings file.
    pub fn new(text: &str) -> Result<Self, ClientIdError> {
        if text.is_empty() {
            return Err(ClientIdError::Empty);
        }
        if text.len() > Self::MAX_BYTES {
            return Err(ClientIdError::TooLong { bytes: text.len() });
        }
        let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        match text.char_indices().find(|&(_, c)| !belongs(c)) {
            Some((at, found)) => Err(ClientIdError::Foreign { found, at }),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no client ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientIdError {
    /// There was nothing; often an environment variable of another name.
    #[error("the client ID is empty; copy it from your Meeting SDK app's Basic Information page")]
    Empty,
    /// Longer than any client ID.
    #[error("the client ID has {bytes} bytes; Zoom's have 22")]
    TooLong {
        /// How long it was.
        bytes: usize,
    },
    /// A character that no client ID has.
    #[error("the client ID has {found:?} at byte {at}; it is letters, digits, - and _ only")]
    Foreign {
        /// The first such character.
        found: char,
        /// Its byte offset.
        at: usize,
    },
}

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_token::{MeetingNumber, Role};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::pages::View;

/// A way into one meeting: whoever holds its key may start or join it, until it expires.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) entrance: Entrance,
    /// Set when the link was made for one person; otherwise the page asks.
    pub(crate) user_name: Option<String>,
    pub(crate) user_email: Option<String>,
    /// Zoom's id of the person whom it was made for, once they are registered.
    pub(crate) registrant_id: Option<String>,
    /// The id of the API key that made it; revoking that key ends the link.
    pub(crate) created_by: String,
    pub(crate) created_at: u64,
    pub(crate) expires_at: u64,
    /// Works once.
    pub(crate) single_use: bool,
    pub(crate) used_at: Option<u64>,
}

/// Into which meeting, as what, in which view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Entrance {
    pub(crate) meeting_number: MeetingNumber,
    pub(crate) kind: Kind,
    pub(crate) intent: Intent,
    pub(crate) view: View,
}

impl Link {
    /// Expired or used up.
    pub(crate) fn is_over(&self, now: u64) -> bool {
        self.expires_at <= now || (self.single_use && self.used_at.is_some())
    }
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "lowercase")]
        pub(crate) enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            pub(crate) fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<$name, ()> {
                match word { $($word => Ok($name::$variant),)* _ => Err(()) }
            }
        }
    };
}

words! {
    /// Zoom has one API for each.
    Kind { Meeting = "meeting", Webinar = "webinar", }
}

words! {
    /// What the holder of a link may do.
    Intent {
        /// Start as the host: role 1 and the host's ZAK.
        Start = "start",
        /// Join as an attendee: role 0, never a ZAK.
        Join = "join",
    }
}

impl Intent {
    pub(crate) fn role(self) -> Role {
        match self {
            Intent::Start => Role::Host,
            Intent::Join => Role::Attendee,
        }
    }
}

/// The secret in a link's address: 256 random bits in base64url. Only its hash is stored.
#[derive(Clone)]
pub(crate) struct LinkKey(SecretString);

impl LinkKey {
    pub(crate) fn random() -> Result<LinkKey, getrandom::Error> {
        Ok(LinkKey(random_text()?.into()))
    }

    /// The path of the page; a link is the one place where its key may stand in an address.
    pub(crate) fn path(&self) -> String {
        format!("/j/{}", self.0.expose_secret())
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.expose_secret()).into()
    }
}

impl FromStr for LinkKey {
    type Err = ();

    /// Refuses what cannot be a key before the database is asked.
    fn from_str(text: &str) -> Result<LinkKey, ()> {
        let is_key = text.len() == 43
            && URL_SAFE_NO_PAD
                .decode(text)
                .is_ok_and(|bytes| bytes.len() == 32);
        match is_key {
            true => Ok(LinkKey(text.to_owned().into())),
            false => Err(()),
        }
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey([REDACTED])")
    }
}

/// 256 random bits in base64url: 43 characters.
pub(crate) fn random_text() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

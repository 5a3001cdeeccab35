//! Forensics: which mistake makes the bytes of a MAC come out right?
//!
//! The search space is the product of four axes, key × message × algorithm × encoding. Each is a table, so a new mistake
//! is one more line. Tables run from common to rare.

mod key;
mod mac;
mod message;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use key::{EMPTY_HANDED, OF_A_SECRET};
use mac::{ALGORITHMS, Algorithm, ENCODINGS, Encoding};
use message::{MESSAGES, MessageMistake};

pub(crate) use message::Sent;

/// Reads base64 whose last bits or padding are not as they should be.
pub(crate) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// A text that may have served as the key, and what to call it. Its value is never shown.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

impl<'a> Named<'a> {
    pub(crate) fn new(name: &'a str, value: &'a str) -> Named<'a> {
        Named { name, value }
    }
}

/// What a search may use.
pub(crate) struct Suspects<'a> {
    /// The secret that should have signed.
    pub(crate) own: Option<Named<'a>>,
    /// Secrets that were at hand and may have signed in its place.
    pub(crate) others: Vec<Named<'a>>,
    /// Ids, which are sometimes put where the secret belongs.
    pub(crate) ids: Vec<Named<'a>>,
}

/// What a search came to.
pub(crate) enum Search {
    /// The bytes come out right like this.
    Made(Recipe),
    /// None of so many ways fits.
    Unexplained {
        /// Keys tried.
        keys: usize,
        /// Messages tried.
        messages: usize,
    },
}

/// How a MAC was made.
pub(crate) struct Recipe {
    /// Completes "the token was signed with …".
    pub(crate) key: String,
    /// How that comes about, as a whole sentence; empty for the right key.
    pub(crate) origin: &'static str,
    /// Whether the key is the secret that should have signed, as it was given.
    pub(crate) right_key: bool,
    message: &'static MessageMistake,
    algorithm: &'static Algorithm,
    encoding: &'static Encoding,
}

impl Recipe {
    /// What was signed in the place of `header.payload`, if anything.
    pub(crate) fn other_message(&self) -> Option<&'static str> {
        Some(self.message.what).filter(|what| !what.is_empty())
    }

    /// The whole recipe in words: "your client secret plus a line feed at its end, over …, with HS512, written as hex".
    pub(crate) fn words(&self) -> String {
        let mut words = self.key.clone();
        if let Some(what) = self.other_message() {
            words += &format!(", over {what}");
        }
        if self.algorithm.name != ALGORITHMS[0].name {
            words += &format!(", with {}", self.algorithm.name);
        }
        if !self.encoding.what.is_empty() {
            words += &format!(", written as {}", self.encoding.what);
        }
        words
    }
}

/// Searches for the way in which `mac`, the third part of a token, was made.
pub(crate) fn search(mac: &str, sent: &Sent<'_>, suspects: &Suspects<'_>) -> Search {
    let written: Vec<(&Encoding, Vec<u8>)> = ENCODINGS
        .iter()
        .filter_map(|encoding| Some((encoding, (encoding.read)(mac)?)))
        .collect();
    let messages: Vec<(&MessageMistake, Vec<u8>)> = MESSAGES
        .iter()
        .filter_map(|message| Some((message, (message.make)(sent)?)))
        .collect();
    let keys = keys(suspects);

    for (key, bytes) in &keys {
        for &(message, ref text) in &messages {
            for algorithm in ALGORITHMS {
                if !written.iter().any(|(_, mac)| mac.len() == algorithm.bytes) {
                    continue;
                }
                let made = (algorithm.mac)(bytes, text);
                if let Some(&(encoding, _)) = written.iter().find(|(_, mac)| *mac == made) {
                    let Key {
                        ref what,
                        origin,
                        right,
                    } = *key;
                    return Search::Made(Recipe {
                        key: what.clone(),
                        origin,
                        right_key: right,
                        message,
                        algorithm,
                        encoding,
                    });
                }
            }
        }
    }
    Search::Unexplained {
        keys: keys.len(),
        messages: messages.len(),
    }
}

struct Key {
    what: String,
    origin: &'static str,
    right: bool,
}

/// Every key to try: the secrets as they are, the ids, what one signs with empty-handed, then each secret mistaken.
fn keys(suspects: &Suspects<'_>) -> Vec<(Key, Vec<u8>)> {
    const SWAPPED: &str = "The id stands where the secret belongs: check the order of the arguments, and that the two \
                           variables are not exchanged.";
    const OTHER_SECRET: &str = "Another secret than the one of the Meeting SDK app signed: check which variable the \
                                signer reads.";
    let Suspects { own, others, ids } = suspects;
    let others = || {
        others
            .iter()
            .map(|other| (format!("the value of `{}`", other.name), other.value))
    };
    let secrets = || {
        own.iter()
            .map(|own| (own.name.to_owned(), own.value))
            .chain(others())
    };
    let key = |what, origin, right| Key {
        what,
        origin,
        right,
    };

    let mut keys = Vec::new();
    if let Some(own) = own {
        keys.push((key(own.name.to_owned(), "", true), own.value.into()));
    }
    for (name, value) in others() {
        // Where nobody said which secret should have signed, one that did is as good as any.
        keys.push((key(name, OTHER_SECRET, own.is_none()), value.into()));
    }
    for id in ids {
        keys.push((
            key(
                format!("{} in the place of the secret", id.name),
                SWAPPED,
                false,
            ),
            id.value.into(),
        ));
    }
    for empty in EMPTY_HANDED {
        keys.push((
            key(empty.what.to_owned(), empty.origin, false),
            empty.key.into(),
        ));
    }
    for (name, value) in secrets() {
        for mistake in OF_A_SECRET {
            let what = format!("{name} {}", mistake.what);
            keys.extend(
                (mistake.make)(value).map(|bytes| (key(what, mistake.origin, false), bytes)),
            );
        }
    }
    keys
}

/// HMAC-SHA256, the one that Zoom wants.
pub(crate) fn hs256(key: &[u8], message: &[u8]) -> Vec<u8> {
    (ALGORITHMS[0].mac)(key, message)
}

/// The bytes of a hex text of either case; nothing when it is not hex.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if digits.is_empty() || digits.len() % 2 == 1 {
        return None;
    }
    let nibble = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|nibble| u8::try_from(nibble).ok())
    };
    digits
        .chunks_exact(2)
        .map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?))
        .collect()
}

#[cfg(test)]
mod tests;

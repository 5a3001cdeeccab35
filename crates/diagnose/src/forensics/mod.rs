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

/// A secret that may have served as the key, and what to call it. Its value is never shown.
pub(crate) struct Secret<'a> {
    name: String,
    given: &'a str,
    /// As given, without the white space and quotes that its storage put around it.
    cleaned: &'a str,
}

impl<'a> Secret<'a> {
    /// Nothing when what was given is no secret: empty, or a word like "undefined".
    pub(crate) fn new(name: impl Into<String>, given: &'a str) -> Option<Secret<'a>> {
        Some(Secret {
            name: name.into(),
            given,
            cleaned: key::cleaned(given)?,
        })
    }
}

/// What a search may use.
pub(crate) struct Suspects<'a> {
    /// The secret that should have signed.
    pub(crate) own: Option<Secret<'a>>,
    /// Secrets that were at hand and may have signed in its place.
    pub(crate) others: Vec<Secret<'a>>,
    /// Ids by name, which are sometimes put where the secret belongs.
    pub(crate) ids: Vec<(&'static str, &'a str)>,
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

    /// The algorithm, if it is not HS256.
    pub(crate) fn other_algorithm(&self) -> Option<&'static str> {
        Some(self.algorithm.name).filter(|name| *name != ALGORITHMS[0].name)
    }

    /// Whether nothing at all is wrong, as far as bytes can tell.
    pub(crate) fn is_right(&self) -> bool {
        self.right_key
            && self.other_message().is_none()
            && self.other_algorithm().is_none()
            && self.encoding.what.is_empty()
    }

    /// The whole recipe in words: "your client secret plus a line feed at its end, over …, with HS512, written as hex".
    pub(crate) fn words(&self) -> String {
        let mut words = self.key.clone();
        if let Some(what) = self.other_message() {
            words += &format!(", over {what}");
        }
        if let Some(name) = self.other_algorithm() {
            words += &format!(", with {name}");
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
    let fits = |algorithm: &Algorithm| written.iter().any(|(_, mac)| mac.len() == algorithm.bytes);

    for key in &keys {
        for &(message, ref text) in &messages {
            for algorithm in ALGORITHMS.iter().filter(|algorithm| fits(algorithm)) {
                let made = (algorithm.mac)(&key.bytes, text);
                if let Some(&(encoding, _)) = written.iter().find(|(_, mac)| *mac == made) {
                    return Search::Made(Recipe {
                        key: key.what.clone(),
                        origin: key.origin,
                        right_key: key.right,
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
    bytes: Vec<u8>,
}

impl Key {
    fn right(what: &str, bytes: impl Into<Vec<u8>>) -> Key {
        Key {
            what: what.to_owned(),
            origin: "",
            right: true,
            bytes: bytes.into(),
        }
    }

    fn wrong(what: String, origin: &'static str, bytes: impl Into<Vec<u8>>) -> Key {
        Key {
            what,
            origin,
            right: false,
            bytes: bytes.into(),
        }
    }
}

/// Every key to try: the secrets, the ids, what one signs with empty-handed, then each secret mistaken.
fn keys(suspects: &Suspects<'_>) -> Vec<Key> {
    const OTHER: &str = "Another secret than the one of the Meeting SDK app signed: check which variable the signer reads.";
    const SWAPPED: &str = "The id stands where the secret belongs: check the order of the arguments, and that the two \
                           variables are not exchanged.";
    let Suspects { own, others, ids } = suspects;
    let mut keys = Vec::new();
    keys.extend(own.iter().map(|own| Key::right(&own.name, own.cleaned)));
    keys.extend(others.iter().map(|other| match own {
        Some(_) => Key::wrong(other.name.clone(), OTHER, other.cleaned),
        // Where nobody said which secret should have signed, one that did is as good as any.
        None => Key::right(&other.name, other.cleaned),
    }));
    keys.extend(
        ids.iter().map(|(name, id)| {
            Key::wrong(format!("{name} in the place of the secret"), SWAPPED, *id)
        }),
    );
    keys.extend(
        EMPTY_HANDED
            .iter()
            .map(|empty| Key::wrong(empty.what.to_owned(), empty.origin, empty.key)),
    );
    for secret in own.iter().chain(others) {
        keys.extend(OF_A_SECRET.iter().filter_map(|mistake| {
            let bytes = (mistake.make)(secret.cleaned)?;
            Some(Key::wrong(
                format!("{} {}", secret.name, mistake.what),
                mistake.origin,
                bytes,
            ))
        }));
        if secret.given != secret.cleaned {
            let what = format!("{} and all that is around it", secret.name);
            keys.push(Key::wrong(what, key::AROUND, secret.given));
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

//! Forensics: which mistake makes the bytes of a MAC come out right?
//!
//! The search space is the product of four axes, key × message × algorithm × writing. Each is a table, so a new mistake
//! is one more line. Tables run from common to rare, and the likely part of the space is searched first.
//!
//! The work is bounded by [`MAX_BLOCKS`]. What can be shared is computed once: the key's part of an HMAC for all messages,
//! the message's part of a hash for all keys, and the writings of the MAC, which are undone instead of tried.

mod key;
mod mac;
mod message;
mod writing;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use key::{EMPTY_HANDED, OF_A_SECRET, PLACEHOLDERS, WITH_AN_ID};
use mac::{ALGORITHMS, Algorithm, Room};
use message::{MESSAGES, Message, MessageMistake};
use writing::Writing;

pub(crate) use message::Sent;

/// Reads base64 whose last bits or padding are not as they should be.
pub(crate) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The most hash blocks (64 bytes) that a search computes, some 20 ms where the processor does not help.
const MAX_BLOCKS: usize = 80_000;

/// The most secrets that are tried with every mistake; further ones are tried as they are.
const MAX_MISTAKEN: usize = 4;

/// A secret that may have served as the key, and what to call it. Its value is never shown.
pub(crate) struct Secret<'a> {
    name: String,
    owner: Owner,
    given: &'a str,
    /// As given, without the white space and quotes that its storage put around it.
    cleaned: &'a str,
}

/// What a secret belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The Meeting SDK app, whose secret should sign.
    MeetingSdk,
    /// The Server-to-Server OAuth app.
    ServerToServer,
    /// Webhooks, whose secret token verifies events.
    Webhook,
    /// Nobody said.
    Unknown,
}

impl<'a> Secret<'a> {
    /// Nothing when what was given is no secret: empty, or a word like "undefined".
    pub(crate) fn new(name: impl Into<String>, owner: Owner, given: &'a str) -> Option<Secret<'a>> {
        Some(Secret {
            name: name.into(),
            owner,
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
    Unexplained(SearchEffort),
}

/// How much a forensic search tried before it was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchEffort {
    /// Keys at hand.
    pub keys: usize,
    /// Messages at hand.
    pub messages: usize,
    /// MACs computed.
    pub macs: usize,
    /// Hash blocks of 64 bytes that they took, at most 80 000 and those of one more MAC.
    pub blocks: usize,
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Something clings to the right secret.
    Dirty,
    /// A library decoded it.
    Decoded,
    /// Something else was made of it.
    Altered,
    /// It is not there.
    Unset,
    /// It was never filled in.
    Placeholder,
    /// An id stands in its place.
    Exchanged,
    /// It is the secret of something else.
    Other(Owner),
}

/// How a MAC was made.
pub(crate) struct Recipe {
    /// Completes "the token was signed with …".
    pub(crate) key: String,
    /// How that comes about, as a whole sentence; empty for the right key.
    pub(crate) origin: &'static str,
    /// What is wrong with the key; nothing when it is the secret that should have signed.
    pub(crate) fault: Option<Fault>,
    message: &'static MessageMistake,
    algorithm: &'static Algorithm,
    what: &'static str,
    damaged: bool,
    pub(crate) effort: SearchEffort,
}

impl Recipe {
    /// Whether the key is the secret that should have signed.
    pub(crate) fn right_key(&self) -> bool {
        self.fault.is_none()
    }

    /// What was signed in the place of `header.payload`, if anything.
    pub(crate) fn other_message(&self) -> Option<&'static str> {
        Some(self.message.what).filter(|what| !what.is_empty())
    }

    /// The algorithm, if it is not HS256.
    pub(crate) fn other_algorithm(&self) -> Option<&'static str> {
        (!self.exchanged())
            .then_some(self.algorithm.name)
            .filter(|name| *name != ALGORITHMS[0].name)
    }

    /// Whether key and message changed places.
    pub(crate) fn exchanged(&self) -> bool {
        self.algorithm.exchanged
    }

    /// How the bytes were damaged on their way, if they were.
    pub(crate) fn damage(&self) -> Option<&'static str> {
        self.damaged.then_some(self.what)
    }

    /// Whether nothing at all is wrong, as far as bytes can tell.
    pub(crate) fn is_right(&self) -> bool {
        self.right_key()
            && self.other_message().is_none()
            && self.algorithm.name == ALGORITHMS[0].name
            && self.what.is_empty()
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
        if !self.what.is_empty() {
            words += &format!(", written as {}", self.what);
        }
        words
    }
}

/// Searches for the way in which `mac`, the third part of a token, was made.
pub(crate) fn search(mac: &str, sent: &Sent<'_>, suspects: &Suspects<'_>) -> Search {
    let writings = Writing::of(mac);
    let messages: Vec<Message> = MESSAGES
        .iter()
        .filter_map(|mistake| Message::new(mistake, sent))
        .collect();
    let keys = keys(suspects);
    let algorithms: Vec<&'static Algorithm> = ALGORITHMS
        .iter()
        .filter(|algorithm| writings.iter().any(|writing| writing.fits(algorithm.bytes)))
        .collect();
    let mut effort = SearchEffort {
        keys: keys.len(),
        messages: messages.len(),
        ..SearchEffort::default()
    };
    // The message as it should be with every key, before the other messages with any. With no secret to go by, two
    // mistakes at once would be a guess.
    let (as_sent, other) = messages.split_at(1);
    let other = if suspects.own.is_none() && suspects.others.is_empty() {
        &[]
    } else {
        other
    };
    for messages in [as_sent, other] {
        for key in &keys {
            for &algorithm in &algorithms {
                // Rare algorithms with rare keys over other texts would be three mistakes at once.
                if !(algorithm.with_every_key || key.likely || messages.len() == 1) {
                    continue;
                }
                let keyed = algorithm.keyed(&key.bytes);
                for message in messages {
                    if effort.blocks >= MAX_BLOCKS {
                        return Search::Unexplained(effort);
                    }
                    effort.macs += 1;
                    effort.blocks += 3 + (message.text.len() + key.bytes.len()) / 64;
                    let mut room: Room = [0; 64];
                    let made = keyed.mac(message, &mut room);
                    if let Some(writing) = writings.iter().find(|writing| writing.is(made)) {
                        return Search::Made(Recipe {
                            key: key.what.clone(),
                            origin: key.origin,
                            fault: key.fault,
                            message: message.mistake,
                            algorithm,
                            what: writing.what,
                            damaged: writing.damaged,
                            effort,
                        });
                    }
                }
            }
        }
    }
    Search::Unexplained(effort)
}

struct Key {
    what: String,
    origin: &'static str,
    fault: Option<Fault>,
    /// Whether rare algorithms are tried with it as well.
    likely: bool,
    bytes: Vec<u8>,
}

impl Key {
    fn right(what: &str, bytes: impl Into<Vec<u8>>) -> Key {
        Key {
            what: what.to_owned(),
            origin: "",
            fault: None,
            likely: true,
            bytes: bytes.into(),
        }
    }

    fn likely(what: String, origin: &'static str, fault: Fault, bytes: impl Into<Vec<u8>>) -> Key {
        Key {
            fault: Some(fault),
            origin,
            ..Key::right(&what, bytes)
        }
    }

    fn rare(what: String, origin: &'static str, fault: Fault, bytes: impl Into<Vec<u8>>) -> Key {
        Key {
            likely: false,
            ..Key::likely(what, origin, fault, bytes)
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
    keys.extend(others.iter().map(|other| match (own, other.owner) {
        // Where nobody said which secret should have signed, one that did is as good as any.
        (None, Owner::MeetingSdk | Owner::Unknown) => Key::right(&other.name, other.cleaned),
        (_, owner) => Key::likely(
            other.name.clone(),
            OTHER,
            Fault::Other(owner),
            other.cleaned,
        ),
    }));
    keys.extend(ids.iter().map(|(name, id)| {
        let what = format!("{name} in the place of the secret");
        Key::likely(what, SWAPPED, Fault::Exchanged, *id)
    }));
    keys.extend(
        EMPTY_HANDED
            .iter()
            .map(|empty| Key::likely(empty.what.to_owned(), key::UNSET, Fault::Unset, empty.key)),
    );
    for secret in own.iter().chain(others).take(MAX_MISTAKEN) {
        // An other secret that is dirty as well is still the other secret.
        let fault = |fault| match own.as_ref().is_some_and(|own| own.name == secret.name) {
            true => fault,
            false => Fault::Other(secret.owner),
        };
        keys.extend(OF_A_SECRET.iter().filter_map(|mistake| {
            let bytes = (mistake.make)(secret.cleaned)?;
            let what = format!("{} {}", secret.name, mistake.what);
            Some(Key::rare(what, mistake.origin, fault(mistake.fault), bytes))
        }));
        if secret.given != secret.cleaned {
            let what = format!("{} and all that is around it", secret.name);
            keys.push(Key::rare(
                what,
                key::AROUND,
                fault(Fault::Dirty),
                secret.given,
            ));
        }
        for (name, id) in ids {
            keys.extend(WITH_AN_ID.iter().map(|joined| {
                let what = format!("{name} and {}, {}", secret.name, joined.what);
                let bytes = (joined.make)(id, secret.cleaned);
                Key::rare(what, key::JOINED, Fault::Altered, bytes)
            }));
        }
    }
    keys.extend(PLACEHOLDERS.iter().map(|text| {
        let what = format!("the text {text:?} of an example");
        Key::rare(what, key::TUTORIAL, Fault::Placeholder, *text)
    }));
    keys
}

/// HMAC-SHA256, the one that Zoom wants.
pub(crate) fn hs256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mac: Hmac<Sha256> = Hmac::new_from_slice(key).expect("an HMAC key may have any length");
    mac.chain_update(message).finalize().into_bytes().to_vec()
}

/// How many hex digits the MACs have that are known.
pub(crate) const HEX_LENGTHS: [usize; 4] = [40, 64, 96, 128];

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

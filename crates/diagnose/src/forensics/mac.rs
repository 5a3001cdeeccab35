//! The algorithm axis: how a MAC is computed. One entry adds a way.

use hmac::{Hmac, KeyInit as _, Mac as _, digest::InvalidLength};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::message::Message;

/// A way to compute a MAC.
pub(crate) struct Algorithm {
    /// Its JOSE name, or what it is in words.
    pub(crate) name: &'static str,
    /// Length of its output in bytes: what cannot fit need not be computed.
    pub(crate) bytes: usize,
    /// Whether it is tried with every key, or only with those that are most likely.
    pub(crate) with_every_key: bool,
    /// Whether key and message have changed places.
    pub(crate) exchanged: bool,
    key: fn(&[u8]) -> Keyed,
}

const fn algorithm(name: &'static str, bytes: usize, key: fn(&[u8]) -> Keyed) -> Algorithm {
    Algorithm {
        name,
        bytes,
        with_every_key: false,
        exchanged: false,
        key,
    }
}

pub(crate) static ALGORITHMS: &[Algorithm] = &[
    Algorithm {
        with_every_key: true,
        ..algorithm("HS256", 32, |key| {
            Keyed::Hs256(keyed(Hmac::new_from_slice(key)))
        })
    },
    Algorithm {
        with_every_key: true,
        ..algorithm("HS384", 48, |key| {
            Keyed::Hs384(keyed(Hmac::new_from_slice(key)))
        })
    },
    Algorithm {
        with_every_key: true,
        ..algorithm("HS512", 64, |key| {
            Keyed::Hs512(keyed(Hmac::new_from_slice(key)))
        })
    },
    Algorithm {
        with_every_key: true,
        ..algorithm("HMAC-SHA1", 20, |key| {
            Keyed::HmacSha1(keyed(Hmac::new_from_slice(key)))
        })
    },
    algorithm(
        "plain SHA-256 of the secret and the text, without HMAC",
        32,
        |key| Keyed::KeyFirst(Sha256::new_with_prefix(key)),
    ),
    algorithm(
        "plain SHA-256 of the text and the secret, without HMAC",
        32,
        |key| Keyed::KeyLast(key.to_vec()),
    ),
    Algorithm {
        exchanged: true,
        ..algorithm("key and text exchanged in the call of HMAC", 32, |key| {
            Keyed::Exchanged(key.to_vec())
        })
    },
];

impl Algorithm {
    pub(crate) fn keyed(&self, key: &[u8]) -> Keyed {
        (self.key)(key)
    }
}

fn keyed<M>(mac: Result<M, InvalidLength>) -> M {
    mac.expect("an HMAC key may have any length")
}

/// An algorithm with its key worked in, so that each further message costs only its own bytes.
pub(crate) enum Keyed {
    Hs256(Hmac<Sha256>),
    Hs384(Hmac<Sha384>),
    Hs512(Hmac<Sha512>),
    HmacSha1(Hmac<Sha1>),
    KeyFirst(Sha256),
    KeyLast(Vec<u8>),
    Exchanged(Vec<u8>),
}

/// Room for the longest MAC.
pub(crate) type Room = [u8; 64];

impl Keyed {
    /// The MAC of a message.
    pub(crate) fn mac<'r>(&self, message: &Message, room: &'r mut Room) -> &'r [u8] {
        fn done<'r>(bytes: &[u8], room: &'r mut Room) -> &'r [u8] {
            let room = &mut room[..bytes.len()];
            room.copy_from_slice(bytes);
            room
        }
        let text = &message.text;
        match self {
            Keyed::Hs256(mac) => done(
                &mac.clone().chain_update(text).finalize().into_bytes(),
                room,
            ),
            Keyed::Hs384(mac) => done(
                &mac.clone().chain_update(text).finalize().into_bytes(),
                room,
            ),
            Keyed::Hs512(mac) => done(
                &mac.clone().chain_update(text).finalize().into_bytes(),
                room,
            ),
            Keyed::HmacSha1(mac) => done(
                &mac.clone().chain_update(text).finalize().into_bytes(),
                room,
            ),
            Keyed::KeyFirst(hash) => done(&hash.clone().chain_update(text).finalize(), room),
            Keyed::KeyLast(key) => done(&message.hashed.clone().chain_update(key).finalize(), room),
            Keyed::Exchanged(key) => done(
                &message
                    .as_key
                    .clone()
                    .chain_update(key)
                    .finalize()
                    .into_bytes(),
                room,
            ),
        }
    }
}

//! The algorithm and encoding axes: how a MAC is computed and how it is written. One line adds a way.

use base64::Engine as _;
use hmac::{Hmac, KeyInit as _};
use sha2::{Sha256, Sha384, Sha512};

/// A way to compute a MAC.
pub(crate) struct Algorithm {
    /// Its JOSE name.
    pub(crate) name: &'static str,
    /// Length of its output in bytes: what cannot fit need not be computed.
    pub(crate) bytes: usize,
    pub(crate) mac: fn(&[u8], &[u8]) -> Vec<u8>,
}

pub(crate) static ALGORITHMS: &[Algorithm] = &[
    Algorithm {
        name: "HS256",
        bytes: 32,
        mac: |key, message| hmac(Hmac::<Sha256>::new_from_slice(key), message),
    },
    Algorithm {
        name: "HS384",
        bytes: 48,
        mac: |key, message| hmac(Hmac::<Sha384>::new_from_slice(key), message),
    },
    Algorithm {
        name: "HS512",
        bytes: 64,
        mac: |key, message| hmac(Hmac::<Sha512>::new_from_slice(key), message),
    },
];

fn hmac<M: hmac::Mac>(keyed: Result<M, hmac::digest::InvalidLength>, message: &[u8]) -> Vec<u8> {
    let mut mac = keyed.expect("an HMAC key may have any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// A way to write the bytes of a MAC.
pub(crate) struct Encoding {
    /// Completes "the HMAC was written as …"; empty for base64 (its two alphabets are told apart elsewhere).
    pub(crate) what: &'static str,
    pub(crate) read: fn(&str) -> Option<Vec<u8>>,
}

pub(crate) static ENCODINGS: &[Encoding] = &[
    Encoding {
        what: "",
        read: unbase64,
    },
    Encoding {
        what: "hex",
        read: super::unhex,
    },
    Encoding {
        what: "base64 of the hex text",
        read: |text| super::unhex(std::str::from_utf8(&unbase64(text)?).ok()?),
    },
];

fn unbase64(text: &str) -> Option<Vec<u8>> {
    super::LENIENT
        .decode(
            text.trim_end_matches('=')
                .replace('-', "+")
                .replace('_', "/"),
        )
        .ok()
}

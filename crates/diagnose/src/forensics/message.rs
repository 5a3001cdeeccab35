//! The message axis: what people sign in the place of `header.payload`. One line adds a mistake.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// The two segments that a token carries before its MAC.
pub(crate) struct Sent<'a> {
    /// `header.payload`, as sent.
    pub(crate) text: &'a str,
    /// The decoded header.
    pub(crate) header: &'a [u8],
    /// The decoded payload.
    pub(crate) payload: &'a [u8],
}

/// A way to sign something else than `header.payload` as sent.
pub(crate) struct MessageMistake {
    /// Completes "the HMAC was made over …"; empty for the message as it should be.
    pub(crate) what: &'static str,
    pub(crate) make: fn(&Sent<'_>) -> Option<Vec<u8>>,
}

/// A message, with as much of the work on it done as can be shared by all keys.
pub(crate) struct Message {
    pub(crate) mistake: &'static MessageMistake,
    pub(crate) text: Vec<u8>,
    pub(crate) hashed: Sha256,
    pub(crate) as_key: Hmac<Sha256>,
}

impl Message {
    pub(crate) fn new(mistake: &'static MessageMistake, sent: &Sent<'_>) -> Option<Message> {
        let text = (mistake.make)(sent)?;
        Some(Message {
            mistake,
            hashed: Sha256::new_with_prefix(&text),
            as_key: Hmac::new_from_slice(&text).expect("an HMAC key may have any length"),
            text,
        })
    }
}

const fn over(what: &'static str, make: fn(&Sent<'_>) -> Option<Vec<u8>>) -> MessageMistake {
    MessageMistake { what, make }
}

pub(crate) static MESSAGES: &[MessageMistake] = &[
    over("", |sent| Some(sent.text.into())),
    over("the payload segment alone", |sent| {
        Some(sent.text.split_once('.')?.1.into())
    }),
    over("the payload's JSON, not encoded", |sent| {
        Some(sent.payload.into())
    }),
    over("the JSON of header and payload, not encoded", |sent| {
        Some([sent.header, b".", sent.payload].concat())
    }),
    over("segments in standard base64", |sent| {
        encoded(&STANDARD, sent)
    }),
    over("segments in standard base64 without padding", |sent| {
        encoded(&STANDARD_NO_PAD, sent)
    }),
    over("segments in base64url with padding", |sent| {
        encoded(&URL_SAFE, sent)
    }),
    over("segments in base64url without padding", |sent| {
        encoded(&URL_SAFE_NO_PAD, sent)
    }),
    over(
        "segments as .NET's UrlTokenEncode writes them, with the number of their pads",
        |sent| {
            let text = [counted(sent.header), counted(sent.payload)].join(".");
            (text != sent.text).then(|| text.into())
        },
    ),
    over("header.payload and a dot", |sent| {
        Some([sent.text, "."].concat().into())
    }),
    over("header.payload and a line feed", |sent| {
        Some([sent.text, "\n"].concat().into())
    }),
    over("header.payload and CR and LF", |sent| {
        Some([sent.text, "\r\n"].concat().into())
    }),
    over("header.payload in quotes", |sent| {
        Some(["\"", sent.text, "\""].concat().into())
    }),
    over("header and payload without the dot", |sent| {
        Some(sent.text.replacen('.', "", 1).into())
    }),
    over("payload.header, the wrong way round", |sent| {
        let (header, payload) = sent.text.split_once('.')?;
        Some([payload, ".", header].concat().into())
    }),
    over("the header segment alone", |sent| {
        Some(sent.text.split_once('.')?.0.into())
    }),
    over("the payload written anew without spaces", |sent| {
        anew(sent, |_| None, compact)
    }),
    over("the payload written anew with Python's spaces", |sent| {
        anew(sent, |_| None, spaced)
    }),
    over(
        "the payload written anew with its claims in alphabetical order",
        |sent| anew(sent, |_| None, sorted),
    ),
    over("header and payload written anew without spaces", |sent| {
        anew(sent, compact, compact)
    }),
    over(
        "header and payload written anew with Python's spaces",
        |sent| anew(sent, spaced, spaced),
    ),
    over(
        "header and payload written anew in alphabetical order",
        |sent| anew(sent, sorted, sorted),
    ),
    over("the header with typ before alg", |sent| {
        anew(sent, reversed, |_| None)
    }),
    over("the header without typ", |sent| {
        anew(
            sent,
            |header| {
                let mut header = header.clone();
                header.remove("typ")?;
                compact(&header)
            },
            |_| None,
        )
    }),
    over(
        "the header {\"alg\":\"HS256\",\"typ\":\"JWT\"}, which is not the one that was sent",
        |sent| {
            anew(
                sent,
                |_| Some(r#"{"alg":"HS256","typ":"JWT"}"#.to_owned()),
                |_| None,
            )
        },
    ),
    over("the hex text of the SHA-256 of header.payload", |sent| {
        Some(super::hex(&Sha256::digest(sent.text)).into())
    }),
    over("the SHA-256 of header.payload", |sent| {
        Some(Sha256::digest(sent.text).to_vec())
    }),
    over("the hex text of header.payload", |sent| {
        Some(super::hex(sent.text.as_bytes()).into())
    }),
    over("the base64 of header.payload", |sent| {
        Some(STANDARD.encode(sent.text).into())
    }),
];

/// As in [`MESSAGES`], but nothing when that is what was sent.
fn encoded(engine: &impl base64::Engine, sent: &Sent<'_>) -> Option<Vec<u8>> {
    let text = [engine.encode(sent.header), engine.encode(sent.payload)].join(".");
    (text != sent.text).then(|| text.into())
}

/// Base64url, and how many `=` it would end in.
fn counted(bytes: &[u8]) -> String {
    let mut text = URL_SAFE_NO_PAD.encode(bytes);
    let pads = (4 - text.len() % 4) % 4;
    text += &pads.to_string();
    text
}

type Writer = fn(&Map<String, Value>) -> Option<String>;

/// `header.payload` with one or both of the JSON texts written anew; nothing when that changes nothing.
fn anew(sent: &Sent<'_>, header: Writer, payload: Writer) -> Option<Vec<u8>> {
    let segment = |json: &[u8], write: Writer| {
        let read = || serde_json::from_slice(json).ok();
        let text = read().and_then(|object| write(&object));
        URL_SAFE_NO_PAD.encode(text.as_deref().map_or(json, str::as_bytes))
    };
    let text = [segment(sent.header, header), segment(sent.payload, payload)].join(".");
    (text != sent.text).then(|| text.into())
}

fn compact(object: &Map<String, Value>) -> Option<String> {
    serde_json::to_string(object).ok()
}

fn sorted(object: &Map<String, Value>) -> Option<String> {
    let mut object = object.clone();
    object.sort_keys();
    compact(&object)
}

fn reversed(object: &Map<String, Value>) -> Option<String> {
    compact(&object.clone().into_iter().rev().collect())
}

/// As Python's `json.dumps` writes by default.
fn spaced(object: &Map<String, Value>) -> Option<String> {
    let claim =
        |(name, value): (&String, &Value)| format!("{}: {value}", Value::from(name.as_str()));
    let claims: Vec<String> = object.iter().map(claim).collect();
    Some(format!("{{{}}}", claims.join(", ")))
}

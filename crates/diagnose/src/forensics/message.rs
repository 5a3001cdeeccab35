//! The message axis: what people sign in the place of `header.payload`. One line adds a mistake.

use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

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

pub(crate) static MESSAGES: &[MessageMistake] = &[
    MessageMistake {
        what: "",
        make: |sent| Some(sent.text.into()),
    },
    MessageMistake {
        what: "the payload segment alone",
        make: |sent| last_segment(sent.text),
    },
    MessageMistake {
        what: "the payload's JSON, not encoded",
        make: |sent| Some(sent.payload.into()),
    },
    MessageMistake {
        what: "the JSON of header and payload, not encoded",
        make: plain_json,
    },
    MessageMistake {
        what: "segments in standard base64",
        make: |sent| encoded(&STANDARD, sent),
    },
    MessageMistake {
        what: "segments in standard base64 without padding",
        make: |sent| encoded(&STANDARD_NO_PAD, sent),
    },
    MessageMistake {
        what: "segments in base64url with padding",
        make: |sent| encoded(&URL_SAFE, sent),
    },
    MessageMistake {
        what: "segments in base64url without padding",
        make: |sent| encoded(&URL_SAFE_NO_PAD, sent),
    },
    MessageMistake {
        what: "header.payload and a dot",
        make: |sent| Some([sent.text, "."].concat().into()),
    },
    MessageMistake {
        what: "header.payload and a line feed",
        make: |sent| Some([sent.text, "\n"].concat().into()),
    },
    MessageMistake {
        what: "header and payload without the dot",
        make: |sent| Some(sent.text.replace('.', "").into()),
    },
];

fn last_segment(text: &str) -> Option<Vec<u8>> {
    Some(text.split_once('.')?.1.into())
}

fn plain_json(sent: &Sent<'_>) -> Option<Vec<u8>> {
    Some([sent.header, b".", sent.payload].concat())
}

/// As in [`MESSAGES`], but nothing when that is what was sent.
fn encoded(engine: &impl base64::Engine, sent: &Sent<'_>) -> Option<Vec<u8>> {
    let text = format!(
        "{}.{}",
        engine.encode(sent.header),
        engine.encode(sent.payload)
    );
    (text != sent.text).then(|| text.into())
}

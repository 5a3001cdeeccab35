//! The key axis: what people turn a secret into before they sign with it. One line adds a mistake.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A way to get from the right secret to a wrong key.
pub(crate) struct KeyMistake {
    /// Completes "the token was signed with your client secret …".
    pub(crate) what: &'static str,
    /// How that comes about and how to undo it, as a whole sentence.
    pub(crate) origin: &'static str,
    /// The key in the place of this secret; nothing where the mistake changes nothing.
    pub(crate) make: fn(&str) -> Option<Vec<u8>>,
}

/// A key that people sign with when they have no secret at hand.
pub(crate) struct EmptyHandedKey {
    /// Completes "the token was signed with …".
    pub(crate) what: &'static str,
    pub(crate) origin: &'static str,
    pub(crate) key: &'static str,
}

const LINE_BREAK: &str = "The secret was read from a file or a variable that ends in a line break; trim it when you \
                          read it (and write such files with printf instead of echo).";
const SPACE: &str = "A space came along when the secret was copied; trim it where you store it.";
const ENV_QUOTES: &str = "The quotes of an .env line became part of the value: docker's --env-file keeps them; \
                          write the line without quotes.";
const SEMICOLON: &str =
    "The line in the .env file ends in a semicolon, which became part of the value; remove it.";
const LIBRARY_DECODED: &str = "A library took the secret for an encoded key and decoded it: Java's jjwt does so with \
                               signWith(HS256, String), and jwt.io with \"secret base64 encoded\"; pass the bytes of \
                               the text, such as secret.getBytes(UTF_8).";

/// Where the secret has around it what no single mistake accounts for.
pub(crate) const AROUND: &str =
    "White space, quotes or a semicolon became part of the secret where it is stored; remove them.";

pub(crate) static OF_A_SECRET: &[KeyMistake] = &[
    KeyMistake {
        what: "plus a line feed at its end",
        origin: LINE_BREAK,
        make: |s| wrapped("", s, "\n"),
    },
    KeyMistake {
        what: "plus CR and LF at its end",
        origin: LINE_BREAK,
        make: |s| wrapped("", s, "\r\n"),
    },
    KeyMistake {
        what: "plus a CR at its end",
        origin: LINE_BREAK,
        make: |s| wrapped("", s, "\r"),
    },
    KeyMistake {
        what: "plus a space at its end",
        origin: SPACE,
        make: |s| wrapped("", s, " "),
    },
    KeyMistake {
        what: "plus a space before it",
        origin: SPACE,
        make: |s| wrapped(" ", s, ""),
    },
    KeyMistake {
        what: "in double quotes",
        origin: ENV_QUOTES,
        make: |s| wrapped("\"", s, "\""),
    },
    KeyMistake {
        what: "in single quotes",
        origin: ENV_QUOTES,
        make: |s| wrapped("'", s, "'"),
    },
    KeyMistake {
        what: "plus a semicolon",
        origin: SEMICOLON,
        make: |s| wrapped("", s, ";"),
    },
    KeyMistake {
        what: "in double quotes plus a semicolon",
        origin: SEMICOLON,
        make: |s| wrapped("\"", s, "\";"),
    },
    KeyMistake {
        what: "plus a byte order mark before it",
        origin: "The file with the secret was saved as \"UTF-8 with BOM\"; save it without.",
        make: |s| wrapped("\u{feff}", s, ""),
    },
    KeyMistake {
        what: "decoded as base64",
        origin: LIBRARY_DECODED,
        make: |s| STANDARD_NO_PAD.decode(bare(s)).ok(),
    },
    KeyMistake {
        what: "decoded as base64url",
        origin: LIBRARY_DECODED,
        make: |s| URL_SAFE_NO_PAD.decode(bare(s)).ok(),
    },
    KeyMistake {
        what: "decoded as base64, bits left over",
        origin: LIBRARY_DECODED,
        make: base64_careless,
    },
    KeyMistake {
        what: "decoded as hex",
        origin: LIBRARY_DECODED,
        make: super::unhex,
    },
];

pub(crate) static EMPTY_HANDED: &[EmptyHandedKey] = &[
    EmptyHandedKey {
        what: "an empty secret",
        origin: UNSET,
        key: "",
    },
    EmptyHandedKey {
        what: "the word \"undefined\" in the place of the secret",
        origin: UNSET,
        key: "undefined",
    },
    EmptyHandedKey {
        what: "the word \"null\" in the place of the secret",
        origin: UNSET,
        key: "null",
    },
    EmptyHandedKey {
        what: "the word \"None\" in the place of the secret",
        origin: UNSET,
        key: "None",
    },
];

const UNSET: &str = "The variable that should hold the secret is not set where the signer runs: compare its name with \
                     what the code reads (Zoom's auth sample reads ZOOM_MEETING_SDK_SECRET, not CLIENT_SECRET) and \
                     restart the server.";

fn wrapped(before: &str, secret: &str, after: &str) -> Option<Vec<u8>> {
    Some([before, secret, after].concat().into_bytes())
}

/// The secret without what its storage put around it: white space, a byte order mark, a semicolon, quotes. Nothing when
/// nothing is left, or only a word for nothing. Zoom's secrets are letters and digits.
pub(crate) fn cleaned(given: &str) -> Option<&str> {
    let around = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | ';' | '"' | '\'');
    let secret = given.trim_matches(around);
    EMPTY_HANDED
        .iter()
        .all(|empty| empty.key != secret)
        .then_some(secret)
}

fn bare(secret: &str) -> &str {
    secret.trim_end_matches('=')
}

/// Many decoders drop bits that no whole byte needs, and a character that no whole group needs.
fn base64_careless(secret: &str) -> Option<Vec<u8>> {
    let text = bare(secret)
        .replace('-', "+")
        .replace('_', "/")
        .into_bytes();
    let whole = if text.len() % 4 == 1 {
        &text[..text.len() - 1]
    } else {
        &text
    };
    super::LENIENT.decode(whole).ok()
}

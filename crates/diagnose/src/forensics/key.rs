//! The key axis: what people turn a secret into before they sign with it. One line adds a mistake.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::Fault::{self, Altered, Decoded, Dirty};

/// A way to get from the right secret to a wrong key.
pub(crate) struct KeyMistake {
    /// Completes "the token was signed with your client secret …".
    pub(crate) what: &'static str,
    pub(crate) fault: Fault,
    /// How that comes about and how to undo it, as a whole sentence.
    pub(crate) origin: &'static str,
    /// The key in the place of this secret; nothing where the mistake changes nothing.
    pub(crate) make: fn(&str) -> Option<Vec<u8>>,
}

/// A key that people sign with when they have no secret at hand.
pub(crate) struct EmptyHandedKey {
    /// Completes "the token was signed with …".
    pub(crate) what: &'static str,
    pub(crate) key: &'static str,
}

/// A way to make one key of an id and a secret.
pub(crate) struct Joined {
    /// Completes "the token was signed with …".
    pub(crate) what: &'static str,
    pub(crate) make: fn(&str, &str) -> String,
}

const LINE_BREAK: &str = "The secret was read from a file or a variable that ends in a line break; trim it when you \
                          read it (and write such files with printf instead of echo).";
const SPACE: &str =
    "White space came along when the secret was copied; trim it where you store it.";
const ENV_QUOTES: &str = "The quotes of an .env line became part of the value: docker's --env-file keeps them; \
                          write the line without quotes.";
const PUNCTUATION: &str = "The end of the line that holds the secret, a semicolon or comma, became part of the value; \
                           remove it.";
const BOM: &str = "The file with the secret was saved as \"UTF-8 with BOM\"; save it without.";
const LIBRARY_DECODED: &str = "A library took the secret for an encoded key and decoded it: Java's jjwt does so with \
                               signWith(HS256, String), and jwt.io with \"secret base64 encoded\"; pass the bytes of \
                               the text, such as secret.getBytes(UTF_8).";
const ENCODED: &str = "The secret was encoded before it became the key; the key is the bytes of its text as they are.";
const WIDE: &str = "The code takes the bytes of the secret with Encoding.Unicode or UTF-16LE; take them with Encoding.UTF8.";
const CASED: &str = "Something changed the case of the secret; copy it anew from the app's page.";
const CUT: &str =
    "A character was lost when the secret was copied; copy it anew from the app's page.";
const TWICE: &str = "The secret was pasted twice; paste it once.";
const OAUTH1: &str = "The & belongs to OAuth 1.0 signatures, which make their key of two secrets; a Meeting SDK token \
                      is signed with the client secret alone.";
pub(crate) const JOINED: &str =
    "The key is the client secret alone; the client ID goes into the claim appKey.";

/// Where the secret has around it what no single mistake accounts for.
pub(crate) const AROUND: &str =
    "White space, quotes or a semicolon became part of the secret where it is stored; remove them.";

pub(crate) const UNSET: &str = "The variable that should hold the secret is not set where the signer runs: compare its name with \
                     what the code reads (Zoom's auth sample reads ZOOM_MEETING_SDK_SECRET, not CLIENT_SECRET) and \
                     restart the server.";

pub(crate) const TUTORIAL: &str =
    "Put the client secret of your own Meeting SDK app in the place of the text from the example.";

const fn mistake(
    what: &'static str,
    fault: Fault,
    origin: &'static str,
    make: fn(&str) -> Option<Vec<u8>>,
) -> KeyMistake {
    KeyMistake {
        what,
        fault,
        origin,
        make,
    }
}

/// From common to rare.
pub(crate) static OF_A_SECRET: &[KeyMistake] = &[
    mistake("plus a line feed at its end", Dirty, LINE_BREAK, |s| {
        wrapped("", s, "\n")
    }),
    mistake("plus CR and LF at its end", Dirty, LINE_BREAK, |s| {
        wrapped("", s, "\r\n")
    }),
    mistake("plus a CR at its end", Dirty, LINE_BREAK, |s| {
        wrapped("", s, "\r")
    }),
    mistake(
        "plus the two characters \\n at its end",
        Dirty,
        LINE_BREAK,
        |s| wrapped("", s, "\\n"),
    ),
    mistake("plus a space at its end", Dirty, SPACE, |s| {
        wrapped("", s, " ")
    }),
    mistake("plus a space before it", Dirty, SPACE, |s| {
        wrapped(" ", s, "")
    }),
    mistake("plus a tab at its end", Dirty, SPACE, |s| {
        wrapped("", s, "\t")
    }),
    mistake("plus a no-break space at its end", Dirty, SPACE, |s| {
        wrapped("", s, "\u{a0}")
    }),
    mistake("in double quotes", Dirty, ENV_QUOTES, |s| {
        wrapped("\"", s, "\"")
    }),
    mistake("in single quotes", Dirty, ENV_QUOTES, |s| {
        wrapped("'", s, "'")
    }),
    mistake("plus a double quote at its end", Dirty, ENV_QUOTES, |s| {
        wrapped("", s, "\"")
    }),
    mistake("plus a semicolon", Dirty, PUNCTUATION, |s| {
        wrapped("", s, ";")
    }),
    mistake(
        "in double quotes plus a semicolon",
        Dirty,
        PUNCTUATION,
        |s| wrapped("\"", s, "\";"),
    ),
    mistake("plus a comma", Dirty, PUNCTUATION, |s| wrapped("", s, ",")),
    mistake("in double quotes plus a comma", Dirty, PUNCTUATION, |s| {
        wrapped("\"", s, "\",")
    }),
    mistake("plus a byte order mark before it", Dirty, BOM, |s| {
        wrapped("\u{feff}", s, "")
    }),
    mistake("decoded as base64", Decoded, LIBRARY_DECODED, |s| {
        STANDARD_NO_PAD.decode(bare(s)).ok()
    }),
    mistake("decoded as base64url", Decoded, LIBRARY_DECODED, |s| {
        URL_SAFE_NO_PAD.decode(bare(s)).ok()
    }),
    mistake(
        "decoded as base64, bits left over",
        Decoded,
        LIBRARY_DECODED,
        base64_careless,
    ),
    mistake("decoded as hex", Decoded, LIBRARY_DECODED, super::unhex),
    mistake("encoded as base64", Altered, ENCODED, |s| {
        Some(STANDARD.encode(s).into())
    }),
    mistake("encoded as base64url", Altered, ENCODED, |s| {
        Some(URL_SAFE_NO_PAD.encode(s).into())
    }),
    mistake("encoded as hex", Altered, ENCODED, |s| {
        Some(super::hex(s.as_bytes()).into())
    }),
    mistake("URL-encoded", Altered, ENCODED, |s| {
        changed(s, percent_encoded(s))
    }),
    mistake("URL-decoded", Altered, ENCODED, percent_decoded),
    mistake("in UTF-16 instead of UTF-8", Altered, WIDE, |s| {
        Some(s.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }),
    mistake("in upper case", Altered, CASED, |s| {
        changed(s, s.to_uppercase())
    }),
    mistake("in lower case", Altered, CASED, |s| {
        changed(s, s.to_lowercase())
    }),
    mistake("without its last character", Altered, CUT, |s| {
        shorter(s, 0, 1)
    }),
    mistake("without its first character", Altered, CUT, |s| {
        shorter(s, 1, 0)
    }),
    mistake("twice in a row", Altered, TWICE, |s| wrapped(s, s, "")),
    mistake("plus an ampersand", Altered, OAUTH1, |s| {
        wrapped("", s, "&")
    }),
    mistake("plus an ampersand before it", Altered, OAUTH1, |s| {
        wrapped("&", s, "")
    }),
];

pub(crate) static WITH_AN_ID: &[Joined] = &[
    Joined {
        what: "an ampersand between them, id first",
        make: |id, secret| format!("{id}&{secret}"),
    },
    Joined {
        what: "an ampersand between them, secret first",
        make: |id, secret| format!("{secret}&{id}"),
    },
    Joined {
        what: "nothing between them, id first",
        make: |id, secret| format!("{id}{secret}"),
    },
    Joined {
        what: "nothing between them, secret first",
        make: |id, secret| format!("{secret}{id}"),
    },
    Joined {
        what: "a colon between them",
        make: |id, secret| format!("{id}:{secret}"),
    },
    Joined {
        what: "a colon between them, in base64",
        make: |id, secret| STANDARD.encode(format!("{id}:{secret}")),
    },
];

pub(crate) static EMPTY_HANDED: &[EmptyHandedKey] = &[
    EmptyHandedKey {
        what: "an empty secret",
        key: "",
    },
    EmptyHandedKey {
        what: "the word \"undefined\" in the place of the secret",
        key: "undefined",
    },
    EmptyHandedKey {
        what: "the word \"null\" in the place of the secret",
        key: "null",
    },
    EmptyHandedKey {
        what: "the word \"None\" in the place of the secret",
        key: "None",
    },
    EmptyHandedKey {
        what: "the word \"nil\" in the place of the secret",
        key: "nil",
    },
    EmptyHandedKey {
        what: "the word \"false\" in the place of the secret",
        key: "false",
    },
    EmptyHandedKey {
        what: "the word \"NaN\" in the place of the secret",
        key: "NaN",
    },
    EmptyHandedKey {
        what: "\"[object Object]\" in the place of the secret",
        key: "[object Object]",
    },
];

/// Texts that stand for a secret in examples.
pub(crate) static PLACEHOLDERS: &[&str] = &[
    "your-256-bit-secret",
    "a-string-secret-at-least-256-bits-long",
    "YOUR_CLIENT_SECRET",
    "YOUR_SDK_SECRET",
    "YOUR_API_SECRET",
    "YOUR_SECRET",
    "YOUR_SECRET_KEY",
    "YOUR_SDK_SECRET_HERE",
    "YOUR_CLIENT_SECRET_HERE",
    "YOUR_ZOOM_SDK_SECRET",
    "YOUR_ZOOM_CLIENT_SECRET",
    "YOUR_MEETING_SDK_SECRET",
    "your_client_secret",
    "your_sdk_secret",
    "your_api_secret",
    "your_secret",
    "your-client-secret",
    "your-sdk-secret",
    "your-secret-key",
    "your_secret_key",
    "Your SDK Secret",
    "Your Client Secret",
    "TU_SDK_SECRET",
    "SDK_SECRET",
    "CLIENT_SECRET",
    "API_SECRET",
    "sdk_secret",
    "client_secret",
    "api_secret",
    "sdkSecret",
    "clientSecret",
    "apiSecret",
    "MEETING_SDK_SECRET",
    "ZOOM_SDK_SECRET",
    "ZOOM_CLIENT_SECRET",
    "ZOOM_MEETING_SDK_SECRET",
    "<client_secret>",
    "<YOUR_SDK_SECRET>",
    "<YOUR_CLIENT_SECRET>",
    "xxxxxxxx",
    "changeme",
];

fn wrapped(before: &str, secret: &str, after: &str) -> Option<Vec<u8>> {
    Some([before, secret, after].concat().into_bytes())
}

fn changed(secret: &str, to: String) -> Option<Vec<u8>> {
    (to != secret).then(|| to.into_bytes())
}

fn shorter(secret: &str, at_start: usize, at_end: usize) -> Option<Vec<u8>> {
    let characters: Vec<char> = secret.chars().collect();
    let kept = characters.get(at_start..characters.len().checked_sub(at_end)?)?;
    (kept.len() > 1).then(|| kept.iter().collect::<String>().into_bytes())
}

fn percent_encoded(secret: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    secret
        .bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn percent_decoded(secret: &str) -> Option<Vec<u8>> {
    let (first, rest) = secret.split_once('%')?;
    let mut bytes = first.as_bytes().to_vec();
    for piece in rest.split('%') {
        bytes.extend(super::unhex(piece.get(..2)?)?);
        bytes.extend(piece.get(2..)?.as_bytes());
    }
    Some(bytes)
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

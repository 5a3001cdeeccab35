//! What the SDK, the console or the server said.

use super::{Kind, Pasted, token};
use crate::{About, Case, ErrorSeen, explain};

/// What an exception begins with.
const EXCEPTIONS: [&str; 7] = [
    "TypeError:",
    "ReferenceError:",
    "SyntaxError:",
    "RangeError:",
    "InvalidCharacterError:",
    "Uncaught ",
    "UnhandledPromiseRejection",
];

/// A code, or words.
pub(super) fn seen(text: &str) -> ErrorSeen {
    let text = text.to_owned();
    match is_code(&text) {
        true => ErrorSeen {
            code: Some(text),
            text: None,
        },
        false => ErrorSeen {
            code: None,
            text: Some(text),
        },
    }
}

/// A text that says one thing.
pub(super) fn read(text: &str) -> Pasted {
    of(seen(text), words(text))
}

pub(super) fn of(error: ErrorSeen, words: &str) -> Pasted {
    let case = Case {
        error: Some(error),
        ..Case::default()
    };
    Pasted::of(Kind::Error, words, case)
}

pub(super) fn words(text: &str) -> &'static str {
    match text {
        text if is_code(text) => "an error code",
        text if is_exception(text) => "a JavaScript exception",
        _ => Kind::Error.name(),
    }
}

/// Where nothing was recognised: a sentence was said; what is none was passed as the signature.
pub(super) fn or_signature(text: &str) -> Pasted {
    let bare = text.trim();
    let is_sentence = bare.split_whitespace().take(3).count() == 3 || bare.contains("Error");
    let is_known =
        bare.contains([' ', '_']) && explain(bare).is_some_and(|found| found.about != About::Rule);
    match is_sentence || is_known {
        true => Pasted {
            is_guess: !is_known,
            ..read(bare)
        },
        false => Pasted {
            is_guess: !token::is_hmac(bare),
            ..token::signature(text)
        },
    }
}

pub(super) fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_exception(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(80)];
    let start = start.split('\n').next().unwrap_or_default();
    let begins = |text: &str| {
        EXCEPTIONS.iter().any(|name| text.starts_with(name))
            || text.starts_with("Error: ")
            || text.starts_with("Cannot read propert")
    };
    // The console writes the file and the line before it.
    begins(start)
        || start
            .split_once(' ')
            .is_some_and(|(place, rest)| place.contains(':') && begins(rest))
}

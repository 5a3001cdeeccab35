//! What the prose of a mixture says: the error, in one of its lines.

use super::{Kind, Pasted, said};
use crate::{
    ErrorSeen,
    explain::{has_known_text, is_request},
};

/// The most lines that may say an error that are looked at, and the longest of them, in bytes.
const MAX_SAID: usize = 48;
const MAX_SENTENCE: usize = 400;

/// Words of a line that may say an error.
const HINTS: [&str; 14] = [
    "error",
    "invalid",
    "fail",
    "exception",
    "cannot",
    "can not",
    "expired",
    "denied",
    "wrong",
    "not ",
    "uncaught",
    "code",
    "required",
    "waiting for",
];

/// Whether a word of a line may be said of an error.
pub(super) fn has_hint(line: &str) -> bool {
    let start = line[..line.floor_char_boundary(MAX_SENTENCE)].to_ascii_lowercase();
    HINTS.iter().any(|hint| start.contains(hint))
}

/// What was said: the first exception that is known, else what a native SDK logged, else the first line with a text of
/// Zoom's, else the first exception, else the first line that names a code.
pub(super) fn error(prose: &[&str]) -> Option<Pasted> {
    let mut exceptions = prose.iter().filter(|line| said::is_exception(line));
    let of_exception = |line: &&str| said::of(seen(line), "a JavaScript exception");
    let first = exceptions.clone().next();
    let known = exceptions.find(|line| has_known_text(&shortened(line)));
    if let Some(line) = known {
        return Some(of_exception(line));
    }
    let hints = |line: &&&str| has_hint(line) || said::is_code(line);
    let candidates: Vec<&str> = prose.iter().filter(hints).take(MAX_SAID).copied().collect();
    // A native SDK's log, or its wrapper's: of its two numbers the outer one may be what counts.
    let is_native = |line: &&&str| is_of_native(line);
    if let Some(line) = candidates.iter().find(is_native) {
        let error = ErrorSeen {
            code: None,
            text: Some(shortened(line)),
        };
        return Some(said::of(error, Kind::Error.name()));
    }
    // A console is full of requests that failed beside what Zoom said.
    let mut known = candidates
        .iter()
        .filter(|line| has_known_text(&shortened(line)));
    let of_zoom = known.clone().find(|line| !is_request(&shortened(line)));
    if let Some(line) = of_zoom.or_else(|| known.next()) {
        return Some(said::of(seen(line), Kind::Error.name()));
    }
    if let Some(line) = first {
        return Some(of_exception(line));
    }
    let (line, code) = candidates
        .iter()
        .find_map(|line| Some((line, code_in(line)?)))?;
    let error = ErrorSeen {
        code: Some(code.to_owned()),
        text: None,
    };
    Some(said::of(
        error,
        said::words(line.trim_matches(|c: char| !c.is_ascii_digit())),
    ))
}

fn seen(line: &str) -> ErrorSeen {
    // Of the two numbers that wrappers of the native SDKs give, none is the code by itself.
    ErrorSeen {
        code: code_in(line)
            .filter(|_| !is_of_native(line))
            .map(str::to_owned),
        text: Some(shortened(line)),
    }
}

/// Whether a line is a native SDK's result, and not its success.
fn is_of_native(line: &str) -> bool {
    let line = line[..line.floor_char_boundary(MAX_SENTENCE)].to_ascii_lowercase();
    let result = line
        .split_once("iresult")
        .map(|(_, rest)| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    line.contains("internalerrorcode") || result.is_some_and(|result| !result.starts_with('0'))
}

/// Without tokens, which say nothing and may open something.
fn shortened(line: &str) -> String {
    let line = &line[..line.floor_char_boundary(MAX_SENTENCE)];
    let words: Vec<&str> = line
        .split(' ')
        .filter(|word| !word.contains("eyJ"))
        .collect();
    words.join(" ")
}

/// The number of a line that is said to be a code: `errorCode: 3712`, `error 3712`, `says 3712`.
fn code_in(line: &str) -> Option<&str> {
    let line = &line[..line.floor_char_boundary(MAX_SENTENCE)];
    let names = ["code", "error", "says"];
    let is_sign = |c: char| matches!(c, ' ' | ':' | '=' | '"' | '\'' | '(' | '#');
    let digits = |at: &usize| line[*at..].starts_with(|c: char| c.is_ascii_digit());
    let mut from = 0;
    while let Some(at) = line[from..]
        .find(|c: char| c.is_ascii_digit())
        .map(|at| from + at)
    {
        let length = line[at..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(line.len() - at);
        from = at + length;
        let before = &line[..at];
        let before = before.strip_suffix('-').unwrap_or(before);
        let sign_at = before.len();
        let word = before.trim_end_matches(is_sign).to_ascii_lowercase();
        let word = word.strip_suffix(" is").unwrap_or(&word);
        let is_said = names.iter().any(|name| word.ends_with(name));
        let stands_alone = !line[from..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
        if is_said
            && stands_alone
            && digits(&at)
            && said::is_code(&line[sign_at..from])
            && (length >= 3 || is_labelled(before))
        {
            return Some(&line[sign_at..from]);
        }
    }
    None
}

/// Whether what stands before a number says that it is a code even where it is short: `errorCode=1`, `error code: 1`.
fn is_labelled(before: &str) -> bool {
    let label = before.trim_end();
    label.ends_with(['=', ':'])
        && label
            .trim_end_matches(['=', ':', ' ', '"', '\''])
            .to_ascii_lowercase()
            .ends_with("code")
}

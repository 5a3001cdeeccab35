//! Tokens in a text: alone, with what clings to them, broken over lines, percent-encoded, or within other text.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use countersign_token::inspect_unverified;

use super::{Kind, Pasted};
use crate::{Case, kind};

/// The most tokens of one text that are looked at, and the longest.
const MAX_TOKENS: usize = 16;
const MAX_TOKEN: usize = 16 << 10;

/// As it was pasted: a blank before or after it may be what is wrong. The one line end of a file is not.
pub(super) fn signature(text: &str) -> Pasted {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    of(text.to_owned(), shape(text.trim()))
}

pub(super) fn of(signature: String, words: &str) -> Pasted {
    let case = Case {
        signature: Some(signature),
        ..Case::default()
    };
    Pasted::of(Kind::Signature, words, case)
}

fn shape(bare: &str) -> &'static str {
    let starts = |word: &str| {
        bare.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    match bare {
        _ if starts("bearer") => "a signature with “Bearer” before it",
        _ if bare.starts_with(['"', '\'']) => "a signature in quotes",
        _ if is_hmac(bare) => "an HMAC, which is only the last part of a signature",
        _ if !bare.contains('.') => "a signature, though it has no dots",
        _ => "a signature",
    }
}

/// The text, where it is one token and what clings to it.
pub(super) fn alone(text: &str) -> Option<Pasted> {
    let bare = text.trim();
    if !starts_like_one(bare) || bare.len() > MAX_TOKEN {
        return None;
    }
    if bare.contains('\n') {
        return broken(bare);
    }
    let start = bare.find("eyJ")?;
    if bare[start..].contains(char::is_whitespace) {
        return None;
    }
    if bare.contains('%')
        && let Some(decoded) = percent_decoded(bare).filter(|text| text.contains('.'))
    {
        return Some(of(decoded, "a percent-encoded signature"));
    }
    Some(signature(text))
}

/// A token over several lines. A window, a mail or a forum breaks it where its width ends, which is no mistake; an encoder
/// that puts line ends in begins anew with each part, and so the lines are kept for the rules to see.
fn broken(bare: &str) -> Option<Pasted> {
    let lines: Vec<&str> = bare.lines().map(str::trim).collect();
    if !lines.iter().all(|line| line.chars().all(is_of_token)) {
        return None;
    }
    let (last, before) = lines.split_last()?;
    let width = before.first()?.len();
    let by_width =
        width >= 20 && last.len() <= width && before.iter().all(|line| line.len() == width);
    let at_dots = before.iter().all(|line| line.ends_with('.'));
    Some(match by_width || at_dots {
        true => of(
            lines.concat(),
            &format!("a signature broken over {} lines", lines.len()),
        ),
        false => of(bare.to_owned(), "a signature with line ends in it"),
    })
}

/// A JSON Web Token begins with `{"` in base64.
pub(super) fn starts_like_one(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'', '`']);
    let bearer = text
        .get(..7)
        .filter(|start| start.eq_ignore_ascii_case("bearer "));
    bearer
        .map_or(text, |bearer| text[bearer.len()..].trim_start())
        .starts_with("eyJ")
}

/// Whether a text can be an HMAC-SHA256 alone: 32 bytes in base64 or hexadecimal.
pub(super) fn is_hmac(text: &str) -> bool {
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let body = text.trim_end_matches('=');
    let is_base64 = body.len() == 43
        && text.len() <= 44
        && (STANDARD_NO_PAD.decode(body).is_ok() || URL_SAFE_NO_PAD.decode(body).is_ok());
    is_hex || is_base64
}

/// The signature in a longer text: the first token that is made to join, else the first of those that are not said to be
/// something else; and how many different tokens of that kind there are.
pub(super) fn within(text: &str) -> Option<(String, usize)> {
    let mut tokens: Vec<String> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("eyJ").map(|at| from + at) {
        let rest = &text[at..];
        let length = rest
            .find(|c| !is_of_token(c) && c != '%')
            .unwrap_or(rest.len());
        from = at + length;
        let token = rest[..length].trim_end_matches(['.', '%']);
        let is_new = || tokens.iter().all(|known| known != token);
        let fits = token.contains('.') || token.contains("%2E");
        if fits && length <= MAX_TOKEN && !is_named_otherwise(&text[..at]) && is_new() {
            let token = token.to_owned();
            tokens.push(percent_decoded(&token).unwrap_or(token));
        }
        if tokens.len() == MAX_TOKENS {
            break;
        }
    }
    let joins = |token: &&String| {
        let inspection = inspect_unverified(token);
        let payload = inspection.payload();
        payload.is_some_and(|payload| {
            !matches!(
                kind::Kind::of(inspection.header(), payload),
                kind::Kind::Other(_)
            )
        })
    };
    let made_to_join: Vec<&String> = tokens.iter().filter(joins).collect();
    match made_to_join.first() {
        Some(first) => Some(((*first).clone(), made_to_join.len())),
        None => tokens.first().map(|first| (first.clone(), tokens.len())),
    }
}

/// Whether what stands before a token in its line says that it is another kind of token.
fn is_named_otherwise(before: &str) -> bool {
    let start = before.len().saturating_sub(40);
    let near = &before[before.ceil_char_boundary(start)..];
    let near = near
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let last = near.trim_end_matches(|c: char| !c.is_alphanumeric());
    ["zak", "obftoken", "access_token", "refresh_token", "tk"]
        .iter()
        .any(|name| last.ends_with(name))
}

/// An HMAC that a line says to be the signature.
pub(super) fn hmac_within(text: &str) -> Option<String> {
    let says = |line: &&str| line.len() < 400 && line.to_ascii_lowercase().contains("signature");
    let around = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/' | '=' | '-' | '_');
    text.lines()
        .take(2_000)
        .filter(says)
        .flat_map(|line| line.split(around))
        .map(|word| word.trim_start_matches('='))
        .find(|word| is_hmac(word))
        .map(str::to_owned)
}

pub(super) fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '/' | '=')
}

/// Nothing where nothing is encoded, or not as it should be.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let (byte, after) = match (byte, after) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let value = digit(*high)? * 16 + digit(*low)?;
                (u8::try_from(value).ok()?, after)
            }
            (byte, after) => (byte, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

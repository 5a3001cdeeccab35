//! What a text is that somebody gave to the doctor: a case, a signature, or what Zoom said.

use countersign_diagnose::{Case, ErrorSeen, Source, explain};
use countersign_lint::Language;
use serde_json::{Map, Value};

use crate::failure::Failure;

/// Reads a text as whatever it is.
pub(super) fn case(text: &str) -> Result<Case, Failure> {
    let bare = text.trim();
    if bare.starts_with('{') {
        return match rejection(bare) {
            Some(error) => Ok(of_error(error)),
            None => Case::from_json(text).map_err(|error| Failure::Usage(error.to_string())),
        };
    }
    if is_code_of_a_program(bare) {
        return Ok(Case {
            source: Some(source(text.to_owned(), None)),
            ..Case::default()
        });
    }
    if is_error(bare) {
        return Ok(said(bare));
    }
    Ok(signature(text))
}

/// The line end is the file's; anything else around the signature may be the mistake.
pub(super) fn signature(text: &str) -> Case {
    Case {
        signature: Some(text.trim_end_matches(['\r', '\n']).to_owned()),
        ..Case::default()
    }
}

/// Source code; without a language it is told by the text.
pub(super) fn source(text: String, language: Option<Language>) -> Source {
    Source {
        language: language.map(|language| language.name().to_owned()),
        text,
    }
}

/// Whether a text is a piece of a program: lines that assign and call, and that do not begin as an exception does.
fn is_code_of_a_program(text: &str) -> bool {
    let Some((first, _)) = text.split_once('\n') else {
        return false;
    };
    text.contains('=')
        && text.contains('(')
        && !first.contains("Error:")
        && explain(first).is_none()
}

/// Whether a text is a code, or a message of Zoom's, the SDK's or the browser's.
pub(super) fn is_error(text: &str) -> bool {
    is_code(text)
        || !starts_like_a_token(text)
            && (text.split_whitespace().count() >= 3
                || text.contains("Error")
                || text.contains(' ') && explain(text).is_some())
}

/// A JSON Web Token begins with `{"` in base64.
pub(super) fn starts_like_a_token(text: &str) -> bool {
    text.trim_start_matches(['"', '\'']).starts_with("eyJ")
}

/// Digits are a code, anything else a text.
pub(super) fn error_seen(seen: &str) -> ErrorSeen {
    let seen = seen.to_owned();
    match is_code(&seen) {
        true => ErrorSeen {
            code: Some(seen),
            text: None,
        },
        false => ErrorSeen {
            code: None,
            text: Some(seen),
        },
    }
}

fn is_code(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn of_error(error: ErrorSeen) -> Case {
    Case {
        error: Some(error),
        ..Case::default()
    }
}

/// What was said, and the token that a log line holds next to it.
fn said(text: &str) -> Case {
    let token = |word: &&str| starts_like_a_token(word) && word.contains('.');
    let mut tokens = text.split_whitespace().filter(token);
    let mut case = of_error(error_seen(text));
    if let (Some(token), None) = (tokens.next(), tokens.next()) {
        let rest = text.replacen(token, "", 1);
        let around = |c: char| matches!(c, '"' | '\'' | ',' | ';' | ':' | '}' | ')');
        case.signature = Some(token.trim_matches(around).to_owned());
        case.error = Some(error_seen(rest.trim()));
    }
    case
}

/// What the promise of `join()` is rejected with, as `JSON.stringify` shows it.
fn rejection(text: &str) -> Option<ErrorSeen> {
    let object: Map<String, Value> = serde_json::from_str(text).ok()?;
    let code = object.get("errorCode")?;
    let words = ["errorMessage", "reason", "message"]
        .iter()
        .find_map(|name| object.get(*name)?.as_str());
    Some(ErrorSeen {
        code: Some(match code {
            Value::String(code) => code.clone(),
            code => code.to_string(),
        }),
        text: words.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.c2ln";

    fn seen(text: &str) -> (Option<String>, Option<String>, Option<String>) {
        let case = case(text).unwrap();
        let error = case.error.unwrap_or_default();
        (case.signature, error.code, error.text)
    }

    #[test]
    fn a_token_is_taken_as_it_stands_but_for_the_line_end() {
        for token in [
            TOKEN.to_owned(),
            format!(" \"{TOKEN}\" "),
            format!("{TOKEN} x y z"),
        ] {
            let read = seen(&format!("{token}\r\n"));
            assert_eq!(read, (Some(token), None, None));
        }
    }

    #[test]
    fn a_code_a_message_and_a_rejection_are_what_zoom_said() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(seen("3712\n"), (None, some("3712"), None));
        assert_eq!(seen("-1"), (None, some("-1"), None));
        let words = "Signature is invalid.";
        assert_eq!(seen(words), (None, None, some(words)));
        let rejected = r#"{"type": "INVALID_OPERATION", "reason": "Signature is invalid.", "errorCode": 3712}"#;
        assert_eq!(seen(rejected), (None, some("3712"), some(words)));
    }

    #[test]
    fn a_line_of_a_log_gives_the_token_and_what_was_said() {
        let (token, _, text) = seen(&format!(
            "join failed: Signature is invalid. signature=\"x\" \"{TOKEN}\","
        ));
        assert_eq!(token.as_deref(), Some(TOKEN));
        assert!(!text.unwrap().contains("eyJ"));
    }

    #[test]
    fn a_piece_of_a_program_is_source_and_a_stack_trace_is_not() {
        let program = "const hmac = crypto.createHmac('sha256', secret)\n  .update(text)";
        assert_eq!(case(program).unwrap().source.unwrap().text, program);
        let trace = "TypeError: x is undefined\n    at join (zoom.js?v=1:2)";
        assert_eq!(seen(trace).2.as_deref(), Some(trace));
    }

    #[test]
    fn the_hmac_alone_is_a_signature() {
        let hmac = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=";
        assert_eq!(seen(hmac).0.as_deref(), Some(hmac));
    }
}

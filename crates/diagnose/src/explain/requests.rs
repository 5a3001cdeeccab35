//! Requests that failed, in the words of browsers and of HTTP clients: their statuses are no codes of the SDK.

use super::codes::{
    self, Code,
    Place::{Http, Rest},
    http::{OF_ASSETS, OF_CALLER, OF_SERVER},
};

/// What stands before a status, without the signs between.
const BEFORE: [&str; 10] = [
    "status code",
    "statuscode",
    "status of",
    "http status",
    "error! status",
    "response status",
    "http error",
    "http",
    "http/1.1",
    "http/2",
];

/// The names of statuses, which stand after them.
const AFTER: [&str; 22] = [
    "bad request",
    "unauthorized",
    "forbidden",
    "not found",
    "method not allowed",
    "not acceptable",
    "request timeout",
    "conflict",
    "gone",
    "payload too large",
    "content too large",
    "request entity too large",
    "unsupported media type",
    "unprocessable",
    "too many requests",
    "internal server error",
    "not implemented",
    "bad gateway",
    "service unavailable",
    "service temporarily unavailable",
    "gateway timeout",
    "gateway time-out",
];

/// The status, 4xx or 5xx, with which a request is said to have failed. The text is in lower case.
pub(crate) fn status(said: &str) -> Option<&str> {
    let is_sign = |c: char| matches!(c, ' ' | ':' | '=' | '(' | '"' | '\'' | ',' | '-');
    let mut end = 0;
    while let Some(from) = said[end..]
        .find(|c: char| c.is_ascii_digit())
        .map(|at| end + at)
    {
        let (before, rest) = said.split_at(from);
        let length = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        end = from + length;
        let (number, after) = rest.split_at(length);
        let is_failure = length == 3 && number.starts_with(['4', '5']);
        let stands_alone = !before.ends_with(|c: char| c.is_alphanumeric() || c == '.')
            && !after.starts_with(char::is_alphanumeric);
        if !is_failure || !stands_alone {
            continue;
        }
        let before = before.trim_end_matches(is_sign);
        let after = after.trim_start_matches(is_sign);
        if BEFORE.iter().any(|words| before.ends_with(words))
            || AFTER.iter().any(|words| after.starts_with(words))
        {
            return Some(number);
        }
    }
    None
}

/// The entries of a request that failed; none where a text says nothing of one.
pub(super) fn failed(said: &str) -> Vec<&'static Code> {
    let status = status(said);
    let unanswered = said.contains("failed to fetch") || said.contains("net::err_");
    if (status.is_some() || unanswered) && names_asset(said) {
        return of_http(|entry| entry.shown == OF_ASSETS);
    }
    let Some(status) = status else {
        return Vec::new();
    };
    if names_api(said) {
        let of_zoom: Vec<_> = codes::all()
            .filter(|entry| entry.seen_in == Rest && entry.code == status)
            .collect();
        if !of_zoom.is_empty() {
            return of_zoom;
        }
    }
    let in_words = format!("Request failed with status code {status}");
    let own = of_http(|entry| entry.shown == in_words);
    if !own.is_empty() {
        return own;
    }
    let any = if status.starts_with('4') {
        OF_CALLER
    } else {
        OF_SERVER
    };
    of_http(|entry| entry.shown == any)
}

fn of_http(is_meant: impl Fn(&Code) -> bool) -> Vec<&'static Code> {
    codes::all()
        .filter(|entry| entry.seen_in == Http && is_meant(entry))
        .collect()
}

/// Whether a file of the SDK was asked for: its address stands there, and not as the place where something was thrown.
fn names_asset(said: &str) -> bool {
    const MARKS: [&str; 4] = [
        "source.zoom.us/",
        "/lib/av/",
        "@zoom/meetingsdk/",
        "@zoomus/websdk/",
    ];
    said.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| matches!(c, '(' | ')' | '\'' | '"' | ',' | '.'));
        MARKS.iter().any(|mark| word.contains(mark)) && !is_frame(word)
    })
}

/// Whether an address ends in a line and a column, as in a stack.
fn is_frame(address: &str) -> bool {
    let mut ends = address.rsplit(':');
    let is_number = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    ends.by_ref().take(2).filter(|end| is_number(end)).count() == 2
}

/// Whether Zoom's REST API was asked.
fn names_api(said: &str) -> bool {
    said.contains("api.zoom.us/") || said.contains("zoom.us/v2/")
}

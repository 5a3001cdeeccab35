use serde_json::Value;

use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "mn-not-digits",
    summary: "the meeting number is not made of digits alone",
    page: include_str!("mn_not_digits.md"),
    url: "https://github.com/zoom/meetingsdk-web-sample/issues/4",
    code: Some("3706"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let signed = facts.claims().ok().and_then(|claims| claims.get("mn"));
    let joined = facts
        .case
        .join
        .as_ref()
        .and_then(|join| join.get("meetingNumber"));
    if signed.is_none() && joined.is_none() {
        facts.claims()?;
    }
    let places = [
        (Part::Payload, "mn", signed),
        (Part::Join, "meetingNumber", joined),
    ];
    let mut found = None;
    for (part, name, value) in places {
        if let Some((value, problem)) = value.and_then(|value| Some((value, problem(value)?))) {
            let known = found.unwrap_or_else(|| Found::error(Likely, format!("{name} {problem}")));
            found = Some(known.at(part, name, value));
        }
    }
    match found {
        Some(found) => found
            .fix("Pass the digits alone, in both places: no spaces, no dashes, no link, no UUID."),
        None => Ok(None),
    }
}

/// What is wrong with a number; nothing when it may be one. A value that is absent or left out is another rule's matter.
fn problem(value: &Value) -> Option<&'static str> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let separator = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}');
    match text.as_str() {
        "" => None,
        _ if digits == text.len() && digits <= 12 => None,
        _ if digits == text.len() => Some("has more than 12 digits"),
        _ if text.contains("://") || text.contains("zoom.us") => {
            Some("is a link, not the number in it")
        }
        _ if digits > 0 && text.chars().all(|c| c.is_ascii_digit() || separator(c)) => {
            Some("has spaces or dashes between its digits")
        }
        _ => Some("is not made of digits"),
    }
}

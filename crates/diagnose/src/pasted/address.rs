//! Addresses that carry a signature, as the page of Zoom's sample has one: `meeting.html?mn=…&role=0&signature=eyJ…`.

use serde_json::{Map, Value};

use super::{Kind, Pasted, token::percent_decoded};
use crate::Case;

/// The most parameters that are looked at.
const MAX_PARAMETERS: usize = 64;

/// What the parameters tell; nothing where there is no signature among them.
pub(super) fn within(text: &str) -> Option<Pasted> {
    let marker = [
        "?signature=",
        "&signature=",
        "#signature=",
        "&amp;signature=",
    ];
    let at = marker.iter().find_map(|marker| text.find(marker))?;
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | ')');
    let start = text[..at].rfind(is_end).map_or(0, |end| {
        text[end..]
            .chars()
            .next()
            .map_or(end, |c| end + c.len_utf8())
    });
    let whole = &text[start..];
    let whole = &whole[..whole.find(is_end).unwrap_or(whole.len())];
    let (_, query) = whole.split_once(['?', '#'])?;
    let mut case = Case::default();
    let mut join = Map::new();
    for pair in query.split(['&', '#', '?']).take(MAX_PARAMETERS) {
        let pair = pair.strip_prefix("amp;").unwrap_or(pair);
        let Some((name, value)) = pair.split_once('=').filter(|(_, value)| !value.is_empty())
        else {
            continue;
        };
        let value = percent_decoded(value).unwrap_or_else(|| value.to_owned());
        match name {
            "signature" => case.signature = Some(value),
            "sdkKey" | "appKey" | "apiKey" => case.client_id = Some(value),
            "mn" | "meetingNumber" | "meeting_number" => {
                join.insert("meetingNumber".to_owned(), Value::from(value));
            }
            _ => {}
        }
    }
    case.signature.as_ref()?;
    case.join = Some(join).filter(|join| !join.is_empty());
    Some(Pasted::of(
        Kind::Answer,
        "an address with a signature in it",
        case,
    ))
}

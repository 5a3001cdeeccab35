//! Asking people to come: the text of the invitation, and links with a name in them.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{room, shown, time};
use crate::state::{Kind, Meeting};
use countersign_token::ExposeSecret;

/// One call makes no more links.
const MAX_LINKS: usize = 500;
/// Seconds that links are good for unless the call says otherwise.
const DEFAULT_TTL: u64 = 7_200;
/// 90 days.
const MAX_TTL: u64 = 7_776_000;

/// `POST /meetings/{meetingId}/invite_links` and `/webinars/{webinarId}/invite_links`.
pub(super) fn links(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let name = |one: &Value| {
        let name = body::text(64)(&one["name"])?;
        (!name.trim().is_empty()).then(|| name.to_owned())
    };
    let names = fields.read("attendees", |list| {
        let list = list
            .as_array()
            .filter(|list| (1..=MAX_LINKS).contains(&list.len()))?;
        list.iter().map(name).collect::<Option<Vec<_>>>()
    });
    let ttl = fields.read("ttl", body::within(0..=MAX_TTL));
    fields.finish()?;
    let (webinar, invalid) = match call.kind {
        Kind::Meeting => ("Cannot access webinar information.", "Invalid meeting ID."),
        Kind::Webinar => ("Invalid Webinar Id.", "Invalid Webinar Id."),
    };
    let code = if call.kind == Kind::Meeting {
        3000
    } else {
        300
    };
    let nothing = match call.number() {
        Some(_) => Refusal::nothing(call.kind, &call.named),
        None => Refusal::new(400, 300, invalid),
    };
    let meeting = call.meeting_or(Refusal::new(400, code, webinar), nothing)?;
    // Zoom takes 0 for no end.
    let ttl = Some(ttl.unwrap_or(DEFAULT_TTL)).filter(|&ttl| ttl > 0);
    let meeting = room::of(call.state, &meeting);
    let link = |name: &String| {
        let tk = call.state.issue_invite_tk(meeting.id, name, ttl);
        json!({"name": name, "join_url": shown::personal_url(call.state, &meeting, &tk)})
    };
    let links: Vec<Value> = names.unwrap_or_default().iter().map(link).collect();
    Ok(Reply::created(json!({"attendees": links})))
}

/// `GET /meetings/{meetingId}/invitation`.
pub(super) fn text(call: &Call) -> Result<Reply, Refusal> {
    let meeting = call.meeting()?;
    let host = call.host_of(&meeting)?.display_name();
    let place = room::of(call.state, &meeting);
    let mut lines = vec![
        format!("{host} is inviting you to a scheduled Zoom meeting."),
        String::new(),
        format!("Topic: {}", meeting.topic),
    ];
    lines.extend(when(&meeting).map(|time| format!("Time: {time}")));
    lines.extend([
        String::new(),
        "Join Zoom Meeting".to_owned(),
        shown::join_url(call.state, &place),
        String::new(),
        format!("Meeting ID: {}", spaced(place.id)),
    ]);
    if place.has_passcode() {
        lines.push(format!("Passcode: {}", place.password.expose_secret()));
    }
    Ok(Reply::ok(
        json!({"invitation": lines.join("\r\n") + "\r\n", "sip_links": []}),
    ))
}

/// `Nov 25, 2026 11:00 AM Europe/Berlin`.
fn when(meeting: &Meeting) -> Option<String> {
    let zone = time::zone(&meeting.timezone).unwrap_or(TimeZone::UTC);
    let at = zone.to_datetime(time::timestamp(meeting.start_time?));
    Some(format!(
        "{} {}",
        at.strftime("%b %-d, %Y %I:%M %p"),
        meeting.timezone
    ))
}

/// `885 6789 0123`.
fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let (start, end) = digits.split_at(digits.len().saturating_sub(4));
    let (start, middle) = start.split_at(start.len().saturating_sub(4));
    format!("{start} {middle} {end}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_is_written_as_zoom_writes_it() {
        assert_eq!(super::spaced(88_567_890_123), "885 6789 0123");
        assert_eq!(super::spaced(1_234_567_890), "12 3456 7890");
        assert_eq!(super::spaced(7), "7");
    }
}

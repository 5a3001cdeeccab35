//! Reports on all meetings and webinars of the account: those that were, and those that are to come.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::lists::Line;
use super::past::{SOURCE, in_meeting, summary};
use super::refusal::Refusal;
use super::reports::{days, given, tracked};
use super::{paging, time};
use crate::state::{Kind, Meeting, PastInstance};

/// `GET /report/history_meetings`: what was held on days of one month. Which of its features were used is not known.
pub(super) fn history(call: &Call) -> Result<Reply, Refusal> {
    let (from, to) = days(call)?;
    let by_end = call.query("date_type") == Some("end_time");
    // Nobody answers, asks or shares anything here.
    let with_something = call.query("report_type").is_some_and(|kind| kind != "all");
    let wanted = |meeting: &Meeting, past: &PastInstance| {
        let at = if by_end {
            past.end_time
        } else {
            past.start_time
        };
        let on = time::day(at);
        on >= from && on <= to && is_of(call, "meeting_type", meeting.kind) && named(call, meeting)
    };
    let mut held = call.state.pick_of_all(|meeting| {
        let past = meeting.past.iter();
        let past = past.filter(|past| !with_something && wanted(meeting, past));
        let row = |past: &PastInstance| (past.start_time, meeting.id, past.uuid.clone());
        past.map(row).collect()
    });
    held.sort();
    let row = |(_, number, uuid): (u64, u64, String)| {
        let meeting = call.state.meeting(number)?;
        let past = meeting.past.iter().find(|past| past.uuid == uuid)?;
        let host = call.state.user(&meeting.host_id)?;
        let whole = summary(&meeting, past, &host);
        Some(json!({
            "meeting_uuid": past.uuid,
            "meeting_id": meeting.id,
            "type": noun(meeting.kind),
            "host_display_name": host.display_name(),
            "host_email": host.email,
            "department": "",
            "group": [],
            "source": SOURCE,
            "topic": meeting.topic,
            "create_time": time::utc(meeting.created_at),
            "start_time": whole["start_time"],
            "end_time": whole["end_time"],
            "duration": whole["duration"],
            "participants": in_meeting(past).count(),
            "total_participant_minutes": whole["total_minutes"],
            "tracking_fields": tracked(&meeting),
            "custom_fields": given(meeting.settings.0.get("custom_keys")),
        }))
    };
    let answer = paging::page_of(call, "history_meetings", held, 300, row)?;
    Ok(Reply::ok(paging::without_totals(answer)))
}

/// `GET /report/upcoming_events`: what is planned on days of one month, that is not over yet.
pub(super) fn upcoming(call: &Call) -> Result<Reply, Refusal> {
    let (from, to) = days(call)?;
    let mut lines = call.state.pick_of_all(|meeting| {
        if !is_of(call, "type", meeting.kind) {
            return Vec::new();
        }
        let lines = Line::all_of(meeting).into_iter();
        let wanted = lines.filter_map(|line| {
            let start = line.start?;
            let ahead = start >= call.now && line.in_range(Some(from), Some(to), &TimeZone::UTC);
            ahead.then_some((start, line.number))
        });
        wanted.collect()
    });
    lines.sort_unstable();
    let row = |(start, number): (u64, u64)| {
        let meeting = call.state.meeting(number)?;
        let host = call.state.user(&meeting.host_id)?;
        Some(json!({
            "id": meeting.uuid,
            "host_id": host.id,
            "host_name": host.display_name(),
            "dept": "",
            "topic": meeting.topic,
            "start_time": time::utc(start),
        }))
    };
    let answer = paging::page_of(call, "upcoming_events", lines, 300, row)?;
    let mut answer = paging::without_totals(answer);
    answer["from"] = from.to_string().into();
    answer["to"] = to.to_string().into();
    Ok(Reply::ok(answer))
}

/// Whether the query's parameter lets meetings, or webinars, be listed.
fn is_of(call: &Call, parameter: &str, kind: Kind) -> bool {
    match call.query(parameter) {
        Some("meeting") => kind == Kind::Meeting,
        Some("webinar") => kind == Kind::Webinar,
        _ => true,
    }
}

/// Whether `search_key` is in its topic, or is its number.
fn named(call: &Call, meeting: &Meeting) -> bool {
    call.query("search_key").is_none_or(|key| {
        let topic = meeting.topic.to_lowercase();
        topic.contains(&key.to_lowercase()) || meeting.id.to_string() == key
    })
}

fn noun(kind: Kind) -> Value {
    match kind {
        Kind::Meeting => "Meeting".into(),
        Kind::Webinar => "Webinar".into(),
    }
}

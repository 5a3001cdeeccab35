//! Reports on meetings and webinars that ended, which tools that count attendance read.
//!
//! Zoom leaves out of the lists of a host and of participants what had a single participant
//! (<https://developers.zoom.us/docs/api/meetings/#tag/reports>); that the latter is refused as if it had not ended has no source.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::past::{SOURCE, YEAR, in_meeting, of, participant, summary};
use super::refusal::Refusal;
use super::{lists, paging, time};
use crate::state::{Attendance, Kind, Meeting, PastInstance, Plan, User, UserId};

/// `GET /report/users/{userId}/meetings`: what a user hosted, or with `pastJoined` hosted or joined, on days of one month,
/// of the last six.
pub(super) fn of_user(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user().map_err(|_| {
        let message = format!(
            "User {} not exist or not belong to this account.",
            call.named
        );
        Refusal::new(404, 1001, message)
    })?;
    paid(call, &user)?;
    let (from, to) = days(call)?;
    let which = Which::of(call);
    let today = time::day(call.now);
    let first = from.max(today.saturating_sub(6.months()));
    let mut ended = call.state.pick_of_all(|meeting| {
        let past = meeting.past.iter();
        let wanted = past.filter(|past| {
            let on = time::day(past.start_time);
            on >= first && on <= to && which.wants(meeting, past, &user)
        });
        let named = wanted.map(|past| (past.start_time, meeting.id, past.uuid.clone()));
        named.collect()
    });
    ended.sort();
    let row = |(_, number, uuid): (u64, u64, String)| {
        let meeting = call.state.meeting(number)?;
        let past = meeting.past.iter().find(|past| past.uuid == uuid)?;
        let host = call.state.user(&meeting.host_id)?;
        Some(listed(&meeting, past, &host))
    };
    let mut answer = paging::page_of(call, "meetings", ended, 300, row)?;
    answer["from"] = from.to_string().into();
    answer["to"] = to.to_string().into();
    Ok(Reply::ok(answer))
}

/// `GET /report/meetings/{meetingId}` and `/report/webinars/{webinarId}`.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let (meeting, past, host) = ended(call)?;
    let mut report = summary(&meeting, &past, &host);
    report["dept"] = "".into();
    report["tracking_fields"] = tracked(&meeting).into();
    report["custom_keys"] = given(meeting.settings.0.get("custom_keys"));
    Ok(Reply::ok(report))
}

/// `GET /report/meetings/{meetingId}/participants` and `/report/webinars/{webinarId}/participants`.
pub(super) fn participants(call: &Call) -> Result<Reply, Refusal> {
    let (_, past, _) = ended(call)?;
    if people(&past).len() < 2 {
        return Err(nothing(call));
    }
    let with_registrant = call.query("include_fields") == Some("registrant_id");
    let rows = past.attendance.iter().map(|stay| {
        let mut row = participant(stay);
        row["participant_user_id"] = row["id"].clone();
        row["customer_key"] = stay.customer_key.clone().into();
        if let Some(row) = row.as_object_mut() {
            row.shift_remove("internal_user");
            if !with_registrant {
                row.shift_remove("registrant_id");
            }
        }
        row
    });
    paging::unnumbered(call, "participants", rows.collect()).map(Reply::ok)
}

/// The instance that the path names, with its meeting and host.
pub(super) fn ended(call: &Call) -> Result<(Meeting, PastInstance, User), Refusal> {
    let meeting = call.meeting_or(nothing(call), nothing(call))?;
    let host = call.host_of(&meeting)?;
    paid(call, &host)?;
    let past = of(call, &meeting).ok_or_else(|| nothing(call))?;
    if past.end_time + YEAR < call.now {
        let noun = match (call.kind, call.pattern) {
            (Kind::Webinar, _) | (_, "/report/meetings/{id}/survey") => "a webinar",
            _ => "meeting",
        };
        let message = format!("Can not access {noun} a year ago.");
        return Err(Refusal::new(400, 12702, message));
    }
    Ok((meeting, past, host))
}

fn nothing(call: &Call) -> Refusal {
    let message = match call.pattern {
        "/report/webinars/{id}/participants" => {
            format!("Webinar \"{}\" not found or has expired", call.named)
        }
        "/report/meetings/{id}/polls" => {
            format!("Meeting \"{}\" not found or has expired.", call.named)
        }
        // Zoom's description has this text in the place of a meeting as well.
        "/report/meetings/{id}/survey"
        | "/report/webinars/{id}/polls"
        | "/report/webinars/{id}/qa"
        | "/report/webinars/{id}/survey" => {
            format!("Webinar {} not found or has expired.", call.named)
        }
        _ => format!("Meeting {} not found or has expired.", call.named),
    };
    Refusal::new(404, 3001, message)
}

fn paid(call: &Call, host: &User) -> Result<(), Refusal> {
    if host.plan == Plan::Licensed {
        return Ok(());
    }
    let account = call.state.account_id();
    let ends = ["/participants", "/qa", "/survey"];
    let message = match ends.iter().any(|end| call.pattern.ends_with(end)) {
        true => format!("Only available for Paid or ZMP account: {account}"),
        false => format!("This is only available for paid account:{account}"),
    };
    Err(Refusal::new(400, 200, message))
}

/// `from` and `to`, which are required; a month at most, counted from its end as for recordings.
pub(super) fn days(call: &Call) -> Result<(Date, Date), Refusal> {
    match (lists::date(call, "from"), lists::date(call, "to")) {
        (Some(from), Some(to)) => Ok((from.max(to.saturating_sub(1.month())), to)),
        (from, to) => {
            let missing = [("from", from.is_none()), ("to", to.is_none())];
            let missing = missing.into_iter().filter(|(_, missing)| *missing);
            let names = missing.map(|(name, _)| name.to_owned());
            Err(Refusal::invalid_fields(names.collect()))
        }
    }
}

/// Which meetings a host's report is about.
#[derive(Clone, Copy)]
enum Which {
    Hosted,
    /// With a single participant; the words are those of older descriptions.
    Alone,
    Joined,
}

impl Which {
    fn of(call: &Call) -> Self {
        match call.query("type") {
            Some("pastOne") => Self::Alone,
            Some("pastJoined") => Self::Joined,
            _ => Self::Hosted,
        }
    }

    fn wants(self, meeting: &Meeting, past: &PastInstance, user: &User) -> bool {
        let hosts = meeting.host_id == user.id;
        let joined = |stay: &Attendance| stay.user_id.as_ref() == Some(&user.id);
        match self {
            Self::Hosted => hosts && people(past).len() > 1,
            Self::Alone => hosts && people(past).len() == 1,
            Self::Joined => people(past).len() > 1 && (hosts || in_meeting(past).any(joined)),
        }
    }
}

/// Who was there: users by their id, others by address and name.
fn people<'a>(past: &'a PastInstance) -> BTreeSet<(Option<&'a UserId>, &'a str, &'a str)> {
    let who = |stay: &'a Attendance| match &stay.user_id {
        Some(id) => (Some(id), "", ""),
        None => (None, stay.email.as_str(), stay.name.as_str()),
    };
    in_meeting(past).map(who).collect()
}

fn listed(meeting: &Meeting, past: &PastInstance, host: &User) -> Value {
    let mut row = summary(meeting, past, host);
    let users = people(past);
    let own = users.iter().filter(|(user, ..)| user.is_some());
    row["participants_count_my_account"] = own.count().into();
    row["host_name"] = host.display_name().into();
    row["source"] = SOURCE.into();
    row["has_recording"] = false.into();
    row["has_screen_share"] = false.into();
    row
}

/// Without `visible`, which is a matter of forms.
pub(super) fn tracked(meeting: &Meeting) -> Vec<Value> {
    let fields = meeting.extra.get("tracking_fields");
    let fields = fields.and_then(Value::as_array).into_iter().flatten();
    fields
        .map(|one| json!({ "field": one["field"], "value": one["value"] }))
        .collect()
}

pub(super) fn given(list: Option<&Value>) -> Value {
    list.cloned().unwrap_or_else(|| json!([]))
}

//! A user's meetings, and webinars the same way.

use countersign_token::ExposeSecret;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{paging, shown};
use crate::clock::UnixSeconds;
use crate::state::{Kind, Meeting, Status};

/// `upcoming` and `previous_meetings` reach no further than six months.
const ONE_DAY: u64 = 86_400;
const SIX_MONTHS: u64 = 183 * 86_400;

/// `GET /users/{userId}/meetings` and `…/webinars`.
pub(super) fn of_user(call: &Call) -> Result<Reply, Refusal> {
    let host = call.host()?;
    let filter = Filter::of(call);
    let (from, to) = (date(call, "from"), date(call, "to"));
    let rows = call
        .state
        .meetings_of(&host.id, call.kind)
        .iter()
        .filter(|meeting| filter.lets(meeting, call.now))
        .flat_map(|meeting| shown::in_list(call.state, meeting))
        .filter(|row| filter.lets_row(row, call.now) && in_range(row, from, to))
        .collect();
    let rows_are = match call.kind {
        Kind::Meeting => "meetings",
        Kind::Webinar => "webinars",
    };
    paging::page(call, rows_are, rows, 300).map(Reply::ok)
}

/// `GET /users/{userId}/upcoming_meetings`: what is live, and what begins in the next 24 hours.
pub(super) fn upcoming(call: &Call) -> Result<Reply, Refusal> {
    let nobody = || Refusal::new(404, 3001, format!("User does not exist: {}.", call.named));
    let user = call.user().map_err(|_| nobody())?;
    let mut rows = Vec::new();
    for meeting in call.state.meetings_of(&user.id, call.kind) {
        let live = meeting.status == Status::Started;
        for row in shown::in_list(call.state, &meeting) {
            let start = row["start_time"]
                .as_str()
                .and_then(|text| text.parse::<jiff::Timestamp>().ok());
            let soon = start.is_some_and(|start| {
                let start = start.as_second().cast_unsigned();
                (call.now..call.now + ONE_DAY).contains(&start)
            });
            if live || soon {
                rows.push(upcoming_row(&meeting, row));
            }
        }
    }
    Ok(Reply::ok(
        json!({"total_records": rows.len(), "meetings": rows}),
    ))
}

fn upcoming_row(meeting: &Meeting, mut row: Value) -> Value {
    row["passcode"] = meeting.password.expose_secret().into();
    row["use_pmi"] = meeting.settings.flag("use_pmi").into();
    if let Some(row) = row.as_object_mut() {
        for name in ["uuid", "host_id", "agenda", "is_simulive"] {
            row.shift_remove(name);
        }
    }
    row
}

/// The query's `type`; an unknown one is ignored.
enum Filter {
    Scheduled,
    Live,
    Upcoming { with_live: bool },
    Previous,
}

impl Filter {
    fn of(call: &Call) -> Self {
        match (call.query("type"), call.kind) {
            (Some("upcoming"), _) => Self::Upcoming { with_live: false },
            (Some("live"), Kind::Meeting) => Self::Live,
            (Some("upcoming_meetings"), Kind::Meeting) => Self::Upcoming { with_live: true },
            (Some("previous_meetings"), Kind::Meeting) => Self::Previous,
            _ => Self::Scheduled,
        }
    }

    /// Instant meetings are in no list but that of what is live.
    fn lets(&self, meeting: &Meeting, now: UnixSeconds) -> bool {
        let live = meeting.status == Status::Started;
        match self {
            Self::Live => live,
            _ if meeting.type_code == 1 => false,
            Self::Scheduled => !meeting.expired(now),
            Self::Upcoming { with_live } => *with_live || !live,
            Self::Previous => !live,
        }
    }

    /// Rows without a time have no date that could be over: they are always upcoming.
    fn lets_row(&self, row: &Value, now: UnixSeconds) -> bool {
        let start = row["start_time"]
            .as_str()
            .and_then(|text| text.parse::<jiff::Timestamp>().ok());
        let end = start.map(|start| {
            start.as_second().cast_unsigned() + row["duration"].as_u64().unwrap_or(0) * 60
        });
        match self {
            Self::Scheduled | Self::Live => true,
            Self::Upcoming { .. } => end.is_none_or(|end| end >= now && end <= now + SIX_MONTHS),
            Self::Previous => end.is_some_and(|end| end < now && end + SIX_MONTHS >= now),
        }
    }
}

pub(super) fn date(call: &Call, name: &str) -> Option<Date> {
    call.query(name)?.parse().ok()
}

/// Whether a row's day, in UTC, is in the range; a row without a time is in every one.
fn in_range(row: &Value, from: Option<Date>, to: Option<Date>) -> bool {
    let day = row["start_time"]
        .as_str()
        .and_then(|text| text.get(..10)?.parse::<Date>().ok());
    day.is_none_or(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
}

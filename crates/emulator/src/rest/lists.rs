//! A user's meetings, and webinars the same way.

use countersign_token::ExposeSecret;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::time::Given;
use super::{paging, shown, time};
use crate::clock::UnixSeconds;
use crate::state::{Kind, Meeting, Occurrence, Status};

/// `upcoming` and `previous_meetings` reach no further than six months.
const ONE_DAY: u64 = 86_400;
const SIX_MONTHS: u64 = 183 * 86_400;

/// `GET /users/{userId}/meetings` and `…/webinars`.
pub(super) fn of_user(call: &Call) -> Result<Reply, Refusal> {
    let host = call.host()?;
    let filter = Filter::of(call);
    let (from, to) = (date(call, "from"), date(call, "to"));
    let zone = call.query("timezone").and_then(time::zone);
    let zone = zone.unwrap_or(TimeZone::UTC);
    let rows = call.state.pick_of(&host.id, call.kind, |meeting| {
        let mut lines = match filter.lets(meeting, call.now) {
            true => Line::all_of(meeting),
            false => Vec::new(),
        };
        lines.retain(|line| filter.lets_line(line, call.now) && line.in_range(from, to, &zone));
        lines
    });
    let rows_are = match call.kind {
        Kind::Meeting => "meetings",
        Kind::Webinar => "webinars",
    };
    let show = |line: Line| {
        let meeting = call.state.meeting(line.number)?;
        Some(line.show(call, &meeting))
    };
    paging::page_of(call, rows_are, rows, 300, show).map(Reply::ok)
}

/// `GET /users/{userId}/upcoming_meetings`: what is live, and what begins in the next 24 hours.
pub(super) fn upcoming(call: &Call) -> Result<Reply, Refusal> {
    let nobody = || Refusal::new(404, 3001, format!("User does not exist: {}.", call.named));
    let user = call.user().map_err(|_| nobody())?;
    let soon = call.now..call.now + ONE_DAY;
    let lines = call.state.pick_of(&user.id, call.kind, |meeting| {
        let live = meeting.status == Status::Started;
        let mut lines = Line::all_of(meeting);
        lines.retain(|line| live || line.start.is_some_and(|start| soon.contains(&start)));
        lines
    });
    let row = |line: Line| {
        let meeting = call.state.meeting(line.number)?;
        Some(upcoming_row(&meeting, line.show(call, &meeting)))
    };
    let rows: Vec<_> = lines.into_iter().filter_map(row).collect();
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

/// A row before it is made: of a meeting, or of one date of a series.
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) start: Option<UnixSeconds>,
    /// Minutes.
    duration: u64,
}

impl Line {
    pub(super) fn all_of(meeting: &Meeting) -> Vec<Self> {
        let line = |date: Option<&Occurrence>| Self {
            number: meeting.id,
            start: date.map_or(meeting.start_time, |date| Some(date.start_time)),
            duration: date.map_or(meeting.duration, |date| date.duration),
        };
        if meeting.occurrences.is_empty() {
            return vec![line(None)];
        }
        let dates = meeting.occurrences.iter().filter(|date| !date.deleted);
        dates.map(|date| line(Some(date))).collect()
    }

    fn show(&self, call: &Call, meeting: &Meeting) -> Value {
        shown::in_list(call.state, meeting, self.start, self.duration)
    }

    /// Whether its day in `zone` is in the range; a line without a time is in every one.
    pub(super) fn in_range(&self, from: Option<Date>, to: Option<Date>, zone: &TimeZone) -> bool {
        if from.is_none() && to.is_none() {
            return true;
        }
        let day_of = |start| zone.to_datetime(time::timestamp(start)).date();
        let day = self.start.map(day_of);
        day.is_none_or(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
    }
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

    /// Instant meetings and personal rooms are in no list but that of what is live.
    fn lets(&self, meeting: &Meeting, now: UnixSeconds) -> bool {
        let live = meeting.status == Status::Started;
        match self {
            Self::Live => live,
            _ if meeting.type_code == 1 || meeting.is_room() => false,
            Self::Scheduled => !meeting.expired(now),
            Self::Upcoming { with_live } => *with_live || !live,
            Self::Previous => !live,
        }
    }

    /// Lines without a time have no date that could be over: they are always upcoming.
    fn lets_line(&self, line: &Line, now: UnixSeconds) -> bool {
        let end = line
            .start
            .map(|start| start.saturating_add(line.duration.saturating_mul(60)));
        match self {
            Self::Scheduled | Self::Live => true,
            Self::Upcoming { .. } => end.is_none_or(|end| end >= now && end <= now + SIX_MONTHS),
            Self::Previous => end.is_some_and(|end| end < now && end + SIX_MONTHS >= now),
        }
    }
}

/// A day; of a moment, as the Python client zoomus sends, its day in UTC.
pub(super) fn date(call: &Call, name: &str) -> Option<Date> {
    let text = call.query(name)?;
    text.parse().ok().or_else(|| match Given::read(text)? {
        Given::Utc(seconds) => Some(time::day(seconds)),
        Given::Local(moment) => Some(moment.date()),
    })
}

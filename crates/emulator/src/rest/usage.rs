//! Reports on what an account used: its hosts, and its days.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::paging;
use super::past::{in_meeting, minutes, stayed};
use super::refusal::Refusal;
use super::reports::days;
use super::time::day;
use crate::state::{User, UserId};

/// What one host, or one day, comes to.
#[derive(Clone, Copy, Default)]
struct Sum {
    meetings: u64,
    participants: usize,
    seconds: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.meetings += other.meetings;
        self.participants += other.participants;
        self.seconds += other.seconds;
    }
}

/// `GET /report/users`: who hosted on days of one month, or with `inactive` who did not.
pub(super) fn hosts(call: &Call) -> Result<Reply, Refusal> {
    let (from, to) = days(call)?;
    let mut by_host: BTreeMap<UserId, Sum> = BTreeMap::new();
    for (host, on, sum) in held(call) {
        if on >= from && on <= to {
            by_host.entry(host).or_default().add(sum);
        }
    }
    let active = call.query("type") != Some("inactive");
    let mut total = Sum::default();
    let mut rows = Vec::new();
    for user in call.state.users() {
        let sum = by_host.get(&user.id).copied();
        if sum.is_some() == active {
            let sum = sum.unwrap_or_default();
            total.add(sum);
            rows.push(host(&user, sum));
        }
    }
    let mut answer = paging::page(call, "users", rows, 300)?;
    answer["from"] = from.to_string().into();
    answer["to"] = to.to_string().into();
    answer["total_meetings"] = total.meetings.into();
    answer["total_participants"] = total.participants.into();
    answer["total_meeting_minutes"] = minutes(total.seconds).into();
    Ok(Reply::ok(answer))
}

/// `GET /report/daily`: each day of a month, of the last six; this month, when none is named.
pub(super) fn daily(call: &Call) -> Result<Reply, Refusal> {
    let today = day(call.now);
    let year = call
        .query("year")
        .map_or(Some(today.year()), |year| year.parse().ok());
    let month = call
        .query("month")
        .map_or(Some(today.month()), |month| month.parse().ok());
    let first = year
        .zip(month)
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    let recent = today.first_of_month().saturating_sub(5.months());
    let first = first
        .filter(|first| *first >= recent && *first <= today)
        .ok_or_else(|| {
            let message = "Daily report can only be provided for a month that falls within the recent 6 months.";
            Refusal::new(400, 300, message)
        })?;
    let mut by_day: BTreeMap<Date, Sum> = BTreeMap::new();
    for (_, on, sum) in held(call) {
        by_day.entry(on).or_default().add(sum);
    }
    let mut newcomers: BTreeMap<Date, u64> = BTreeMap::new();
    for user in call.state.users() {
        *newcomers.entry(day(user.created_at)).or_default() += 1;
    }
    let until = first.last_of_month().min(today);
    let dates = first.series(1.day()).take_while(|date| *date <= until);
    let dates = dates.map(|date| {
        let sum = by_day.get(&date).copied().unwrap_or_default();
        json!({
            "date": date.to_string(),
            "new_users": newcomers.get(&date).copied().unwrap_or(0),
            "meetings": sum.meetings,
            "participants": sum.participants,
            "meeting_minutes": minutes(sum.seconds),
        })
    });
    let dates: Vec<Value> = dates.collect();
    Ok(Reply::ok(json!({
        "year": first.year(),
        "month": first.month(),
        "dates": dates,
    })))
}

/// Every meeting and webinar that ended: whose it was, its day, and what it comes to.
fn held(call: &Call) -> Vec<(UserId, Date, Sum)> {
    call.state.pick_of_all(|meeting| {
        let past = meeting.past.iter();
        let each = past.map(|past| {
            let sum = Sum {
                meetings: 1,
                participants: in_meeting(past).count(),
                seconds: in_meeting(past).map(stayed).sum(),
            };
            (meeting.host_id.clone(), day(past.start_time), sum)
        });
        each.collect()
    })
}

fn host(user: &User, sum: Sum) -> Value {
    json!({
        "id": user.id,
        "email": user.email,
        "user_name": user.display_name(),
        "type": user.plan as u8,
        "dept": "",
        "meetings": sum.meetings,
        "participants": sum.participants,
        "meeting_minutes": minutes(sum.seconds),
    })
}

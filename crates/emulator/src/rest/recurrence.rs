//! When a recurring meeting or webinar takes place.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::time::{self, Given};
use crate::clock::UnixSeconds;
use crate::state::Kind;

/// Zoom keeps no more dates of one series.
const MAX_DATES: usize = 60;
/// A pattern that finds no date in so many periods finds none at all, the 31st of February for example.
const MAX_PERIODS: i64 = 1_000;

/// A rule of recurrence as requested, completed with the documented defaults.
#[derive(Debug, PartialEq)]
pub(super) struct Recurrence {
    pattern: Pattern,
    /// Every so many days, weeks or months.
    interval: i64,
    end: End,
}

#[derive(Debug, PartialEq)]
enum Pattern {
    Daily,
    /// Zoom counts the days of the week from 1, Sunday.
    Weekly {
        days: Vec<i8>,
    },
    MonthlyOnDay {
        day: i8,
    },
    /// `week` counts from 1; −1 is the last one.
    MonthlyOnWeekday {
        week: i8,
        day: i8,
    },
}

#[derive(Debug, PartialEq)]
enum End {
    Times(usize),
    At(UnixSeconds),
}

impl Recurrence {
    /// Reads `recurrence` of a request; what is wrong is noted in `fields`.
    pub(super) fn read(
        kind: Kind,
        object: &Map<String, Value>,
        fields: &mut Fields<'_>,
    ) -> Option<Self> {
        let mut inner = Fields::under("recurrence.", object);
        let code = inner.required("type", body::within(1..=3));
        let interval = inner.read(
            "repeat_interval",
            body::within(intervals(kind, code.unwrap_or(1))),
        );
        let pattern = match code.unwrap_or(1) {
            1 => Pattern::Daily,
            2 => Pattern::Weekly {
                days: inner
                    .read("weekly_days", weekdays)
                    .unwrap_or_else(|| vec![1]),
            },
            _ => monthly(&mut inner),
        };
        let times = inner.read("end_times", body::within(0..=MAX_DATES as u64));
        let until = inner.read("end_date_time", |value| {
            Given::read(value.as_str()?)?.in_zone(&TimeZone::UTC)
        });
        let end = match (times, until) {
            (Some(_), Some(_)) => {
                inner.refuse("end_times");
                End::Times(1)
            }
            (None, Some(until)) => End::At(until),
            (Some(0), None) => End::Times(MAX_DATES),
            (times, None) => End::Times(times.unwrap_or(1) as usize),
        };
        fields.absorb(inner);
        code.map(|_| Self {
            pattern,
            interval: interval.unwrap_or(1).max(1).cast_signed(),
            end,
        })
    }

    /// As Zoom answers it.
    pub(super) fn to_json(&self) -> Value {
        let mut json = match &self.pattern {
            Pattern::Daily => json!({"type": 1}),
            Pattern::Weekly { days } => {
                let days: Vec<String> = days.iter().map(i8::to_string).collect();
                json!({"type": 2, "weekly_days": days.join(",")})
            }
            Pattern::MonthlyOnDay { day } => json!({"type": 3, "monthly_day": day}),
            Pattern::MonthlyOnWeekday { week, day } => {
                json!({"type": 3, "monthly_week": week, "monthly_week_day": day})
            }
        };
        json["repeat_interval"] = self.interval.into();
        match self.end {
            End::Times(times) => json["end_times"] = times.into(),
            End::At(until) => json["end_date_time"] = time::utc(until).into(),
        }
        json
    }

    /// The dates of a series that begins at `start`: the same time of day in `zone`, also across a change of clocks.
    pub(super) fn dates(&self, start: UnixSeconds, zone: &TimeZone) -> Vec<UnixSeconds> {
        let first = zone.to_datetime(time::timestamp(start));
        let limit = match self.end {
            End::Times(times) => times,
            End::At(_) => MAX_DATES,
        };
        (0..MAX_PERIODS)
            .flat_map(|period| self.dates_of_period(first.date(), period * self.interval))
            .filter(|date| *date >= first.date())
            .filter_map(|date| time::instant(date.to_datetime(first.time()), zone))
            .take_while(|&at| !matches!(self.end, End::At(until) if at > until))
            .take(limit)
            .collect()
    }

    fn dates_of_period(&self, first: Date, passed: i64) -> Vec<Date> {
        let later = |from: Date, span: Span| from.checked_add(span).ok();
        match &self.pattern {
            Pattern::Daily => later(first, passed.days()).into_iter().collect(),
            Pattern::Weekly { days } => {
                let sunday = first
                    .checked_sub(i64::from(first.weekday().to_sunday_zero_offset()).days())
                    .ok();
                let day = |&day: &i8| later(sunday?, (passed * 7 + i64::from(day) - 1).days());
                days.iter().filter_map(day).collect()
            }
            Pattern::MonthlyOnDay { day } => {
                let month = later(first.first_of_month(), passed.months());
                let date =
                    month.and_then(|month| Date::new(month.year(), month.month(), *day).ok());
                date.into_iter().collect()
            }
            Pattern::MonthlyOnWeekday { week, day } => {
                let month = later(first.first_of_month(), passed.months());
                let weekday = Weekday::from_sunday_one_offset(*day).ok();
                let date = month
                    .zip(weekday)
                    .and_then(|(month, day)| month.nth_weekday_of_month(*week, day).ok());
                date.into_iter().collect()
            }
        }
    }
}

/// The documented limits of `repeat_interval`; webinars have lower ones.
fn intervals(kind: Kind, code: u64) -> RangeInclusive<u64> {
    let max = match (kind, code) {
        (Kind::Meeting, 1) => 99,
        (Kind::Meeting, 2) => 50,
        (Kind::Meeting, _) => 10,
        (Kind::Webinar, 1) => 90,
        (Kind::Webinar, 2) => 12,
        (Kind::Webinar, _) => 3,
    };
    0..=max
}

/// `"1,3,5"`, in order and without repetition.
fn weekdays(value: &Value) -> Option<Vec<i8>> {
    let day = |text: &str| text.trim().parse().ok().filter(|day| (1..=7).contains(day));
    let mut days: Vec<i8> = value
        .as_str()?
        .split(',')
        .take(8)
        .map(day)
        .collect::<Option<_>>()?;
    days.sort_unstable();
    days.dedup();
    Some(days)
}

fn monthly(fields: &mut Fields<'_>) -> Pattern {
    let small = |value: u64| i8::try_from(value).unwrap_or(1);
    let week = |value: &Value| {
        value
            .as_i64()
            .filter(|week| (-1..=4).contains(week) && *week != 0)
    };
    match fields.read("monthly_week", week) {
        Some(week) => Pattern::MonthlyOnWeekday {
            week: i8::try_from(week).unwrap_or(1),
            day: small(
                fields
                    .read("monthly_week_day", body::within(1..=7))
                    .unwrap_or(1),
            ),
        },
        None => Pattern::MonthlyOnDay {
            day: small(
                fields
                    .read("monthly_day", body::within(1..=31))
                    .unwrap_or(1),
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(rule: Value, start: &str, zone: &str) -> Vec<String> {
        let zone = time::zone(zone).unwrap();
        let object = rule.as_object().unwrap();
        let mut fields = Fields::new(object);
        let recurrence = Recurrence::read(Kind::Meeting, object, &mut fields).unwrap();
        fields.finish().unwrap();
        let start = Given::read(start).unwrap().in_zone(&zone).unwrap();
        recurrence
            .dates(start, &zone)
            .into_iter()
            .map(time::utc)
            .collect()
    }

    #[test]
    fn a_daily_series_keeps_its_time_of_day_when_the_clocks_change() {
        let rule = json!({"type": 1, "end_times": 3});
        assert_eq!(
            dates(rule, "2026-10-24T09:00:00", "Europe/Berlin"),
            [
                "2026-10-24T07:00:00Z",
                "2026-10-25T08:00:00Z",
                "2026-10-26T08:00:00Z"
            ]
        );
    }

    #[test]
    fn a_weekly_series_takes_the_wanted_days_from_its_start_on() {
        // 2026-11-24 is a Tuesday: of Monday (2) and Thursday (5), Thursday comes first.
        let rule = json!({"type": 2, "repeat_interval": 2, "weekly_days": "5,2", "end_times": 4});
        assert_eq!(
            dates(rule, "2026-11-24T10:00:00Z", "UTC"),
            [
                "2026-11-26T10:00:00Z",
                "2026-12-07T10:00:00Z",
                "2026-12-10T10:00:00Z",
                "2026-12-21T10:00:00Z"
            ]
        );
    }

    #[test]
    fn a_monthly_series_skips_the_months_without_its_day() {
        let rule = json!({"type": 3, "monthly_day": 31, "end_times": 3});
        assert_eq!(
            dates(rule, "2027-01-31T10:00:00Z", "UTC"),
            [
                "2027-01-31T10:00:00Z",
                "2027-03-31T10:00:00Z",
                "2027-05-31T10:00:00Z"
            ]
        );
        let last_friday =
            json!({"type": 3, "monthly_week": -1, "monthly_week_day": 6, "end_times": 2});
        assert_eq!(
            dates(last_friday, "2026-11-01T10:00:00Z", "UTC"),
            ["2026-11-27T10:00:00Z", "2026-12-25T10:00:00Z"]
        );
    }

    #[test]
    fn a_series_ends_at_its_date_and_never_has_more_than_sixty() {
        let until = json!({"type": 1, "end_date_time": "2026-11-26T10:00:00Z"});
        assert_eq!(dates(until, "2026-11-24T10:00:00Z", "UTC").len(), 3);
        assert_eq!(
            dates(
                json!({"type": 1, "end_times": 0}),
                "2026-11-24T10:00:00Z",
                "UTC"
            )
            .len(),
            60
        );
        assert_eq!(
            dates(json!({"type": 1}), "2026-11-24T10:00:00Z", "UTC").len(),
            1
        );
    }

    #[test]
    fn a_wrong_rule_is_refused_by_the_name_of_its_field() {
        let wrong = |kind, rule: Value| {
            let object = rule.as_object().unwrap();
            let mut fields = Fields::new(object);
            Recurrence::read(kind, object, &mut fields);
            fields.finish().unwrap_err().body()["errors"][0]["field"].clone()
        };
        assert_eq!(wrong(Kind::Meeting, json!({})), "recurrence.type");
        assert_eq!(
            wrong(Kind::Webinar, json!({"type": 2, "repeat_interval": 13})),
            "recurrence.repeat_interval"
        );
        assert_eq!(
            wrong(Kind::Meeting, json!({"type": 2, "weekly_days": "8"})),
            "recurrence.weekly_days"
        );
        let both = json!({"type": 1, "end_times": 2, "end_date_time": "2027-01-01T00:00:00Z"});
        assert_eq!(wrong(Kind::Meeting, both), "recurrence.end_times");
    }
}

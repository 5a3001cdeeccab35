use crate::{
    Confidence::{Likely, Possible},
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "local-time-as-utc",
    summary: "the times are off by a time zone",
    page: include_str!("local_time_as_utc.md"),
    url: "https://devforum.zoom.us/t/signature-related-errors-when-upgrading-zoom-meeting-sdk-to-2-12-0/89071",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (issued, expires) = facts.lifetime()?;
    let early = issued - facts.now;
    let Some(zone) = zone(early) else {
        return Ok(None);
    };
    let found = if zone > 0 {
        let message = format!(
            "iat lies {} ahead, as far as a time zone: the time of one east of UTC was taken for UTC",
            clock(zone)
        );
        Found::error(Likely, message)
    } else if expires <= facts.now && expires - issued <= 172_800 {
        let message = format!(
            "iat lies {} back, as far as a time zone: the time of one west of UTC was taken for UTC, or UTC for the time of one east of it",
            clock(zone)
        );
        Found::info(Possible, message)
    } else {
        return Ok(None);
    };
    found.at(Part::Payload, "iat", issued).fix(
        "Take the time in UTC: a local time was taken for one (LocalDateTime with ZoneOffset.UTC, a naive datetime), or the other way round (utcnow().timestamp()). \
         Instant.now(), time.time() and Date.now() have no zone.",
    )
}

/// The offset from UTC that accounts for a token that is so early (late, if negative), in seconds. Zones lie a multiple of
/// a quarter of an hour apart, and a fresh token is up to three minutes old, with what `iat` was put back.
pub(crate) fn zone(early: i64) -> Option<i64> {
    const AGE: i64 = 180;
    let zone = (early + AGE).div_euclid(900) * 900;
    let fits = zone - early <= AGE && zone - early >= -10 || early - zone <= 10;
    (fits && (1800..=50_400).contains(&zone.abs())).then_some(zone)
}

fn clock(zone: i64) -> String {
    format!("{}:{:02} hours", zone.abs() / 3600, zone.abs() % 3600 / 60)
}

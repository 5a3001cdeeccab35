//! Moments and spans in words, for people who look at a token.

use countersign_token::UnixSeconds;
use jiff::Timestamp;
use serde_json::Value;

/// What a claim says in words: when (`iat`, `exp`, `tokenExp`, `nbf`) or as whom (`role`); nothing for other claims and
/// for what is no plausible value.
#[must_use]
pub fn claim_in_words(name: &str, value: &Value, now: UnixSeconds) -> Option<String> {
    match name {
        "iat" | "exp" | "tokenExp" | "nbf" => time_claim(name, value.as_u64()?, now),
        "role" | "role_type" => match value.as_u64()? {
            0 => Some("joins".to_owned()),
            1 => Some("starts, as host".to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// "2025-10-09 08:53:20 UTC, issued 3 min in the future"; nothing for what is no plausible moment, in seconds or in
/// milliseconds.
fn time_claim(name: &str, value: UnixSeconds, now: UnixSeconds) -> Option<String> {
    let past = value < now;
    let apart = span(value.abs_diff(now));
    let told = match name {
        _ if value == now => "now".to_owned(),
        "exp" | "tokenExp" if past => format!("expired {apart} ago"),
        "exp" | "tokenExp" => format!("expires in {apart}"),
        "iat" if past => format!("issued {apart} ago"),
        "iat" => format!("issued {apart} in the future"),
        _ if past => format!("{apart} ago"),
        _ => format!("in {apart}"),
    };
    match date_and_time(value) {
        Some(date) => Some(format!("{date}, {told}")),
        None => date_and_time(value / 1000)
            .filter(|_| value >= EARLIEST_MS)
            .map(|date| format!("{date}, if these are milliseconds")),
    }
}

/// The year 2001; what is less was never meant as milliseconds.
const EARLIEST_MS: u64 = 1_000_000_000_000;

/// "2025-10-09 08:53:20 UTC"; nothing from the year 2100 on: that is milliseconds, or a mistake that the findings name.
#[must_use]
pub fn date_and_time(seconds: UnixSeconds) -> Option<String> {
    const LATEST: u64 = 4_102_444_800;
    i64::try_from(seconds)
        .ok()
        .filter(|_| seconds < LATEST)
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(|stamp| stamp.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// "2025-10-09"; the number itself for what is no moment.
#[must_use]
pub fn date(seconds: UnixSeconds) -> String {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map_or_else(
            || seconds.to_string(),
            |stamp| stamp.strftime("%Y-%m-%d").to_string(),
        )
}

/// A span of seconds in its two largest units, for tables: "1 h 30 min".
#[must_use]
pub fn span(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match seconds {
        0..60 => format!("{seconds} s"),
        60..600 if !seconds.is_multiple_of(60) => format!("{minutes} min {} s", seconds % 60),
        60..3_600 => format!("{minutes} min"),
        3_600..86_400 if minutes > 0 => format!("{hours} h {minutes} min"),
        3_600..86_400 => format!("{hours} h"),
        _ if hours > 0 && days < 30 => format!("{days} d {hours} h"),
        _ => format!("{days} d"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_claim_says_how_far_it_is_from_now() {
        let told = |name, value: u64| claim_in_words(name, &value.into(), 1_760_000_000).unwrap();
        assert_eq!(
            told("iat", 1_759_999_820),
            "2025-10-09 08:50:20 UTC, issued 3 min ago"
        );
        assert!(told("iat", 1_760_000_180).ends_with(", issued 3 min in the future"));
        assert!(told("exp", 1_760_007_200).ends_with(", expires in 2 h"));
        assert!(told("tokenExp", 1_759_999_940).ends_with(", expired 1 min ago"));
        assert!(told("nbf", 1_760_000_000).ends_with(", now"));
        assert_eq!(
            told("iat", 1_760_000_000_000),
            "2025-10-09 08:53:20 UTC, if these are milliseconds"
        );
        for (name, value) in [("exp", u64::MAX), ("role", 2), ("mn", 1_760_000_000)] {
            assert_eq!(claim_in_words(name, &value.into(), 1_760_000_000), None);
        }
    }

    #[test]
    fn a_span_has_at_most_two_units() {
        for (seconds, words) in [
            (59, "59 s"),
            (90, "1 min 30 s"),
            (601, "10 min"),
            (5_400, "1 h 30 min"),
            (90_000, "1 d 1 h"),
            (31_536_000, "365 d"),
        ] {
            assert_eq!(span(seconds), words);
        }
    }
}

//! What a time claim says, in words.

/// "2025-10-09 08:53:20 UTC, issued 3 min in the future"; nothing for what is no plausible moment.
pub(super) fn of_claim(name: &str, value: u64, now: u64) -> Option<String> {
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
        Some(date) => Some(format!("{told} ({date})")),
        None => date_and_time(value / 1000)
            .filter(|_| value >= EARLIEST_MS)
            .map(|date| format!("{date}, if these are milliseconds")),
    }
}

/// The year 2001; what is less was never meant as milliseconds.
const EARLIEST_MS: u64 = 1_000_000_000_000;

/// "2025-10-09 08:53:20 UTC"; nothing after the year 2100.
pub(super) fn date_and_time(seconds: u64) -> Option<String> {
    const LATEST: u64 = 4_102_444_800;
    let seconds = i64::try_from(seconds).ok().filter(|_| seconds < LATEST)?;
    let stamp = jiff::Timestamp::from_second(seconds).ok()?;
    Some(stamp.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// A span in its two largest units.
fn span(seconds: u64) -> String {
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
        let told = |name, value| of_claim(name, value, 1_760_000_000).unwrap();
        assert_eq!(
            told("iat", 1_759_999_820),
            "issued 3 min ago (2025-10-09 08:50:20 UTC)"
        );
        assert!(told("iat", 1_760_000_180).starts_with("issued 3 min in the future"));
        assert!(told("exp", 1_760_007_200).starts_with("expires in 2 h"));
        assert!(told("tokenExp", 1_759_999_910).starts_with("expired 1 min 30 s ago"));
        assert!(told("exp", 1_759_900_000).starts_with("expired 1 d 3 h ago"));
        assert!(told("nbf", 1_760_000_000).starts_with("now"));
        assert_eq!(
            told("iat", 1_760_000_000_000),
            "2025-10-09 08:53:20 UTC, if these are milliseconds"
        );
        assert_eq!(of_claim("exp", u64::MAX, 1_760_000_000), None);
    }
}

//! Moments in words.

/// "2025-10-09 08:53:20 UTC, 3 min ago"; nothing for what is no plausible moment in seconds.
pub(super) fn moment(seconds: u64, now: u64) -> Option<String> {
    /// The year 2100: later is milliseconds, or a mistake that the findings name.
    const LATEST: u64 = 4_102_444_800;
    let stamp = i64::try_from(seconds)
        .ok()
        .filter(|_| seconds < LATEST)
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())?;
    let date = stamp.strftime("%Y-%m-%d %H:%M:%S UTC");
    Some(match seconds.abs_diff(now) {
        0 => format!("{date}, now"),
        apart if seconds < now => format!("{date}, {} ago", span(apart)),
        apart => format!("{date}, in {}", span(apart)),
    })
}

/// "2025-10-09".
pub(crate) fn date(seconds: u64) -> String {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or_else(
            || seconds.to_string(),
            |stamp| stamp.strftime("%Y-%m-%d").to_string(),
        )
}

/// A span in its two largest units.
pub(super) fn span(seconds: u64) -> String {
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
    fn a_moment_says_how_far_it_is_from_now() {
        assert_eq!(
            moment(1_760_000_000, 1_760_000_180).unwrap(),
            "2025-10-09 08:53:20 UTC, 3 min ago"
        );
        assert!(
            moment(1_760_007_200, 1_760_000_000)
                .unwrap()
                .ends_with(", in 2 h")
        );
        assert_eq!(moment(1_760_000_000_000, 1_760_000_000), None);
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

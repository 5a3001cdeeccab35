//! Spans of time in words.

/// A span of seconds in words, rounded down to its largest unit: `45 seconds`, `3 minutes`, `2 hours`, `400 days`.
pub(crate) fn span(seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7200 => (seconds / 60, "minute"),
        7200..172_801 => (seconds / 3600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_are_told_in_their_largest_unit() {
        let told = [
            (0, "0 seconds"),
            (1, "1 second"),
            (-180, "3 minutes"),
            (7200, "2 hours"),
            (34_560_000, "400 days"),
        ];
        for (seconds, words) in told {
            assert_eq!(span(seconds), words);
        }
    }
}

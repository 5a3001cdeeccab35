//! Spans of time as libraries take them in texts.

/// `+2 hours`, `+ 1day`, `` (now).
pub(super) fn relative(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text == "now" {
        return Some(0.0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.trim();
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let number: f64 = rest[..digits].parse().ok()?;
    Some(sign * number * unit_seconds(rest[digits..].trim())?)
}

/// `PT2H`, `P1DT30M`: an interval of ISO 8601, with months of 30 days.
pub(super) fn interval(text: &str) -> Option<f64> {
    let mut in_time = false;
    let mut number = String::new();
    let mut seconds = 0.0;
    for c in text.strip_prefix('P')?.chars() {
        match c {
            'T' => in_time = true,
            '0'..='9' => number.push(c),
            _ => {
                let unit = match (c, in_time) {
                    ('Y', false) => 31_536_000.0,
                    ('M', false) => 2_592_000.0,
                    ('W', false) => 604_800.0,
                    ('D', false) => 86_400.0,
                    ('H', true) => 3600.0,
                    ('M', true) => 60.0,
                    ('S', true) => 1.0,
                    _ => return None,
                };
                seconds += unit * number.parse::<f64>().ok()?;
                number.clear();
            }
        }
    }
    Some(seconds)
}

pub(super) fn unit_seconds(unit: &str) -> Option<f64> {
    let unit = unit.to_ascii_lowercase();
    Some(match unit.trim_end_matches('s') {
        "" | "second" | "sec" => 1.0,
        "milli" | "millisecond" => 0.001,
        "minute" | "min" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        _ => return None,
    })
}

/// `2h`, `7 days`: with a unit, for without one jsonwebtoken takes a text for milliseconds.
/// `in 2 hours` and `2 hours from now` of jose.
pub(crate) fn seconds_in(text: &str) -> Option<f64> {
    let text = text
        .trim()
        .trim_start_matches("in ")
        .trim_start_matches('+');
    let text = text.trim_end_matches("from now").trim();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let unit = match unit.trim() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        "y" | "yr" | "yrs" | "year" | "years" => 31_557_600.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

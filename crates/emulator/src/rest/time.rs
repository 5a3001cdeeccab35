//! Times as Zoom reads and writes them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::clock::UnixSeconds;

/// `2026-11-24T09:30:00Z`.
pub(crate) fn utc(seconds: UnixSeconds) -> String {
    timestamp(seconds).to_string()
}

/// `Tue, 24 Nov 2026 09:30:00 GMT`, for the header `Date`.
pub(crate) fn http_date(seconds: UnixSeconds) -> String {
    let capped = timestamp(seconds);
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&capped)
        .unwrap_or_default()
}

/// The time zone of this name, if there is one.
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    if name == "UTC" {
        Some(TimeZone::UTC)
    } else {
        TimeZone::get(name).ok()
    }
}

/// The moment, capped at the last one that can be written.
pub(super) fn timestamp(seconds: UnixSeconds) -> Timestamp {
    i64::try_from(seconds)
        .ok()
        .and_then(|s| Timestamp::from_second(s).ok())
        .unwrap_or(Timestamp::MAX)
}

/// The day in UTC.
pub(super) fn day(seconds: UnixSeconds) -> Date {
    TimeZone::UTC.to_datetime(timestamp(seconds)).date()
}

/// The moment of a local time; where the clocks change, the one that the offset before or after gives.
pub(super) fn instant(local: DateTime, zone: &TimeZone) -> Option<UnixSeconds> {
    let zoned = local.to_zoned_datetime(zone.clone()).ok()?;
    u64::try_from(zoned.timestamp().as_second()).ok()
}

/// A time as a request gives it.
pub(super) enum Given {
    /// `2026-11-24T09:30:00Z`.
    Utc(UnixSeconds),
    /// `2026-11-24T09:30:00`: local to the time zone of the meeting.
    Local(DateTime),
}

impl Given {
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.parse::<Timestamp>() {
            Ok(at) => u64::try_from(at.as_second()).ok().map(Self::Utc),
            Err(_) => text.parse().ok().map(Self::Local),
        }
    }

    pub(super) fn in_zone(&self, zone: &TimeZone) -> Option<UnixSeconds> {
        match self {
            Self::Utc(at) => Some(*at),
            Self::Local(local) => instant(*local, zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_with_z_is_utc_and_one_without_is_local() {
        let berlin = zone("Europe/Berlin").unwrap();
        let read = |text| utc(Given::read(text).unwrap().in_zone(&berlin).unwrap());
        assert_eq!(read("2026-07-01T12:00:00Z"), "2026-07-01T12:00:00Z");
        assert_eq!(read("2026-07-01T12:00:00"), "2026-07-01T10:00:00Z");
        assert_eq!(read("2026-12-01T12:00:00"), "2026-12-01T11:00:00Z");
        assert_eq!(read("2026-12-01T12:00:00.000Z"), "2026-12-01T12:00:00Z");
    }

    #[test]
    fn nonsense_is_no_time() {
        for text in [
            "",
            "tomorrow",
            "2026-13-01T00:00:00Z",
            "1969-01-01T00:00:00Z",
            "2026-01-01T25:00:00",
        ] {
            assert!(Given::read(text).is_none(), "{text}");
        }
    }
}

//! From when to when a certificate holds.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rcgen::{CertificateParams, date_time_ymd};

use crate::clock::UnixSeconds;

/// From the midnight before yesterday's end, for clocks that are behind, to the midnight `days` later.
pub(super) fn set(params: &mut CertificateParams, now: UnixSeconds, days: i64) {
    let midnight = |days: i64| {
        let now = i64::try_from(now)
            .ok()
            .and_then(|now| Timestamp::from_second(now).ok())
            .unwrap_or_default();
        let then = now.checked_add((days * 24).hours()).unwrap_or(now);
        let then = TimeZone::UTC.to_datetime(then);
        date_time_ymd(
            then.year().into(),
            then.month().unsigned_abs(),
            then.day().unsigned_abs(),
        )
    };
    params.not_before = midnight(-1);
    params.not_after = midnight(days);
}

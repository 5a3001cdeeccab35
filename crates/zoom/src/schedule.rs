//! The parts that meetings and webinars share: recurrence, occurrences, tracking fields, settings with several values.
//!
//! Times are strings as Zoom writes them: `2026-12-01T15:00:00Z` is UTC, `2026-12-01T16:00:00` is local to `timezone`.

use serde::{Deserialize, Serialize};

use crate::open::{Extra, Open};

/// How a series repeats (meetings of type 8, webinars of type 9).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Recurrence {
    /// Daily, weekly or monthly.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<RecurrenceKind>>,
    /// Every how many days, weeks or months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_interval: Option<u32>,
    /// Days of a weekly series: "1" (Sunday) to "7", separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly_days: Option<String>,
    /// The day of a monthly series, 1 to 31.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_day: Option<u32>,
    /// The week of a monthly series, 1 to 4 or -1 for the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_week: Option<i32>,
    /// The day in that week, 1 (Sunday) to 7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_week_day: Option<u32>,
    /// How often in all; not with `end_date_time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_times: Option<u32>,
    /// The last day, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a series repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum RecurrenceKind {
    /// Every day, or every n days.
    Daily = 1,
    /// Every week.
    Weekly = 2,
    /// Every month.
    Monthly = 3,
}

numbered!(RecurrenceKind {
    Daily,
    Weekly,
    Monthly
});

/// One date of a series.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Occurrence {
    /// Its id, milliseconds since 1970 as a string.
    pub occurrence_id: String,
    /// When it begins, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// `available` or `deleted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A value for a tracking field that the account has defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingField {
    /// The field's label.
    pub field: String,
    /// Its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether one must register, and who approves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum ApprovalType {
    /// Registration, approved at once.
    Automatic = 0,
    /// Registration, approved by the host.
    Manual = 1,
    /// No registration.
    NoRegistration = 2,
}

numbered!(ApprovalType {
    Automatic,
    Manual,
    NoRegistration
});

/// For which dates of a series one registration is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum RegistrationType {
    /// Register once for all.
    OnceForAll = 1,
    /// Register for each.
    ForEach = 2,
    /// Register once and choose.
    OnceAndChoose = 3,
}

numbered!(RegistrationType {
    OnceForAll,
    ForEach,
    OnceAndChoose
});

/// How participants are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audio {
    /// Telephone and computer.
    #[serde(rename = "both")]
    Both,
    /// Telephone only.
    #[serde(rename = "telephony")]
    Telephony,
    /// Computer only.
    #[serde(rename = "voip")]
    Voip,
    /// Another provider.
    #[serde(rename = "thirdParty")]
    ThirdParty,
}

/// Whether and where it is recorded by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AutoRecording {
    /// On the host's machine.
    Local,
    /// In Zoom's cloud.
    Cloud,
    /// Not.
    None,
}

/// What `PUT …/status` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StatusAction {
    End,
    Recover,
}

/// The body of `PUT …/status`.
#[derive(Serialize)]
pub(crate) struct StatusChange {
    pub(crate) action: StatusAction,
}

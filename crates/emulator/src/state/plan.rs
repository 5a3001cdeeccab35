//! What a user's licence is, and whether they are there.

use serde::{Deserialize, Serialize};

/// The meeting plan of a user; Zoom writes it as the number `type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Plan {
    /// `1`: no registration, no webinars.
    #[default]
    Basic = 1,
    /// `2`.
    Licensed = 2,
    /// `99`: may neither host nor schedule.
    None = 99,
}

impl Plan {
    /// How many may be in a meeting, where nothing else was bought: 100 by Zoom's free plan; the 300 of the licensed are
    /// those of its Business plan. See <https://zoom.us/pricing>.
    #[must_use]
    pub fn meeting_capacity(self) -> u32 {
        match self {
            Self::Licensed => 300,
            Self::Basic | Self::None => 100,
        }
    }
}

/// How many meetings a user may host at the same time, by the add-on for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Concurrency {
    /// One.
    #[default]
    None,
    /// Two.
    Basic,
    /// Twenty.
    Plus,
}

impl Concurrency {
    /// The number. Source: Zoom's support article on concurrent meetings.
    #[must_use]
    pub fn meetings(self) -> usize {
        match self {
            Self::None => 1,
            Self::Basic => 2,
            Self::Plus => 20,
        }
    }

    pub(super) fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Whether a user can sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UserStatus {
    /// They can.
    #[default]
    Active,
    /// They are deactivated.
    Inactive,
    /// They were invited and have not accepted.
    Pending,
}

impl UserStatus {
    /// As Zoom writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Pending => "pending",
        }
    }
}

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What the bearer of a signature may do: the claim `role`.
///
/// They are often swapped: **0 joins, 1 starts**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
#[repr(u8)]
pub enum Role {
    /// `0`: joins as a participant, or as a webinar's attendee.
    Attendee = 0,
    /// `1`: starts the meeting, together with the host's ZAK.
    Host = 1,
}

impl Role {
    /// The number that stands in the token.
    #[must_use]
    pub fn as_u8(self) -> u8 {
        self as u8
    }
}

impl TryFrom<u64> for Role {
    type Error = RoleError;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        match number {
            0 => Ok(Self::Attendee),
            1 => Ok(Self::Host),
            _ => Err(RoleError),
        }
    }
}

impl TryFrom<u8> for Role {
    type Error = RoleError;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        u64::from(number).try_into()
    }
}

impl From<Role> for u8 {
    fn from(role: Role) -> Self {
        role.as_u8()
    }
}

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "0" => Ok(Self::Attendee),
            "1" => Ok(Self::Host),
            _ => Err(RoleError),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_u8().fmt(f)
    }
}

/// A role that is neither 0 nor 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the role must be 0 (joins) or 1 (starts)")]
pub struct RoleError;

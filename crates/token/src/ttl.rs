use serde::{Deserialize, Serialize};

/// How long a signature lives: `exp - iat`, in seconds.
///
/// Zoom documents 1800 s to 48 h, without saying whether the ends are included. Exactly 1800 s
/// has been seen refused (<https://github.com/mieszko4/react-native-zoom-us/issues/254>), so both
/// ends are left out here. Native SDKs measure `tokenExp` against the moment of use rather than
/// against `iat`: give a native token an hour or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u64", try_from = "u64")]
pub struct Ttl(u64);

impl Ttl {
    /// One second more than the documented minimum.
    pub const MIN: Self = Self(1_801);
    /// Two hours, the default of Zoom's own generators.
    pub const DEFAULT: Self = Self(7_200);
    /// One second less than the documented maximum of 48 hours.
    pub const MAX: Self = Self(172_799);

    /// A lifetime of so many seconds.
    ///
    /// # Errors
    /// Below [`Ttl::MIN`] or above [`Ttl::MAX`].
    pub fn from_secs(seconds: u64) -> Result<Self, TtlError> {
        if seconds < Self::MIN.0 {
            Err(TtlError::TooShort { seconds })
        } else if seconds > Self::MAX.0 {
            Err(TtlError::TooLong { seconds })
        } else {
            Ok(Self(seconds))
        }
    }

    /// The lifetime in seconds.
    #[must_use]
    pub fn as_secs(self) -> u64 {
        self.0
    }
}

impl Default for Ttl {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl TryFrom<u64> for Ttl {
    type Error = TtlError;

    fn try_from(seconds: u64) -> Result<Self, Self::Error> {
        Self::from_secs(seconds)
    }
}

impl From<Ttl> for u64 {
    fn from(ttl: Ttl) -> Self {
        ttl.0
    }
}

/// A lifetime that Zoom refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TtlError {
    /// Half an hour or less.
    #[error("a lifetime of {seconds} s is too short; Zoom wants more than 1800 s, take 7200")]
    TooShort {
        /// What was asked for.
        seconds: u64,
    },
    /// Two days or more.
    #[error(
        "a lifetime of {seconds} s is too long; Zoom wants less than 172800 s (48 h), take 7200"
    )]
    TooLong {
        /// What was asked for.
        seconds: u64,
    },
}

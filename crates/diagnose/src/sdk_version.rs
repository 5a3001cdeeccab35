//! Versions of the Meeting SDK: what the SDK does with a signature changed at 2.7.0, 3.1.0, 4.0.0 and 5.0.0.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A version of the Meeting SDK, `major.minor.patch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SdkVersion {
    /// First number.
    pub major: u16,
    /// Second number.
    pub minor: u16,
    /// Third number.
    pub patch: u16,
}

impl SdkVersion {
    /// The version assumed when a case names none: the newest whose behaviour was watched.
    pub const CURRENT: SdkVersion = SdkVersion::new(6, 2, 0);
    /// The web SDK reads the signature itself from here on, and throws where it cannot.
    pub const READS_SIGNATURE: SdkVersion = SdkVersion::new(4, 0, 0);

    /// The version `major.minor.patch`.
    #[must_use]
    pub const fn new(major: u16, minor: u16, patch: u16) -> SdkVersion {
        SdkVersion {
            major,
            minor,
            patch,
        }
    }
}

/// A text that is not a version.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("an SDK version is one to three numbers with dots between them, such as 6.2.0")]
pub struct SdkVersionError;

impl FromStr for SdkVersion {
    type Err = SdkVersionError;

    /// Reads `6`, `6.2`, `6.2.0` and `v6.2.0`.
    fn from_str(text: &str) -> Result<SdkVersion, SdkVersionError> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let mut numbers = text
            .split('.')
            .map(|number| number.parse::<u16>().map_err(|_| SdkVersionError));
        let version = SdkVersion::new(
            numbers.next().ok_or(SdkVersionError)??,
            numbers.next().transpose()?.unwrap_or(0),
            numbers.next().transpose()?.unwrap_or(0),
        );
        if numbers.next().is_some() {
            Err(SdkVersionError)
        } else {
            Ok(version)
        }
    }
}

impl fmt::Display for SdkVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Serialize for SdkVersion {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SdkVersion {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<SdkVersion, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_filled_with_zeros_and_versions_compare_by_number() {
        assert_eq!("v6.2".parse(), Ok(SdkVersion::new(6, 2, 0)));
        assert!("3.13.2".parse::<SdkVersion>().unwrap() < SdkVersion::READS_SIGNATURE);
        for wrong in ["", "6.", "6.2.0.1", "six", "6.2.0-beta"] {
            assert_eq!(wrong.parse::<SdkVersion>(), Err(SdkVersionError), "{wrong}");
        }
    }
}

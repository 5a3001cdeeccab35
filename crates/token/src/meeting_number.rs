use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The digits that name a meeting or a webinar, as in `https://zoom.us/j/81234567890`.
///
/// Zoom makes numbers of 9 to 11 digits today; the Web SDK takes up to 12. Shorter ones are not
/// refused here, because Zoom's own published example signs a number of seven digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeetingNumber(u64);

impl MeetingNumber {
    /// The most digits that the Web SDK accepts ("meetingNumber length > 12").
    pub const MAX_DIGITS: usize = 12;

    /// Reads a number as people write it: spaces and dashes between the digits are dropped.
    ///
    /// # Errors
    /// As [`str::parse`], for what remains.
    pub fn parse_lenient(text: &str) -> Result<Self, MeetingNumberError> {
        let separator = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}');
        text.replace(separator, "").parse()
    }

    /// The number itself.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

impl FromStr for MeetingNumber {
    type Err = MeetingNumberError;

    /// Digits and nothing else: the SDK sends the number as it is given, and the claim `mn` must
    /// be the same.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(MeetingNumberError::Empty);
        }
        if let Some((at, found)) = text.char_indices().find(|(_, c)| !c.is_ascii_digit()) {
            return Err(MeetingNumberError::NotADigit { found, at });
        }
        if text.starts_with('0') {
            return Err(MeetingNumberError::LeadingZero);
        }
        match text.parse() {
            Ok(number) if text.len() <= Self::MAX_DIGITS => Ok(Self(number)),
            _ => Err(MeetingNumberError::TooLong { digits: text.len() }),
        }
    }
}

impl TryFrom<u64> for MeetingNumber {
    type Error = MeetingNumberError;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        number.to_string().parse()
    }
}

impl fmt::Display for MeetingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for MeetingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MeetingNumber({})", self.0)
    }
}

/// As a string, the form of Zoom's own generator.
impl Serialize for MeetingNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string of digits or a whole number; both occur in tokens that Zoom accepts.
impl<'de> Deserialize<'de> for MeetingNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = MeetingNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a meeting number: up to 12 digits")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                text.parse().map_err(E::custom)
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
                number.try_into().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Why a text is no meeting number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeetingNumberError {
    /// There was nothing.
    #[error(
        "the meeting number is empty; give the digits of the meeting's link, such as 81234567890"
    )]
    Empty,
    /// Something that is not a digit.
    #[error(
        "the meeting number has {found:?} at byte {at}; it must be digits only, without spaces or dashes"
    )]
    NotADigit {
        /// The first character that is not a digit.
        found: char,
        /// Its byte offset.
        at: usize,
    },
    /// Zoom's numbers never start with zero, so a digit was lost or added.
    #[error("the meeting number starts with 0; Zoom's numbers never do")]
    LeadingZero,
    /// More digits than the SDK accepts.
    #[error("the meeting number has {digits} digits; the Web SDK takes at most 12")]
    TooLong {
        /// How many there were.
        digits: usize,
    },
}

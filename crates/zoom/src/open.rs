//! Values that Zoom's documentation lists, and values it has not listed yet.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One of the documented values `T`, or whatever Zoom sent instead, kept as it was and written back the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Open<T> {
    /// A documented value.
    Known(T),
    /// A value this crate does not know.
    Other(Value),
}

impl<T: Default> Default for Open<T> {
    fn default() -> Self {
        Open::Known(T::default())
    }
}

impl<T: PartialEq> Open<T> {
    /// Whether it is this documented value.
    pub fn is(&self, value: T) -> bool {
        self.known() == Some(&value)
    }
}

impl<T> Open<T> {
    /// The documented value, if it is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Open::Known(value) => Some(value),
            Open::Other(_) => None,
        }
    }
}

impl<T> From<T> for Open<T> {
    fn from(value: T) -> Self {
        Open::Known(value)
    }
}

/// The fields of an object that this crate does not name. They are kept when it is read and written again. `Debug` prints
/// their names only, because some of them are passcodes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(pub Map<String, Value>);

impl Deref for Extra {
    type Target = Map<String, Value>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Extra {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Conversions of an enum that Zoom writes as a number.
macro_rules! numbered {
    ($name:ident { $($variant:ident),+ }) => {
        impl From<$name> for u8 {
            fn from(value: $name) -> u8 {
                value as u8
            }
        }
        impl TryFrom<u8> for $name {
            type Error = &'static str;
            fn try_from(number: u8) -> Result<Self, Self::Error> {
                $(if number == $name::$variant as u8 { return Ok($name::$variant); })+
                Err(concat!("not a documented ", stringify!($name)))
            }
        }
    };
}

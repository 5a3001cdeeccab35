//! Reading the fields of a request's body, and collecting those that are wrong.

use serde_json::{Map, Value};

use super::refusal::Refusal;

/// Reads fields; what is missing or `null` is `None`, what is wrong is `None` and noted.
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    prefix: &'static str,
    wrong: Vec<String>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(object: &'a Map<String, Value>) -> Self {
        Self::under("", object)
    }

    /// Fields that are named with `prefix`, a dot at its end, when they are wrong.
    pub(super) fn under(prefix: &'static str, object: &'a Map<String, Value>) -> Self {
        Self {
            object,
            prefix,
            wrong: Vec::new(),
        }
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn refuse(&mut self, name: &str) {
        let name = format!("{}{name}", self.prefix);
        if !self.wrong.contains(&name) {
            self.wrong.push(name);
        }
    }

    /// What `accept` makes of the value; a value it makes nothing of is wrong.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        accept: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(name)?;
        let read = accept(value);
        if read.is_none() {
            self.refuse(name);
        }
        read
    }

    /// The same for a field that must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        accept: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let read = self.read(name, accept);
        if read.is_none() {
            self.refuse(name);
        }
        read
    }

    /// Takes over what was wrong in an object inside this one.
    pub(super) fn absorb(&mut self, inner: Fields<'_>) {
        self.wrong.extend(inner.wrong);
    }

    /// The names of what was wrong.
    pub(super) fn wrong(self) -> Vec<String> {
        self.wrong
    }

    /// An error if anything was wrong.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        if self.wrong.is_empty() {
            Ok(())
        } else {
            Err(Refusal::invalid_fields(self.wrong))
        }
    }
}

/// Text of at most `max` characters.
pub(super) fn text(max: usize) -> impl Fn(&Value) -> Option<&str> {
    move |value| value.as_str().filter(|text| text.chars().count() <= max)
}

/// A number that is not negative, also in quotation marks.
pub(super) fn number(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// Such a number in a range.
pub(super) fn within(range: std::ops::RangeInclusive<u64>) -> impl Fn(&Value) -> Option<u64> {
    move |value| number(value).filter(|number| range.contains(number))
}

/// A truth value, also in quotation marks.
pub(super) fn flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.as_str()?.parse().ok())
}

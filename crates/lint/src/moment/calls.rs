//! What calls say about time: the clocks, the dates and the conversions of all languages.

mod clocks;
mod dates;
mod numbers;
mod shifts;

use super::Value;
use crate::{
    Language,
    model::{Id, Model},
};

/// A call, with what has been computed of it.
#[derive(Clone, Copy)]
pub(super) struct Called<'a> {
    pub(super) id: Id,
    /// The last name of what it is made on.
    pub(super) receiver: &'a str,
    pub(super) name: &'a str,
    pub(super) args: &'a [Id],
    /// Of what it is made on.
    pub(super) of_value: Value,
    /// Of its first argument.
    pub(super) first: Value,
    /// The first argument, where that is a text.
    pub(super) text: Option<&'a str>,
    pub(super) depth: usize,
}

impl Model<'_> {
    pub(super) fn call_value(&self, call: &Called<'_>, steps: &mut usize) -> Value {
        let php = (self.language == Language::Php)
            .then(|| self.php_date(call.name, call.args, call.of_value, call.first))
            .flatten();
        php.or_else(|| self.told_by_a_clock(call))
            .or_else(|| self.out_of_a_date(call))
            .or_else(|| self.shifted(call, steps))
            .or_else(|| self.rounded_or_written(call, steps))
            .unwrap_or_else(|| match call.receiver {
                // A function of one's own.
                "" | "this" | "self" => self.value_returned(call.name, call.depth, steps),
                _ => Value::Unknown,
            })
    }

    fn value_returned(&self, name: &str, depth: usize, steps: &mut usize) -> Value {
        let returned = self.own_function(name).and_then(|at| self.returned(at));
        returned.map_or(Value::Unknown, |value| {
            self.value_of(value, depth + 4, steps)
        })
    }
}

//! PHP's dates, which its methods may change in place.

use super::{
    DATE, Moment, Value,
    span::{interval, relative},
};
use crate::model::{Id, Model};

impl Model<'_> {
    /// What a call of PHP's classes for dates gives; nothing when it is none.
    pub(super) fn php_date(
        &self,
        name: &str,
        args: &[Id],
        of_value: Value,
        first: Value,
    ) -> Option<Value> {
        let text = args.first().and_then(|arg| self.text_of(*arg));
        let later = |at: Moment, seconds: f64| {
            Value::Moment(Moment {
                from_now: at.from_now + seconds,
                ..at
            })
        };
        Some(match (name, of_value, first) {
            ("new DateTime" | "new DateTimeImmutable" | "date_create", ..) => match args {
                [] => Value::Moment(DATE),
                _ => text
                    .and_then(relative)
                    .map_or(Value::Unknown, |seconds| later(DATE, seconds)),
            },
            ("new DateInterval", ..) => text
                .and_then(interval)
                .map_or(Value::Unknown, Value::Number),
            ("createFromDateString", ..) => text
                .and_then(relative)
                .map_or(Value::Unknown, Value::Number),
            ("modify", Value::Moment(at), _) => text
                .and_then(relative)
                .map_or(Value::Unknown, |seconds| later(at, seconds)),
            ("add", Value::Moment(at), Value::Number(n)) if at.date => later(at, n),
            ("sub", Value::Moment(at), Value::Number(n)) if at.date => later(at, -n),
            _ => return None,
        })
    }

    /// A date of PHP's `DateTime`, which its methods change in place, after those that were called between the
    /// assignment and the use.
    pub(super) fn moved_since(
        &self,
        used: Id,
        made: Id,
        at: Moment,
        depth: usize,
        steps: &mut usize,
    ) -> Value {
        let changes_in_place = matches!(
            self.call(made),
            Some((_, "new DateTime" | "date_create", _))
        );
        if !changes_in_place {
            return Value::Moment(at);
        }
        let between = self.nodes[made].span.end..self.nodes[used].span.start;
        let variable = self.variable(used);
        let mut seconds = 0.0;
        for (id, of, name, args) in self.calls() {
            let start = self.nodes[id].span.start;
            let own = of.is_some_and(|of| self.variable(of) == variable)
                && self.nodes[id].function == self.nodes[used].function;
            if !own || !between.contains(&start) {
                continue;
            }
            let by = match (name, args) {
                ("modify", [by]) => self.text_of(*by).and_then(relative),
                ("add" | "sub", [by]) => match self.value_of(*by, depth + 1, steps) {
                    Value::Number(by) => Some(if name == "add" { by } else { -by }),
                    _ => None,
                },
                ("getTimestamp" | "format", _) => Some(0.0),
                _ => None,
            };
            match by {
                Some(by) => seconds += by,
                None => return Value::Unknown,
            }
        }
        Value::Moment(Moment {
            from_now: at.from_now + seconds,
            ..at
        })
    }
}

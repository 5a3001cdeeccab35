//! Later and earlier, and how much.

use super::{
    super::{DATE, Moment, Value, span::unit_seconds},
    Called,
};
use crate::{
    Language,
    model::{Id, Kind, Model},
};

impl Model<'_> {
    /// What a call that moves a date, or tells by how much, gives.
    pub(super) fn shifted(&self, call: &Called<'_>, steps: &mut usize) -> Option<Value> {
        use Value::{Moment as At, Number, Unknown};
        let Called {
            receiver,
            name,
            args,
            of_value,
            first,
            depth,
            ..
        } = *call;
        let number = |value: Value| match value {
            Number(number) => Some(number),
            _ => None,
        };
        let later = |at: Moment, seconds: f64| {
            At(Moment {
                from_now: at.from_now + seconds,
                ..at
            })
        };
        Some(match (receiver, name, of_value, first) {
            (_, "plusSeconds" | "AddSeconds" | "addSeconds" | "add_seconds", At(at), Number(n)) => {
                later(at, n)
            }
            (_, "minusSeconds" | "subSeconds", At(at), Number(n)) => later(at, -n),
            (_, "plusMillis", At(at), Number(n)) => later(at, n / 1000.0),
            (_, "plusMinutes" | "AddMinutes" | "addMinutes", At(at), Number(n)) => {
                later(at, n * 60.0)
            }
            (_, "plusHours" | "AddHours" | "addHours", At(at), Number(n)) => later(at, n * 3600.0),
            (_, "plusDays" | "AddDays" | "addDays", At(at), Number(n)) => later(at, n * 86_400.0),
            (_, "addHour", At(at), _) => later(at, 3600.0),
            // AddDate(years, months, days)
            (_, "AddDate", At(at), _) if args.len() == 3 => {
                let days = args
                    .iter()
                    .zip([365.0, 30.0, 1.0])
                    .map(|(arg, days)| Some(days * number(self.value_of(*arg, depth + 1, steps))?))
                    .sum::<Option<f64>>();
                days.map_or(Unknown, |days| later(at, days * 86_400.0))
            }
            (_, "Add", At(at), Number(n))
                if matches!(self.language, Language::Go | Language::CSharp) =>
            {
                later(at, n)
            }
            // Durations: Duration.ofHours(2), TimeSpan.FromHours(2), 2.hours
            ("Duration" | "TimeSpan", _, _, Number(n)) => name
                .strip_prefix("of")
                .or_else(|| name.strip_prefix("From"))
                .and_then(unit_seconds)
                .map_or(Unknown, |unit| Number(n * unit)),
            (
                _,
                "hours" | "hour" | "minutes" | "minute" | "days" | "day" | "weeks",
                Number(n),
                _,
            ) if self.language == Language::Ruby && args.is_empty() => {
                unit_seconds(name).map_or(Unknown, |unit| Number(n * unit))
            }
            (_, "from_now", Number(n), _) if self.language == Language::Ruby => later(DATE, n),
            (_, "plus", At(at), Number(n))
                if args.len() == 1
                    && matches!(self.language, Language::Java | Language::Kotlin)
                    && self.is_duration(args[0]) =>
            {
                later(at, n)
            }
            (_, "plus" | "add" | "minus" | "subtract", At(at), Number(n)) => {
                let unit = args.get(1).and_then(|unit| {
                    unit_seconds(self.text_of(*unit).or_else(|| self.last_name(*unit))?)
                });
                let sign = if matches!(name, "minus" | "subtract") {
                    -1.0
                } else {
                    1.0
                };
                unit.map_or(Unknown, |unit| later(at, sign * n * unit))
            }
            (_, "timedelta", ..) => {
                let mut seconds = 0.0;
                for arg in args {
                    let Kind::Pair {
                        key,
                        value: Some(value),
                    } = self.kind(*arg)
                    else {
                        return Some(Unknown);
                    };
                    let (Some(unit), Some(n)) = (
                        unit_seconds(key),
                        number(self.value_of(*value, depth + 1, steps)),
                    ) else {
                        return Some(Unknown);
                    };
                    seconds += unit * n;
                }
                Number(seconds)
            }
            _ => return None,
        })
    }

    fn is_duration(&self, id: Id) -> bool {
        self.call(self.resolve(id))
            .is_some_and(|(of, ..)| self.receiver(of) == "Duration")
    }
}

//! What an expression says about time: which unit, how far from now, whole or not.

mod calls;
mod php;
mod span;

pub(crate) use span::seconds_in;

use self::calls::Called;
use crate::{
    Language,
    model::{Id, Kind, Model},
};

/// The value of an expression, as far as it is about time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    /// A point in time that is some distance from now.
    Moment(Moment),
    /// A number that the source tells.
    Number(f64),
    Unknown,
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// How many units make a second: 1 for seconds, 1000 for milliseconds.
    pub(crate) per_second: f64,
    /// Seconds from now.
    pub(crate) from_now: f64,
    /// It has no fraction.
    pub(crate) whole: bool,
    /// It is a date of the language, not a number.
    pub(crate) date: bool,
    /// It was turned into a text.
    pub(crate) text: bool,
    /// A date of the local zone that says nothing of its zone.
    pub(crate) naive_local: bool,
    /// A date of UTC that says nothing of its zone.
    pub(crate) naive_utc: bool,
    /// A local time was read as UTC, or the other way round.
    pub(crate) wrong_zone: Option<Id>,
    /// It went through a single precision number.
    pub(crate) single: Option<Id>,
}

const NOW: Moment = Moment {
    per_second: 1.0,
    from_now: 0.0,
    whole: true,
    date: false,
    text: false,
    naive_local: false,
    naive_utc: false,
    wrong_zone: None,
    single: None,
};
impl Moment {
    /// So many seconds from now, in whole seconds.
    pub(crate) const fn from_now(seconds: f64) -> Moment {
        Moment {
            from_now: seconds,
            ..NOW
        }
    }
}

const MILLIS: Moment = Moment {
    per_second: 1000.0,
    ..NOW
};
const DATE: Moment = Moment { date: true, ..NOW };

impl Model<'_> {
    /// What an expression is in terms of time.
    pub(crate) fn value(&self, id: Id) -> Value {
        // Enough for all that people write; a hostile text may nest as it likes.
        let mut steps = 2_000;
        self.value_of(id, 0, &mut steps)
    }

    pub(crate) fn moment(&self, id: Id) -> Option<Moment> {
        match self.value(id) {
            Value::Moment(moment) => Some(moment),
            _ => None,
        }
    }

    fn value_of(&self, id: Id, depth: usize, steps: &mut usize) -> Value {
        if depth > 40 || *steps == 0 {
            return Value::Unknown;
        }
        *steps -= 1;
        let mut inner = |id: Id| self.value_of(id, depth + 1, steps);
        match self.kind(id) {
            Kind::Number { value, .. } => Value::Number(*value),
            Kind::Pair {
                value: Some(value), ..
            } => inner(*value),
            Kind::Other(all) if all.len() == 1 => inner(all[0]),
            // `${now}`
            Kind::Template(all) if all.len() == 1 => match inner(all[0]) {
                Value::Moment(at) if !at.date => Value::Moment(Moment { text: true, ..at }),
                other => other,
            },
            Kind::Choice { yes, .. } => inner(*yes),
            Kind::Cast { to, of } => self.cast(id, to, inner(*of)),
            Kind::Name(_) => match self.resolve(id) {
                same if same == id => Value::Unknown,
                value => match inner(value) {
                    Value::Moment(at) if at.date && self.language == Language::Php => {
                        self.moved_since(id, value, at, depth, steps)
                    }
                    other => other,
                },
            },
            Kind::Binary { op, left, right } => {
                let (left, right) = (inner(*left), inner(*right));
                self.binary_value(id, op, left, right)
            }
            Kind::Member { of, name } => {
                let of_value = match self.variable(id).is_some() {
                    true => Value::Unknown,
                    false => inner(*of),
                };
                self.member_value(id, *of, name, of_value)
            }
            Kind::Call { of, name, args } => {
                let of_value = of.map_or(Value::Unknown, &mut inner);
                let first = args.first().map_or(Value::Unknown, |arg| inner(*arg));
                let call = Called {
                    id,
                    receiver: self.receiver(*of),
                    name,
                    args,
                    of_value,
                    first,
                    text: args.first().and_then(|arg| self.text_of(*arg)),
                    depth,
                };
                self.call_value(&call, steps)
            }
            _ => Value::Unknown,
        }
    }

    fn cast(&self, id: Id, to: &str, value: Value) -> Value {
        let Value::Moment(moment) = value else {
            return value;
        };
        let to = to.to_ascii_lowercase();
        let single =
            matches!(to.as_str(), "float" | "float32" | "single") && self.language != Language::Php;
        Value::Moment(Moment {
            whole: if to.contains("int") || to.contains("long") {
                true
            } else {
                moment.whole
            },
            single: if single && moment.per_second * 1e9 > 1.0 {
                moment.single.or(Some(id))
            } else {
                moment.single
            },
            text: to == "string",
            ..moment
        })
    }

    fn binary_value(&self, id: Id, op: &str, left: Value, right: Value) -> Value {
        use Value::{Moment as At, Number};
        let single = |number: Id| self.is_single(number).then_some(id);
        let operands = match *self.kind(id) {
            Kind::Binary { left, right, .. } => (left, right),
            _ => return Value::Unknown,
        };
        match (op, left, right) {
            ("+", Number(a), Number(b)) => Number(a + b),
            ("-", Number(a), Number(b)) => Number(a - b),
            ("*", Number(a), Number(b)) => Number(a * b),
            ("/" | "//", Number(a), Number(b)) if b != 0.0 => Number(a / b),
            ("+", At(at), Number(n)) | ("+", Number(n), At(at)) => {
                let fraction = n.fract() != 0.0;
                At(Moment {
                    from_now: at.from_now + n / if at.date { 1.0 } else { at.per_second },
                    whole: at.whole && !fraction,
                    ..at
                })
            }
            ("-", At(at), Number(n)) => At(Moment {
                from_now: at.from_now - n / if at.date { 1.0 } else { at.per_second },
                whole: at.whole && n.fract() == 0.0,
                ..at
            }),
            // How far back is not told; a wrong zone stays one.
            ("-", At(at), Value::Unknown) if at.wrong_zone.is_some() && !at.date => At(Moment {
                from_now: at.from_now - 30.0,
                ..at
            }),
            ("/" | "//", At(at), Number(n)) if n != 0.0 => At(Moment {
                per_second: at.per_second / n,
                whole: op == "//"
                    || (self.divides_whole()
                        && at.whole
                        && self.is_whole(operands.1)
                        && !self.is_float(operands.0)),
                single: at
                    .single
                    .or_else(|| single(operands.1))
                    .or_else(|| single(operands.0)),
                ..at
            }),
            ("*", At(at), Number(n)) | ("*", Number(n), At(at)) if n != 0.0 => At(Moment {
                per_second: at.per_second * n,
                ..at
            }),
            ("|" | ">>" | ">>>", At(at), Number(_)) => At(Moment { whole: true, ..at }),
            // now - epoch: the time since then.
            ("-", At(at), _) if at.date && self.mentions_epoch(operands.1) => {
                self.since_epoch(id, at)
            }
            ("-", At(a), At(b)) if a.per_second == b.per_second => {
                Number((a.from_now - b.from_now) * a.per_second)
            }
            ("||" | "??" | "or", left, _) => left,
            _ => Value::Unknown,
        }
    }

    fn since_epoch(&self, id: Id, at: Moment) -> Value {
        Value::Moment(Moment {
            date: true,
            wrong_zone: at.wrong_zone.or(at.naive_local.then_some(id)),
            naive_local: false,
            naive_utc: false,
            ..at
        })
    }

    fn member_value(&self, id: Id, of: Id, name: &str, of_value: Value) -> Value {
        let receiver = self.last_name(of).unwrap_or("");
        match (receiver, name, of_value) {
            ("DateTime" | "DateTimeOffset", "UtcNow", _) => Value::Moment(DATE),
            ("DateTimeOffset", "Now", _) => Value::Moment(DATE),
            ("DateTime", "Now", _) => Value::Moment(Moment {
                naive_local: true,
                ..DATE
            }),
            (_, "TotalSeconds", Value::Moment(at)) => Value::Moment(Moment {
                date: false,
                whole: false,
                ..at
            }),
            (_, "TotalMilliseconds", Value::Moment(at)) => Value::Moment(Moment {
                date: false,
                whole: false,
                per_second: 1000.0,
                ..at
            }),
            (_, "timestamp", Value::Moment(at)) => Value::Moment(Moment { date: false, ..at }),
            (_, "epochSecond", Value::Moment(at)) => Value::Moment(Moment { date: false, ..at }),
            (_, "time", Value::Moment(at)) if at.date => Value::Moment(Moment {
                date: false,
                per_second: 1000.0,
                ..at
            }),
            ("time", "Second", _) => Value::Number(1.0),
            ("time", "Minute", _) => Value::Number(60.0),
            ("time", "Hour", _) => Value::Number(3600.0),
            ("time", "Millisecond", _) => Value::Number(0.001),
            (_, _, _) => match self.resolve(id) {
                same if same == id => Value::Unknown,
                value => match self.kind(value) {
                    Kind::Number { value, .. } => Value::Number(*value),
                    _ => Value::Unknown,
                },
            },
        }
    }

    fn mentions_epoch(&self, id: Id) -> bool {
        let id = self.resolve(id);
        let shown = self.shown(id);
        shown.len() < 200 && (shown.contains("1970") || shown.contains("Epoch"))
    }

    /// Whether the division of whole numbers gives a whole number.
    fn divides_whole(&self) -> bool {
        matches!(
            self.language,
            Language::Java | Language::Kotlin | Language::CSharp | Language::Go | Language::Ruby
        )
    }

    fn is_whole(&self, id: Id) -> bool {
        match self.kind(self.resolve(id)) {
            Kind::Number { whole, .. } => *whole,
            Kind::Cast { to, of } => !self.is_float_type(to) && self.is_whole(*of),
            Kind::Binary { left, right, .. } => self.is_whole(*left) && self.is_whole(*right),
            _ => true,
        }
    }

    fn is_float(&self, id: Id) -> bool {
        matches!(self.kind(id), Kind::Cast { to, .. } if self.is_float_type(to))
    }

    fn is_float_type(&self, name: &str) -> bool {
        matches!(
            name.to_ascii_lowercase().as_str(),
            "float" | "double" | "float32" | "float64" | "decimal"
        )
    }

    /// Whether an operand is of single precision.
    fn is_single(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Number { single, .. } => *single,
            Kind::Cast { to, .. } => {
                matches!(to.to_ascii_lowercase().as_str(), "float" | "float32")
                    && self.language != Language::Php
            }
            _ => false,
        }
    }
}

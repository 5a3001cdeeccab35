//! What an expression says about time: which unit, how far from now, whole or not.

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
            Kind::Choice { yes, .. } => inner(*yes),
            Kind::Cast { to, of } => self.cast(id, to, inner(*of)),
            Kind::Name(_) => match self.resolve(id) {
                same if same == id => Value::Unknown,
                value => inner(value),
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
                self.call_value(id, *of, name, args, of_value, first, depth, steps)
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

    #[expect(
        clippy::too_many_arguments,
        reason = "what a call is has been computed by the caller"
    )]
    fn call_value(
        &self,
        id: Id,
        of: Option<Id>,
        name: &str,
        args: &[Id],
        of_value: Value,
        first: Value,
        depth: usize,
        steps: &mut usize,
    ) -> Value {
        use Value::{Moment as At, Number, Unknown};
        let receiver = self.receiver(of);
        let text = args.first().and_then(|arg| self.text_of(*arg));
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
        let float = Moment {
            whole: false,
            ..NOW
        };
        match (receiver, name, of_value, first) {
            // Now.
            ("Date", "now", ..) => At(MILLIS),
            (_, "new Date", _, Unknown) if args.is_empty() => match self.language.is_script() {
                true => At(Moment {
                    date: true,
                    ..MILLIS
                }),
                false => At(DATE),
            },
            (_, "new Date", _, At(at)) => At(Moment {
                date: true,
                per_second: 1.0,
                ..at
            }),
            ("Date" | "Time", "from" | "at", _, At(at)) => At(Moment { date: true, ..at }),
            ("System", "currentTimeMillis", ..) => At(MILLIS),
            ("Instant", "now", ..) | ("OffsetDateTime" | "ZonedDateTime", "now", ..) => At(DATE),
            ("LocalDateTime", "now", ..) => {
                let utc = args
                    .first()
                    .is_some_and(|zone| self.shown(*zone).contains("UTC"));
                At(Moment {
                    naive_local: !utc,
                    naive_utc: utc,
                    ..DATE
                })
            }
            ("time", "time", ..) => At(float),
            ("time", "time_ns", ..) => At(Moment {
                per_second: 1e9,
                ..NOW
            }),
            ("datetime", "now", ..) => At(Moment {
                naive_local: args.is_empty(),
                whole: false,
                ..DATE
            }),
            ("datetime", "utcnow", ..) => At(Moment {
                naive_utc: true,
                whole: false,
                ..DATE
            }),
            ("timezone", "now", ..) if self.language == Language::Python => At(Moment {
                whole: false,
                ..DATE
            }),
            ("", "time", ..) if self.language == Language::Php => At(NOW),
            ("", "microtime", ..) => At(float),
            ("", "new DateTime" | "new DateTimeImmutable", ..)
                if self.language == Language::Php && args.is_empty() =>
            {
                At(DATE)
            }
            ("Carbon" | "CarbonImmutable", "now", ..) | ("", "now", ..)
                if self.language == Language::Php =>
            {
                At(DATE)
            }
            ("", "strtotime", ..) => text
                .and_then(relative)
                .map_or(Unknown, |seconds| later(NOW, seconds)),
            ("IntDate", "get", ..) => text
                .and_then(|text| relative(text.trim_start_matches("now").trim()))
                .map_or(Unknown, |seconds| later(NOW, seconds)),
            ("Time", "now", ..) => At(Moment {
                whole: false,
                ..DATE
            }),
            ("time", "Now", ..) => At(DATE),
            ("Clock", "System", ..) => At(DATE),
            (_, "moment" | "dayjs", ..) if args.is_empty() => At(Moment {
                date: true,
                ..MILLIS
            }),
            // A number out of a date.
            (
                _,
                "getTime"
                | "valueOf"
                | "toEpochMilli"
                | "ToUnixTimeMilliseconds"
                | "UnixMilli"
                | "toEpochMilliseconds",
                At(at),
                _,
            ) if at.date => At(Moment {
                date: false,
                per_second: 1000.0,
                whole: true,
                wrong_zone: at.wrong_zone,
                ..at
            }),
            (
                _,
                "getEpochSecond" | "toEpochSecond" | "ToUnixTimeSeconds" | "Unix" | "unix"
                | "getTimestamp" | "to_i",
                At(at),
                _,
            ) => At(Moment {
                date: false,
                per_second: if at.date { 1.0 } else { at.per_second },
                whole: true,
                // LocalDateTime.now().toEpochSecond(ZoneOffset.UTC)
                wrong_zone: at.wrong_zone.or_else(|| self.zone_mistaken(id, at, args)),
                ..at
            }),
            (_, "UnixNano", At(at), _) => At(Moment {
                date: false,
                per_second: 1e9,
                ..at
            }),
            (_, "to_f", At(at), _) => At(Moment {
                date: false,
                whole: false,
                ..at
            }),
            (_, "timestamp", At(at), _) => At(Moment {
                date: false,
                whole: false,
                wrong_zone: at.wrong_zone.or(at.naive_utc.then_some(id)),
                ..at
            }),
            (_, "timegm", _, At(at)) => At(Moment {
                date: false,
                wrong_zone: at.wrong_zone.or(at.naive_local.then_some(id)),
                whole: true,
                ..at
            }),
            (_, "mktime", _, At(at)) => At(Moment {
                date: false,
                wrong_zone: at.wrong_zone.or(at.naive_utc.then_some(id)),
                whole: false,
                ..at
            }),
            ("time", "gmtime", ..) => At(Moment {
                naive_utc: true,
                ..DATE
            }),
            ("time", "localtime", ..) => At(Moment {
                naive_local: true,
                ..DATE
            }),
            (_, "timetuple" | "utctimetuple", value, _) => value,
            (_, "total_seconds", At(at), _) => At(Moment {
                date: false,
                whole: false,
                ..at
            }),
            // LocalDateTime.now().toInstant(ZoneOffset.UTC)
            (_, "toInstant" | "atZone" | "atOffset" | "ToUniversalTime", At(at), _) => At(Moment {
                wrong_zone: at.wrong_zone.or_else(|| self.zone_mistaken(id, at, args)),
                naive_local: false,
                naive_utc: false,
                ..at
            }),
            (_, "Subtract", At(at), _)
                if at.date && args.first().is_some_and(|arg| self.mentions_epoch(*arg)) =>
            {
                self.since_epoch(id, at)
            }
            (_, "new DateTimeOffset", _, At(at)) => At(Moment {
                date: true,
                naive_local: false,
                ..at
            }),
            // Later and earlier.
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
            (_, "Add", At(at), Number(n)) if self.language == Language::Go => later(at, n),
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
                        return Unknown;
                    };
                    let (Some(unit), Some(n)) = (
                        unit_seconds(key),
                        number(self.value_of(*value, depth + 1, steps)),
                    ) else {
                        return Unknown;
                    };
                    seconds += unit * n;
                }
                Number(seconds)
            }
            // Whole numbers.
            (
                _,
                "floor" | "round" | "trunc" | "ceil" | "int" | "intval" | "parseInt" | "Int"
                | "toLong" | "toInt" | "longValue" | "intValue" | "Round" | "Floor" | "Truncate"
                | "Integer",
                of_value,
                first,
            ) => {
                let value = if matches!(of_value, At(_) | Number(_)) {
                    of_value
                } else {
                    first
                };
                match value {
                    At(at) => {
                        let python_round =
                            self.language != Language::Python || name != "round" || args.len() == 1;
                        At(Moment {
                            whole: python_round,
                            text: false,
                            ..at
                        })
                    }
                    other => other,
                }
            }
            (
                _,
                "ToInt64" | "ToInt32" | "Number" | "abs" | "parseFloat" | "Float" | "Long",
                _,
                value,
            ) => match value {
                At(at) => At(Moment {
                    text: false,
                    whole: at.whole || name.starts_with("ToInt"),
                    ..at
                }),
                other => other,
            },
            (_, "toFloat", At(at), _) => At(Moment {
                single: at.single.or(Some(id)),
                whole: false,
                ..at
            }),
            (_, "toDouble", At(at), _) => At(Moment { whole: false, ..at }),
            // Texts.
            (_, "toString" | "to_s" | "ToString" | "toFixed", At(at), _) if !at.date => {
                At(Moment { text: true, ..at })
            }
            (_, "String" | "str" | "strval" | "valueOf" | "FormatInt" | "Itoa", _, At(at))
                if !at.date =>
            {
                At(Moment {
                    text: name != "valueOf" || receiver == "String",
                    ..at
                })
            }
            // new jwt.NumericDate(…), jwt.NewNumericDate(…): seconds.
            (_, "NewNumericDate", _, At(at)) => At(Moment { date: true, ..at }),
            // A function of one's own.
            ("" | "this" | "self", ..) => self.value_returned(name, depth, steps),
            _ => Unknown,
        }
    }

    fn value_returned(&self, name: &str, depth: usize, steps: &mut usize) -> Value {
        let returned = self.own_function(name).and_then(|at| self.returned(at));
        returned.map_or(Value::Unknown, |value| {
            self.value_of(value, depth + 4, steps)
        })
    }

    fn zone_mistaken(&self, id: Id, at: Moment, args: &[Id]) -> Option<Id> {
        let utc = args
            .first()
            .is_some_and(|zone| self.shown(*zone).contains("UTC"));
        let mistaken = match self.language {
            Language::Java | Language::Kotlin => at.naive_local && utc,
            _ => false,
        };
        mistaken.then_some(id)
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

/// `+2 hours`, `+ 1day`, `` (now).
fn relative(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text == "now" {
        return Some(0.0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.trim();
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let number: f64 = rest[..digits].parse().ok()?;
    Some(sign * number * unit_seconds(rest[digits..].trim())?)
}

fn unit_seconds(unit: &str) -> Option<f64> {
    let unit = unit.to_ascii_lowercase();
    Some(match unit.trim_end_matches('s') {
        "" | "second" | "sec" => 1.0,
        "milli" | "millisecond" => 0.001,
        "minute" | "min" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        _ => return None,
    })
}

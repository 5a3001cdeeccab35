//! What calls say about time: the clocks, the dates and the conversions of all languages.

use super::{
    DATE, MILLIS, Moment, NOW, Value,
    span::{relative, unit_seconds},
};
use crate::{
    Language,
    model::{Id, Kind, Model},
};

impl Model<'_> {
    #[expect(
        clippy::too_many_arguments,
        reason = "what a call is has been computed by the caller"
    )]
    pub(super) fn call_value(
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
        if self.language == Language::Php
            && let Some(value) = self.php_date(name, args, of_value, first)
        {
            return value;
        }
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
            ("Time", "current", ..) | ("zone", "now", ..) if self.language == Language::Ruby => {
                At(Moment {
                    whole: false,
                    ..DATE
                })
            }
            ("time", "Now", ..) => At(DATE),
            (_, "UTC" | "Local", At(at), _) if self.language == Language::Go => At(at),
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
            ("Long" | "Integer", "toString", _, At(at)) if !at.date => {
                At(Moment { text: true, ..at })
            }
            (_, "Sprint", _, At(at)) if !at.date => At(Moment { text: true, ..at }),
            (_, "sprintf" | "Sprintf" | "format" | "Format", _, Unknown)
                if args.len() == 2 && text.is_some_and(writes_one) =>
            {
                match self.value_of(args[1], depth + 1, steps) {
                    At(at) if !at.date => At(Moment { text: true, ..at }),
                    _ => Unknown,
                }
            }
            // new jwt.NumericDate(…), jwt.NewNumericDate(…): seconds.
            (_, "NewNumericDate", _, At(at)) => At(Moment { date: true, ..at }),
            // A function of one's own.
            ("" | "this" | "self", ..) => self.value_returned(name, depth, steps),
            _ => Unknown,
        }
    }

    fn is_duration(&self, id: Id) -> bool {
        self.call(self.resolve(id))
            .is_some_and(|(of, ..)| self.receiver(of) == "Duration")
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
}

/// Whether a format writes one value and nothing else.
fn writes_one(format: &str) -> bool {
    matches!(format, "%d" | "%s" | "%v" | "{0}" | "{}")
}

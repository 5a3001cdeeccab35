//! What the clocks of all languages say.

use super::{
    super::{DATE, MILLIS, Moment, NOW, Value, span::relative},
    Called,
};
use crate::{Language, model::Model};

impl Model<'_> {
    /// What a call of a clock gives.
    pub(super) fn told_by_a_clock(&self, call: &Called<'_>) -> Option<Value> {
        use Value::{Moment as At, Unknown};
        let Called {
            receiver,
            name,
            args,
            of_value,
            first,
            text,
            ..
        } = *call;
        let float = Moment {
            whole: false,
            ..NOW
        };
        let later = |at: Moment, seconds: f64| {
            At(Moment {
                from_now: at.from_now + seconds,
                ..at
            })
        };
        Some(match (receiver, name, of_value, first) {
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
            _ => return None,
        })
    }
}

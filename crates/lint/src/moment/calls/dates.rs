//! Numbers out of dates, and dates out of dates.

use super::{
    super::{DATE, Moment, Value},
    Called,
};
use crate::{
    Language,
    model::{Id, Model},
};

impl Model<'_> {
    /// What a conversion of a date gives.
    pub(super) fn out_of_a_date(&self, call: &Called<'_>) -> Option<Value> {
        use Value::Moment as At;
        let Called {
            id,
            receiver,
            name,
            args,
            of_value,
            first,
            ..
        } = *call;
        Some(match (receiver, name, of_value, first) {
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
            _ => return None,
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

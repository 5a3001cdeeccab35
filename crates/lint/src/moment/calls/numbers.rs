//! Whole numbers and texts of times.

use super::{
    super::{Moment, Value},
    Called,
};
use crate::{Language, model::Model};

impl Model<'_> {
    /// What a call that rounds a time or writes it down gives.
    pub(super) fn rounded_or_written(&self, call: &Called<'_>, steps: &mut usize) -> Option<Value> {
        use Value::{Moment as At, Number, Unknown};
        let Called {
            id,
            receiver,
            name,
            args,
            of_value,
            first,
            text,
            depth,
        } = *call;
        Some(match (receiver, name, of_value, first) {
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
            _ => return None,
        })
    }
}

/// Whether a format writes one value and nothing else.
fn writes_one(format: &str) -> bool {
    matches!(format, "%d" | "%s" | "%v" | "{0}" | "{}")
}

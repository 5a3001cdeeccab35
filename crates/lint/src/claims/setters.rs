//! Claims that methods set, one each.

use super::{Claim, claim};
use crate::{
    model::{Id, Kind, Model},
    moment::{Moment, Value, seconds_in},
};

/// A method that sets one claim.
pub(super) fn setter(model: &Model<'_>, id: Id, name: &str, args: &[Id]) -> Option<Claim> {
    match (name, args) {
        (
            "put" | "claim" | "withClaim" | "Add" | "add" | "set" | "addProperty" | "setClaim"
            | "addClaim" | "store" | "AddClaim" | "append" | "accumulate" | "addField"
            | "setProperty" | "withPayloadClaim",
            [key, value],
        ) => Some(claim(model.text_of(*key)?, Some(*value), id)),
        ("setIssuedAt" | "issuedAt" | "withIssuedAt", [value]) => {
            Some(claim("iat", Some(*value), id))
        }
        ("setIssuedAt", []) => Some(Claim {
            told: Some(Value::Moment(Moment::from_now(0.0))),
            ..claim("iat", None, id)
        }),
        ("setSubject" | "subject" | "withSubject", [value]) => Some(claim("sub", Some(*value), id)),
        ("setIssuer" | "issuer" | "withIssuer", [value]) => Some(claim("iss", Some(*value), id)),
        ("setExpiration" | "expiration" | "withExpiresAt", [value]) => {
            Some(claim("exp", Some(*value), id))
        }
        // jose takes "2h" as well.
        ("setExpirationTime" | "expiresAt", [value]) => {
            let span = model.text_of(model.resolve(*value)).and_then(seconds_in);
            Some(match span {
                Some(seconds) => Claim {
                    told: Some(Value::Moment(Moment::from_now(seconds))),
                    ..claim("exp", None, id)
                },
                None => claim("exp", Some(*value), id),
            })
        }
        _ => None,
    }
}

/// What a chain of calls is made on: its name, and the map that a constructor was given.
pub(super) fn root(model: &Model<'_>, of: Id) -> (String, Option<Id>) {
    let mut at = of;
    for _ in 0..64 {
        match model.kind(at) {
            Kind::Call { of: Some(of), .. } | Kind::Member { of, .. } => at = *of,
            _ => break,
        }
    }
    let given = match model.call(at) {
        Some((None, name, [first, ..])) if name.starts_with("new ") => Some(model.resolve(*first)),
        _ => None,
    };
    (model.variable(at).unwrap_or("").to_owned(), given)
}

//! Calls of JWT libraries.

use super::Facts;
use crate::model::{Id, Kind};

/// A call of a JWT library that signs.
pub(crate) struct Jwt {
    pub(crate) at: Id,
    pub(crate) key: Option<Id>,
    /// What is signed, where the call that takes the key takes it too.
    pub(crate) payload: Option<Id>,
    /// In upper case; empty when it is not told.
    pub(crate) algorithm: String,
}

impl Facts<'_> {
    pub(super) fn jwt(&self, id: Id) -> Option<Jwt> {
        let model = self.model;
        let (of, name, args) = model.call(id)?;
        let receiver = model.receiver(of);
        let arg = |at: usize| args.get(at).copied();
        let text = |id: Option<Id>| {
            id.and_then(|id| model.text_of(model.resolve(id)))
                .unwrap_or("")
                .to_ascii_uppercase()
        };
        let named = |name: &str| {
            args.iter().find_map(|arg| match model.kind(*arg) {
                Kind::Pair { key, value } if key == name => *value,
                _ => None,
            })
        };
        let option = |id: Option<Id>, name: &str| {
            let Kind::Map(entries) = model.kind(model.resolve(id?)) else {
                return None;
            };
            entries.iter().find_map(|entry| match model.kind(*entry) {
                Kind::Pair { key, value } if key == name => *value,
                _ => None,
            })
        };
        let takes_both = matches!(name, "sign" | "encode");
        let jwt = |key: Option<Id>, algorithm: String| {
            Some(Jwt {
                at: id,
                key,
                payload: arg(if receiver == "JWS" { 2 } else { 0 })
                    .filter(|_| takes_both && args.len() >= 2),
                algorithm,
            })
        };
        match (name, receiver) {
            ("sign", "JWS") if args.len() >= 4 => jwt(arg(3), text(arg(0))),
            ("sign", "jwt" | "jsonwebtoken" | "JWT" | "jwtService") => {
                jwt(arg(1), text(option(arg(2), "algorithm")))
            }
            ("encode", "jwt" | "JWT" | "pyjwt") => {
                jwt(named("key").or(arg(1)), text(named("algorithm").or(arg(2))))
            }
            ("HMAC256" | "HMAC384" | "HMAC512", "Algorithm") => {
                jwt(arg(0), name.replace("HMAC", "HS"))
            }
            ("signWith", _) => {
                let algorithm = |id: Option<Id>| {
                    id.and_then(|id| model.last_name(id))
                        .filter(|name| name.starts_with("HS"))
                        .map(str::to_owned)
                };
                match algorithm(arg(0)) {
                    Some(first) => jwt(arg(1), first),
                    None => jwt(arg(0), algorithm(arg(1)).unwrap_or_default()),
                }
            }
            ("new SigningCredentials", _) => {
                let algorithm = arg(1).and_then(|id| model.last_name(id)).unwrap_or("");
                jwt(
                    arg(0),
                    algorithm
                        .replace("HmacSha", "HS")
                        .replace("Signature", "")
                        .to_ascii_uppercase(),
                )
            }
            ("SignedString", _) => {
                let made = of.map(|of| model.resolve(of)).and_then(|of| model.call(of));
                let method = made
                    .and_then(|(_, _, args)| model.last_name(*args.first()?))
                    .unwrap_or("");
                jwt(
                    arg(0),
                    method.trim_start_matches("SigningMethod").to_owned(),
                )
            }
            ("sign", _) if of.is_some_and(|of| model.shown(of).contains("SignJWT")) => {
                jwt(arg(0), String::new())
            }
            _ => None,
        }
    }
}

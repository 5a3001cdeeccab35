//! Claims as entries of a literal, and what .NET's classes call them.

use super::{ClaimSet, Owned, claim};
use crate::{
    Language,
    model::{Id, Kind, Model},
};

pub(super) fn take_entries(model: &Model<'_>, entries: &[Id], set: &mut ClaimSet) {
    let descriptor = model.language == Language::CSharp;
    for entry in entries {
        match model.kind(*entry) {
            // new SecurityTokenDescriptor { Subject = new ClaimsIdentity(claims), Expires = … }
            Kind::Pair {
                key,
                value: Some(value),
            } if descriptor && matches!(key.as_str(), "Subject" | "Claims") => {
                match identity(model, *value) {
                    Some(inner) => take_entries(model, inner, set),
                    None => set.open = true,
                }
            }
            Kind::Pair { key, value } if descriptor && of_descriptor(key).is_some() => {
                let key = of_descriptor(key).unwrap_or(key);
                set.claims.push(claim(key, *value, *entry));
            }
            Kind::Pair { key, value }
                if key.ends_with("Claims")
                    && value.is_some_and(|value| matches!(model.kind(value), Kind::Map(_))) =>
            {
                if let Some(value) = value
                    && let Kind::Map(inner) = model.kind(*value)
                {
                    take_entries(model, inner, set);
                }
            }
            Kind::Pair { key, value } => {
                set.claims.push(claim(key, *value, *entry));
                // What another struct's declaration calls it is not in the text.
                set.open |= model.language == Language::Go
                    && key.starts_with(char::is_uppercase)
                    && !matches!(key.as_str(), "ExpiresAt" | "IssuedAt");
            }
            _ => set.open = true,
        }
    }
}

/// What a property of .NET's `SecurityTokenDescriptor`, or a parameter of `JwtSecurityToken`, is called in the token.
fn of_descriptor(name: &str) -> Option<&'static str> {
    match name {
        "Issuer" | "issuer" => Some("iss"),
        "Expires" | "expires" => Some("exp"),
        "IssuedAt" | "issuedAt" => Some("iat"),
        _ => None,
    }
}

/// The claims in a dictionary, or in a list that a `ClaimsIdentity` is made of.
fn identity<'m>(model: &'m Model<'_>, value: Id) -> Option<&'m [Id]> {
    let value = model.resolve(value);
    let list = match model.call(value) {
        Some((None, "new ClaimsIdentity", [list, ..])) => model.resolve(*list),
        _ => value,
    };
    match model.kind(list) {
        Kind::Map(entries) => Some(entries),
        _ => None,
    }
}

/// `new JwtSecurityToken(claims: claims, expires: …)`: what is said beside the claims belongs to them.
pub(super) fn take_beside(model: &Model<'_>, args: &[Id], sets: &mut Owned) {
    let named = |wanted: &str| {
        args.iter().find_map(|arg| match model.kind(*arg) {
            Kind::Pair {
                key,
                value: Some(value),
            } if key == wanted => Some(*value),
            _ => None,
        })
    };
    let Some(list) = named("claims").map(|list| model.resolve(list)) else {
        return;
    };
    let Some((_, set)) = sets.iter_mut().find(|(_, set)| set.at == list) else {
        return;
    };
    for name in ["issuer", "expires"] {
        if let (Some(value), Some(key)) = (named(name), of_descriptor(name))
            && !set.has(key)
        {
            set.claims.push(claim(key, Some(value), value));
        }
    }
}

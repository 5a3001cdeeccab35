//! `arg-order`: key, secret, message or number in each other's places, or left out.

use countersign_diagnose::Confidence::Likely;

use crate::{
    facts::is_like_a_key,
    finding::{Found, Said},
    model::{Id, Kind, Model},
    placeholders::stands_for_another,
    plain::plain_name,
};

/// That sign, of one source.
const MOST_FUNCTIONS: usize = 20;

/// What an argument is by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Means {
    Key,
    Secret,
    Number,
    Role,
}

fn means(name: &str) -> Option<Means> {
    let name = plain_name(name);
    Some(match name.as_str() {
        _ if name.contains("secret") => Means::Secret,
        "mn" => Means::Number,
        _ if name.contains("meetingnumber")
            || name.contains("meetingid")
            || name.contains("meetingno") =>
        {
            Means::Number
        }
        _ if name.ends_with("role") => Means::Role,
        _ if name.ends_with("key") || name.ends_with("clientid") => Means::Key,
        _ => return None,
    })
}

pub(super) fn check(found: &mut Found<'_, '_>) {
    calls(found);
    macs(found);
    tokens(found);
}

/// Calls of the source's own function that signs.
fn calls(found: &mut Found<'_, '_>) {
    let model = found.facts.model;
    let mut looked_at = 0;
    for function in &model.functions {
        let wanted: Vec<Option<Means>> = function
            .parameters
            .iter()
            .map(|parameter| means(&parameter.name))
            .collect();
        let known = wanted.iter().flatten().count();
        if function.name.is_empty() || known < 2 || !wanted.contains(&Some(Means::Secret)) {
            continue;
        }
        looked_at += 1;
        if looked_at > MOST_FUNCTIONS {
            break;
        }
        let needed = function
            .parameters
            .iter()
            .filter(|parameter| !parameter.optional)
            .count();
        let calls: Vec<(Id, Vec<Id>)> = model
            .calls()
            .filter(|(_, of, name, _)| *name == function.name && !is_of_a_library(model, *of))
            .map(|(id, _, _, args)| (id, args.to_vec()))
            .collect();
        for (call, args) in calls {
            let named = args
                .iter()
                .any(|arg| matches!(model.kind(*arg), Kind::Pair { .. } | Kind::Map(_)));
            let spread = args
                .iter()
                .any(|arg| model.shown(*arg).starts_with(['.', '*', '&']));
            if named || spread {
                continue;
            }
            if args.len() < needed {
                found.error(
                    call,
                    Said {
                        rule: "arg-order",
                        confidence: Likely,
                        message: "the call leaves out arguments, so the others land in the wrong places",
                        fix: "Pass every argument that the function names, in its order.",
                    },
                );
                continue;
            }
            let given = args
                .iter()
                .map(|arg| model.names(*arg).iter().find_map(|name| means(name)));
            let swapped = wanted.iter().zip(given).any(|(wanted, given)| matches!((wanted, given), (Some(wanted), Some(given)) if *wanted != given));
            if swapped {
                found.error(
                    call,
                    Said {
                        rule: "arg-order",
                        confidence: Likely,
                        message: "the arguments are not in the order of the function's parameters",
                        fix: "Pass key, secret, meeting number and role in the order in which the function names them.",
                    },
                );
            }
        }
    }
}

/// Whether a call of a name that a function here has is made on something of a JWT library: `JWT.create().sign(algorithm)`.
fn is_of_a_library(model: &Model<'_>, of: Option<Id>) -> bool {
    let Some(of) = of else { return false };
    let receiver = model.receiver(Some(of)).to_ascii_lowercase();
    model
        .call(of)
        .is_some_and(|(_, name, _)| !name.starts_with("new "))
        || matches!(
            receiver.as_str(),
            "jwt" | "jws" | "jsonwebtoken" | "pyjwt" | "jose" | "subtle" | "crypto" | "builder"
        )
}

/// `HMAC(key, message)` with both exchanged.
fn macs(found: &mut Found<'_, '_>) {
    let model = found.facts.model;
    for mac in &found.facts.macs {
        let (Some(key), Some(message)) = (mac.key, mac.message) else {
            continue;
        };
        let message = model.names(message);
        let secret = message.first().is_some_and(|name| name.contains("secret"));
        let key = model.names(key);
        let text = key.first().is_some_and(|name| {
            [
                "header", "payload", "message", "msg", "data", "tosign", "unsigned",
            ]
            .iter()
            .any(|word| name.contains(word))
        });
        if secret && (text || !key.first().is_some_and(|name| name.contains("secret"))) {
            found.error(
                mac.at,
                Said {
                    rule: "arg-order",
                    confidence: Likely,
                    message: "the secret stands where the message belongs",
                    fix: "Exchange the two: the key of the HMAC is the client secret, its message is header.payload.",
                },
            );
        }
    }
}

/// `sign(claims, secret)` of a JWT library with both exchanged; and the client ID where the secret belongs.
fn tokens(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    let model = facts.model;
    for jwt in &facts.jwts {
        let (Some(key), Some(payload)) = (jwt.key, jwt.payload) else {
            continue;
        };
        let first = |id: Id| model.names(id).into_iter().next().unwrap_or_default();
        let secret = first(payload).contains("secret");
        let is_claims = facts.claims.iter().any(|set| set.at == model.plain(key));
        let named = ["claim", "payload", "data"]
            .iter()
            .any(|word| first(key).contains(word));
        if secret && (is_claims || named) {
            found.error(
                jwt.at,
                Said {
                    rule: "arg-order",
                    confidence: Likely,
                    message: "the secret stands where the claims belong",
                    fix: "Exchange the two: the claims come first, then the client secret.",
                },
            );
        }
    }
    for claim in facts
        .claims
        .iter()
        .flat_map(|set| [set.get("appKey"), set.get("sdkKey")])
        .flatten()
    {
        let first = claim
            .value
            .and_then(|value| model.names(value).into_iter().next());
        if first.is_some_and(|name| means(&name) == Some(Means::Secret)) {
            found.error(
                claim.at,
                Said {
                    rule: "arg-order",
                    confidence: Likely,
                    message: "the secret is written into the token as its key, where everybody reads it",
                    fix: "Write the client ID into the claim appKey, and make a new secret: this one is known to all who saw a token.",
                },
            );
        }
    }
    let ids: Vec<String> = facts
        .claims
        .iter()
        .flat_map(|set| [set.get("appKey"), set.get("sdkKey")])
        .flatten()
        .filter_map(|claim| model.names(claim.value?).into_iter().next())
        .filter(|name| means(name) == Some(Means::Key))
        .collect();
    // Written down twice.
    let texts: Vec<&str> = facts
        .claims
        .iter()
        .flat_map(|set| [set.get("appKey"), set.get("sdkKey")])
        .flatten()
        .filter_map(|claim| model.text_of(model.plain(claim.value?)))
        .filter(|text| is_like_a_key(text) && !stands_for_another(text))
        .collect();
    for key in facts.keys().collect::<Vec<Id>>() {
        let signs_with = model.names(key).into_iter().next();
        let text = model.text_of(model.plain(key));
        if signs_with.is_some_and(|name| ids.contains(&name))
            || text.is_some_and(|text| texts.contains(&text))
        {
            found.error(
                key,
                Said {
                    rule: "arg-order",
                    confidence: Likely,
                    message: "what is the claim appKey signs as well: the client ID stands where the secret belongs",
                    fix: "Sign with the client secret; the client ID goes into the claim appKey.",
                },
            );
        }
    }
}

//! What a page must not do: `secret-in-browser`, `generatesdksignature-removed`; and tokens written into the source,
//! `expired-hardcoded`.

use countersign_diagnose::{
    Confidence::{Certain, Likely},
    SdkVersion,
};

use crate::{
    credentials::{is_placeholder, names_a_secret},
    finding::{Found, Said, is_secret_literal},
    model::{Id, Kind},
};

/// What bundlers put into pages.
const PUBLIC: [&str; 8] = [
    "NEXT_PUBLIC_",
    "REACT_APP_",
    "VITE_",
    "EXPO_PUBLIC_",
    "NUXT_PUBLIC_",
    "GATSBY_",
    "VUE_APP_",
    "PUBLIC_",
];
const FIX: &str = "Sign on a server, and give the page the token alone. Make a new secret: this one is known to whoever opened the page.";

pub(super) fn check(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    let model = facts.model;
    for (at, read) in &facts.env {
        if names_a_secret(&read.name) && PUBLIC.iter().any(|prefix| read.name.starts_with(prefix)) {
            found.warning(
                *at,
                leak("the bundler writes this variable, the secret, into the page"),
            );
        }
    }
    for key in facts.keys().collect::<Vec<Id>>() {
        let at = model.plain(key);
        let told = model.nodes[at].parent.is_some_and(|around| {
            let name = match model.kind(around) {
                Kind::Assign { to, .. } => model.last_name(*to).unwrap_or(""),
                Kind::Pair { key, .. } => key,
                _ => "",
            };
            names_a_secret(name)
        });
        if !told && is_secret_literal(model, at) {
            found.warning(at, written(facts.page && model.language.is_script()));
        }
    }
    for id in model.ids() {
        match model.kind(id) {
            Kind::Call { of, name, args } => call(found, id, model.receiver(*of), name, args),
            Kind::Assign { to, value } => {
                let name = model.last_name(*to).unwrap_or("");
                let kept = match model.kind(*to) {
                    // cookies[:sdk_secret] = secret
                    Kind::Member { of, name } => {
                        model.last_name(*of).is_some_and(|of| of.contains("cookie"))
                            && (names_a_secret(name)
                                || model.names(*value).iter().any(|name| names_a_secret(name)))
                    }
                    _ => false,
                };
                if kept || name == "cookie" && names_a_secret(model.shown(*value)) {
                    found.warning(
                        id,
                        leak("the secret is put into a cookie, which the browser keeps"),
                    );
                }
                literal(found, id, name, *value);
            }
            Kind::Pair {
                key,
                value: Some(value),
            } => literal(found, id, key, *value),
            _ => {}
        }
    }
    // A page that signs has its secret, wherever that comes from.
    if facts.page && model.language.is_script() && !found.has("secret-in-browser") {
        let signs_here = facts
            .macs
            .iter()
            .map(|mac| mac.at)
            .chain(facts.jwts.iter().map(|jwt| jwt.at))
            .next();
        let joins = model.calls().any(|(_, of, name, _)| {
            matches!(
                name,
                "join" | "init" | "preLoadWasm" | "prepareWebSDK" | "createClient"
            ) && (model.receiver(of).starts_with("ZoomMtg")
                || name == "createClient"
                || model.receiver(of) == "client")
        });
        if let Some(at) = signs_here.filter(|_| joins) {
            found.warning(
                at,
                Said {
                    confidence: Likely,
                    ..leak("the code that joins signs as well, so the secret is in the page")
                },
            );
        }
    }
}

fn leak(message: &str) -> Said<'_> {
    Said {
        rule: "secret-in-browser",
        confidence: Certain,
        message,
        fix: FIX,
    }
}

/// What is said of a secret that is written down.
fn written(into_page: bool) -> Said<'static> {
    match into_page {
        true => leak("the secret is written into the page"),
        false => Said {
            fix: "Read the secret from the environment or a secret store, and make a new one: this one is in the history of the source.",
            confidence: Likely,
            ..leak("the secret is written into the source")
        },
    }
}

fn call(found: &mut Found<'_, '_>, id: Id, receiver: &str, name: &str, args: &[Id]) {
    let model = found.facts.model;
    let removed =
        name == "generateSDKSignature" || (name == "generateSignature" && receiver == "ZoomMtg");
    let had = found.facts.target.is_web_before(SdkVersion::new(3, 12, 0));
    if removed && !had {
        found.error(
            id,
            Said {
                rule: "generatesdksignature-removed",
                confidence: Certain,
                message: "the web SDK has no such function from 3.12.0 on",
                fix: "Ask a server of your own for the token, and pass it to join() as signature.",
            },
        );
    }
    if removed {
        found.warning(
            id,
            leak("the page makes the signature itself, so the secret is in the page"),
        );
    }
    let stores = match name {
        "setItem" => receiver.ends_with("Storage"),
        "set" => receiver.to_ascii_lowercase().contains("cookie"),
        "setCookie" | "setcookie" | "set_cookie" | "SetCookie" | "addCookie" => true,
        // Response.Cookies.Append(…), call.response.cookies.append(…)
        "Append" | "append" => receiver.eq_ignore_ascii_case("cookies"),
        _ => false,
    };
    let secret = |id: &Id| {
        model.text_of(*id).is_some_and(names_a_secret)
            || model.names(*id).iter().any(|name| names_a_secret(name))
    };
    if stores
        && args
            .iter()
            .flat_map(|arg| model.inside(*arg))
            .any(|id| secret(&id))
    {
        found.warning(id, leak("the secret is put where the browser keeps it"));
    }
}

/// A secret or a token that is written into the source.
fn literal(found: &mut Found<'_, '_>, id: Id, name: &str, value: Id) {
    let facts = found.facts;
    let model = facts.model;
    let Some(text) = model.text_of(value) else {
        return;
    };
    if names_a_secret(name)
        && is_secret_literal(model, value)
        && !is_placeholder(text)
        && text.len() >= 16
    {
        found.warning(id, written(facts.page && model.language.is_script()));
    }
    let token = text.starts_with("eyJ") && text.len() > 60 && text.matches('.').count() == 2;
    let lower = name.to_ascii_lowercase();
    if token && (lower.contains("signature") || lower.contains("token") || lower.contains("jwt")) {
        found.warning(
            id,
            Said {
                rule: "expired-hardcoded",
                confidence: Likely,
                message: "a token is written into the source; it works until it expires",
                fix: "Make a token for each join, on the server.",
            },
        );
    }
}

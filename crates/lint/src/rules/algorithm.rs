//! `wrong-alg`: another algorithm than HS256.

use countersign_diagnose::Confidence::Likely;

use crate::{
    claims::NUMBER_NAMES,
    facts::{Facts, Jwt},
    finding::{Found, Said},
    model::{Id, Kind},
};

const SAID: Said<'static> = Said {
    rule: "wrong-alg",
    confidence: Likely,
    message: "the token is signed with another algorithm than HS256",
    fix: "Sign with HS256 (HMAC with SHA-256), and say \"alg\": \"HS256\" in the header; Zoom takes no other.",
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    let model = facts.model;
    if !facts.signs {
        return;
    }
    for mac in &facts.macs {
        if matches!(mac.hash.as_str(), "sha1" | "sha512" | "sha384" | "md5") {
            found.error(mac.at, SAID);
        }
    }
    for jwt in &facts.jwts {
        let known = ["HS384", "HS512", "RS256", "RS512", "ES256", "NONE"];
        if known.contains(&jwt.algorithm.as_str()) && !is_anothers(facts, jwt) {
            found.error(jwt.at, SAID);
        }
    }
    for id in model.ids() {
        // {"alg":"HS512"} as a text
        if let Kind::Text(text) = model.kind(id)
            && algorithm_in_json(text).is_some_and(|algorithm| algorithm != "HS256")
        {
            found.error(id, SAID);
        }
        if let Kind::Pair {
            key,
            value: Some(value),
        } = model.kind(id)
            && key == "alg"
            && let Some(text) = model.text_of(model.resolve(*value))
            && text != "HS256"
        {
            found.error(id, SAID);
        }
    }
}

/// Whether the token is for somebody else than Zoom: what it signs can all be seen, and is none of the claims for meetings
/// that the source has elsewhere. Apple and Google take ES256 and RS256.
fn is_anothers(facts: &Facts<'_>, jwt: &Jwt) -> bool {
    let model = facts.model;
    let Some(claims) = jwt.payload.map(|payload| model.resolve(payload)) else {
        return false;
    };
    let Kind::Map(entries) = model.kind(claims) else {
        return false;
    };
    let is_plain = |entry: &Id| matches!(model.kind(*entry), Kind::Pair { key, .. } if is_no_word_of_zooms(key));
    !facts.claims.is_empty()
        && facts.claims.iter().all(|set| set.at != claims)
        && !entries.is_empty()
        && entries.iter().all(is_plain)
}

fn is_no_word_of_zooms(key: &str) -> bool {
    let own = ["appKey", "sdkKey", "mn", "role", "tokenExp"];
    !own.contains(&key) && !NUMBER_NAMES.contains(&key)
}

fn algorithm_in_json(text: &str) -> Option<String> {
    let text = text.replace('\\', "");
    let (_, after) = text.split_once("\"alg\"")?;
    let mut parts = after.split('"');
    (parts.next()?.trim() == ":").then(|| parts.next().map(str::to_owned))?
}

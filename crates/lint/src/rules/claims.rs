//! Which claims there are: `missing-mn`, `missing-appkey`, `missing-both-keys`, `missing-tokenexp`, `mn-not-digits`,
//! `role-string`, `role-invalid`.

use countersign_diagnose::Confidence::{Certain, Likely, Possible};

use crate::{
    claims::{ClaimSet, NUMBER_NAMES},
    finding::{Found, Said},
    model::Kind,
    moment::Value,
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    for set in &found.facts.claims {
        number(found, set);
        keys(found, set);
        token_exp(found, set);
        role(found, set);
    }
}

fn number(found: &mut Found<'_, '_>, set: &ClaimSet) {
    let model = found.facts.model;
    let misnamed = NUMBER_NAMES.iter().find_map(|name| set.get(name));
    if let Some(claim) = misnamed.filter(|_| !set.has("mn")) {
        found.error(
            claim.at,
            Said {
                rule: "missing-mn",
                confidence: Certain,
                message: "the meeting number is in a claim of another name; Zoom reads mn",
                fix: "Call the claim mn. Only the option of join() is called meetingNumber.",
            },
        );
    }
    let literal = set
        .get("mn")
        .and_then(|claim| claim.value)
        .and_then(|value| model.text_of(model.resolve(value)));
    if let (Some(text), Some(claim)) = (literal, set.get("mn"))
        && !text.is_empty()
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && !text.bytes().all(|byte| byte.is_ascii_digit())
    {
        found.error(
            claim.at,
            Said {
                rule: "mn-not-digits",
                confidence: Likely,
                message: "the meeting number holds more than digits",
                fix: "Write the digits alone, without spaces or dashes, here and in join().",
            },
        );
    }
}

fn keys(found: &mut Found<'_, '_>, set: &ClaimSet) {
    if set.open || set.has("appKey") {
        return;
    }
    match set.get("sdkKey") {
        Some(claim) => found.warning(
            claim.at,
            Said {
                rule: "missing-appkey",
                confidence: Likely,
                message: "the claims have sdkKey but no appKey, which the web SDK wants from 5.0.0 on",
                fix: "Add appKey with the same client ID; sdkKey may stay for SDKs before 5.0.0.",
            },
        ),
        // Times alone may be put over the claims of another place.
        None if !is_whole(set) => {}
        None => found.error(
            set.at,
            Said {
                rule: "missing-both-keys",
                confidence: Likely,
                message: "the claims have neither appKey nor sdkKey",
                fix: "Add the claim appKey: the client ID of the Meeting SDK app whose secret signs.",
            },
        ),
    }
}

fn is_whole(set: &ClaimSet) -> bool {
    set.has("role") && (set.has("mn") || NUMBER_NAMES.iter().any(|name| set.has(name)))
}

fn token_exp(found: &mut Found<'_, '_>, set: &ClaimSet) {
    if set.open || set.has("tokenExp") || !set.has("exp") {
        return;
    }
    found.info(
        set.at,
        Said {
            rule: "missing-tokenexp",
            confidence: Possible,
            message: "the claims have no tokenExp; native SDKs refuse that, the web SDK does not",
            fix: "Add tokenExp with the same value as exp.",
        },
    );
}

fn role(found: &mut Found<'_, '_>, set: &ClaimSet) {
    let model = found.facts.model;
    let Some(claim) = set.get("role") else { return };
    let Some(value) = claim.value else { return };
    let at = claim.at;
    let value = model.resolve(value);
    match (model.text_of(value), model.value(value)) {
        (Some("0" | "1"), _) => found.warning(
            at,
            Said {
                rule: "role-string",
                confidence: Possible,
                message: "the role is a text; Zoom's documents want a number",
                fix: "Write the number: 0 for participants, 1 for the host.",
            },
        ),
        (Some(_), _) if !matches!(model.kind(value), Kind::Choice { .. }) => {
            found.error(at, INVALID)
        }
        (None, Value::Number(role)) if role != 0.0 && role != 1.0 => found.error(at, INVALID),
        _ => {}
    }
}

const INVALID: Said<'static> = Said {
    rule: "role-invalid",
    confidence: Likely,
    message: "the role is neither 0 nor 1",
    fix: "Write role as the number 0 (join) or 1 (start as host).",
};

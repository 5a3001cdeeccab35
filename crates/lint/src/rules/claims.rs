//! Which claims there are: `other-zoom-token`, `video-sdk-token`, `missing-mn`, `missing-appkey`, `missing-both-keys`, `missing-tokenexp`, `mn-not-digits`,
//! `role-string`, `role-invalid`.

use countersign_diagnose::{
    Confidence::{Certain, Likely, Possible},
    SdkVersion,
};

use crate::{
    claims::{ClaimSet, NUMBER_NAMES, VIDEO_SDK},
    finding::{Found, Said},
    model::{Id, Kind, Model},
    moment::Value,
    plain::plain_name,
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    for set in &found.facts.video_claims {
        let foreign = VIDEO_SDK.iter().find_map(|name| set.get(name));
        let at = match foreign {
            Some(claim) if set.is_mixed() => claim.at,
            _ => set.at,
        };
        found.error(
            at,
            Said {
                rule: "video-sdk-token",
                confidence: Likely,
                message: "these are claims of the Video SDK, whose tokens cannot join meetings or webinars",
                fix: "For meetings sign the claims appKey, mn, role, iat, exp and tokenExp, with the pair of a Meeting SDK app.",
            },
        );
    }
    for set in &found.facts.api_claims {
        found.error(
            set.at,
            Said {
                rule: "other-zoom-token",
                confidence: Likely,
                message: "these are claims of a token for the REST API, of the JWT apps that Zoom retired in 2023; it joins no meeting",
                fix: "For the Meeting SDK sign the claims appKey, mn, role, iat, exp and tokenExp, with the pair of a Meeting SDK app.",
            },
        );
    }
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
    // Native SDKs do without it.
    let native = found.facts.target.is_native();
    if let Some(claim) = misnamed.filter(|_| !set.has("mn") && !native) {
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
    if misnamed.is_none()
        && !native
        && !set.open
        && !set.has("mn")
        && has_key(set)
        && (set.has("role") || is_given_a_number(model, set))
    {
        found.error(
            set.at,
            Said {
                rule: "missing-mn",
                confidence: Likely,
                message: "the claims have no meeting number",
                fix: "Add the claim mn: the number of the meeting that join() is given as meetingNumber.",
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

/// Whether the function around the claims is given a meeting number; that it only logs, then.
fn is_given_a_number(model: &Model<'_>, set: &ClaimSet) -> bool {
    let function = model.nodes[set.at].function;
    function.is_some_and(|at| {
        let parameters = &model.functions[at].parameters;
        parameters.iter().any(|parameter| {
            let name = plain_name(&parameter.name);
            name.starts_with("meetingn") || name.starts_with("meetingid")
        })
    })
}

fn keys(found: &mut Found<'_, '_>, set: &ClaimSet) {
    if set.open || set.has("appKey") {
        return;
    }
    match set.get("sdkKey") {
        Some(claim) => no_app_key(found, claim.at),
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

/// `sdkKey` alone: what that means depends on the SDK.
fn no_app_key(found: &mut Found<'_, '_>, at: Id) {
    let said = |message| Said {
        rule: "missing-appkey",
        confidence: Likely,
        message,
        fix: "Add appKey with the same client ID; sdkKey may stay for SDKs before 5.0.0.",
    };
    let target = found.facts.target;
    if target.is_native() {
        found.error(
            at,
            said("the claims have sdkKey but no appKey, which native SDKs read"),
        );
    } else if target.is_web_before(SdkVersion::READS_SIGNATURE) {
        // Before that nothing but sdkKey was read.
    } else if target.is_web_before(SdkVersion::new(5, 0, 0)) {
        found.info(
            at,
            said("the claims have sdkKey but no appKey, which replaces it"),
        );
    } else {
        found.warning(
            at,
            said("the claims have sdkKey but no appKey, which the web SDK wants from 5.0.0 on"),
        );
    }
}

fn has_key(set: &ClaimSet) -> bool {
    set.has("appKey") || set.has("sdkKey")
}

fn is_whole(set: &ClaimSet) -> bool {
    set.has("role") && (set.has("mn") || NUMBER_NAMES.iter().any(|name| set.has(name)))
}

fn token_exp(found: &mut Found<'_, '_>, set: &ClaimSet) {
    if set.open || set.has("tokenExp") || !set.has("exp") {
        return;
    }
    let said = |confidence, message| Said {
        rule: "missing-tokenexp",
        confidence,
        message,
        fix: "Add tokenExp with the same value as exp.",
    };
    if found.facts.target.is_native() {
        let message = "the claims have no tokenExp, which native SDKs need";
        found.error(set.at, said(Likely, message));
    } else {
        let message = "the claims have no tokenExp; native SDKs refuse that, the web SDK does not";
        found.info(set.at, said(Possible, message));
    }
}

fn role(found: &mut Found<'_, '_>, set: &ClaimSet) {
    let model = found.facts.model;
    let Some(claim) = set.get("role") else {
        no_role(found, set);
        return;
    };
    let Some(value) = claim.value else { return };
    let at = claim.at;
    let value = model.resolve(value);
    if is_made_a_text(model, value) {
        found.warning(at, TEXT);
        return;
    }
    match (model.text_of(value), model.value(value)) {
        (Some("0" | "1"), _) => found.warning(at, TEXT),
        (Some(_), _) if !matches!(model.kind(value), Kind::Choice { .. }) => {
            found.error(at, INVALID)
        }
        (None, Value::Number(role)) if role != 0.0 && role != 1.0 => found.error(at, INVALID),
        _ => {}
    }
}

/// Native SDKs do without a role; and claims that have no number either may be for one of them.
fn no_role(found: &mut Found<'_, '_>, set: &ClaimSet) {
    let number = set.has("mn") || NUMBER_NAMES.iter().any(|name| set.has(name));
    if set.open || set.role_elsewhere || found.facts.target.is_native() {
        return;
    }
    if number && has_key(set) {
        found.error(
            set.at,
            Said {
                message: "the claims have no role",
                fix: "Add the claim role: 0 (join) or 1 (start as host).",
                ..INVALID
            },
        );
    }
}

/// Whether an expression is of text by its making or its type: `str(role)`, a parameter `string role`.
fn is_made_a_text(model: &Model<'_>, id: Id) -> bool {
    match model.kind(id) {
        Kind::Cast { to, .. } => to.eq_ignore_ascii_case("string"),
        Kind::Template(pieces) => pieces.len() == 1,
        Kind::Call { of, name, args } => match name.as_str() {
            "toString" | "ToString" | "to_s" => of.is_some() && args.is_empty(),
            "String" | "str" | "strval" | "Itoa" | "FormatInt" | "Sprint" => !args.is_empty(),
            "valueOf" => model.receiver(*of) == "String",
            _ => false,
        },
        Kind::Name(name) => {
            let parameters = model.nodes[id]
                .function
                .map(|at| model.functions[at].parameters.as_slice())
                .unwrap_or_default();
            parameters.iter().any(|parameter| {
                parameter.name == *name
                    && matches!(
                        parameter.of_type.trim_matches([':', '?', ' ']),
                        "string" | "String" | "str"
                    )
            })
        }
        _ => false,
    }
}

const TEXT: Said<'static> = Said {
    rule: "role-string",
    confidence: Possible,
    message: "the role is a text; Zoom's documents want a number",
    fix: "Write the number: 0 for participants, 1 for the host.",
};

const INVALID: Said<'static> = Said {
    rule: "role-invalid",
    confidence: Likely,
    message: "the role is neither 0 nor 1",
    fix: "Write role as the number 0 (join) or 1 (start as host).",
};

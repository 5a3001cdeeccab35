use secrecy::ExposeSecret;
use serde_json::Value;

use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::{Facts, number},
    forensics::Fault,
    rule::{Found, Outcome, Rule},
    rules::wrong_secret::signed_with,
};

pub(crate) static RULE: Rule = Rule {
    id: "arg-order",
    summary: "two arguments have changed places",
    page: include_str!("arg_order.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

const FIX: &str = "Compare the call with the function's parameters, one by one: key, secret, meeting number, role. HMAC takes \
                   the secret as its key and header.payload as its message.";

fn check(facts: &Facts<'_>) -> Outcome {
    let made = facts.made();
    if let Ok(Some(recipe)) = made {
        if recipe.exchanged() {
            return Found::error(Certain, "the secret and the text to sign have changed places in the call of HMAC")
                .showing(Part::Mac, "its bytes come out right with header.payload as the key and the secret as the message")
                .fix(FIX);
        }
        if recipe.fault == Some(Fault::Exchanged) {
            return signed_with(recipe);
        }
    }
    let payload = facts.claims()?;
    let text = |claim| {
        payload
            .get(claim)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let case = facts.case;
    let is_secret = |text: &str| {
        let secrets = case.client_secret.iter().chain(case.secrets.values());
        !text.is_empty()
            && secrets
                .into_iter()
                .any(|secret| secret.expose_secret() == text)
    };
    let digits = |text: &str| {
        (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let key = if text("appKey").is_empty() {
        "sdkKey"
    } else {
        "appKey"
    };
    if is_secret(text(key)) {
        return Found::error(
            Certain,
            format!("{key} is the client secret, which everybody can read there"),
        )
        .at(Part::Payload, key, "(secret)")
        .fix(FIX);
    }
    let found = if digits(text(key)) || payload.get(key).is_some_and(Value::is_number) {
        Found::error(
            Likely,
            format!("{key} is a number, where the client ID belongs"),
        )
        .at(Part::Payload, key, &payload[key])
    } else if !text("mn").is_empty()
        && (Some(text("mn")) == case.client_id.as_deref() || text("mn") == text(key))
    {
        Found::error(
            Certain,
            "mn is the client ID, where the meeting number belongs",
        )
        .at(Part::Payload, "mn", text("mn"))
    } else if payload
        .get("role")
        .and_then(number)
        .is_some_and(|role| role >= 1e8)
    {
        Found::error(Likely, "role is as large as a meeting number").at(
            Part::Payload,
            "role",
            &payload["role"],
        )
    } else {
        return Ok(None);
    };
    found.fix(FIX)
}

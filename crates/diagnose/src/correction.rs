//! What the payload of a case should have been.

use countersign_token::{
    BACKDATE_SECONDS, Claims, ClientId, MeetingNumber, NativeClaims, Role, Ttl, UnixSeconds,
    WebClaims,
};
use serde_json::{Map, Value, json};

use crate::{
    Case,
    facts::{Facts, number},
    known_secrets::KnownSecrets,
    shape::Shape,
};

/// The payload that a case should have had, as far as it says what was meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Client ID of the Meeting SDK app; nothing when the case names none that can be one.
    pub client_id: Option<ClientId>,
    /// The claims, ready to be signed with `Ttl::DEFAULT`; nothing when the web token's meeting number is not known.
    pub claims: Option<Claims>,
    /// The payload to show. What is not known is a text that says what belongs there.
    pub payload: Map<String, Value>,
}

/// What to sign instead, from whatever the case tells about it; nothing when it has neither signature nor options of
/// `join()`.
#[must_use]
pub fn corrected_claims(case: &Case, now: UnixSeconds) -> Option<Correction> {
    if case.signature.is_none() && case.payload.is_none() && case.join.is_none() {
        return None;
    }
    let facts = Facts::gather(case, now);
    let client_id = client_id(&facts);
    let number = meeting_number(&facts);
    let role = role(&facts);
    let claims = if facts.is_web() {
        number.map(|number| Claims::Web(WebClaims::new(number, role)))
    } else {
        Some(Claims::Native(NativeClaims {}))
    };

    let mut payload = Map::new();
    let known =
        |text: Option<String>, otherwise: &str| Value::from(text.unwrap_or(otherwise.to_owned()));
    payload.insert(
        "appKey".to_owned(),
        known(
            client_id.as_ref().map(ToString::to_string),
            "client ID of the Meeting SDK app",
        ),
    );
    if facts.is_web() {
        payload.insert(
            "mn".to_owned(),
            known(number.map(|n| n.to_string()), "meeting number"),
        );
        payload.insert("role".to_owned(), json!(role.as_u8()));
    }
    let issued = case.now.unwrap_or(now).saturating_sub(BACKDATE_SECONDS);
    let expires = issued.saturating_add(Ttl::DEFAULT.as_secs());
    for (claim, time) in [("iat", issued), ("exp", expires), ("tokenExp", expires)] {
        payload.insert(claim.to_owned(), json!(time));
    }
    Some(Correction {
        client_id,
        claims,
        payload,
    })
}

/// The client ID that was given, else the one in the token, unless it is a secret that took its place.
fn client_id(facts: &Facts<'_>) -> Option<ClientId> {
    let payload = facts.payload().ok();
    let claim = |name| payload?.get(name)?.as_str();
    let case = facts.case;
    let known = KnownSecrets::of(case);
    [
        case.client_id.as_deref(),
        claim("appKey"),
        claim("sdkKey"),
        claim("app_key"),
        claim("clientId"),
    ]
    .into_iter()
    .flatten()
    .filter(|id| !known.are_in(id))
    .find_map(|id| {
        ClientId::new(id.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';')))
            .ok()
    })
}

/// The number that was passed to `join()`, else the one that was signed, under whatever name.
fn meeting_number(facts: &Facts<'_>) -> Option<MeetingNumber> {
    let read = |value: &Value| match value {
        Value::String(text) => MeetingNumber::parse_lenient(text).ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    };
    let joined = facts
        .join()
        .ok()
        .and_then(|join| read(join.get("meetingNumber")?));
    let signed = || {
        let payload = facts.payload().ok()?;
        ["mn", "meetingNumber", "meeting_number", "meetingId"]
            .iter()
            .find_map(|name| read(payload.get(*name)?))
    };
    let legacy = || match &facts.token().ok()?.shape {
        Shape::Legacy(legacy) => MeetingNumber::parse_lenient(&legacy.meeting_number).ok(),
        _ => None,
    };
    joined.or_else(signed).or_else(legacy)
}

/// The role that was meant, else the one that was signed, else that of an attendee.
fn role(facts: &Facts<'_>) -> Role {
    let signed = facts
        .payload()
        .ok()
        .and_then(|payload| number(payload.get("role")?));
    match facts.case.intent {
        Some(crate::Intent::Start) => Role::Host,
        Some(crate::Intent::Join) => Role::Attendee,
        None if signed == Some(1.0) => Role::Host,
        None => Role::Attendee,
    }
}

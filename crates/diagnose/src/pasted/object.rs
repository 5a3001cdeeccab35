//! Objects: what the SDK was rejected with, what an endpoint answered, decoded claims, options of `join()`, a case.

use serde_json::{Map, Value};

use super::{
    Kind, Pasted, Unreadable,
    environment::is_redacted,
    literal::{Literal, is_of_a_template},
    said, token,
};
use crate::{Case, ErrorSeen, View};

/// Fields of a case, which nothing else has.
const OF_A_CASE: [&str; 11] = [
    "client_id",
    "client_secret",
    "secrets",
    "platform",
    "sdk_version",
    "view",
    "intent",
    "join",
    "error",
    "source",
    "env",
];
/// Where endpoints put the signature.
const OF_AN_ANSWER: [&str; 6] = ["signature", "jwt", "token", "sdkJWT", "sdk_jwt", "jwtToken"];
/// Objects in which endpoints wrap their answer.
const WRAPPERS: [&str; 4] = ["data", "result", "body", "response"];
const OF_JOIN: [&str; 8] = [
    "meetingNumber",
    "userName",
    "passWord",
    "password",
    "userEmail",
    "tk",
    "zak",
    "sdkKey",
];
/// Claims that a token has and nothing else that is pasted.
const OF_A_PAYLOAD: [&str; 8] = [
    "appKey",
    "mn",
    "iat",
    "exp",
    "tokenExp",
    "app_key",
    "tpc",
    "role_type",
];

/// A text that is one object; nothing where it is none of these.
pub(super) fn read(text: &str, literal: &Literal<'_>) -> Option<Result<Pasted, Unreadable>> {
    if let Some(found) = within(literal) {
        return Some(Ok(found));
    }
    let names = &literal.names;
    if let Some(found) = error_inside(names) {
        return Some(Ok(found));
    }
    let is_case = literal.before.is_empty()
        && (literal.is_json || OF_A_CASE.iter().any(|name| names.contains_key(*name)));
    if is_case {
        let case = Case::from_json(text).map_err(Unreadable::from);
        return Some(case.map(|case| Pasted::of(Kind::Case, Kind::Case.name(), case)));
    }
    let has_option = OF_JOIN.iter().any(|name| names.contains_key(*name));
    (has_option && !is_computed(names)).then(|| Ok(join(literal)))
}

/// What an object says by itself, wherever it stands; nothing where that takes a whole text of its own.
pub(super) fn within(literal: &Literal<'_>) -> Option<Pasted> {
    let names = &literal.names;
    let has = |wanted: &[&str]| wanted.iter().any(|name| names.contains_key(*name));
    if literal.before.ends_with("join(") {
        return Some(join(literal));
    }
    if is_error(names) {
        return Some(error(names));
    }
    if is_whole_decoded(names) {
        return Some(decoded(names.clone()));
    }
    if literal.is_json && has(&OF_A_CASE) {
        return None;
    }
    let is_header = names.contains_key("alg") && has(&["typ", "kid"]) && names.len() <= 4;
    let claims = OF_A_PAYLOAD
        .iter()
        .filter(|name| names.contains_key(**name));
    let is_assigned = literal.before.contains(['=', '(']);
    if (is_header || claims.count() >= 2) && !is_computed(names) && !is_assigned {
        return Some(decoded(names.clone()));
    }
    if let Some(found) = signature_in(names).and_then(|_| answer(names))
        && !has(&["userName", "userEmail"])
    {
        return Some(found);
    }
    // What a page gives to the old generateSignature(), with the secret in it.
    let has_pair = has(&["apiSecret", "sdkSecret"]) && has(&["apiKey", "sdkKey"]);
    let is_join = has(&["userName", "userEmail"])
        || has(&["meetingNumber"]) && (has(&["passWord"]) || has_pair && has(&["success"]));
    (is_join && (literal.is_json || !is_assigned)).then(|| join(literal))
}

/// Whether a value is an expression: then it is a piece of code.
fn is_computed(names: &Map<String, Value>) -> bool {
    OF_A_PAYLOAD
        .iter()
        .any(|name| names.get(*name) == Some(&Value::Bool(true)))
}

fn is_error(names: &Map<String, Value>) -> bool {
    let said = |name: &str| {
        names
            .get(name)
            .is_some_and(|value| value.is_string() || value.is_number() && *value != 0)
    };
    said("errorCode")
        || said("errorMessage")
        || said("reason") && (said("type") || said("error"))
        || said("code") && said("message")
        || said("error") && said("error_description")
}

/// An error that was logged within something else: `{"change": "failed", "reason": {"errorCode": 3712, …}}`.
fn error_inside(names: &Map<String, Value>) -> Option<Pasted> {
    let inner = || names.values().filter_map(Value::as_object);
    let deeper = inner().flat_map(|names| names.values().filter_map(Value::as_object));
    inner()
        .chain(deeper)
        .find(|names| is_error(names))
        .map(error)
}

/// What the promise of `join()` is rejected with, what its callbacks get, or what the REST API answers.
pub(super) fn error(names: &Map<String, Value>) -> Pasted {
    let code = names.get("errorCode").or(names.get("code"));
    let words = [
        "errorMessage",
        "reason",
        "message",
        "error_description",
        "text",
        "type",
    ]
    .iter()
    .find_map(|name| names.get(*name)?.as_str());
    let error = ErrorSeen {
        code: code
            .filter(|code| code.is_string() || code.is_number())
            .map(text_of),
        text: words.map(str::to_owned),
    };
    said::of(error, "an error object of the SDK")
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// As libraries decode a whole token: `{header, payload, signature}`, where the last is the HMAC alone.
fn is_whole_decoded(names: &Map<String, Value>) -> bool {
    let is_object = |name: &str| names.get(name).is_some_and(Value::is_object);
    let is_whole = names
        .get("signature")
        .and_then(Value::as_str)
        .is_some_and(|signature| signature.contains('.'));
    is_object("header") && is_object("payload") && !is_whole && names.len() <= 3
}

/// What was made unreadable before it was pasted was there, and nobody knows more: `true`, as for an expression.
fn forget_redacted(names: &mut Map<String, Value>, of: &[&str]) {
    for name in of {
        if let Some(value) = names.get_mut(*name)
            && value
                .as_str()
                .is_some_and(|value| is_redacted(value) || is_of_a_template(value))
        {
            *value = true.into();
        }
    }
}

/// Header, payload or both.
pub(super) fn decoded(mut names: Map<String, Value>) -> Pasted {
    let mut case = Case::default();
    if is_whole_decoded(&names) {
        let mut part = |name: &str| match names.remove(name) {
            Some(Value::Object(part)) => Some(part),
            _ => None,
        };
        (case.header, case.payload) = (part("header"), part("payload"));
    } else if names.contains_key("alg")
        && !OF_A_PAYLOAD.iter().any(|name| names.contains_key(*name))
    {
        case.header = Some(names);
    } else {
        case.payload = Some(names);
    }
    if let Some(payload) = &mut case.payload {
        forget_redacted(payload, &["appKey", "sdkKey", "mn"]);
    }
    let words = match case.payload {
        Some(_) => Kind::Claims.name(),
        None => "the decoded header of a signature",
    };
    Pasted::of(Kind::Claims, words, case)
}

fn signature_in(names: &Map<String, Value>) -> Option<&Value> {
    let wrapped = WRAPPERS
        .iter()
        .filter_map(|name| names.get(*name)?.as_object());
    std::iter::once(names)
        .chain(wrapped)
        .find_map(|names| OF_AN_ANSWER.iter().find_map(|name| names.get(*name)))
        // A variable says nothing about what is in it, nor does what was made unreadable.
        .filter(|value| !value.is_boolean() && !value.as_str().is_some_and(is_redacted))
}

/// Nothing where no signature is in it.
pub(super) fn answer(names: &Map<String, Value>) -> Option<Pasted> {
    let signature = text_of(signature_in(names)?);
    let inner = WRAPPERS
        .iter()
        .find_map(|name| names.get(*name)?.as_object())
        .filter(|_| OF_AN_ANSWER.iter().all(|name| !names.contains_key(*name)))
        .unwrap_or(names);
    let text = |name: &str| inner.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = inner
        .get("meetingNumber")
        .filter(|number| number.is_string() || number.is_number());
    let case = Case {
        signature: Some(signature),
        client_id: text("sdkKey").or(text("appKey")),
        join: number.map(|number| Map::from_iter([("meetingNumber".to_owned(), number.clone())])),
        ..Case::default()
    };
    Some(Pasted::of(Kind::Answer, Kind::Answer.name(), case))
}

/// Options of `join()`, of which the lead may tell the view. With `...others` what is not among them may be there all the same.
pub(super) fn join(literal: &Literal<'_>) -> Pasted {
    let mut names = literal.names.clone();
    let signature = match names.remove("signature") {
        Some(Value::Bool(true)) | None => None,
        Some(other) => Some(text_of(&other)),
    };
    forget_redacted(&mut names, &OF_JOIN);
    let shows_nothing = literal.is_spread && names.is_empty();
    if literal.is_spread {
        for name in ["userName", "userEmail", "tk", "zak", "sdkKey"] {
            names.entry(name).or_insert(true.into());
        }
    }
    let view = view_of(literal.before);
    let case = Case {
        signature: signature.map(|text| {
            token::percent_decoded(&text)
                .filter(|text| text.contains('.'))
                .unwrap_or(text)
        }),
        view,
        join: (!shows_nothing).then_some(names),
        ..Case::default()
    };
    let words = match view {
        Some(View::Client) => "options of ZoomMtg.join(), Client View",
        Some(View::Component) => "options of client.join(), Component View",
        None => Kind::Join.name(),
    };
    Pasted::of(Kind::Join, words, case)
}

fn view_of(call: &str) -> Option<View> {
    match call {
        call if call.contains("ZoomMtg.") => Some(View::Client),
        call if call.contains("client.join")
            || call.contains("ZoomMtgEmbedded")
            || call.contains("Client.join") =>
        {
            Some(View::Component)
        }
        _ => None,
    }
}

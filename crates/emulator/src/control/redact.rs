//! Blacking out what is secret, before it is kept or shown.

use serde_json::{Map, Value};
use url::form_urlencoded;

/// What stands in the place of a secret.
const BLACK: &str = "[secret]";

/// Parts of the names of fields whose values are secret.
const SECRET: &[&str] = &[
    "password",
    "passcode",
    "secret",
    "token",
    "signature",
    "zak",
    "authorization",
    "assertion",
    "verifier",
    "pin_code",
];
/// Whole names of such fields.
const SECRET_NAMES: &[&str] = &[
    "tk",
    "pwd",
    "code",
    "device_code",
    "user_code",
    "auth",
    "zsk",
    "start_url",
    "host_key",
    "stream_key",
    // Of the answer to `wc/info`: the signature, and the ticket for the socket within a text.
    "sign",
    "encryptedrwc",
];
/// Names that look like those, whose values are none.
const PLAIN: &[&str] = &["next_page_token", "token_type", "x-zm-signature"];

/// Whether the field of this name holds a secret.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !PLAIN.contains(&name.as_str())
        && (SECRET_NAMES.contains(&name.as_str()) || SECRET.iter().any(|part| name.contains(part)))
}

/// JSON without its secrets; addresses lose the secret values of their queries.
pub(crate) fn json(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                let hide = is_secret(&name) && hides(&value);
                let value = if hide { BLACK.into() } else { json(value) };
                (name, value)
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(list) => list.into_iter().map(json).collect(),
        Value::String(text) => within(text).into(),
        other => other,
    }
}

/// A text without its secrets: JSON, as the Web SDK gets some of its answers, or an address.
fn within(text: String) -> String {
    if text.starts_with('{')
        && let Ok(fields) = serde_json::from_str::<Map<String, Value>>(&text)
    {
        return json(Value::Object(fields)).to_string();
    }
    match text.contains("://") {
        true => url(&text),
        false => text,
    }
}

/// Whether a value can hold a secret: `code` and the like are also numbers and flags that everybody may see.
fn hides(value: &Value) -> bool {
    matches!(value, Value::String(text) if !text.is_empty())
}

/// An address without the secret values of its query.
pub(crate) fn url(text: &str) -> String {
    match text.split_once('?') {
        Some((path, query)) => format!("{path}?{}", form(query)),
        None => text.to_owned(),
    }
}

/// A query or form without its secret values.
pub(crate) fn form(text: &str) -> String {
    let pair = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
        let hide = is_secret(&name) && !value.is_empty();
        let value = if hide { BLACK } else { &*value };
        format!("{name}={value}")
    };
    let pairs: Vec<String> = form_urlencoded::parse(text.as_bytes()).map(pair).collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json as value;

    #[test]
    fn secrets_are_blacked_out_at_any_depth_and_the_rest_is_kept() {
        let shown = json(value!({
            "id": 1,
            "code": 3001,
            "password": "",
            "next_page_token": "abc",
            "object": { "password": "hidden", "list": [{ "client_secret": "hidden" }] },
            "result": { "auth": "hidden", "sign": "hidden", "encryptedRWC": "{\"host\":\"hidden\"}" },
            "join_url": "http://localhost/w/1?tk=hidden&pwd=hidden&lang=en",
        }));
        assert_eq!(
            shown,
            value!({
                "id": 1,
                "code": 3001,
                "password": "",
                "next_page_token": "abc",
                "object": { "password": "[secret]", "list": [{ "client_secret": "[secret]" }] },
                "result": { "auth": "[secret]", "sign": "[secret]", "encryptedRWC": "[secret]" },
                "join_url": "http://localhost/w/1?tk=[secret]&pwd=[secret]&lang=en",
            })
        );
    }

    #[test]
    fn so_they_are_in_a_text_that_holds_json() {
        let result = value!({ "auth": "hidden", "encryptedRWC": "{}", "ts": 0 }).to_string();
        let black = value!({ "auth": "[secret]", "encryptedRWC": "[secret]", "ts": 0 });
        assert_eq!(
            json(value!({ "result": result })),
            value!({ "result": black.to_string() })
        );
        let broken = value!({ "topic": "{no JSON" });
        assert_eq!(json(broken.clone()), broken);
    }

    #[test]
    fn a_form_keeps_the_names_of_its_secrets() {
        assert_eq!(
            form("grant_type=x&client_secret=hidden&code=hidden&zak="),
            "grant_type=x&client_secret=[secret]&code=[secret]&zak="
        );
    }
}

//! A link that carries a case: `/doctor#case=…`, base64url of the case as JSON.
//!
//! A fragment never reaches a server, so none logs it; but browsers keep it in their history, and people paste links
//! into public threads. So the link must be harmless to whoever finds it. It carries no secret, no code (which may hold
//! one), no environment, no passcode and no token; options of `join()` that are not known to be harmless are replaced by
//! `true` (they were there). Of the signature it carries header and payload, which most findings are about, with every
//! character of the third part, and of anything that is no token, replaced by one of the same kind: what is wrong with
//! its length, alphabet and padding still shows, and nobody can join with it, whether or not it has expired. Offering
//! the signature itself once Zoom refuses it would be no gain: a token "issued in the future" is good a minute later.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_diagnose::{Case, KnownSecrets};
use countersign_token::inspect_unverified;
use serde_json::{Map, Value, json};

/// The longest case that goes into a link, in bytes: mail programs and forums break what is longer.
const MAX_CASE: usize = 4096;
/// The most characters of a text in it.
const MAX_TEXT: usize = 400;

/// Options of `join()` whose values say something and open nothing.
const HARMLESS: [&str; 9] = [
    "meetingNumber",
    "mn",
    "role",
    "sdkKey",
    "apiKey",
    "appKey",
    "webEndpoint",
    "lang",
    "sdkVersion",
];

/// The fragment, with its `#`; nothing where too little is left of the case, or too much.
pub(super) fn fragment(case: &Case, now: u64) -> Option<String> {
    let shared = shared(case, now);
    let tells = ["signature", "payload", "join", "error"]
        .iter()
        .any(|field| shared.contains_key(*field));
    let json = serde_json::to_string(&shared).ok()?;
    (tells && json.len() <= MAX_CASE).then(|| format!("#case={}", URL_SAFE_NO_PAD.encode(json)))
}

/// What is left of a case, judged at the same moment.
fn shared(case: &Case, now: u64) -> Map<String, Value> {
    let known = KnownSecrets::of(case);
    let harmless =
        |text: &str| !known.are_in(text) && !text.contains("eyJ") && text.len() <= MAX_TEXT;
    let text = |text: &Option<String>| text.clone().filter(|text| harmless(text)).map(Value::from);
    let signature = case
        .signature
        .as_deref()
        .filter(|signature| signature.len() <= MAX_CASE);
    let error = case.error.as_ref().map(|error| {
        let fields = [("code", text(&error.code)), ("text", text(&error.text))];
        fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect::<Map<_, _>>()
    });
    let join = case.join.as_ref().map(|join| {
        let option =
            |(name, value): (&String, &Value)| (name.clone(), option(name, value, &harmless));
        join.iter()
            .filter(|(name, _)| harmless(name))
            .map(option)
            .collect::<Map<_, _>>()
    });
    // What a token says openly.
    let claims = |claims: &Option<Map<String, Value>>| {
        let claims = claims.iter().flatten();
        let kept = claims.filter(|(name, value)| harmless(name) && harmless(&value.to_string()));
        let kept: Map<_, _> = kept
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        Some(kept).filter(|kept| !kept.is_empty()).map(Value::from)
    };
    let fields = [
        (
            "signature",
            signature.map(|signature| blanked(signature, &known).into()),
        ),
        ("header", claims(&case.header)),
        ("payload", claims(&case.payload)),
        ("client_id", text(&case.client_id)),
        ("now", Some(case.now.unwrap_or(now).into())),
        ("platform", case.platform.map(|platform| json!(platform))),
        (
            "sdk_version",
            case.sdk_version.map(|version| json!(version)),
        ),
        ("view", case.view.map(|view| json!(view))),
        ("intent", case.intent.map(|intent| json!(intent))),
        ("webinar", case.webinar.map(Value::from)),
        ("external", case.external.map(Value::from)),
        ("join", join.map(Value::from)),
        (
            "error",
            error.filter(|error| !error.is_empty()).map(Value::from),
        ),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

fn option(name: &str, value: &Value, harmless: &impl Fn(&str) -> bool) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::String(text) if matches!(text.as_str(), "" | "undefined" | "null") => value.clone(),
        Value::Number(_) | Value::String(_)
            if HARMLESS.contains(&name) && harmless(&value.to_string()) =>
        {
            value.clone()
        }
        _ => Value::Bool(true),
    }
}

/// Header and payload as they are, everything else of the same shape and without content.
fn blanked(signature: &str, known: &KnownSecrets<'_>) -> String {
    let is_no_text =
        ["", "undefined", "null", "NaN"].contains(&signature) || signature.starts_with("[object ");
    if is_no_text && signature.len() <= 40 {
        return signature.to_owned();
    }
    // What clings to a token is no part of it, and may be what is wrong.
    let start = signature
        .find("eyJ")
        .filter(|at| is_lead(&signature[..*at]))
        .unwrap_or(0);
    let (lead, token) = signature.split_at(start);
    let inspection = inspect_unverified(token);
    let is_open = |at: usize| {
        let part = inspection
            .parts
            .get(at)
            .filter(|part| at < 2 && inspection.part_count >= 3 && part.object.is_some());
        let bytes = part.and_then(|part| part.decoded.as_deref());
        bytes.is_some_and(|bytes| !known.are_in(&String::from_utf8_lossy(bytes)))
    };
    let parts = token
        .split('.')
        .enumerate()
        .map(|(at, part)| match is_open(at) {
            true => part.to_owned(),
            false => part.chars().map(blank(part)).collect(),
        });
    lead.to_owned() + &parts.collect::<Vec<_>>().join(".")
}

fn is_lead(text: &str) -> bool {
    let sign = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
    let word = text.trim_matches(sign);
    word.is_empty() || word.eq_ignore_ascii_case("bearer")
}

/// Hexadecimal stays hexadecimal, base64 stays base64, and what belongs to neither is kept if it is a sign.
fn blank(part: &str) -> impl Fn(char) -> char {
    let is_hex = part.len() >= 40 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    move |c| match c {
        c if is_hex && c.is_ascii_hexdigit() => '0',
        c if c.is_alphanumeric() => 'A',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use countersign_diagnose::{RULES, diagnose};

    use super::*;

    fn case_of(fragment: &str) -> (String, Case) {
        let json = URL_SAFE_NO_PAD
            .decode(fragment.strip_prefix("#case=").unwrap())
            .unwrap();
        let json = String::from_utf8(json).unwrap();
        let case = Case::from_json(&json).unwrap();
        (json, case)
    }

    #[test]
    fn nothing_in_a_link_opens_anything() {
        let case = Case::from_json(
            r#"{"signature": "eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.canaryMacOfTheToken", "client_secret": "canary-secret", "client_id": "id",
                "secrets": {"s2s": "canary-s2s"}, "env": {"NAME": "canary-env"}, "source": {"text": "canary-code"},
                "join": {"passWord": "canary-pass", "zak": "canary-zak", "tk": "canary-tk", "userName": "canary-name", "userEmail": "canary@example.com",
                         "meetingNumber": "81234567890", "sdkKey": "canary-s2s", "meetingOpt": {"x": "canary-deep"}, "customerKey": "canary-key"},
                "error": {"code": "3712", "text": "said canary-secret"}}"#,
        )
        .unwrap();
        let (json, linked) = case_of(&fragment(&case, 1_760_000_000).unwrap());
        assert!(!json.contains("canary"), "{json}");
        assert_eq!(
            linked.signature.as_deref(),
            Some("eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.AAAAAAAAAAAAAAAAAAA")
        );
        let join = linked.join.unwrap();
        assert_eq!(
            (&join["meetingNumber"], &join["zak"]),
            (&json!("81234567890"), &json!(true))
        );
        assert_eq!(linked.now, Some(1_760_000_000));
    }

    #[test]
    fn a_payload_that_holds_a_secret_and_a_text_that_is_no_token_are_blanked() {
        let key = Case::from_json(
            // The payload is {"appKey":"canary-secret"}.
            r#"{"signature": "eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJjYW5hcnktc2VjcmV0In0.x", "client_secret": "canary-secret"}"#,
        );
        let (json, _) = case_of(&fragment(&key.unwrap(), 1).unwrap());
        assert!(!json.contains("eyJhcHBL"), "{json}");
        let text = Case::from_json(r#"{"signature": "hunter2+Canary/="}"#).unwrap();
        let (_, linked) = case_of(&fragment(&text, 1).unwrap());
        assert_eq!(linked.signature.as_deref(), Some("AAAAAAA+AAAAAA/="));
    }

    /// Rules that look into what a link leaves out: the third part of the signature, or other tokens.
    const NEED_MORE: [&str; 8] = [
        "arg-order",
        "legacy-format",
        "obf-bad",
        "object-not-string",
        "placeholder-credentials",
        "registration-no-tk",
        "secret-undefined",
        "zak-bad",
    ];

    /// Each *finds* example of the rules that needs no secret, no code and no environment.
    #[test]
    fn who_opens_a_link_is_told_what_the_sender_was_told() {
        let mut compared = 0;
        let mut differing = Vec::new();
        for rule in RULES {
            for (before, after) in rule
                .page
                .split("```json case\n")
                .zip(rule.page.split("```json case\n").skip(1))
            {
                let text = after.split("```").next().unwrap();
                let case = Case::from_json(text).unwrap();
                let needs_more = case.client_secret.is_some()
                    || !case.secrets.is_empty()
                    || !case.env.is_empty()
                    || case.source.is_some();
                if needs_more
                    || !before
                        .rsplit("\n\n")
                        .nth(1)
                        .unwrap_or("")
                        .starts_with("*finds*")
                {
                    continue;
                }
                let Some(fragment) = fragment(&case, 1_760_000_000) else {
                    continue;
                };
                compared += 1;
                let names = |case: &Case| {
                    diagnose(case, 0)
                        .findings
                        .into_iter()
                        .map(|found| found.rule)
                        .collect::<Vec<_>>()
                };
                let (told, linked) = (
                    names(&Case {
                        now: case.now.or(Some(1_760_000_000)),
                        ..case.clone()
                    }),
                    names(&case_of(&fragment).1),
                );
                if told != linked && !NEED_MORE.contains(&rule.id) {
                    differing.push((rule.id, told, linked));
                }
            }
        }
        assert!(compared > 40, "{compared}");
        assert!(differing.is_empty(), "{differing:#?}");
    }
}

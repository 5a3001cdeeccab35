//! What somebody pasted: recognised, and read as a part of a case.

use countersign_diagnose::{Case, ErrorSeen, Language, Source, View, explain};
use serde_json::{Map, Value};

use super::literal::{self, Literal};

/// What a pasted text can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Signature,
    Answer,
    Error,
    Join,
    Code,
    Case,
}

impl Kind {
    pub(super) const ALL: [Kind; 6] = [
        Kind::Signature,
        Kind::Answer,
        Kind::Error,
        Kind::Join,
        Kind::Code,
        Kind::Case,
    ];

    /// As the form writes it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Kind::Signature => "signature",
            Kind::Answer => "answer",
            Kind::Error => "error",
            Kind::Join => "join",
            Kind::Code => "code",
            Kind::Case => "case",
        }
    }

    /// As the page writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Signature => "a signature",
            Kind::Answer => "the answer of an endpoint that signs",
            Kind::Error => "what the SDK said",
            Kind::Join => "options of join()",
            Kind::Code => "code",
            Kind::Case => "a case in JSON",
        }
    }

    pub(super) fn of_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// A pasted text that was read.
pub(super) struct Paste {
    pub(super) kind: Kind,
    /// What it was taken for, in words.
    pub(super) taken_for: String,
    pub(super) case: Case,
}

/// Reads a text as what it looks like, or as what the visitor says it is; nothing when there is none.
pub(super) fn read(text: &str, told: Option<Kind>) -> Result<Option<Paste>, String> {
    let bare = text.trim();
    if bare.is_empty() {
        return Ok(None);
    }
    let object = literal::read(bare);
    let kind = told.unwrap_or_else(|| recognise(bare, object.as_ref()));
    let (taken_for, case) = match (kind, object) {
        (Kind::Signature, _) => (shape_of(bare), signature(text)),
        (Kind::Error, Some(object)) => (
            "an error object of the SDK".to_owned(),
            error(object_error(&object.names)),
        ),
        (Kind::Error, None) => said(bare),
        (Kind::Answer, Some(object)) => (kind.name().to_owned(), answer(object.names)?),
        (Kind::Join, Some(object)) => (call_of(&object), join(object)),
        (Kind::Answer | Kind::Join, None) => {
            return Err("This cannot be read as an object: paste it with its braces, as in { signature: \"…\" }.".into());
        }
        (Kind::Code, _) => code(text),
        (Kind::Case, _) => {
            let case = Case::from_json(text).map_err(|error| format!("{error}."))?;
            (kind.name().to_owned(), case)
        }
    };
    Ok(Some(Paste {
        kind,
        taken_for,
        case,
    }))
}

fn recognise(bare: &str, object: Option<&Literal<'_>>) -> Kind {
    if starts_like_a_token(bare) {
        return Kind::Signature;
    }
    if let Some(object) = object {
        if object.before.ends_with("join(") {
            return Kind::Join;
        }
        let is_json = object.before.is_empty() && bare.starts_with('{');
        match kind_of_object(&object.names) {
            Some(kind) => return kind,
            None if is_json && serde_json::from_str::<Value>(bare).is_ok() => return Kind::Case,
            None => {}
        }
    }
    if is_code_of_an_error(bare) || is_exception(bare) {
        return Kind::Error;
    }
    let is_code = bare.contains(['(', '{', ';']) && bare.contains(['=', ';', ':']);
    if is_code && Language::guess(bare).is_some() {
        return Kind::Code;
    }
    let is_sentence = bare.split_whitespace().count() >= 3 || bare.contains("Error");
    match is_sentence || bare.contains(' ') && explain(bare).is_some() {
        true => Kind::Error,
        false => Kind::Signature,
    }
}

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

fn kind_of_object(object: &Map<String, Value>) -> Option<Kind> {
    let has = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
    if has(&["errorCode", "errorMessage"])
        || has(&["reason"]) && has(&["type"])
        || has(&["code"]) && has(&["message"])
    {
        return Some(Kind::Error);
    }
    if has(&OF_A_CASE) {
        return Some(Kind::Case);
    }
    if has(&["userName", "userEmail"])
        || has(&["meetingNumber", "passWord"]) && !signature_in(object)
    {
        return Some(Kind::Join);
    }
    if signature_in(object) {
        return Some(Kind::Answer);
    }
    has(&OF_JOIN).then_some(Kind::Join)
}

fn signature_in(object: &Map<String, Value>) -> bool {
    OF_AN_ANSWER.iter().any(|name| object.contains_key(*name)) || wrapped(object).is_some()
}

fn wrapped(object: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let inner = WRAPPERS
        .iter()
        .find_map(|name| object.get(*name)?.as_object())?;
    OF_AN_ANSWER
        .iter()
        .any(|name| inner.contains_key(*name))
        .then_some(inner)
}

/// As it was pasted: a blank before or after it may be what is wrong. The one line end of a file is not.
fn signature(text: &str) -> Case {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    Case {
        signature: Some(text.to_owned()),
        ..Case::default()
    }
}

fn shape_of(bare: &str) -> String {
    let dots = bare.matches('.').count();
    match bare {
        bare if bare
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("bearer")) =>
        {
            "a signature with “Bearer” before it"
        }
        bare if bare.starts_with(['"', '\'']) => "a signature in quotes",
        _ if dots == 0 => "a signature, though it has no dots",
        _ => "a signature",
    }
    .to_owned()
}

fn answer(object: Map<String, Value>) -> Result<Case, String> {
    let object = wrapped(&object).cloned().unwrap_or(object);
    let found = OF_AN_ANSWER.iter().find_map(|name| object.get(*name));
    let found = found.ok_or(
        "This answer has no signature in it: it is looked for as signature, jwt or token.",
    )?;
    let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = object
        .get("meetingNumber")
        .filter(|number| number.is_string() || number.is_number());
    Ok(Case {
        signature: Some(
            found
                .as_str()
                .map_or_else(|| found.to_string(), str::to_owned),
        ),
        client_id: text("sdkKey").or(text("appKey")),
        join: number.map(|number| Map::from_iter([("meetingNumber".to_owned(), number.clone())])),
        ..Case::default()
    })
}

/// Which `join()` it was.
fn call_of(object: &Literal<'_>) -> String {
    match view_of(object.before) {
        Some(View::Client) => "options of ZoomMtg.join(), Client View",
        Some(View::Component) => "options of client.join(), Component View",
        None => Kind::Join.name(),
    }
    .to_owned()
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

fn join(object: Literal<'_>) -> Case {
    let mut names = object.names;
    let signature = match names.remove("signature") {
        Some(Value::String(text)) => Some(text),
        // A variable says nothing about what is in it.
        Some(Value::Bool(true)) | None => None,
        Some(other) => Some(other.to_string()),
    };
    Case {
        signature,
        view: view_of(object.before),
        join: Some(names),
        ..Case::default()
    }
}

/// The options that a field of their own gives.
pub(super) fn options(text: &str) -> Result<Case, String> {
    literal::read(text).map(join).ok_or_else(|| {
        "The options of join() cannot be read: paste the object with its braces, as in { meetingNumber: \"…\", userName: \"…\" }.".into()
    })
}

fn code(text: &str) -> (String, Case) {
    let language = Language::guess(text);
    let taken_for = language.map_or("code".to_owned(), |language| {
        format!("code in {}", language.name())
    });
    let case = Case {
        source: Some(Source {
            language: language.map(|language| language.id().to_owned()),
            text: text.to_owned(),
        }),
        ..Case::default()
    };
    (taken_for, case)
}

fn error(error: ErrorSeen) -> Case {
    Case {
        error: Some(error),
        ..Case::default()
    }
}

/// What the promise of `join()` is rejected with, what its callbacks get, or what the REST API answers.
fn object_error(object: &Map<String, Value>) -> ErrorSeen {
    let code = object.get("errorCode").or(object.get("code"));
    let words = ["errorMessage", "reason", "message", "text"]
        .iter()
        .find_map(|name| object.get(*name)?.as_str());
    ErrorSeen {
        code: code
            .filter(|code| code.is_string() || code.is_number())
            .map(|code| {
                code.as_str()
                    .map_or_else(|| code.to_string(), str::to_owned)
            }),
        text: words.map(str::to_owned),
    }
}

/// A code, or words.
pub(super) fn error_seen(text: &str) -> ErrorSeen {
    let text = text.to_owned();
    match is_code_of_an_error(&text) {
        true => ErrorSeen {
            code: Some(text),
            text: None,
        },
        false => ErrorSeen {
            code: None,
            text: Some(text),
        },
    }
}

/// What was said, and the token that a line of a log holds next to it.
fn said(text: &str) -> (String, Case) {
    let is_token = |word: &&str| starts_like_a_token(word) && word.contains('.');
    let mut tokens = text.split_whitespace().filter(is_token);
    if let (Some(token), None) = (tokens.next(), tokens.next()) {
        let around = |c: char| matches!(c, '"' | '\'' | ',' | ';' | ':' | '}' | ')');
        let mut case = error(error_seen(text.replacen(token, "", 1).trim()));
        case.signature = Some(token.trim_matches(around).to_owned());
        return ("a line of a log with a signature in it".to_owned(), case);
    }
    let taken_for = match text {
        text if is_code_of_an_error(text) => "an error code",
        text if is_exception(text) => "a JavaScript exception",
        _ => Kind::Error.name(),
    };
    (taken_for.to_owned(), error(error_seen(text)))
}

fn is_code_of_an_error(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_exception(text: &str) -> bool {
    let named = [
        "TypeError:",
        "ReferenceError:",
        "SyntaxError:",
        "RangeError:",
        "Uncaught ",
        "UnhandledPromiseRejection",
    ];
    named.iter().any(|name| {
        text.get(..200.min(text.len()))
            .unwrap_or(text)
            .contains(name)
    }) || text.starts_with("Error: ")
        || text.starts_with("Cannot read propert")
}

/// A JSON Web Token begins with `{"` in base64.
fn starts_like_a_token(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'']);
    let bearer = text
        .get(..7)
        .filter(|start| start.eq_ignore_ascii_case("bearer "));
    bearer
        .map_or(text, |bearer| text[bearer.len()..].trim_start())
        .starts_with("eyJ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.c2ln";

    fn pasted(text: &str) -> Paste {
        read(text, None).unwrap().unwrap()
    }

    #[test]
    fn a_text_is_taken_for_what_it_is() {
        for (text, kind, words) in [
            (TOKEN, Kind::Signature, "a signature"),
            (
                &format!("Bearer {TOKEN}"),
                Kind::Signature,
                "a signature with “Bearer” before it",
            ),
            (
                &format!("\"{TOKEN}\""),
                Kind::Signature,
                "a signature in quotes",
            ),
            (
                "[object Object]",
                Kind::Signature,
                "a signature, though it has no dots",
            ),
            (
                "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=",
                Kind::Signature,
                "a signature, though it has no dots",
            ),
            (
                &format!("{{\"signature\": \"{TOKEN}\"}}"),
                Kind::Answer,
                "the answer of an endpoint that signs",
            ),
            (
                &format!("{{\"data\": {{\"jwt\": \"{TOKEN}\"}}}}"),
                Kind::Answer,
                "the answer of an endpoint that signs",
            ),
            ("3712", Kind::Error, "an error code"),
            ("-3000", Kind::Error, "an error code"),
            ("Signature is invalid.", Kind::Error, "what the SDK said"),
            (
                "Uncaught TypeError: Cannot read properties of undefined (reading 'replace')\n  at Sa (x.js:2)",
                Kind::Error,
                "a JavaScript exception",
            ),
            (
                "{\"type\":\"JOIN_MEETING_FAILED\",\"reason\":\"Signature is invalid.\",\"errorCode\":3712}",
                Kind::Error,
                "an error object of the SDK",
            ),
            (
                "{method: 'join', status: false, errorCode: 3712, errorMessage: 'x'}",
                Kind::Error,
                "an error object of the SDK",
            ),
            (
                "{ meetingNumber: '81234567890', userName: 'Ada', signature: sig }",
                Kind::Join,
                "options of join()",
            ),
            (
                "ZoomMtg.join({ signature, meetingNumber: 1, passWord: '' })",
                Kind::Join,
                "options of ZoomMtg.join(), Client View",
            ),
            (
                "const iat = Math.floor(Date.now() / 1000);",
                Kind::Code,
                "code in JavaScript",
            ),
            (
                "{\"signature\": \"a.b.c\", \"view\": \"client\"}",
                Kind::Case,
                "a case in JSON",
            ),
        ] {
            let paste = pasted(text);
            assert_eq!(
                (paste.kind, paste.taken_for.as_str()),
                (kind, words),
                "{text}"
            );
        }
    }

    #[test]
    fn the_visitor_knows_better() {
        let paste = read("3712", Some(Kind::Signature)).unwrap().unwrap();
        assert_eq!(paste.case.signature.as_deref(), Some("3712"));
        assert!(read("3712", Some(Kind::Join)).is_err());
    }

    #[test]
    fn an_answer_gives_signature_client_id_and_number() {
        let case = pasted(&format!(
            "{{\"signature\": \"{TOKEN}\", \"sdkKey\": \"key\", \"meetingNumber\": 81234567890}}"
        ))
        .case;
        assert_eq!(case.signature.as_deref(), Some(TOKEN));
        assert_eq!(case.client_id.as_deref(), Some("key"));
        assert_eq!(case.join.unwrap()["meetingNumber"], 81_234_567_890_u64);
    }

    #[test]
    fn an_error_object_of_the_sdk_gives_code_and_text() {
        let error = pasted(
            "{\"method\":\"join\",\"errorCode\":3712,\"errorMessage\":\"Signature is invalid.\"}",
        )
        .case
        .error
        .unwrap();
        assert_eq!(
            (error.code.as_deref(), error.text.as_deref()),
            (Some("3712"), Some("Signature is invalid."))
        );
    }

    #[test]
    fn a_call_of_join_tells_the_view() {
        let paste = pasted(&format!(
            "ZoomMtg.join({{ signature: '{TOKEN}', userName: 'Ada', meetingNumber: '1' }})"
        ));
        assert_eq!(paste.case.view, Some(View::Client));
        assert_eq!(paste.case.signature.as_deref(), Some(TOKEN));
        assert_eq!(paste.case.join.unwrap().len(), 2);
    }

    #[test]
    fn blanks_around_a_signature_are_kept_for_the_rules_to_see() {
        assert_eq!(
            pasted(&format!(" {TOKEN} \r\n")).case.signature,
            Some(format!(" {TOKEN} "))
        );
    }

    #[test]
    fn a_line_of_a_log_gives_the_token_and_what_was_said() {
        let case = pasted(&format!("join failed: Signature is invalid. \"{TOKEN}\",")).case;
        assert_eq!(case.signature.as_deref(), Some(TOKEN));
        assert!(!case.error.unwrap().text.unwrap().contains("eyJ"));
    }

    #[test]
    fn a_case_with_an_unknown_field_is_refused_by_that_name() {
        let refused = read("{\"signatur\": \"x\"}", None).err().unwrap();
        assert!(refused.contains("unknown field `signatur`"), "{refused}");
    }
}

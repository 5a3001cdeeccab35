//! What people paste, and what is made of it.

mod posts;

use super::*;
use crate::{View, diagnose};
use secrecy::ExposeSecret;

const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.c2ln";
const HMAC: &str = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=";

fn pasted(text: &str) -> Pasted {
    Pasted::recognise(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn signature(text: &str) -> Option<String> {
    pasted(text).case.signature
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
            &TOKEN.replace('.', "%2E"),
            Kind::Signature,
            "a percent-encoded signature",
        ),
        (
            "[object Object]",
            Kind::Signature,
            "a signature, though it has no dots",
        ),
        (
            HMAC,
            Kind::Signature,
            "an HMAC, which is only the last part of a signature",
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
        (
            &format!("signature: '{TOKEN}',"),
            Kind::Signature,
            "a signature",
        ),
        (
            &format!(
                "curl -X POST https://x.example/join -d '{{\"role\":0}}' -H 'x-signature: {TOKEN}'"
            ),
            Kind::Signature,
            "a signature in a curl command",
        ),
        (
            &format!(
                "https://x.example/meeting.html?name=Ada&mn=81234567890&role=0&signature={TOKEN}&sdkKey=k"
            ),
            Kind::Answer,
            "an address with a signature in it",
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
        (
            "{\"appKey\": \"k\", \"mn\": \"1\", \"role\": 0, \"iat\": 1, \"exp\": 2}",
            Kind::Claims,
            "the decoded claims of a signature",
        ),
        (
            "ZOOM_MEETING_SDK_KEY=abc\nexport ZOOM_MEETING_SDK_SECRET='x'\n# done",
            Kind::Env,
            "2 environment variables",
        ),
    ] {
        let read = pasted(text);
        assert_eq!(
            (read.taken[0].kind, read.words().as_str()),
            (kind, words),
            "{text}"
        );
    }
}

#[test]
fn somebody_may_know_better() {
    let read = Pasted::read_as("3712", Kind::Signature).unwrap();
    assert_eq!(read.case.signature.as_deref(), Some("3712"));
    for kind in [
        Kind::Join,
        Kind::Answer,
        Kind::Claims,
        Kind::Env,
        Kind::Case,
    ] {
        assert!(Pasted::read_as("hello there", kind).is_err(), "{kind:?}");
    }
}

#[test]
fn blanks_around_a_signature_are_kept_for_the_rules_to_see() {
    assert_eq!(
        signature(&format!(" {TOKEN} \r\n")),
        Some(format!(" {TOKEN} "))
    );
}

#[test]
fn a_token_that_a_window_broke_is_put_together_and_one_of_an_encoder_is_not() {
    let (head, rest) = TOKEN.split_at(20);
    assert_eq!(
        signature(&format!("{head}\r\n{rest}\n")).as_deref(),
        Some(TOKEN)
    );
    assert_eq!(
        signature(&TOKEN.replace('.', ".\n")).as_deref(),
        Some(TOKEN)
    );
    let encoded = TOKEN.replace('.', "\n.");
    assert_eq!(signature(&encoded), Some(encoded));
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
fn a_call_of_join_tells_the_view() {
    let case = pasted(&format!(
        "ZoomMtg.join({{ signature: '{TOKEN}', userName: 'Ada', meetingNumber: '1' }})"
    ))
    .case;
    assert_eq!(case.view, Some(View::Client));
    assert_eq!(case.signature.as_deref(), Some(TOKEN));
    assert_eq!(case.join.unwrap().len(), 2);
    let spread = pasted(&format!(
        "client.join({{ ...options, signature: '{TOKEN}' }})"
    ))
    .case;
    assert!(spread.join.is_none(), "nobody knows what is not in it");
}

#[test]
fn what_jwt_io_shows_is_judged() {
    let read = pasted(
        "{\n  \"alg\": \"HS512\",\n  \"typ\": \"JWT\"\n}\n{\n  \"sdkKey\": \"CountersignExampleKey1\",\n  \"mn\": \"abc\",\n  \
         \"role\": 0,\n  \"iat\": 1760000000,\n  \"exp\": 1760007200\n}",
    );
    assert_eq!(read.case.header.as_ref().unwrap()["alg"], "HS512");
    let report = diagnose(&read.case, 1_760_000_000);
    let rules: Vec<_> = report.findings.iter().map(|found| &*found.rule).collect();
    assert!(
        rules.contains(&"wrong-alg") && rules.contains(&"mn-not-digits"),
        "{rules:?}"
    );
    let whole = pasted(
        "{\"header\": {\"alg\": \"HS256\"}, \"payload\": {\"mn\": 1}, \"signature\": \"c2ln\"}",
    );
    assert!(whole.case.signature.is_none() && whole.case.payload.is_some());
}

#[test]
fn variables_are_secrets_by_their_role() {
    let case = pasted(
        "ZOOM_MEETING_SDK_KEY=CountersignKey1\nZOOM_MEETING_SDK_SECRET=\"sdk-secret\" # ours\nZOOM_ACCOUNT_ID=a\n\
         ZOOM_CLIENT_ID=s2s-id\nZOOM_CLIENT_SECRET=s2s-secret\nZOOM_WEBHOOK_SECRET_TOKEN=hook",
    )
    .case;
    assert_eq!(case.client_id.as_deref(), Some("CountersignKey1"));
    assert_eq!(case.client_secret.unwrap().expose_secret(), "sdk-secret");
    assert_eq!(case.secrets["s2s"].expose_secret(), "s2s-secret");
    assert_eq!(case.secrets["webhook"].expose_secret(), "hook");
    assert_eq!(case.env.len(), 6);
    // Who made it unreadable gave no secret.
    for redacted in ["****", "<secret>", "xxxxxxxx", "abc...", "[redacted]"] {
        let case = pasted(&format!("ZOOM_MEETING_SDK_SECRET={redacted}\nOTHER_NAME=1")).case;
        assert!(case.client_secret.is_none(), "{redacted}");
    }
}

const POST: &str = "Hi all,

I am getting errorCode 3712 with Meeting SDK for Web since yesterday, let me know what I do wrong.

My server:

const payload = {
  sdkKey: process.env.KEY,
  mn: meetingNumber,
  iat: Date.now(),
};
const token = KJUR.jws.JWS.sign('HS256', header, payload, secret);

and the page loads https://source.zoom.us/3.1.6/lib/vendor/react.min.js. The token is
eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.c2ln

This is from the console:
{method: 'join', status: false, result: null, errorCode: 3712, errorMessage: 'Signature is invalid.'}

ZOOM_MEETING_SDK_SECRET=****

Thank you!
";

#[test]
fn a_case_with_a_mistake_is_refused_by_its_name_and_place() {
    let refused = |text: &str| Pasted::recognise(text).unwrap_err().to_string();
    assert!(refused("{\"signatur\": \"x\"}").contains("unknown field `signatur`"));
    assert!(refused("{\"client_id\": \"x\" \"now\": 1}").contains("line 1"));
    let long = "x".repeat(crate::MAX_CASE_BYTES + 1);
    assert!(refused(&long).contains("at most"));
}

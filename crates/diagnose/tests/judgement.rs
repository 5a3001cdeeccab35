//! What a whole report says: verdict, expected code, order, severities, and what is left to look into.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign_diagnose::{Case, Report, Severity, Verdict, diagnose};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

const NOW: u64 = 1_760_000_000;
const KEY: &str = "CountersignExampleKey1";
const SECRET: &str = "ThrowawaySecretOfTheExamples1234";

fn claims() -> Value {
    let (iat, exp) = (NOW - 30, NOW + 7170);
    json!({ "appKey": KEY, "mn": "81234567890", "role": 0, "iat": iat, "exp": exp, "tokenExp": exp })
}

fn without(claim: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().expect("claims").remove(claim);
    claims
}

fn mac(secret: &str, text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn sign(claims: &Value, secret: &str) -> String {
    let text = [r#"{"alg":"HS256","typ":"JWT"}"#, &claims.to_string()]
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .join(".");
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac(secret, &text)))
}

fn judge(case: Value) -> Report {
    diagnose(&Case::from_json(&case.to_string()).expect("a case"), NOW)
}

fn rules(report: &Report) -> Vec<&str> {
    report
        .findings
        .iter()
        .map(|finding| &*finding.rule)
        .collect()
}

fn checks(report: &Report) -> Vec<&str> {
    report
        .live_checks
        .iter()
        .map(|check| &*check.rule)
        .collect()
}

fn severity(report: &Report, rule: &str) -> Option<Severity> {
    report
        .findings
        .iter()
        .find(|finding| finding.rule == rule)
        .map(|finding| finding.severity)
}

#[test]
fn a_report_has_the_shape_that_its_version_promises() {
    let report = judge(
        json!({ "signature": sign(&claims(), &format!("{SECRET}\n")), "client_secret": SECRET }),
    );
    let mut report = serde_json::to_value(report).unwrap();
    report["skipped"].as_array_mut().unwrap().truncate(1);
    assert_eq!(
        report,
        json!({
            "version": 1,
            "verdict": "refused",
            "error_code": "3712",
            "findings": [{
                "rule": "key-dirty",
                "severity": "error",
                "confidence": "certain",
                "message": "the token was signed with your client secret plus a line feed at its end",
                "evidence": [{
                    "part": "mac",
                    "text": "its bytes come out right with that key and with no other that was tried",
                }],
                "fix": "The secret was read from a file or a variable that ends in a line break; trim it when you read it \
                        (and write such files with printf instead of echo).",
                "url": "https://developers.zoom.us/docs/meeting-sdk/auth/",
            }],
            "skipped": [{ "rule": "mn-mismatch", "because": "the options of join() were not given" }],
            "live_checks": [],
        })
    );
}

#[test]
fn the_generator_of_the_thread_is_seen_through() {
    // Standard base64, the claim of join(), and in the end nothing but the HMAC.
    let mut claims = without("mn");
    claims["meetingNumber"] = json!("81234567890");
    claims["note"] = json!("\u{3ff}\u{3ff}?>");
    let text = [r#"{"alg":"HS256","typ":"JWT"}"#, &claims.to_string()]
        .map(|part| STANDARD.encode(part))
        .join(".");
    let hmac = STANDARD.encode(mac(SECRET, &text));

    let report =
        judge(json!({ "signature": hmac, "error": { "code": 3712 }, "sdk_version": "3.13.2" }));
    assert_eq!(rules(&report), ["sig-only"]);

    let report = judge(json!({ "signature": format!("{text}.{hmac}"), "client_secret": SECRET }));
    assert_eq!(rules(&report), ["base64-standard-segments", "missing-mn"]);
}

#[test]
fn what_a_join_page_may_send_leads_to_the_rule_that_explains_it() {
    let first = |signature: &str, error: Value, join: Value| {
        let report = judge(json!({
            "signature": signature,
            "client_id": KEY,
            "client_secret": SECRET,
            "join": join,
            "error": error,
        }));
        rules(&report).first().map(|&rule| rule.to_owned())
    };
    let join = json!({ "meetingNumber": "81234567890", "passWord": true, "userName": "Ada", "zak": false });
    let other = json!({ "meetingNumber": "1234567890", "passWord": true, "userName": "Ada" });
    let good = sign(&claims(), SECRET);
    let bare = STANDARD.encode(mac(SECRET, "header.payload"));
    let thrown =
        json!({ "text": "TypeError: Cannot read properties of undefined (reading 'replace')" });
    let logged =
        json!({ "text": "please check your signature and please add appKey in the signature" });
    let (mut misnamed, mut late, mut host) = (without("mn"), claims(), claims());
    misnamed["meetingNumber"] = json!("81234567890");
    (late["iat"], late["exp"]) = (json!(NOW - 9000), json!(NOW - 1800));
    host["role"] = json!(1);
    let code = |code: u32| json!({ "code": code });
    for (signature, error, join, rule) in [
        (&bare, thrown, &join, "sig-only"),
        (&bare, logged, &join, "sig-only"),
        (
            &sign(&claims(), "another"),
            code(3712),
            &join,
            "wrong-secret",
        ),
        (&sign(&late, SECRET), code(3705), &join, "expired-hardcoded"),
        (&good, code(3706), &other, "mn-mismatch"),
        (&sign(&misnamed, SECRET), code(3712), &join, "missing-mn"),
        (&format!("{good}="), code(3712), &join, "base64url-padding"),
        (&good, code(3004), &join, "wrong-passcode"),
        (&sign(&host, SECRET), code(3003), &join, "start-without-zak"),
    ] {
        assert_eq!(first(signature, error, join.clone()).as_deref(), Some(rule));
    }
}

#[test]
fn a_bare_hmac_is_3712_before_4_0_0_and_an_exception_since() {
    let hmac = STANDARD.encode(mac(SECRET, "header.payload"));
    let code = |case: Value| judge(case).error_code;
    assert_eq!(
        code(json!({ "signature": hmac, "sdk_version": "3.13.2" })).as_deref(),
        Some("3712")
    );
    assert_eq!(
        code(json!({ "signature": hmac })).as_deref(),
        Some("TypeError: Cannot read properties of undefined (reading 'replace')")
    );
    assert_eq!(
        code(json!({ "signature": hmac, "view": "client" })).as_deref(),
        Some("join() never settles")
    );
    assert_eq!(
        code(json!({ "signature": hmac, "platform": "native" })),
        None
    );
}

#[test]
fn the_expected_code_is_the_first_that_zoom_would_come_to() {
    let code = |claims: &Value, now: u64, secret: &str| {
        judge(json!({ "signature": sign(claims, secret), "client_secret": SECRET, "now": now }))
            .error_code
    };
    assert_eq!(code(&claims(), NOW, SECRET), None);
    assert_eq!(code(&claims(), NOW + 9000, SECRET).as_deref(), Some("3705"));
    assert_eq!(
        code(&claims(), NOW + 9000, "another").as_deref(),
        Some("3712")
    );
    assert_eq!(
        code(&without("appKey"), NOW, SECRET).as_deref(),
        Some("appKey can not empty in the signature")
    );
    let joined =
        json!({ "signature": sign(&claims(), SECRET), "join": { "meetingNumber": 1234567890 } });
    assert_eq!(judge(joined).error_code.as_deref(), Some("3706"));
}

#[test]
fn the_code_that_was_seen_wins_over_the_one_expected() {
    let report = judge(
        json!({ "signature": sign(&claims(), "another"), "client_secret": SECRET, "error": { "code": "3704" } }),
    );
    assert_eq!(report.error_code.as_deref(), Some("3704"));
    assert_eq!(report.verdict, Verdict::Refused);
}

#[test]
fn a_token_that_its_secret_made_is_accepted_and_only_zoom_knows_more() {
    let report = judge(json!({ "signature": sign(&claims(), SECRET), "client_secret": SECRET }));
    assert_eq!(report.verdict, Verdict::Accepted);
    assert_eq!(rules(&report), [""; 0]);
    assert!(
        checks(&report).starts_with(&["s2s-credentials", "oauth-app", "embed-off", "dev-vs-prod"]),
        "{:?}",
        checks(&report)
    );
}

#[test]
fn a_right_secret_used_in_a_wrong_way_is_not_accepted() {
    let text = sign(&claims(), SECRET);
    let text = text.rsplit_once('.').expect("three parts").0;
    let hex: String = mac(SECRET, text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    for (wrong, rule) in [
        (hex.clone(), "hmac-hex"),
        (URL_SAFE_NO_PAD.encode(&hex), "hmac-hex-then-base64"),
    ] {
        let report =
            judge(json!({ "signature": format!("{text}.{wrong}"), "client_secret": SECRET }));
        assert_eq!(report.verdict, Verdict::Refused);
        assert_eq!(rules(&report), [rule]);
    }
}

#[test]
fn without_a_secret_nothing_is_certain_and_the_secret_is_asked_for() {
    let report = judge(json!({ "signature": sign(&claims(), SECRET) }));
    assert_eq!(report.verdict, Verdict::Uncertain);
    let first = &report.live_checks[0];
    assert_eq!(first.rule, "wrong-secret");
    assert!(first.next_step.contains("by environment"), "{first:?}");
    assert!(
        report
            .skipped
            .iter()
            .any(|skipped| skipped.rule == "wrong-secret")
    );
}

#[test]
fn an_error_alone_leads_to_next_steps_each_asked_once() {
    let report = judge(json!({ "error": { "code": 3712, "text": "Signature is invalid." } }));
    assert_eq!(report.verdict, Verdict::Refused);
    assert_eq!(report.error_code.as_deref(), Some("3712"));
    assert_eq!(checks(&report)[..2], ["not-a-token", "s2s-credentials"]);
    let report =
        judge(json!({ "error": { "text": "Cannot not host another meeting concurrently." } }));
    assert_eq!(report.error_code.as_deref(), Some("3711"));
    assert_eq!(
        checks(&report),
        ["role1-other-account", "start-without-zak", "not-a-token"]
    );
}

#[test]
fn what_zoom_means_is_told_where_no_rule_has_more_to_say() {
    let told = |case: Value| {
        let report = judge(case);
        let finding = report
            .findings
            .first()
            .map(|finding| finding.message.clone());
        (finding.unwrap_or_default(), report.live_checks.len())
    };
    let locked = told(json!({ "error": { "code": 4006 } }));
    assert_eq!(locked, ("the host has locked the meeting".to_owned(), 0));
    let unpublished = told(json!({ "error": { "code": 4011 } }));
    assert_eq!(
        unpublished,
        (
            "the meeting belongs to another account, and the app was not reviewed by Zoom"
                .to_owned(),
            1
        )
    );
    // An attendee needs no ZAK, so that the rule on it is clean and only the meaning is left.
    let waiting = told(json!({
        "signature": sign(&claims(), SECRET),
        "client_secret": SECRET,
        "join": { "meetingNumber": "81234567890" },
        "error": { "code": 3008 },
    }));
    assert_eq!(
        waiting,
        (
            "the meeting has not started, and joining before the host is off".to_owned(),
            0
        )
    );
}

#[test]
fn what_a_finding_explains_needs_no_live_check() {
    let report = judge(json!({ "signature": "undefined", "error": { "code": 3712 } }));
    assert_eq!(rules(&report), ["object-not-string"]);
    assert_eq!(report.live_checks, []);
}

#[test]
fn a_missing_number_is_an_error_on_the_web_and_nothing_on_native() {
    let token = sign(&without("mn"), SECRET);
    assert_eq!(
        severity(&judge(json!({ "signature": token })), "missing-mn"),
        Some(Severity::Error)
    );
    assert_eq!(
        severity(
            &judge(json!({ "signature": token, "platform": "native" })),
            "missing-mn"
        ),
        None
    );
}

#[test]
fn starting_without_a_zak_is_an_error_once_it_failed() {
    let mut claims = claims();
    claims["role"] = json!(1);
    let token = sign(&claims, SECRET);
    let join = json!({ "meetingNumber": "81234567890", "zak": false });
    let found = |case: Value| severity(&judge(case), "start-without-zak");
    assert_eq!(
        found(json!({ "signature": token, "join": join })),
        Some(Severity::Warning)
    );
    assert_eq!(
        found(json!({ "signature": token, "join": join, "error": { "code": 3008 } })),
        Some(Severity::Error)
    );
    assert_eq!(
        found(json!({ "signature": token, "join": join, "external": true })),
        Some(Severity::Error)
    );
    assert_eq!(
        found(json!({ "signature": token, "join": { "zak": true } })),
        None
    );
}

#[test]
fn an_id_and_a_secret_that_were_exchanged_are_told_and_not_shown() {
    let mut claims = claims();
    claims["appKey"] = json!(SECRET);
    let report = judge(
        json!({ "signature": sign(&claims, KEY), "client_id": KEY, "client_secret": SECRET }),
    );
    assert_eq!(
        report.findings[0].message,
        "the token was signed with the client ID in the place of the secret"
    );
    assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
}

#[test]
fn a_secret_of_the_environment_is_told_by_its_variable() {
    let token = sign(&claims(), "the-secret-of-the-other-app");
    let report = judge(json!({
        "signature": token,
        "client_secret": SECRET,
        "env": { "ZOOM_CLIENT_SECRET": "the-secret-of-the-other-app" },
    }));
    assert_eq!(
        report.findings[0].message,
        "the token was signed with the value of `ZOOM_CLIENT_SECRET`"
    );
}

#[test]
fn an_offset_of_whole_hours_is_called_a_time_zone() {
    let fix = |ahead: u64| {
        let mut claims = claims();
        (claims["iat"], claims["exp"]) = (json!(NOW + ahead), json!(NOW + ahead + 7200));
        judge(json!({ "signature": sign(&claims, SECRET) })).findings[0]
            .fix
            .clone()
    };
    assert!(fix(7200 - 30).contains("UTC"));
    assert!(fix(19_800).contains("UTC"));
    assert!(fix(400).contains("NTP"));
}

#[test]
fn the_largest_input_is_judged() {
    let long = "eyJ".repeat(300_000);
    let report = judge(
        json!({ "signature": long, "client_secret": SECRET, "error": { "text": "Signature is invalid." } }),
    );
    assert_eq!(rules(&report), ["not-a-token"]);
    let long = format!("{long}.{long}.{long}");
    let case = Case {
        signature: Some(long),
        ..Case::default()
    };
    assert_eq!(rules(&diagnose(&case, NOW)), ["not-a-token"]);
}

#[test]
fn what_only_zoom_knows_is_asked_exactly_when_the_case_does_not_explain_the_failure() {
    let open = |case: Value| {
        checks(&judge(case))
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let clean = sign(&claims(), SECRET);
    let failed = |extra: Value| {
        let mut case = json!({ "signature": clean, "client_secret": SECRET, "join": {}, "error": { "code": 3712 } });
        case.as_object_mut()
            .expect("an object")
            .extend(extra.as_object().expect("an object").clone());
        case
    };
    let app = [
        "s2s-credentials",
        "oauth-app",
        "embed-off",
        "dev-vs-prod",
        "app-inactive",
        "legacy-sdk-key",
        "unresolved-web-general-app",
        "zoom-outage",
    ];
    assert_eq!(open(failed(json!({}))), app);
    // Explained: nothing is left to ask.
    assert_eq!(
        open(failed(json!({ "signature": sign(&claims(), "another") }))),
        [""; 0]
    );
    assert_eq!(
        open(failed(json!({ "signature": sign(&without("mn"), SECRET) }))),
        [""; 0]
    );
    // The code says what it is, and only Zoom knows whether it is so.
    for (code, id) in [
        (3711, "role1-other-account"),
        (3624, "webinar-host"),
        (4011, "external-unpublished"),
        (3710, "app-inactive"),
    ] {
        assert!(
            open(failed(json!({ "error": { "code": code } }))).contains(&id.to_owned()),
            "{code}"
        );
    }
    assert_eq!(open(json!({ "error": { "code": -3000 } })), ["zoom-outage"]);
    assert!(
        open(failed(json!({ "error": { "text": "something new" } })))
            .contains(&"zoom-outage".to_owned())
    );
    // Circumstances count as well.
    assert!(
        open(failed(json!({ "external": true, "join": { "zak": true } })))
            .contains(&"external-unpublished".to_owned())
    );
}

#[test]
fn join_speaks_before_the_signature_is_looked_at() {
    let code = |case: Value| judge(case).error_code.unwrap_or_default();
    let clean = sign(&claims(), SECRET);
    let join = |view: &str, join: Value| json!({ "signature": clean, "view": view, "join": join });
    assert_eq!(code(join("client", json!({ "password": true }))), "3");
    assert_eq!(
        code(join("client", json!({ "zak": true, "obfToken": true }))),
        "3636"
    );
    assert_eq!(
        code(join("component", json!({ "zak": true, "obfToken": true }))),
        "zak and obfToken are mutually exclusive"
    );
    assert_eq!(
        code(join("client", json!({ "meetingNumber": "8123456789012" }))),
        "4003"
    );
    let old = json!({ "signature": clean, "view": "component", "sdk_version": "3.13.2", "join": { "meetingNumber": "81234567890" } });
    assert_eq!(code(old), "sdkKey can not empty");
}

#[test]
fn a_payload_that_cannot_be_read_is_told_apart() {
    let shown = |payload: &[u8]| {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
        let token = format!(
            "{header}.{}.{}",
            URL_SAFE_NO_PAD.encode(payload),
            "A".repeat(43)
        );
        judge(json!({ "signature": token })).findings[0].evidence[0]
            .text
            .clone()
    };
    let json = claims().to_string();
    assert!(shown(Value::from(json.clone()).to_string().as_bytes()).contains("encoded twice"));
    assert!(shown(URL_SAFE_NO_PAD.encode(&json).as_bytes()).contains("encoded twice"));
    assert!(shown(b"{\"topic\":\"\xfc\"}").contains("btoa"));
    assert!(shown(json.replace('"', "'").as_bytes()).contains("json.dumps"));
    assert!(shown(&json.as_bytes()[..50]).contains("breaks off"));
}

#[test]
fn moments_at_the_ends_of_time_are_judged() {
    for (iat, now) in [
        (-3_999_999_999_999_999_999_i64, u64::MAX),
        (-1_556_258_414_997_506_177, 7_667_113_621_857_269_505),
        (3_999_999_999_999_999_999, 0),
    ] {
        let case =
            json!({"payload": {"appKey": "CountersignExampleKey1", "iat": iat, "exp": -iat}});
        let case = Case::from_json(&case.to_string()).unwrap();
        assert!(!diagnose(&case, now).findings.is_empty(), "{iat} {now}");
    }
}

//! Findings follow the SDK that the code is for, as those of its token do.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::{fs, path::Path};

use countersign_diagnose::{Platform, SdkVersion, Severity, View};
use countersign_lint::{Source, Target, lint_source};

fn severity(text: &str, rule: &str, target: Target) -> Option<Severity> {
    let source = Source {
        text,
        target,
        presumed: true,
        ..Source::default()
    };
    let read = lint_source(&source);
    let found = read.findings.into_iter().find(|found| found.rule == rule);
    found.map(|found| found.severity)
}

fn native() -> Target {
    Target {
        platform: Some(Platform::Native),
        ..Target::default()
    }
}

fn web(version: &str) -> Target {
    Target {
        platform: Some(Platform::Web),
        sdk_version: Some(version.parse::<SdkVersion>().unwrap()),
        view: None,
    }
}

#[test]
fn what_only_native_sdks_need_is_an_error_there() {
    let text = "const iat = Date.now() / 1000 | 0; const c = { sdkKey, role, iat: iat - 30, exp: iat + 1770 };";
    for (rule, here, there) in [
        ("missing-tokenexp", Severity::Error, Severity::Info),
        ("missing-appkey", Severity::Error, Severity::Warning),
        ("ttl-exactly-1800", Severity::Error, Severity::Warning),
    ] {
        assert_eq!(severity(text, rule, native()), Some(here), "{rule}");
        assert_eq!(
            severity(text, rule, Target::default()),
            Some(there),
            "{rule}"
        );
    }
    assert_eq!(severity(text, "missing-mn", native()), None);
    assert_eq!(
        severity(text, "near-expiry", native()),
        Some(Severity::Warning)
    );
    let soon = "const iat = Math.floor(Date.now() / 1000) - 30; const c = { appKey, iat, exp: iat + 7200, tokenExp: iat + 900 };";
    let rule = "tokenexp-differs-too-soon";
    assert_eq!(severity(soon, rule, native()), Some(Severity::Error));
    assert_eq!(severity(soon, rule, web("6.2.0")), None);
}

#[test]
fn the_version_of_the_web_sdk_counts() {
    let text = "const c = { sdkKey, mn, role, iat, exp, tokenExp: exp };";
    for (version, wanted) in [
        ("3.13.2", None),
        ("4.0.0", Some(Severity::Info)),
        ("5.0.0", Some(Severity::Warning)),
    ] {
        assert_eq!(
            severity(text, "missing-appkey", web(version)),
            wanted,
            "{version}"
        );
    }
    let join = "client.join({ signature, meetingNumber, userName });";
    let rule = "sdkkey-option-missing";
    assert_eq!(severity(join, rule, web("3.13.2")), Some(Severity::Error));
    assert_eq!(severity(join, rule, web("4.0.0")), None);
    let made = "ZoomMtg.generateSDKSignature({ meetingNumber, sdkKey, role })";
    let rule = "generatesdksignature-removed";
    assert_eq!(severity(made, rule, web("3.11.0")), None);
    assert_eq!(severity(made, rule, web("3.12.0")), Some(Severity::Error));
}

#[test]
fn the_view_tells_which_options_join_has() {
    let join = "await sdk.join({ signature, meetingNumber, userName, password });";
    let viewed = |view| Target {
        view: Some(view),
        ..Target::default()
    };
    let rule = "join-param-misnamed";
    assert_eq!(
        severity(join, rule, viewed(View::Client)),
        Some(Severity::Error)
    );
    assert_eq!(severity(join, rule, viewed(View::Component)), None);
    let other = join.replace("password", "passWord");
    assert_eq!(
        severity(&other, rule, viewed(View::Component)),
        Some(Severity::Error)
    );
}

#[test]
fn a_claim_of_the_video_sdk_among_those_of_the_meeting_sdk_is_named_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources/clean");
    let mut missed = Vec::new();
    for (file, right, wrong) in [
        ("node_by_hand.js", "role", "role_type"),
        ("python_pyjwt.py", "\"appKey\"", "\"app_key\""),
        ("php_firebase.php", "'appKey'", "'app_key'"),
        ("JavaJjwt.java", "\"appKey\"", "\"app_key\""),
        ("kotlin.kt", "\"appKey\"", "\"app_key\""),
        ("csharp.cs", "appKey", "app_key"),
        ("golang.go", "\"appKey\"", "\"app_key\""),
        ("ruby.rb", "appKey", "app_key"),
    ] {
        let good = fs::read_to_string(folder.join(file)).unwrap();
        let bad = good.replace(right, wrong);
        assert_ne!(good, bad, "{file} does not hold {right}");
        let source = Source {
            text: &bad,
            name: Some(file),
            ..Source::default()
        };
        let read = lint_source(&source);
        if !read
            .findings
            .iter()
            .any(|found| found.rule == "video-sdk-token")
        {
            let rules: Vec<_> = read.findings.iter().map(|found| &found.rule).collect();
            missed.push(format!("{file}: found {rules:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_role_that_spring_takes_from_the_request_is_noted() {
    let text = "@GetMapping(\"/sign\")\npublic String sign(@RequestParam String meetingNumber, @RequestParam(\"role\") int role) {\n\
                Map<String, Object> payload = Map.of(\"appKey\", key, \"mn\", meetingNumber, \"role\", role, \"iat\", iat, \"exp\", exp, \"tokenExp\", exp);\n}";
    let found = severity(text, "open-signing-endpoint", Target::default());
    assert_eq!(found, Some(Severity::Info));
    let decided = text.replace("@RequestParam(\"role\") int role", "int role");
    assert_eq!(
        severity(&decided, "open-signing-endpoint", Target::default()),
        None
    );
}

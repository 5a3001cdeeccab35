use insta::assert_snapshot;

use crate::program::countersign;

const SIGNER: &str = "const sign = (appKey, meetingNumber, role, iat, exp) =>\n  jwt.sign({ appKey, meetingNumber, role, iat, exp, tokenExp: exp }, secret);\n";

#[test]
fn a_mistake_is_told_with_its_place_and_its_fix() {
    let seen = countersign(&["lint"])
        .file("sign.js", SIGNER)
        .file("other.py", "print(1)\n")
        .run();
    assert_eq!(seen.code, Some(1));
    assert_snapshot!("lint_text", seen);
}

#[test]
fn code_that_does_not_sign_is_passed_over() {
    let seen = countersign(&["lint"]).file("other.py", "print(1)\n").run();
    assert_eq!(
        (seen.code, seen.stdout.as_str()),
        (Some(0), "Nothing wrong was found in 1 source.\n")
    );
}

#[test]
fn json_and_sarif_hold_the_place() {
    let json = countersign(&["lint", "sign.js", "--format", "json"])
        .file("sign.js", SIGNER)
        .run();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["files"][0]["path"], "sign.js");
    assert_eq!(json["files"][0]["findings"][0]["evidence"][0]["at"], "2:22");
    let sarif = countersign(&["lint", "--format", "sarif"])
        .file("sign.js", SIGNER)
        .run();
    let sarif: serde_json::Value = serde_json::from_str(&sarif.stdout).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "sign.js");
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 2, "startColumn": 22})
    );
}

#[test]
fn what_is_pasted_is_read_and_warnings_count_when_asked() {
    let leak = "ZoomMtg.preLoadWasm();\nlocalStorage.setItem('sdkSecret', value);\n";
    let seen = countersign(&["lint", "-"]).stdin(leak).run();
    assert_eq!(seen.code, Some(0), "{seen}");
    assert!(seen.stdout.contains("warning[secret-in-browser]"), "{seen}");
    let seen = countersign(&["lint", "-", "--fail-on", "warning"])
        .stdin(leak)
        .run();
    assert_eq!(seen.code, Some(1), "{seen}");
}

#[test]
fn a_path_that_is_not_there_is_told() {
    let seen = countersign(&["lint", "nothing"]).run();
    assert_eq!(seen.code, Some(3));
    assert!(seen.stderr.contains("cannot read nothing"), "{seen}");
}

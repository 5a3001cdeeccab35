use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use countersign_diagnose::MAX_CASE_BYTES;
use serde_json::json;

use crate::site::{Answer, Site};

/// Posts a text as somebody would paste it.
async fn paste(site: &Site, kind: &str, text: impl Into<Body>) -> Answer {
    let request = Request::post("/v1/diagnose")
        .header(header::CONTENT_TYPE, kind)
        .body(text.into());
    site.send(request.unwrap()).await
}

#[tokio::test]
async fn a_case_gets_a_report_without_a_key() {
    let site = Site::new().await;
    for path in ["/v1/diagnose", "/try/explain"] {
        let report = site.visit(path, json!({"signature": "a.b.c"})).await;
        assert_eq!(report.status, StatusCode::OK, "{}", report.text);
        assert_eq!(report.json["version"], 1);
        let refused = site.visit(path, json!({"signatur": "a.b.c"})).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text.contains("signatur"), "{}", refused.text);
    }
}

#[tokio::test]
async fn our_secret_takes_part_only_where_the_token_names_our_app() {
    let site = Site::new().await;
    let ask = json!({"meetingNumber": "81234567890", "role": 0});
    let ours = site.visit("/", ask).await.json["signature"].clone();
    let verdict = async |path: &str, case| site.visit(path, case).await.json["verdict"].clone();
    assert_eq!(
        verdict("/try/explain", json!({"signature": ours})).await,
        "accepted"
    );
    assert_eq!(
        verdict("/v1/diagnose", json!({"signature": ours})).await,
        "uncertain"
    );
}

#[tokio::test]
async fn a_case_that_is_too_long_is_refused() {
    let site = Site::new().await;
    let case = json!({"signature": "x".repeat(1 << 20)});
    let refused = site.visit("/v1/diagnose", case).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(refused.json["code"], "too-large");
}

#[tokio::test]
async fn a_text_as_it_was_pasted_gets_a_report() {
    let site = Site::new().await;
    let post = "The join fails:\n{method: 'join', errorCode: 3712, errorMessage: 'Signature is invalid.'}\n\nMy claims:\n\
                {\"sdkKey\": \"MadeUpForTests_9Key2aZ\", \"meetingNumber\": 81234567890, \"role\": 0, \"iat\": 1759999990, \"exp\": 1760007190}\n";
    for kind in [
        "text/plain",
        "text/plain; charset=UTF-8",
        "Text/Plain;charset=\"utf-8\"",
    ] {
        let report = paste(&site, kind, post).await;
        assert_eq!(report.status, StatusCode::OK, "{kind}: {}", report.text);
        assert_eq!(report.json["verdict"], "refused");
        assert_eq!(report.json["findings"][0]["rule"], "missing-mn");
    }
    // A case is one as a text as well, and its mistakes are named.
    let case = paste(&site, "text/plain", "{\"error\": {\"code\": \"3712\"}}").await;
    assert_eq!(case.json["error_code"], "3712", "{}", case.text);
    let wrong = paste(&site, "text/plain", "{\"view\": \"canary\", \"now\": 1}").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(wrong.json["code"], "invalid-body");
}

#[tokio::test]
async fn a_text_that_cannot_be_read_is_refused_by_what_is_wrong_with_it() {
    let site = Site::new().await;
    let long = "a ".repeat(MAX_CASE_BYTES / 2 + 1);
    let cases: [(&str, Vec<u8>, u16, &str); 8] = [
        ("text/plain", Vec::new(), 400, "empty-text"),
        ("text/plain", b" \n\t".to_vec(), 400, "empty-text"),
        ("text/plain", b"error \xff\xfe".to_vec(), 400, "not-utf-8"),
        ("text/plain", long.into(), 413, "too-large"),
        (
            "text/plain; charset=latin1",
            b"3712".to_vec(),
            415,
            "not-json-or-text",
        ),
        ("text/html", b"3712".to_vec(), 415, "not-json-or-text"),
        (
            "application/x-www-form-urlencoded",
            b"input=3712".to_vec(),
            415,
            "not-json-or-text",
        ),
        (
            "application/json",
            b"3712 is what it says".to_vec(),
            400,
            "invalid-body",
        ),
    ];
    for (kind, text, status, code) in cases {
        let refused = paste(&site, kind, text).await;
        assert_eq!(refused.status.as_u16(), status, "{kind}: {}", refused.text);
        assert_eq!(refused.json["code"], code, "{kind}");
    }
    let detail = paste(&site, "text/plain", b"error \xff".to_vec())
        .await
        .json["detail"]
        .clone();
    assert!(
        detail
            .as_str()
            .is_some_and(|detail| detail.contains("byte 6")),
        "{detail}"
    );
    let without = Request::post("/v1/diagnose")
        .body(Body::from("3712"))
        .unwrap();
    let refused = site.send(without).await;
    assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let detail = refused.json["detail"].as_str().unwrap_or_default();
    assert!(
        detail.contains("application/json") && detail.contains("text/plain"),
        "{detail}"
    );
}

use axum::http::StatusCode;
use serde_json::json;

use crate::site::Site;

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

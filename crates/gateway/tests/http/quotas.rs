use axum::http::{StatusCode, header};
use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn who_asks_too_much_is_told_when_to_go_on() {
    let site = Site::new().await;
    for _ in 0..1_000 {
        // A header that this route does not read changes nothing.
        let answer = site.post("/v1/diagnose", json!({})).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(answer.json["code"], "too-many-requests");
            assert_eq!(
                answer.headers[header::RETRY_AFTER],
                answer.json["retryAfter"].to_string()
            );
            assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
            return;
        }
    }
    panic!("there is no limit");
}

#[tokio::test]
async fn a_key_has_a_limit_of_its_own() {
    let site = Site::new().await;
    let ask = json!({"meetingNumber": "81234567890", "role": 0});
    for _ in 0..10_000 {
        let answer = site.post("/v1/signatures", ask.clone()).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(
                site.visit("/", ask).await.status,
                StatusCode::OK,
                "others go on"
            );
            return;
        }
    }
    panic!("there is no limit");
}

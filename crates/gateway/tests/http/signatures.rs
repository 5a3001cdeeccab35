use axum::http::StatusCode;
use countersign_token::Role;
use serde_json::json;

use crate::site::Site;

#[tokio::test]
async fn a_caller_gets_a_signature_and_what_it_says() {
    let site = Site::new().await;
    let ask = json!({"meetingNumber": "812 3456-7890", "role": 0, "expiresIn": 3600});
    let signed = site.post("/v1/signatures", ask).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
    let verified = site.verify(&signed.json["signature"]);
    assert_eq!(verified.meeting_number.unwrap().to_string(), "81234567890");
    assert_eq!(verified.role, Some(Role::Attendee));
    assert_eq!(signed.json["issuedAt"], verified.issued_at);
    assert_eq!(signed.json["expiresAt"], verified.expires_at);
}

#[tokio::test]
async fn what_zoom_would_refuse_is_not_signed() {
    let site = Site::new().await;
    for ask in [
        json!({"meetingNumber": "81234567890"}),
        json!({"role": 0}),
        json!({"meetingNumber": "abc", "role": 0}),
        json!({"meetingNumber": "81234567890", "role": 5}),
        json!({"meetingNumber": "81234567890", "role": 0, "expiresIn": 1800}),
        json!({"meetingNumber": "81234567890", "role": 0, "expiresIn": 172_800}),
        json!({"meetingNumber": "81234567890", "role": 0, "platform": "native"}),
        json!({"meetingNumber": "81234567890", "role": 0, "expires": 3600}),
    ] {
        let refused = site.post("/v1/signatures", ask.clone()).await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{ask}: {}",
            refused.text
        );
    }
}

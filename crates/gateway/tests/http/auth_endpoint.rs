//! `POST /` beside Zoom's sample: what both take, and what only the sample takes.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

use crate::site::{Site, payload, request};

const NUMBER: &str = "81234567890";

#[tokio::test]
async fn what_the_sample_rightly_signs_is_signed_the_same() {
    let site = Site::new().await;
    for (body, lifetime) in [
        (json!({"meetingNumber": NUMBER, "role": 0}), 7_200),
        (json!({"meetingNumber": NUMBER, "role": "0"}), 7_200),
        (
            json!({"meetingNumber": 81_234_567_890_u64, "role": 0}),
            7_200,
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": 3600}),
            3_600,
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": "3600"}),
            3_600,
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": 1800}),
            1_801,
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": 172_800}),
            172_799,
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "somethingElse": true}),
            7_200,
        ),
    ] {
        let signed = site.visit("/", body.clone()).await;
        assert_eq!(signed.status, StatusCode::OK, "{body}: {}", signed.text);
        let names: Vec<&String> = signed.json.as_object().unwrap().keys().collect();
        assert_eq!(names, ["signature", "sdkKey"], "the sample's answer");
        let verified = site.verify(&signed.json["signature"]);
        assert_eq!(verified.expires_at - verified.issued_at, lifetime, "{body}");
        let claims = payload(&signed.json["signature"]);
        assert_eq!(claims["mn"].to_string().trim_matches('"'), NUMBER);
        assert_eq!(claims["role"], 0);
        for key in ["appKey", "sdkKey"] {
            assert_eq!(claims[key], signed.json["sdkKey"]);
        }
    }
    for (asked, signed) in [(json!(1), json!(1)), (json!("0"), json!(0))] {
        let body = json!({"meetingNumber": NUMBER, "role": 0, "videoWebRtcMode": asked});
        let answer = site.visit("/", body).await;
        assert_eq!(
            payload(&answer.json["signature"])["video_webrtc_mode"],
            signed
        );
    }
}

#[tokio::test]
async fn what_the_sample_wrongly_signs_is_refused_with_the_reason() {
    let site = Site::new().await;
    for (body, property) in [
        (
            json!({"meetingNumber": "123 456-789", "role": 0}),
            "meetingNumber",
        ),
        (json!({"meetingNumber": "", "role": 0}), "meetingNumber"),
        (
            json!({"meetingNumber": {"a": 1}, "role": 0}),
            "meetingNumber",
        ),
        (json!({"meetingNumber": 1.5, "role": 0}), "meetingNumber"),
        (
            json!({"meetingNumber": "1234567890123", "role": 0}),
            "meetingNumber",
        ),
        (json!({"meetingNumber": NUMBER, "role": "1abc"}), "role"),
        (json!({"meetingNumber": NUMBER, "role": 2}), "role"),
        (json!({"meetingNumber": NUMBER, "role": -1}), "role"),
        (json!({"meetingNumber": NUMBER, "role": true}), "role"),
        (json!({"meetingNumber": NUMBER}), "$schema"),
        (json!({"role": 0}), "$schema"),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": 1800.5}),
            "expirationSeconds",
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": 1799}),
            "expirationSeconds",
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": 172_801}),
            "expirationSeconds",
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "expirationSeconds": "3600s"}),
            "expirationSeconds",
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "videoWebRtcMode": 2}),
            "videoWebRtcMode",
        ),
        (
            json!({"meetingNumber": NUMBER, "role": 0, "platform": "mars"}),
            "platform",
        ),
        (json!({}), "$schema"),
        (json!([]), "$schema"),
        (json!("text"), "$schema"),
    ] {
        let refused = site.visit("/", body.clone()).await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{body}: {}",
            refused.text
        );
        assert_eq!(refused.json["errors"][0]["property"], property, "{body}");
        assert!(
            !refused.json["errors"][0]["reason"]
                .as_str()
                .unwrap()
                .is_empty()
        );
        assert_eq!(refused.json["status"], 400);
    }
    let broken = Request::post("/")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{\"meetingNumber\":"))
        .unwrap();
    let refused = site.send(broken).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.json["errors"][0]["property"], "$schema");
}

#[tokio::test]
async fn every_wrong_property_is_named_at_once() {
    let site = Site::new().await;
    let body =
        json!({"meetingNumber": "x", "role": 9, "videoWebRtcMode": 7, "expirationSeconds": 1});
    let refused = site.visit("/", body).await;
    assert_eq!(
        refused.json["errors"].as_array().unwrap().len(),
        4,
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn role_1_is_for_callers_who_may_host_that_meeting() {
    let site = Site::new().await;
    for kind in ["meetings", "webinars"] {
        let number = site.create(kind, json!({})).await;
        let body = json!({"meetingNumber": number.to_string(), "role": 1});
        assert_eq!(
            site.visit("/", body.clone()).await.status,
            StatusCode::UNAUTHORIZED
        );
        let signed = site.post("/", body).await;
        assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
        assert_eq!(payload(&signed.json["signature"])["role"], 1);
    }
    let unknown = json!({"meetingNumber": "99999999999", "role": 1});
    assert_eq!(site.post("/", unknown).await.status, StatusCode::NOT_FOUND);

    let number = site.create("meetings", json!({})).await;
    let theirs = site.key_for(&["basic@example.com"]).await;
    let body = json!({"meetingNumber": number.to_string(), "role": "1"});
    let refused = site.call(Method::POST, "/", &theirs, body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_native_token_is_made_only_when_asked_for_with_a_key() {
    let site = Site::new().await;
    let body = json!({"platform": "native"});
    assert_eq!(
        site.visit("/", body.clone()).await.status,
        StatusCode::UNAUTHORIZED
    );
    let signed = site.post("/", body).await;
    let claims = payload(&signed.json["signature"]);
    assert_eq!(
        (&claims["mn"], &claims["role"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(claims["appKey"], signed.json["sdkKey"]);
}

#[tokio::test]
async fn only_allowed_origins_are_answered() {
    let allowed = "https://www.example.com";
    let site = Site::with(|config| config.allowed_origins = vec![allowed.to_owned()]).await;
    let body = json!({"meetingNumber": NUMBER, "role": 0});
    for (origin, status) in [
        (allowed, 200),
        ("http://localhost:8090", 200),
        ("https://evil.example", 403),
        ("null", 403),
    ] {
        let mut post = request(Method::POST, "/", "", &body);
        post.headers_mut()
            .insert(header::ORIGIN, origin.parse().unwrap());
        let answer = site.send(post).await;
        assert_eq!(answer.status.as_u16(), status, "{origin}: {}", answer.text);
        let echoed = answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        assert_eq!(echoed.is_some(), status == 200, "{origin}");

        let preflight = Request::options("/")
            .header(header::ORIGIN, origin)
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type")
            .body(Body::empty())
            .unwrap();
        let answer = site.send(preflight).await;
        assert!(answer.status.is_success(), "{}", answer.status);
        let echoed = answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        assert_eq!(echoed.is_some(), status == 200, "{origin}");
    }
}

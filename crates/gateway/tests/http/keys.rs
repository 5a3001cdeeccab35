use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::site::Site;

#[tokio::test]
async fn without_a_key_in_force_nothing_is_told() {
    let site = Site::new().await;
    let unknown = format!("cs_{}", "A".repeat(43));
    for key in ["", "nonsense", "cs_short", &unknown] {
        for (method, path) in [
            (Method::GET, "/v1/meetings?host=x"),
            (Method::POST, "/v1/signatures"),
            (Method::POST, "/v1/meetings/1234567890/start"),
            (Method::DELETE, "/v1/webinars/1234567890"),
        ] {
            let refused = site.call(method, path, key, Value::Null).await;
            assert_eq!(
                refused.status,
                StatusCode::UNAUTHORIZED,
                "{key} {path}: {}",
                refused.text
            );
            assert_eq!(refused.headers[header::WWW_AUTHENTICATE], "Bearer");
        }
    }
}

#[tokio::test]
async fn a_revoked_key_stops_at_once_and_its_links_with_it() {
    let site = Site::new().await;
    let number = site.create("meetings", json!({})).await;
    let entry = site
        .post(&format!("/v1/meetings/{number}/join"), Value::Null)
        .await;
    let session = format!("{}/session", crate::site::path(&entry.json["link"]));
    let visitor = json!({"userName": "Ann"});
    assert_eq!(
        site.visit(&session, visitor.clone()).await.status,
        StatusCode::OK
    );

    site.gateway.keys().revoke("test").await.unwrap();
    assert_eq!(
        site.get("/v1/meetings").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        site.visit(&session, visitor).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_key_for_one_host_acts_for_no_other() {
    let site = Site::new().await;
    let number = site.create("meetings", json!({})).await;
    let theirs = site.key_for(&["basic@example.com"]).await;
    let one = format!("/v1/meetings/{number}");
    for (method, path, body) in [
        (Method::GET, one.clone(), Value::Null),
        (Method::PATCH, one.clone(), json!({"topic": "mine"})),
        (Method::DELETE, one.clone(), Value::Null),
        (Method::POST, format!("{one}/start"), Value::Null),
        (
            Method::POST,
            format!("{one}/join"),
            json!({"userName": "Eve"}),
        ),
        (
            Method::GET,
            format!("/v1/meetings?host={}", site.host_email()),
            Value::Null,
        ),
        (
            Method::POST,
            "/v1/meetings".to_owned(),
            json!({"host": site.host_email()}),
        ),
        (
            Method::POST,
            "/v1/meetings".to_owned(),
            json!({"schedule_for": site.host_email()}),
        ),
        (
            Method::POST,
            "/v1/signatures".to_owned(),
            json!({"meetingNumber": number.to_string(), "role": 1}),
        ),
        (
            Method::POST,
            "/v1/signatures".to_owned(),
            json!({"platform": "native"}),
        ),
    ] {
        let refused = site.call(method.clone(), &path, &theirs, body).await;
        assert_eq!(
            refused.status,
            StatusCode::FORBIDDEN,
            "{method} {path}: {}",
            refused.text
        );
        assert_eq!(refused.json["code"], "host-not-allowed");
    }
    let listed = json!({"schedule_for": [site.host_email()]});
    let refused = site
        .call(Method::POST, "/v1/meetings", &theirs, listed)
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
    assert_eq!(
        site.get(&one).await.status,
        StatusCode::OK,
        "it is still there"
    );
}

#[tokio::test]
async fn a_key_for_one_host_need_not_name_it_and_may_name_it_by_id() {
    let site = Site::new().await;
    let host = site.zoom.credentials().host;
    let key = site.key_for(&[&host.email.to_uppercase()]).await;
    for body in [json!({}), json!({"host": host.id})] {
        let made = site.call(Method::POST, "/v1/meetings", &key, body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    }
}

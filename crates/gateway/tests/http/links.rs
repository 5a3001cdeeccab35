use axum::http::{StatusCode, header};
use countersign_token::Role;
use serde_json::{Value, json};

use crate::site::{Site, path};

async fn link(site: &Site, what: &str, ask: Value) -> String {
    let number = site
        .create("meetings", json!({"topic": "Tea & talk"}))
        .await;
    let entry = site
        .post(&format!("/v1/meetings/{number}/{what}"), ask)
        .await;
    assert_eq!(entry.status, StatusCode::OK, "{}", entry.text);
    path(&entry.json["link"])
}

#[tokio::test]
async fn a_shared_link_lets_several_people_in_under_their_own_names() {
    let site = Site::new().await;
    let link = link(&site, "join", Value::Null).await;
    let page = site
        .call(axum::http::Method::GET, &link, "", Value::Null)
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains("Tea &#38; talk"),
        "the topic is shown, escaped"
    );
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    for name in ["Ann", "Bob"] {
        let visitor = json!({"userName": name, "view": "client"});
        let session = site.visit(&format!("{link}/session"), visitor).await;
        assert_eq!(session.status, StatusCode::OK, "{}", session.text);
        assert_eq!(session.json["userName"], name);
        assert_eq!(session.json["view"], "client");
        assert_eq!(session.json["zak"], Value::Null);
        assert_eq!(
            site.verify(&session.json["signature"]).role,
            Some(Role::Attendee)
        );
        assert_eq!(session.headers[header::CACHE_CONTROL], "no-store");
    }
    let nameless = site
        .visit(&format!("{link}/session"), json!({"userName": " "}))
        .await;
    assert_eq!(nameless.json["code"], "name-required");
}

#[tokio::test]
async fn a_personal_link_keeps_its_name() {
    let site = Site::new().await;
    let link = link(&site, "join", json!({"userName": "Ann"})).await;
    let session = site
        .visit(&format!("{link}/session"), json!({"userName": "Eve"}))
        .await;
    assert_eq!(session.json["userName"], "Ann");
}

#[tokio::test]
async fn a_host_may_type_a_name_or_leave_it() {
    let site = Site::new().await;
    let link = link(&site, "start", Value::Null).await;
    for (typed, name) in [(json!({"userName": "Hana"}), "Hana"), (json!({}), "Host")] {
        let session = site.visit(&format!("{link}/session"), typed).await;
        assert_eq!(session.json["userName"], name, "{}", session.text);
        assert_eq!(session.json["userEmail"], site.host_email());
    }
}

#[tokio::test]
async fn a_start_link_gives_a_fresh_zak_and_role_1() {
    let site = Site::new().await;
    let link = link(&site, "start", Value::Null).await;
    let session = site.visit(&format!("{link}/session"), json!({})).await;
    assert_eq!(session.status, StatusCode::OK, "{}", session.text);
    assert_eq!(
        site.verify(&session.json["signature"]).role,
        Some(Role::Host)
    );
    assert!(
        site.zoom
            .resolve_zak(session.json["zak"].as_str().unwrap())
            .is_ok()
    );
}

#[tokio::test]
async fn a_link_expires() {
    let site = Site::new().await;
    let link = link(&site, "start", json!({"expiresIn": 60})).await;
    site.wait(61);
    let session = site.visit(&format!("{link}/session"), json!({})).await;
    assert_eq!(session.status, StatusCode::GONE);
    assert_eq!(session.json["code"], "link-over");
    let explain = site.visit(&format!("{link}/explain"), json!({})).await;
    assert_eq!(explain.status, StatusCode::GONE);
    let page = site
        .call(axum::http::Method::GET, &link, "", Value::Null)
        .await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text.contains("expired"));
}

#[tokio::test]
async fn a_single_use_link_works_once() {
    let site = Site::new().await;
    let link = link(&site, "start", json!({"singleUse": true})).await;
    let session = format!("{link}/session");
    assert_eq!(site.visit(&session, json!({})).await.status, StatusCode::OK);
    assert_eq!(
        site.visit(&session, json!({})).await.status,
        StatusCode::GONE
    );
}

#[tokio::test]
async fn an_unknown_link_leads_nowhere() {
    let site = Site::new().await;
    for key in [
        "x".to_owned(),
        "A".repeat(43),
        "%00".repeat(43),
        "../v1".to_owned(),
    ] {
        let session = site
            .visit(&format!("/j/{key}/session"), json!({"userName": "Eve"}))
            .await;
        assert_eq!(session.status, StatusCode::NOT_FOUND, "{key}");
    }
}

#[tokio::test]
async fn a_visitor_is_not_told_what_zoom_said() {
    let site = Site::new().await;
    let number = site.create("meetings", json!({})).await;
    let entry = site
        .post(&format!("/v1/meetings/{number}/join"), Value::Null)
        .await;
    let link = path(&entry.json["link"]);
    site.call(
        axum::http::Method::DELETE,
        &format!("/v1/meetings/{number}"),
        &site.key,
        Value::Null,
    )
    .await;
    let session = site
        .visit(&format!("{link}/session"), json!({"userName": "Ann"}))
        .await;
    assert_eq!(session.status, StatusCode::NOT_FOUND);
    assert_eq!(session.json["zoom"], Value::Null);
    assert!(!session.text.contains("does not exist"), "{}", session.text);
}

#[tokio::test]
async fn the_doctor_of_a_link_knows_our_secret() {
    let site = Site::new().await;
    let link = link(&site, "join", json!({"userName": "Ann"})).await;
    let session = site.visit(&format!("{link}/session"), json!({})).await.json;
    let explain = async |signature: &str| {
        let case = json!({
            "error": {"code": "3712", "text": "Signature is invalid."}, "view": "component", "signature": signature,
            "join": {"meetingNumber": session["meetingNumber"], "userName": "Ann", "passWord": true},
            "intent": "join", "webinar": false,
        });
        let report = site.visit(&format!("{link}/explain"), case).await;
        assert_eq!(report.status, StatusCode::OK, "{}", report.text);
        assert_eq!(report.json["version"], 1);
        let secret = site.zoom.credentials().meeting_sdk.client_secret;
        assert!(
            !report
                .text
                .contains(countersign_token::ExposeSecret::expose_secret(&secret))
        );
        report.json
    };
    explain(session["signature"].as_str().unwrap()).await;
    explain("a.b.c").await;
}

#[tokio::test]
async fn a_webinar_asks_for_an_email_address() {
    let site = Site::new().await;
    let number = site.create("webinars", json!({})).await;
    let join = format!("/v1/webinars/{number}/join");
    let nameless = site.post(&join, json!({"userName": "Ann"})).await;
    assert_eq!(nameless.json["code"], "email-required", "{}", nameless.text);

    let link = path(&site.post(&join, Value::Null).await.json["link"]);
    let page = site
        .call(axum::http::Method::GET, &link, "", Value::Null)
        .await;
    assert!(page.text.contains("name=\"userEmail\""));
    let session = format!("{link}/session");
    let without = site.visit(&session, json!({"userName": "Ann"})).await;
    assert_eq!(without.json["code"], "email-required", "{}", without.text);
    let ann = json!({"userName": "Ann", "userEmail": "ann@example.com"});
    assert_eq!(site.visit(&session, ann).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_attendee_cannot_talk_their_way_into_hosting() {
    let site = Site::new().await;
    let session = format!("{}/session", link(&site, "join", Value::Null).await);
    for more in ["role", "intent", "zak", "meetingNumber", "kind"] {
        let mut visitor = json!({"userName": "Eve"});
        visitor[more] = json!("start");
        let refused = site.visit(&session, visitor).await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{more}: {}",
            refused.text
        );
    }
}

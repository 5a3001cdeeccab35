use axum::http::StatusCode;
use countersign_emulator::state::DEFAULT_SCOPES;
use countersign_token::Role;
use serde_json::{Value, json};

use crate::site::Site;

#[tokio::test]
async fn start_gives_the_host_all_that_the_sdk_needs() {
    let site = Site::new().await;
    for (kind, webinar) in [("meetings", false), ("webinars", true)] {
        let number = site.create(kind, json!({"password": "abc123"})).await;
        let start = site
            .post(
                &format!("/v1/{kind}/{number}/start"),
                json!({"view": "client"}),
            )
            .await;
        assert_eq!(start.status, StatusCode::OK, "{}", start.text);
        let entry = &start.json;
        let verified = site.verify(&entry["signature"]);
        assert_eq!(verified.role, Some(Role::Host));
        assert_eq!(verified.meeting_number.unwrap().get(), number);
        assert_eq!(entry["meetingNumber"], number.to_string());
        assert_eq!(entry["passWord"], "abc123");
        assert_eq!(
            (&entry["view"], &entry["intent"]),
            (&json!("client"), &json!("start"))
        );
        assert_eq!(entry["webinar"], webinar);
        assert_eq!(entry["userEmail"], site.host_email());
        assert_eq!(
            (&entry["sdkVersion"], &entry["webEndpoint"]),
            (&json!("6.2.0"), &json!("zoom.us"))
        );
        let zak = site.zoom.resolve_zak(entry["zak"].as_str().unwrap());
        assert_eq!(zak.unwrap(), site.zoom.credentials().host.id);
        assert!(
            entry["link"]
                .as_str()
                .unwrap()
                .starts_with("http://localhost:8090/j/")
        );
    }
}

#[tokio::test]
async fn join_gives_an_attendee_role_0_and_never_a_zak() {
    let site = Site::new().await;
    for kind in ["meetings", "webinars"] {
        let number = site.create(kind, json!({})).await;
        let person = json!({"userName": " Ann Lee ", "userEmail": "ann@example.com"});
        let join = site
            .post(&format!("/v1/{kind}/{number}/join"), person)
            .await;
        assert_eq!(join.status, StatusCode::OK, "{}", join.text);
        assert_eq!(
            site.verify(&join.json["signature"]).role,
            Some(Role::Attendee)
        );
        assert_eq!(join.json["userName"], "Ann Lee");
        assert_eq!(join.json["userEmail"], "ann@example.com");
        for absent in ["zak", "tk", "obfToken"] {
            assert_eq!(join.json[absent], Value::Null, "{absent}");
        }
    }
}

#[tokio::test]
async fn a_join_without_a_name_is_a_link_to_share_and_nothing_else() {
    let site = Site::new().await;
    let number = site.create("meetings", json!({})).await;
    let join = site
        .post(&format!("/v1/meetings/{number}/join"), Value::Null)
        .await;
    assert_eq!(join.status, StatusCode::OK, "{}", join.text);
    let names: Vec<&String> = join.json.as_object().unwrap().keys().collect();
    assert_eq!(names, ["link", "linkExpiresAt"]);
}

#[tokio::test]
async fn where_registration_is_required_the_attendee_is_registered() {
    let site = Site::new().await;
    for kind in ["meetings", "webinars"] {
        let fields =
            json!({"start_time": "2030-01-01T10:00:00Z", "settings": {"approval_type": 0}});
        let number = site.create(kind, fields).await;
        let path = format!("/v1/{kind}/{number}/join");
        let nameless = site.post(&path, json!({"userName": "Ann"})).await;
        assert_eq!(nameless.json["code"], "email-required", "{}", nameless.text);

        let person = json!({"userName": "Ann Lee", "userEmail": "ann@example.com"});
        let join = site.post(&path, person).await;
        assert_eq!(join.status, StatusCode::OK, "{}", join.text);
        let registrant = site
            .zoom
            .resolve_tk(number, join.json["tk"].as_str().unwrap())
            .unwrap();
        assert_eq!(registrant.email, "ann@example.com");

        // The link finds the same registration again, however often; a fourth one would be over Zoom's limit for the day.
        let session = format!("{}/session", crate::site::path(&join.json["link"]));
        for _ in 0..5 {
            let again = site.visit(&session, json!({})).await;
            assert_eq!(again.status, StatusCode::OK, "{}", again.text);
            let again = site
                .zoom
                .resolve_tk(number, again.json["tk"].as_str().unwrap())
                .unwrap();
            assert_eq!(again.email, "ann@example.com");
        }
    }
}

#[tokio::test]
async fn a_personal_link_reads_its_own_registration_or_looks_through_the_list() {
    let site = Site::new().await;
    for kind in ["meetings", "webinars"] {
        let fields =
            json!({"start_time": "2030-01-01T10:00:00Z", "settings": {"approval_type": 0}});
        let number = site.create(kind, fields).await;
        let path = format!("/v1/{kind}/{number}/join");
        let person = json!({"userName": "Ann Lee", "userEmail": "ann@example.com"});
        let join = site.post(&path, person).await;
        assert_eq!(join.status, StatusCode::OK, "{}", join.text);
        let session = format!("{}/session", crate::site::path(&join.json["link"]));
        let product = kind.trim_end_matches('s');
        for refused in ["read:list_registrants", "read:registrant"] {
            let refused = format!("{product}:{refused}:admin");
            let scopes = DEFAULT_SCOPES.iter().filter(|scope| **scope != refused);
            let app = site.zoom.credentials().s2s.client_id;
            site.zoom
                .set_app_scopes(&app, scopes.map(ToString::to_string).collect());
            site.zoom.revoke_access_tokens(&app);
            let again = site.visit(&session, json!({})).await;
            assert_eq!(again.status, StatusCode::OK, "{refused}: {}", again.text);
            let tk = again.json["tk"].as_str().unwrap();
            let registrant = site.zoom.resolve_tk(number, tk).unwrap();
            assert_eq!(registrant.email, "ann@example.com");
        }
    }
}

#[tokio::test]
async fn a_registration_that_the_host_must_approve_is_said_to_wait() {
    let site = Site::new().await;
    let fields = json!({"start_time": "2030-01-01T10:00:00Z", "settings": {"approval_type": 1}});
    let number = site.create("meetings", fields).await;
    let person = json!({"userName": "Ann", "userEmail": "ann@example.com"});
    let join = site
        .post(&format!("/v1/meetings/{number}/join"), person)
        .await;
    assert_eq!(join.status, StatusCode::CONFLICT, "{}", join.text);
    assert_eq!(join.json["code"], "registration-pending");
}

#[tokio::test]
async fn an_external_meeting_is_joined_on_behalf_of_a_user_without_asking_zoom_for_it() {
    let site = Site::new().await;
    let ask = json!({"userName": "Ann", "onBehalfOf": site.host_email(), "passWord": "abc"});
    let join = site.post("/v1/meetings/98765432109/join", ask).await;
    assert_eq!(join.status, StatusCode::OK, "{}", join.text);
    assert!(
        site.zoom
            .resolve_obf(join.json["obfToken"].as_str().unwrap())
            .is_ok()
    );
    assert_eq!(join.json["passWord"], "abc");
    assert_eq!(join.json["link"], Value::Null, "the passcode is not kept");
    assert_eq!(
        site.verify(&join.json["signature"]).role,
        Some(Role::Attendee)
    );
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let site = Site::new().await;
    let number = site.create("meetings", json!({})).await;
    for (what, body, code) in [
        ("start", json!({"onBehalfOf": "x"}), "invalid-body"),
        ("start", json!({"expiresIn": 86_401}), "invalid-body"),
        ("join", json!({"expiresIn": 1}), "invalid-body"),
        ("join", json!({"passWord": "x"}), "invalid-body"),
        ("join", json!({"role": 1}), "invalid-body"),
        ("join", json!({"view": "gallery"}), "invalid-body"),
        ("join", json!({"userName": "x".repeat(129)}), "invalid-name"),
        ("join", json!({"userName": "a\nb"}), "invalid-name"),
        (
            "join",
            json!({"userName": "Ann", "userEmail": "ann"}),
            "invalid-email",
        ),
    ] {
        let refused = site
            .post(&format!("/v1/meetings/{number}/{what}"), body.clone())
            .await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{body}: {}",
            refused.text
        );
        assert_eq!(refused.json["code"], code, "{body}");
    }
}

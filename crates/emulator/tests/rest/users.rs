//! Users and their tokens.

use std::time::Duration;

use countersign_emulator::state::{AppKind, NewApp, NewUser, Obf, TokenProblem, UserStatus};

use serde_json::json;

use crate::api::Api;

#[tokio::test]
async fn a_user_is_found_by_id_by_e_mail_and_as_me() {
    let api = Api::new().await;
    let host = api.state.credentials().host;
    let me = api.get("/v2/users/me").await.expect(200);
    assert_eq!(me["id"], host.id);
    assert_eq!(me["email"], "host@example.com");
    assert_eq!(me["type"], 2);
    assert_eq!(me["account_id"], api.state.account_id());
    for name in [
        host.id.as_str(),
        "host@example.com",
        "host%40example.com",
        "HOST@example.com",
    ] {
        assert_eq!(api.get(&format!("/v2/users/{name}")).await.expect(200), me);
    }
    let nobody = api.get("/v2/users/nobody").await;
    assert_eq!(
        nobody.refusal(),
        (404, 1001, "User does not exist: nobody.")
    );
}

#[tokio::test]
async fn users_are_listed_by_status_and_role() {
    let api = Api::new().await;
    let listed = api.get("/v2/users").await.expect(200);
    assert_eq!(listed["total_records"], 2);
    assert_eq!(listed["next_page_token"], "");
    assert_eq!(listed["users"][1]["email"], "basic@example.com");
    assert_eq!(listed["users"][1]["type"], 1);
    let listed = async |query: &str| {
        let page = api.get(&format!("/v2/users?{query}")).await.expect(200);
        let emails = page["users"].as_array().unwrap().iter();
        emails
            .map(|user| user["email"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("status=pending").await, [""; 0]);
    assert_eq!(listed("role_id=0").await, ["host@example.com"]);
    let gone = api.state.add_user(NewUser::licensed("gone@example.com"));
    api.state
        .change_user(&gone.id, |user| user.status = UserStatus::Inactive);
    assert_eq!(listed("status=inactive").await, ["gone@example.com"]);
    assert_eq!(
        listed("status=active").await,
        ["host@example.com", "basic@example.com"]
    );
    let shown = api.get("/v2/users/gone@example.com").await.expect(200);
    assert_eq!(shown["status"], "inactive");
}

#[tokio::test]
async fn settings_show_what_the_licences_allow() {
    let api = Api::new().await;
    let settings = async |query: &str| api.get(&format!("/v2/users/{query}")).await.expect(200);
    let host = settings("me/settings").await;
    assert_eq!(host["feature"]["webinar"], true);
    assert_eq!(host["feature"]["webinar_capacity"], 500);
    assert_eq!(
        host["schedule_meeting"]["embed_password_in_join_link"],
        true
    );
    let basic = settings("basic@example.com/settings").await;
    assert_eq!(basic["feature"]["webinar"], false);
    assert_eq!(basic["feature"]["meeting_capacity"], 100);
    let options = settings("me/settings?option=meeting_authentication").await;
    assert_eq!(
        options["authentication_options"][0]["type"],
        "enforce_login"
    );
    let security = settings("me/settings?option=meeting_security").await;
    assert_eq!(security["meeting_security"]["auto_security"], true);
    let answer = api.get("/v2/users/nobody/settings").await;
    assert_eq!(
        answer.refusal(),
        (404, 1001, "User does not exist: nobody.")
    );
}

#[tokio::test]
async fn a_zak_is_good_for_two_hours_or_as_long_as_asked() {
    let api = Api::new().await;
    let host = api.state.credentials().host;
    let zak = |query: &'static str| {
        let (api, id) = (&api, &host.id);
        async move {
            let answer = api
                .get(&format!("/v2/users/{id}/token?type=zak{query}"))
                .await;
            answer.expect(200)["token"].as_str().unwrap().to_owned()
        }
    };
    let (two_hours, one_minute) = (zak("").await, zak("&ttl=60").await);
    let five_minutes = api.get("/v2/users/me/zak").await.expect(200)["token"].clone();
    let five_minutes = five_minutes.as_str().unwrap();
    assert!(two_hours.len() <= 512, "documented as the longest");
    assert_eq!(api.state.resolve_zak(&two_hours), Ok(host.id.clone()));
    api.clock.advance(Duration::from_secs(60));
    assert_eq!(
        api.state.resolve_zak(&one_minute),
        Err(TokenProblem::Expired)
    );
    assert_eq!(api.state.resolve_zak(five_minutes), Ok(host.id.clone()));
    api.clock.advance(Duration::from_secs(240));
    assert_eq!(
        api.state.resolve_zak(five_minutes),
        Err(TokenProblem::Expired)
    );
    assert_eq!(api.state.resolve_zak(&two_hours), Ok(host.id));
    assert_eq!(
        api.state.resolve_zak("nonsense"),
        Err(TokenProblem::Unknown)
    );
}

#[tokio::test]
async fn an_obf_token_may_be_bound_to_a_meeting_and_is_no_zak() {
    let api = Api::new().await;
    let host = api.state.credentials().host;
    let obf = |meeting: Option<u64>| Obf {
        user_id: host.id.clone(),
        meeting,
    };
    let any = api
        .get("/v2/users/me/token?type=onbehalf")
        .await
        .expect(200);
    let any = any["token"].as_str().unwrap();
    assert_eq!(api.state.resolve_obf(any), Ok(obf(None)));
    assert_eq!(api.state.resolve_zak(any), Err(TokenProblem::Unknown));
    let one = api
        .get("/v2/users/me/token?type=onbehalf&meeting_id=885%206789%200123")
        .await
        .expect(200);
    assert_eq!(
        api.state.resolve_obf(one["token"].as_str().unwrap()),
        Ok(obf(Some(88_567_890_123)))
    );
    let wrong = api
        .get("/v2/users/me/token?type=onbehalf&meeting_id=abc")
        .await;
    assert_eq!(wrong.fields(), ["meeting_id"]);
}

#[tokio::test]
async fn the_old_kind_of_token_is_no_longer_given() {
    let api = Api::new().await;
    let answer = api.get("/v2/users/me/token").await.expect(200);
    assert_eq!(
        answer["message"],
        "Token is no longer supported. Please use ZAK token instead."
    );
    assert!(answer.get("token").is_none());
    assert_eq!(api.get("/v2/users/nobody/token").await.status, 404);
}

#[tokio::test]
async fn apps_and_users_can_be_added() {
    let api = Api::new().await;
    let sdk = api.state.add_app(NewApp::new(AppKind::MeetingSdk));
    assert!(
        api.state
            .sdk_app(&sdk.client_id)
            .is_some_and(|app| app.enabled && !app.published)
    );
    assert!(
        api.state
            .sdk_app(&api.state.credentials().s2s.client_id)
            .is_none()
    );
    let user = api.state.add_user(NewUser::licensed("second@example.com"));
    let shown = api.get("/v2/users/second@example.com").await.expect(200);
    assert_eq!(shown["id"], user.id);
    assert_eq!(shown["role_name"], "Member");
}

#[tokio::test]
async fn a_user_is_invited_changed_shut_out_and_removed() {
    let api = Api::new().await;
    let new = json!({
        "action": "create",
        "user_info": {"email": "Ann@Example.com", "type": 2, "first_name": "Ann", "last_name": "Lee"},
    });
    let ann = api.post("/v2/users", new.clone()).await.expect(201);
    assert_eq!(
        (&ann["email"], &ann["type"]),
        (&json!("ann@example.com"), &json!(2))
    );
    let again = api.post("/v2/users", new).await;
    assert_eq!((again.status, &again.body["code"]), (409, &json!(1005)));
    let path = format!("/v2/users/{}", ann["id"].as_str().unwrap());
    assert_eq!(api.get(&path).await.expect(200)["status"], "pending");
    let change = json!({"last_name": "Ray", "timezone": "Europe/Berlin", "type": 1, "dept": "IT"});
    api.patch(&path, change).await.expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(
        (&shown["last_name"], &shown["timezone"], &shown["type"]),
        (&json!("Ray"), &json!("Europe/Berlin"), &json!(1))
    );
    let status = format!("{path}/status");
    api.put(&status, json!({"action": "activate"}))
        .await
        .expect(204);
    api.put(&status, json!({"action": "deactivate"}))
        .await
        .expect(204);
    assert_eq!(api.get(&path).await.expect(200)["status"], "inactive");

    for (body, field) in [
        (json!({"user_info": {}}), "action"),
        (
            json!({"action": "create", "user_info": {"email": "nobody", "type": 1}}),
            "user_info.email",
        ),
        (
            json!({"action": "create", "user_info": {"email": "b@example.com", "type": 3}}),
            "user_info.type",
        ),
    ] {
        assert_eq!(api.post("/v2/users", body).await.fields(), [field]);
    }
    let wrong = api.patch(&path, json!({"timezone": "Mars"})).await;
    assert_eq!(wrong.fields(), ["timezone"]);
    api.call("DELETE", &path, None).await.expect(204);
    assert_eq!(api.get(&path).await.status, 404);
    let me = api.call("DELETE", "/v2/users/me", None).await;
    assert_eq!((me.status, &me.body["code"]), (400, &json!(200)));
    let admin = api
        .put("/v2/users/me/status", json!({"action": "deactivate"}))
        .await;
    assert_eq!(admin.status, 400);
}

#[tokio::test]
async fn what_a_removed_user_hosts_goes_or_is_transferred() {
    let api = Api::new().await;
    let second = api.state.add_user(NewUser::licensed("second@example.com"));
    let path = "/v2/users/second@example.com";
    let body = json!({"topic": "Theirs"});
    let meeting = api
        .post(&format!("{path}/meetings"), body.clone())
        .await
        .expect(201);
    let webinar = api
        .post(&format!("{path}/webinars"), body)
        .await
        .expect(201);
    let same = format!("{path}?transfer_email=second@example.com");
    assert_eq!(api.call("DELETE", &same, None).await.status, 400);
    let delete =
        format!("{path}?action=delete&transfer_email=host@example.com&transfer_meeting=true");
    api.call("DELETE", &delete, None).await.expect(204);
    let kept = api
        .get(&format!("/v2/meetings/{}", meeting["id"]))
        .await
        .expect(200);
    assert_ne!(kept["host_id"], second.id);
    assert_eq!(kept["host_email"], "host@example.com");
    assert_eq!(
        api.get(&format!("/v2/webinars/{}", webinar["id"]))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn an_admin_is_deleted_but_not_unlinked() {
    let api = Api::new().await;
    api.state
        .add_user(NewUser::licensed("chief@example.com").admin());
    let path = "/v2/users/chief@example.com";
    let refused = api.delete(path).await;
    assert_eq!(
        refused.refusal(),
        (400, 1117, "You can not disassociate an Admin user.")
    );
    api.delete(&format!("{path}?action=delete"))
        .await
        .expect(204);
}

#[tokio::test]
async fn tokens_of_users_that_an_app_made_are_good_for_ninety_days() {
    let api = Api::new().await;
    let info = json!({"email": "robot@example.com", "type": 2});
    let create = json!({"action": "custCreate", "user_info": info});
    api.post("/v2/users", create).await.expect(201);
    let path = "/v2/users/robot@example.com";
    let answer = api.get(&format!("{path}/token?type=zak")).await.expect(200);
    let zak = answer["token"].as_str().unwrap();
    api.clock.advance(Duration::from_secs(7_775_999));
    assert!(api.state.resolve_zak(zak).is_ok());
    api.clock.advance(Duration::from_secs(1));
    assert_eq!(api.state.resolve_zak(zak), Err(TokenProblem::Expired));
}

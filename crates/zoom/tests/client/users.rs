//! Users of the account, and those who let an app act for them.

use countersign_emulator::Emulator;
use countersign_zoom::{
    CreateMeeting, CreateUser, CreateWebinar, DeleteUser, DevicePoll, Error, NewUser, UpdateUser,
    UserDeletion, UserKind, UserStatus,
};

use crate::chain::{HOST, client, client_with};

#[tokio::test]
async fn a_user_is_added_changed_shut_out_and_removed() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let users = zoom.users();
    let create = CreateUser {
        user_info: NewUser {
            email: "jill@example.com".into(),
            kind: UserKind::Licensed.into(),
            first_name: Some("Jill".into()),
            ..NewUser::default()
        },
        ..CreateUser::default()
    };
    let jill = users.create(&create).await.unwrap();
    assert_eq!(
        users.get(&jill.id).await.unwrap().status.as_deref(),
        Some("pending")
    );
    let again = users.create(&create).await.unwrap_err();
    assert_eq!((again.status(), again.code()), (Some(409), Some(1005)));
    assert!(!again.may_have_happened());
    let nowhere = users.create(&CreateUser::default()).await.unwrap_err();
    assert_eq!(nowhere.as_api().unwrap().errors[0].field, "user_info.email");

    let change = UpdateUser {
        last_name: Some("Ray".into()),
        timezone: Some("Europe/Berlin".into()),
        ..UpdateUser::default()
    };
    users.update(&jill.id, &change).await.unwrap();
    users.activate(&jill.id).await.unwrap();
    let read = users.get("jill@example.com").await.unwrap();
    assert_eq!(
        read.first_name.as_deref(),
        Some("Jill"),
        "it stays as it was"
    );
    assert_eq!(read.last_name.as_deref(), Some("Ray"));
    assert_eq!(read.timezone.as_deref(), Some("Europe/Berlin"));
    assert!(read.kind.unwrap().is(UserKind::Licensed));
    users.deactivate(&jill.id).await.unwrap();
    let inactive = users.list_all(UserStatus::Inactive, 10).await.unwrap();
    assert_eq!(inactive[0].id, jill.id);
    let owner = users.deactivate(HOST).await.unwrap_err();
    assert_eq!((owner.status(), owner.code()), (Some(400), Some(200)));
    users.activate(&jill.id).await.unwrap();

    assert!(
        emulator
            .state()
            .change_user(&jill.id, |user| user.webinar = true)
    );
    let meeting = CreateMeeting::default();
    let meeting = zoom.meetings().create(&jill.id, &meeting).await.unwrap();
    let webinar = CreateWebinar::default();
    let webinar = zoom.webinars().create(&jill.id, &webinar).await.unwrap();
    let to = |heir: &str| DeleteUser {
        action: UserDeletion::Delete,
        transfer_email: Some(heir.into()),
        transfer_meeting: true,
        ..DeleteUser::default()
    };
    for (heir, code) in [("jill@example.com", 300), ("nobody@example.com", 1001)] {
        let error = users.delete(&jill.id, &to(heir)).await.unwrap_err();
        assert_eq!(error.code(), Some(code), "{error}");
    }
    users.delete(&jill.id, &to(HOST)).await.unwrap();
    assert!(users.get(&jill.id).await.unwrap_err().is_not_found());
    let kept = zoom.meetings().get(meeting.id).await.unwrap();
    assert_ne!(kept.host_id.as_deref(), Some(jill.id.as_str()));
    let gone = zoom.webinars().get(webinar.id).await.unwrap_err();
    assert!(gone.is_not_found(), "not transferred");
    let gone = users
        .delete(&jill.id, &DeleteUser::default())
        .await
        .unwrap_err();
    assert!(gone.is_not_found());
}

#[tokio::test]
async fn a_user_lets_the_app_act_for_them_and_takes_it_back() {
    let emulator = Emulator::start().await;
    let sdk = emulator.credentials().meeting_sdk;
    let zoom = client_with(&emulator, |config| {
        config.client_id = sdk.client_id.clone();
        config.client_secret = sdk.client_secret.clone();
    })
    .unwrap();
    let oauth = zoom.user_oauth();
    let redirect = "http://localhost:4000/callback";
    let verifier = "a-verifier-of-forty-three-characters-or-more"
        .to_owned()
        .into();
    let ask = oauth.authorize_url(redirect, "state", Some(&verifier));
    let browser = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let answer = [("user", "basic@example.com"), ("decision", "allow")];
    let sent_back = browser.post(ask).form(&answer).send().await.unwrap();
    let location = url::Url::parse(sent_back.headers()["location"].to_str().unwrap()).unwrap();
    let code = location
        .query_pairs()
        .find(|(name, _)| name == "code")
        .unwrap()
        .1;

    let tokens = oauth
        .exchange(&code, redirect, Some(&verifier))
        .await
        .unwrap();
    assert!(
        oauth
            .exchange(&code, redirect, Some(&verifier))
            .await
            .is_err(),
        "good once"
    );
    let me = zoom.as_user(tokens.grant).users().get("me").await.unwrap();
    assert_eq!(me.email.as_deref(), Some("basic@example.com"));
    let newer = oauth.refresh(&tokens.refresh_token).await.unwrap();
    let Error::Token(error) = oauth.refresh(&tokens.refresh_token).await.unwrap_err() else {
        panic!("not a refusal of the token endpoint");
    };
    assert_eq!(error.error, "invalid_grant");
    let as_user = zoom.as_user(newer.grant);
    as_user.users().get("me").await.unwrap();
    oauth.revoke(&newer.refresh_token).await.unwrap();
    let error = as_user.users().get("me").await.unwrap_err();
    assert!(error.to_string().contains("refresh it"), "{error}");
}

#[tokio::test]
async fn a_device_waits_until_its_user_allows_it() {
    let emulator = Emulator::start().await;
    let sdk = emulator.credentials().meeting_sdk;
    let zoom = client_with(&emulator, |config| {
        config.client_id = sdk.client_id.clone();
        config.client_secret = sdk.client_secret.clone();
    })
    .unwrap();
    let oauth = zoom.user_oauth();
    let device = oauth.authorize_device().await.unwrap();
    assert!(
        device
            .verification_uri_complete
            .unwrap()
            .contains(&device.user_code)
    );
    let poll = oauth.poll_device(&device.device_code).await.unwrap();
    assert!(matches!(poll, DevicePoll::Pending), "{poll:?}");
    let poll = oauth.poll_device(&device.device_code).await.unwrap();
    assert!(matches!(poll, DevicePoll::SlowDown), "{poll:?}");
    let form = [
        ("user_code", device.user_code.as_str()),
        ("user", "basic@example.com"),
        ("decision", "allow"),
    ];
    let page = reqwest::Client::new().post(&device.verification_uri);
    page.form(&form).send().await.unwrap();
    let poll = oauth.poll_device(&device.device_code).await.unwrap();
    let DevicePoll::Granted(tokens) = poll else {
        panic!("{poll:?}");
    };
    let me = zoom.as_user(tokens.grant).users().get("me").await.unwrap();
    assert_eq!(me.email.as_deref(), Some("basic@example.com"));
    let Error::Token(error) = oauth.poll_device(&device.device_code).await.unwrap_err() else {
        panic!("not a refusal of the token endpoint");
    };
    assert_eq!(error.error, "expired_token");
}

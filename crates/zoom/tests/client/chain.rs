//! The whole chain against the emulator, which knows Zoom's documentation and not this crate.

use std::time::Duration;

use countersign_emulator::{Emulator, EmulatorOptions, TlsOptions};
use countersign_zoom::{
    AddRegistrant, ApprovalType, Config, CreateMeeting, CreateWebinar, ENDPOINTS, Endpoint, Error,
    ExposeSecret, MeetingKind, MeetingList, MeetingSettings, MeetingStatus, PageRequest,
    RegistrantStatus, TransportKind, UpdateMeeting, UpdateWebinar, UserKind, WebinarKind,
    WebinarSettings, Zoom,
};

fn client(emulator: &Emulator) -> Zoom {
    client_with(emulator, |_| {}).unwrap()
}

fn client_with(emulator: &Emulator, change: impl FnOnce(&mut Config)) -> Result<Zoom, Error> {
    let credentials = emulator.credentials();
    let app = credentials.s2s;
    let mut config = Config::new(credentials.account_id, app.client_id, app.client_secret);
    config.api = emulator.api_url().parse().unwrap();
    config.oauth = emulator.oauth_url().parse().unwrap();
    change(&mut config);
    Zoom::new(config)
}

const HOST: &str = "host@example.com";

fn guest(name: &str) -> AddRegistrant {
    AddRegistrant {
        email: format!("{name}@example.com"),
        first_name: name.to_owned(),
        ..AddRegistrant::default()
    }
}

#[tokio::test]
async fn a_meeting_lives_from_its_creation_to_its_end() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let user = zoom.users().get(HOST).await.unwrap();
    assert!(user.kind.unwrap().is(UserKind::Licensed));

    let create = CreateMeeting {
        topic: Some("Weekly call".into()),
        kind: Some(MeetingKind::Scheduled.into()),
        start_time: Some("2030-01-01T10:00:00Z".into()),
        duration: Some(30),
        password: Some("a1b2c3".into()),
        settings: Some(MeetingSettings {
            approval_type: Some(ApprovalType::Automatic.into()),
            join_before_host: Some(true),
            ..MeetingSettings::default()
        }),
        ..CreateMeeting::default()
    };
    let created = zoom.meetings().create(HOST, &create).await.unwrap();
    assert_eq!(created.host_id.as_deref(), Some(user.id.as_str()));
    assert_eq!(created.password.as_ref().unwrap().expose_secret(), "a1b2c3");
    assert!(created.start_url.unwrap().expose_secret().contains("zak="));
    assert!(created.registration_url.is_some());

    let meetings = zoom.meetings();
    let change = UpdateMeeting {
        topic: Some("Moved".into()),
        ..UpdateMeeting::default()
    };
    meetings.update(created.id, &change).await.unwrap();
    let read = meetings.get(created.id).await.unwrap();
    assert_eq!(
        (read.topic.as_deref(), read.duration),
        (Some("Moved"), Some(30))
    );
    assert!(read.status.unwrap().is(MeetingStatus::Waiting));
    assert_eq!(
        meetings.get_instance(&read.uuid.unwrap()).await.unwrap().id,
        created.id
    );

    let registration = meetings
        .registrants(created.id)
        .add(&guest("gert"))
        .await
        .unwrap();
    let tk = registration.tk().unwrap();
    let approved = meetings
        .registrants(created.id)
        .list_all(RegistrantStatus::Approved, 10)
        .await
        .unwrap();
    assert_eq!(approved.len(), 1);
    assert_eq!(
        approved[0].tk().unwrap().expose_secret(),
        tk.expose_secret()
    );

    let zak = zoom
        .users()
        .zak(&user.id, Some(Duration::from_secs(600)))
        .await
        .unwrap();
    assert!(!zak.expose_secret().is_empty());
    assert!(
        !zoom
            .users()
            .obf(&user.id, created.id, None)
            .await
            .unwrap()
            .expose_secret()
            .is_empty()
    );

    emulator.state().start_meeting(created.id).unwrap();
    assert!(
        meetings
            .get(created.id)
            .await
            .unwrap()
            .status
            .unwrap()
            .is(MeetingStatus::Started)
    );
    assert_eq!(
        meetings
            .list_all(HOST, MeetingList::Live, 10)
            .await
            .unwrap()[0]
            .id,
        created.id
    );
    meetings.end(created.id).await.unwrap();
    assert!(
        meetings
            .get(created.id)
            .await
            .unwrap()
            .status
            .unwrap()
            .is(MeetingStatus::Waiting)
    );

    meetings.delete(created.id).await.unwrap();
    let gone = meetings.get(created.id).await.unwrap_err();
    assert!(gone.is_not_found());
    assert_eq!((gone.status(), gone.code()), (Some(404), Some(3001)));
    assert!(gone.tracking_id().is_some());
    meetings.recover(created.id).await.unwrap();
    assert_eq!(
        meetings.get(created.id).await.unwrap().topic.as_deref(),
        Some("Moved")
    );
}

#[tokio::test]
async fn a_webinar_lives_from_its_creation_to_its_end() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let webinars = zoom.webinars();
    let create = CreateWebinar {
        topic: Some("Launch".into()),
        start_time: Some("2030-01-01T10:00:00Z".into()),
        settings: Some(WebinarSettings {
            approval_type: Some(ApprovalType::Manual.into()),
            ..WebinarSettings::default()
        }),
        ..CreateWebinar::default()
    };
    let created = webinars.create(HOST, &create).await.unwrap();
    assert!(created.kind.is(WebinarKind::Webinar));
    let change = UpdateWebinar {
        agenda: Some("New".into()),
        ..UpdateWebinar::default()
    };
    webinars.update(created.id, &change).await.unwrap();
    assert_eq!(
        webinars.get(created.id).await.unwrap().agenda.as_deref(),
        Some("New")
    );

    let registrants = webinars.registrants(created.id);
    assert!(
        registrants
            .add(&guest("gert"))
            .await
            .unwrap()
            .tk()
            .is_none(),
        "the host has not approved"
    );
    let page = registrants
        .list(RegistrantStatus::Pending, &PageRequest::default())
        .await
        .unwrap();
    assert_eq!(page.registrants[0].email, "gert@example.com");
    assert!(
        registrants
            .list_all(RegistrantStatus::Approved, 10)
            .await
            .unwrap()
            .is_empty()
    );

    assert_eq!(webinars.list_all(HOST, 10).await.unwrap()[0].id, created.id);
    emulator.state().start_meeting(created.id).unwrap();
    webinars.end(created.id).await.unwrap();
    webinars.delete(created.id).await.unwrap();
    assert!(webinars.get(created.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let mut numbers = Vec::new();
    for _ in 0..7 {
        let create = CreateMeeting {
            kind: Some(MeetingKind::Recurring.into()),
            ..CreateMeeting::default()
        };
        numbers.push(zoom.meetings().create(HOST, &create).await.unwrap().id);
    }
    let mut page = PageRequest {
        page_size: Some(3),
        next_page_token: None,
    };
    let mut listed = Vec::new();
    loop {
        let answer = zoom
            .meetings()
            .list(HOST, MeetingList::Scheduled, &page)
            .await
            .unwrap();
        listed.extend(answer.meetings.iter().map(|meeting| meeting.id));
        page.next_page_token = answer.paging.next().map(str::to_owned);
        if page.next_page_token.is_none() {
            break;
        }
    }
    numbers.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, numbers);

    page.next_page_token = Some("forged".into());
    let error = zoom
        .meetings()
        .list(HOST, MeetingList::Scheduled, &page)
        .await
        .unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(400), Some(300)));
}

#[tokio::test]
async fn refusals_come_with_their_cause() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let nobody = zoom.users().get("nobody@example.com").await.unwrap_err();
    assert_eq!((nobody.status(), nobody.code()), (Some(404), Some(1001)));
    let poor = zoom
        .webinars()
        .create("basic@example.com", &CreateWebinar::default())
        .await
        .unwrap_err();
    assert!(poor.hint().unwrap().contains("webinar licence"), "{poor}");
    let settings = MeetingSettings {
        approval_type: Some(countersign_zoom::Open::Other(7.into())),
        ..MeetingSettings::default()
    };
    let wrong = CreateMeeting {
        settings: Some(settings),
        ..CreateMeeting::default()
    };
    let invalid = zoom.meetings().create(HOST, &wrong).await.unwrap_err();
    assert_eq!(
        invalid.as_api().unwrap().errors[0].field,
        "settings.approval_type"
    );
}

#[tokio::test]
async fn wrong_credentials_are_explained() {
    let emulator = Emulator::start().await;
    let hint = async |change: &dyn Fn(&mut Config)| {
        let zoom = client_with(&emulator, |config| change(config)).unwrap();
        let error = zoom.authenticate().await.unwrap_err();
        error
            .hint()
            .map(str::to_owned)
            .unwrap_or_else(|| panic!("{error}"))
    };
    let sdk = emulator.credentials().meeting_sdk;
    assert!(
        hint(&|c| c.client_secret = "wrong".into())
            .await
            .contains("client secret is wrong")
    );
    assert!(
        hint(&|c| c.account_id = "elsewhere".into())
            .await
            .contains("account ID")
    );
    assert!(
        hint(&|c| {
            c.client_id = sdk.client_id.clone();
            c.client_secret = sdk.client_secret.clone();
        })
        .await
        .contains("wrong app type")
    );
}

#[tokio::test]
async fn a_pair_is_known_by_the_grants_it_gets_and_a_licence_by_the_settings() {
    let emulator = Emulator::start().await;
    let sdk = emulator.credentials().meeting_sdk;
    let as_sdk = client_with(&emulator, |config| {
        config.client_id = sdk.client_id.clone();
        config.client_secret = sdk.client_secret.clone();
    })
    .unwrap();
    let own = as_sdk.probe_client_credentials().await.unwrap();
    assert!(own.scopes.iter().all(|scope| !scope.contains("meeting")));
    let zoom = client(&emulator);
    assert!(zoom.probe_client_credentials().await.is_err());
    assert_eq!(
        zoom.authenticate()
            .await
            .unwrap()
            .clock_ahead
            .map(|ahead| ahead.as_secs()),
        Some(0)
    );
    let feature = zoom.users().settings(HOST).await.unwrap().feature.unwrap();
    assert_eq!(feature.webinar, Some(true));
}

/// Calls an endpoint by its description, with things that do not exist.
async fn call(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (users, meetings, webinars) = (zoom.users(), zoom.meetings(), zoom.webinars());
    let page = PageRequest::default();
    let pending = RegistrantStatus::Pending;
    match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/users/{userId}") => users.get("x").await.map(drop),
        ("GET", "/users/{userId}/settings") => users.settings("x").await.map(drop),
        ("GET", "/users/{userId}/token") => users.zak("x", None).await.map(drop),
        ("POST", "/users/{userId}/meetings") => meetings
            .create("x", &CreateMeeting::default())
            .await
            .map(drop),
        ("GET", "/users/{userId}/meetings") => {
            meetings.list("x", MeetingList::Live, &page).await.map(drop)
        }
        ("GET", "/meetings/{meetingId}") => meetings.get(1).await.map(drop),
        ("PATCH", "/meetings/{meetingId}") => meetings.update(1, &UpdateMeeting::default()).await,
        ("DELETE", "/meetings/{meetingId}") => meetings.delete(1).await,
        ("PUT", "/meetings/{meetingId}/status") => meetings.end(1).await,
        ("POST", "/meetings/{meetingId}/registrants") => {
            meetings.registrants(1).add(&guest("x")).await.map(drop)
        }
        ("GET", "/meetings/{meetingId}/registrants") => {
            meetings.registrants(1).list(pending, &page).await.map(drop)
        }
        ("POST", "/users/{userId}/webinars") => webinars
            .create("x", &CreateWebinar::default())
            .await
            .map(drop),
        ("GET", "/users/{userId}/webinars") => webinars.list("x", &page).await.map(drop),
        ("GET", "/webinars/{webinarId}") => webinars.get(1).await.map(drop),
        ("PATCH", "/webinars/{webinarId}") => webinars.update(1, &UpdateWebinar::default()).await,
        ("DELETE", "/webinars/{webinarId}") => webinars.delete(1).await,
        ("PUT", "/webinars/{webinarId}/status") => webinars.end(1).await,
        ("POST", "/webinars/{webinarId}/registrants") => {
            webinars.registrants(1).add(&guest("x")).await.map(drop)
        }
        ("GET", "/webinars/{webinarId}/registrants") => {
            webinars.registrants(1).list(pending, &page).await.map(drop)
        }
        _ => panic!("{endpoint} is not called by any test"),
    }
}

#[tokio::test]
async fn every_endpoint_needs_the_scope_it_declares_and_no_other() {
    let emulator = Emulator::start().await;
    let app = emulator.credentials().s2s.client_id;
    for endpoint in ENDPOINTS {
        emulator.state().set_app_scopes(&app, Vec::new());
        let error = call(&client(&emulator), endpoint).await.unwrap_err();
        assert_eq!(error.endpoint(), Some(*endpoint));
        let missing = &error.as_api().unwrap().missing_scopes;
        assert!(
            missing.iter().any(|scope| scope == endpoint.scope),
            "{error}"
        );

        emulator
            .state()
            .set_app_scopes(&app, vec![endpoint.scope.to_owned()]);
        let error = call(&client(&emulator), endpoint).await.unwrap_err();
        assert!(error.as_api().unwrap().missing_scopes.is_empty(), "{error}");
    }
}

#[tokio::test]
async fn the_emulators_own_authority_is_trusted_when_it_is_given_and_not_otherwise() {
    let dir = tempfile::tempdir().unwrap();
    let tls = TlsOptions {
        addr: "127.0.0.1:0".parse().unwrap(),
        dir: dir.path().to_owned(),
    };
    let options = EmulatorOptions {
        tls: Some(tls),
        ..EmulatorOptions::default()
    };
    let emulator = Emulator::start_with(options).await.unwrap();
    let base = format!("https://localhost:{}", emulator.tls_addr().unwrap().port());
    let over_tls = |config: &mut Config| {
        config.api = format!("{base}/v2").parse().unwrap();
        config.oauth = base.parse().unwrap();
        config.retry.max_attempts = 1;
    };

    let stranger = client_with(&emulator, over_tls).unwrap();
    let Err(Error::Transport(error)) = stranger.users().get(HOST).await else {
        panic!("an unknown authority was trusted");
    };
    assert_eq!(error.kind, TransportKind::Connect);
    assert!(error.detail.contains("certificate"), "{error}");

    let friend = client_with(&emulator, |config| {
        over_tls(config);
        config.root_certificates = emulator.ca_pem().map(str::to_owned);
    });
    friend.unwrap().users().get(HOST).await.unwrap();
}

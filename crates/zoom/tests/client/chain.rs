//! The whole chain against the emulator, which knows Zoom's documentation and not this crate.

use std::collections::HashSet;
use std::time::Duration;

use countersign_emulator::{Emulator, EmulatorOptions, TlsOptions};
use countersign_zoom::{
    AddPanelist, AddRegistrant, ApprovalType, BatchRegistrants, Config, CreateInviteLinks,
    CreateMeeting, CreateTemplate, CreateUser, CreateWebinar, Decision, DeleteUser, DevicePoll,
    ENDPOINTS, Endpoint, Error, ExposeSecret, Invitee, LiveEvent, MeetingKind, MeetingList,
    MeetingSettings, MeetingStatus, NewUser, PageRequest, Poll, RegistrantName, RegistrantStatus,
    RegistrationForm, Survey, TransportKind, UpdateMeeting, UpdateUser, UpdateUserSettings,
    UpdateWebinar, UserDeletion, UserKind, UserStatus, WebinarKind, WebinarSettings, Zoom,
};

pub(crate) fn client(emulator: &Emulator) -> Zoom {
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

pub(crate) const HOST: &str = "host@example.com";

pub(crate) fn guest(name: &str) -> AddRegistrant {
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
    assert!(
        zoom.probe_client_credentials().await.is_ok(),
        "it tells no type"
    );
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
        ("POST", "/users") => users.create(&CreateUser::default()).await.map(drop),
        ("PATCH", "/users/{userId}") => users.update("x", &UpdateUser::default()).await,
        ("PUT", "/users/{userId}/status") => users.activate("x").await,
        ("DELETE", "/users/{userId}") => users.delete("x", &DeleteUser::default()).await,
        ("GET", "/users") => users.list(UserStatus::Active, &page).await.map(drop),
        ("PATCH", "/users/{userId}/settings") => {
            users
                .update_settings("x", &UpdateUserSettings::default())
                .await
        }
        ("GET", "/users/email") => users.email_exists("x").await.map(drop),
        ("GET", "/users/{userId}/meeting_templates") => meetings.templates("x").await.map(drop),
        ("GET", "/users/{userId}/webinar_templates") => webinars.templates("x").await.map(drop),
        ("GET", "/users/me/zak") => users.own_zak().await.map(drop),
        ("GET", "/users/{userId}/upcoming_meetings") => meetings.upcoming("x").await.map(drop),
        ("GET", "/users/{userId}/recordings") => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            zoom.recordings()
                .of_user("x", from, to, &page)
                .await
                .map(drop)
        }
        ("GET", "/meetings/{meetingId}/recordings") => {
            zoom.recordings().of_meeting(1).await.map(drop)
        }
        ("DELETE", "/meetings/{meetingId}/recordings") => zoom.recordings().trash(1).await,
        ("GET", "/meetings/{meetingId}/token") => meetings.caption_url(1).await.map(drop),
        ("GET", "/webinars/{webinarId}/token") => webinars.caption_url(1).await.map(drop),
        ("GET", "/meetings/{meetingId}/invitation") => meetings.invitation(1).await.map(drop),
        ("POST", "/meetings/{meetingId}/invite_links") => meetings
            .invite_links(1, &CreateInviteLinks::default())
            .await
            .map(drop),
        ("POST", "/webinars/{webinarId}/invite_links") => webinars
            .invite_links(1, &CreateInviteLinks::default())
            .await
            .map(drop),
        ("PATCH", "/live_meetings/{meetingId}/events") => {
            meetings.send_event(1, &LiveEvent::default()).await
        }
        ("GET", "/webinars/{webinarId}/tracking_sources") => {
            webinars.tracking_sources(1).await.map(drop)
        }
        ("GET", "/webinars/{webinarId}/panelists") => webinars.panelists(1).list().await.map(drop),
        ("POST", "/webinars/{webinarId}/panelists") => webinars.panelists(1).add(&[]).await,
        ("DELETE", "/webinars/{webinarId}/panelists") => webinars.panelists(1).remove_all().await,
        ("DELETE", "/webinars/{webinarId}/panelists/{panelistId}") => {
            webinars.panelists(1).remove("x").await
        }
        ("POST", "/users/{userId}/meeting_templates") => meetings
            .create_template("x", &CreateTemplate::default())
            .await
            .map(drop),
        ("POST", "/users/{userId}/webinar_templates") => webinars
            .create_template("x", &CreateTemplate::default())
            .await
            .map(drop),
        ("DELETE", "/users/{userId}/token") => users.sign_out("x").await,
        ("PUT", "/users/{userId}/email") => users.change_email("x", "x@example.com").await,
        ("GET", "/users/summary") => users.summary().await.map(drop),
        (_, path) if path.contains("/assistants") || path.contains("/schedulers") => {
            call_assistants(zoom, endpoint).await
        }
        (_, path) if path.contains("past_") => call_past(zoom, endpoint).await,
        (_, path) if path.starts_with("/report/") => call_report(zoom, endpoint).await,
        (method, path) => {
            let registrants = match path.starts_with("/meetings") {
                true => meetings.registrants(1),
                false => webinars.registrants(1),
            };
            let polls = match path.starts_with("/meetings") {
                true => meetings.polls(1),
                false => webinars.polls(1),
            };
            let form = RegistrationForm::default();
            match (method, path.rsplit_once("Id}/").unwrap_or_default().1) {
                ("POST", "batch_registrants") => registrants
                    .add_batch(&BatchRegistrants::default())
                    .await
                    .map(drop),
                ("PUT", "registrants/status") => registrants.decide(Decision::Approve, &[]).await,
                ("GET", "registrants/questions") => registrants.questions().await.map(drop),
                ("PATCH", "registrants/questions") => registrants.set_questions(&form).await,
                ("GET", "registrants/{registrantId}") => registrants.get("x").await.map(drop),
                ("DELETE", "registrants/{registrantId}") => registrants.remove("x").await,
                ("GET", "polls") => polls.list().await.map(drop),
                ("POST", "polls") => polls.create(&Poll::default()).await.map(drop),
                ("POST", "batch_polls") => polls.create_batch(&[]).await.map(drop),
                ("GET", "polls/{pollId}") => polls.get("x").await.map(drop),
                ("PUT", "polls/{pollId}") => polls.replace("x", &Poll::default()).await,
                ("DELETE", "polls/{pollId}") => polls.delete("x").await,
                ("GET", "survey") => polls.survey().await.map(drop),
                ("PATCH", "survey") => polls.set_survey(&Survey::default()).await,
                ("DELETE", "survey") => polls.delete_survey().await,
                _ => panic!("{endpoint} is not called by any test"),
            }
        }
    }
}

async fn call_assistants(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let users = zoom.users();
    match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/users/{userId}/assistants") => users.assistants("x").await.map(drop),
        ("POST", "/users/{userId}/assistants") => users.add_assistants("x", &[]).await,
        ("DELETE", "/users/{userId}/assistants") => users.remove_assistants("x").await,
        ("DELETE", "/users/{userId}/assistants/{assistantId}") => {
            users.remove_assistant("x", "y").await
        }
        ("GET", "/users/{userId}/schedulers") => users.schedulers("x").await.map(drop),
        ("DELETE", "/users/{userId}/schedulers") => users.remove_schedulers("x").await,
        ("DELETE", "/users/{userId}/schedulers/{schedulerId}") => {
            users.remove_scheduler("x", "y").await
        }
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_past(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (meetings, webinars) = (zoom.past_meetings(), zoom.past_webinars());
    let page = PageRequest::default();
    match endpoint.path {
        "/past_meetings/{meetingId}" => meetings.get(1).await.map(drop),
        "/past_meetings/{meetingId}/instances" => meetings.instances(1).await.map(drop),
        "/past_meetings/{meetingId}/participants" => {
            meetings.participants(1, &page).await.map(drop)
        }
        "/past_meetings/{meetingId}/polls" => meetings.polls(1).await.map(drop),
        "/past_meetings/{meetingId}/qa" => meetings.qa(1).await.map(drop),
        "/past_webinars/{webinarId}/polls" => webinars.polls(1).await.map(drop),
        "/past_webinars/{webinarId}/qa" => webinars.qa(1).await.map(drop),
        "/past_webinars/{webinarId}/instances" => webinars.instances(1).await.map(drop),
        "/past_webinars/{webinarId}/participants" => {
            webinars.participants(1, &page).await.map(drop)
        }
        "/past_webinars/{webinarId}/absentees" => webinars.absentees(1, &page).await.map(drop),
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_report(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (reports, page) = (zoom.reports(), PageRequest::default());
    match endpoint.path {
        "/report/users/{userId}/meetings" => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            reports.of_user("me", from, to, &page).await.map(drop)
        }
        "/report/users" => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            reports.hosts(true, from, to, &page).await.map(drop)
        }
        "/report/daily" => reports.days(2026, 1).await.map(drop),
        "/report/meetings/{meetingId}" => reports.of_meeting(1).await.map(drop),
        "/report/meetings/{meetingId}/participants" => {
            reports.meeting_participants(1, &page).await.map(drop)
        }
        "/report/webinars/{webinarId}" => reports.of_webinar(1).await.map(drop),
        "/report/webinars/{webinarId}/participants" => {
            reports.webinar_participants(1, &page).await.map(drop)
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
        // Those of the token's own user, and lists, succeed.
        if let Err(error) = call(&client(&emulator), endpoint).await {
            assert!(error.as_api().unwrap().missing_scopes.is_empty(), "{error}");
        }
    }
}

/// Without the names of what stands in braces.
fn nameless(method: &str, path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "{}",
        false => part,
    });
    format!("{method} {}", parts.collect::<Vec<_>>().join("/"))
}

#[test]
fn the_client_has_a_call_for_whatever_is_emulated() {
    let called: HashSet<String> = ENDPOINTS
        .iter()
        .map(|endpoint| nameless(endpoint.method.as_str(), endpoint.path))
        .collect();
    let emulated = countersign_emulator::rest::endpoints();
    let emulated: HashSet<String> = emulated
        .map(|(method, path)| nameless(method, path))
        .collect();
    assert_eq!(called, emulated);
}

#[tokio::test]
async fn the_emulators_own_authority_is_trusted_when_it_is_given_and_not_otherwise() {
    let dir = tempfile::tempdir().unwrap();
    let tls = TlsOptions {
        addr: "127.0.0.1:0".parse().unwrap(),
        dir: dir.path().to_owned(),
        names: Vec::new(),
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

#[tokio::test]
async fn registrants_are_asked_decided_about_and_removed() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let create = CreateMeeting {
        kind: Some(MeetingKind::Scheduled.into()),
        start_time: Some("2030-01-01T10:00:00Z".into()),
        settings: Some(MeetingSettings {
            approval_type: Some(ApprovalType::Manual.into()),
            ..MeetingSettings::default()
        }),
        ..CreateMeeting::default()
    };
    let created = zoom.meetings().create(HOST, &create).await.unwrap();
    let registrants = zoom.meetings().registrants(created.id);
    let batch = BatchRegistrants {
        registrants: vec![guest("ann"), guest("bob")],
        ..BatchRegistrants::default()
    };
    let added = registrants.add_batch(&batch).await.unwrap().registrants;
    assert!(added[1].tk().is_none(), "pending");
    let ann = RegistrantName {
        id: Some(added[0].registrant_id.clone()),
        ..RegistrantName::default()
    };
    registrants.decide(Decision::Approve, &[ann]).await.unwrap();
    let ann = registrants.get(&added[0].registrant_id).await.unwrap();
    assert!(ann.tk().is_some() && ann.status.unwrap().is(RegistrantStatus::Approved));
    registrants.remove(&added[0].registrant_id).await.unwrap();
    let error = registrants.get(&added[0].registrant_id).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().code, Some(300));

    let form: RegistrationForm = crate::fixtures::parse("registration-questions.json");
    registrants.set_questions(&form).await.unwrap();
    let fields = registrants.questions().await.unwrap().questions.unwrap();
    assert_eq!(
        (fields[0].field_name.as_str(), fields[0].required),
        ("last_name", Some(true))
    );
    let error = registrants.add(&guest("carl")).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().errors[0].field, "last_name");
}

#[tokio::test]
async fn people_are_invited_and_speak() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let webinar = zoom
        .webinars()
        .create(HOST, &CreateWebinar::default())
        .await
        .unwrap();
    let panelists = zoom.webinars().panelists(webinar.id);
    let pia = AddPanelist {
        name: "Pia".into(),
        email: "pia@example.com".into(),
        ..AddPanelist::default()
    };
    panelists.add(&[pia]).await.unwrap();
    let listed = panelists.list().await.unwrap().panelists;
    let tk = listed[0].tk().unwrap();
    assert!(
        emulator
            .state()
            .resolve_link(webinar.id, tk.expose_secret())
            .is_ok()
    );
    panelists
        .remove(listed[0].id.as_deref().unwrap())
        .await
        .unwrap();
    assert!(panelists.list().await.unwrap().panelists.is_empty());
    emulator
        .state()
        .add_tracking_source(webinar.id, "Newsletter");
    let sources = zoom.webinars().tracking_sources(webinar.id).await.unwrap();
    assert_eq!(
        sources.tracking_sources[0].source_name.as_deref(),
        Some("Newsletter")
    );

    let meeting = zoom
        .meetings()
        .create(HOST, &CreateMeeting::default())
        .await
        .unwrap();
    let links = CreateInviteLinks {
        attendees: vec![Invitee {
            name: "Jill".into(),
            ..Invitee::default()
        }],
        ..CreateInviteLinks::default()
    };
    let made = zoom
        .meetings()
        .invite_links(meeting.id, &links)
        .await
        .unwrap();
    assert!(made.attendees[0].join_url.is_some());
    let text = zoom
        .meetings()
        .invitation(meeting.id)
        .await
        .unwrap()
        .invitation
        .unwrap();
    assert!(text.expose_secret().contains("Join Zoom Meeting"));
    assert_eq!(
        zoom.meetings().upcoming(HOST).await.unwrap().meetings.len(),
        0
    );
    let users = zoom.users().list_all(UserStatus::Active, 10).await.unwrap();
    assert_eq!(users.len(), 2);
}

#[tokio::test]
async fn what_ended_is_read_with_those_who_were_there() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let meeting = zoom
        .meetings()
        .create(HOST, &CreateMeeting::default())
        .await
        .unwrap();
    let rooms = format!(
        "{}/meetings/{}",
        emulator.control_url().unwrap(),
        meeting.id
    );
    let http = reqwest::Client::new();
    for person in [r#"{"name":"Host","role":"host"}"#, r#"{"name":"Guest"}"#] {
        let request = http.post(format!("{rooms}/participants"));
        let request = request
            .header("content-type", "application/json")
            .body(person);
        assert_eq!(request.send().await.unwrap().status(), 201);
    }
    let record = LiveEvent {
        method: "recording.start".into(),
        ..LiveEvent::default()
    };
    zoom.meetings()
        .send_event(meeting.id, &record)
        .await
        .unwrap();
    assert!(
        zoom.past_meetings().get(meeting.id).await.is_err(),
        "it runs"
    );
    http.post(format!("{rooms}/end")).send().await.unwrap();

    let past = zoom.past_meetings().get(meeting.id).await.unwrap();
    assert_eq!(past.participants_count, Some(2));
    let instances = zoom.past_meetings().instances(meeting.id).await.unwrap();
    assert_eq!(Some(&instances[0].uuid), past.uuid.as_ref());
    let uuid = &instances[0].uuid;
    let came = zoom
        .past_meetings()
        .all_participants(uuid, 10)
        .await
        .unwrap();
    let names: Vec<_> = came
        .iter()
        .map(|one| one.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["Host", "Guest"]);
    let reports = zoom.reports();
    let report = reports.of_meeting(uuid).await.unwrap();
    assert_eq!(report.uuid.as_ref(), Some(uuid));
    let reported = reports.all_meeting_participants(uuid, 10).await.unwrap();
    assert_eq!(reported.len(), came.len());
    let day = &report.start_time.as_deref().unwrap()[..10];
    let page = PageRequest::default();
    let held = reports.of_user(HOST, day, day, &page).await.unwrap();
    assert_eq!(held.meetings[0].uuid, report.uuid);
    let hosts = reports.hosts(true, day, day, &page).await.unwrap().users;
    assert_eq!((hosts.len(), hosts[0].meetings), (1, Some(1)));
    assert_eq!(hosts[0].participants, Some(2));
    let idle = reports.hosts(false, day, day, &page).await.unwrap().users;
    assert_eq!(idle[0].email.as_deref(), Some("basic@example.com"));
    let (year, month) = (day[..4].parse().unwrap(), day[5..7].parse().unwrap());
    let days = reports.days(year, month).await.unwrap().dates;
    let busy = days.iter().find(|one| one.date == day).unwrap();
    assert_eq!((busy.meetings, busy.new_users), (Some(1), Some(2)));
    let error = zoom.recordings().of_meeting(uuid).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().code, Some(3301));
}

#[tokio::test]
async fn a_past_webinar_was_asked_nothing() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let webinar = CreateWebinar::default();
    let webinar = zoom.webinars().create(HOST, &webinar).await.unwrap();
    let past = zoom.past_webinars();
    for early in [past.polls(webinar.id).await, past.qa(webinar.id).await] {
        let early = early.unwrap_err();
        assert_eq!((early.status(), early.code()), (Some(404), Some(3001)));
    }
    let uuid = emulator.state().start_meeting(webinar.id).unwrap();
    emulator.state().end_meeting(webinar.id);
    for asked in [
        past.polls(webinar.id).await,
        past.qa(webinar.id).await,
        past.polls(&uuid).await,
        past.qa(&uuid).await,
    ] {
        let asked = asked.unwrap();
        assert_eq!(asked.uuid.as_ref(), Some(&uuid));
        assert!(asked.questions.is_empty() && asked.start_time.is_some());
    }
    let meetings = zoom.past_meetings();
    assert!(meetings.polls(webinar.id).await.is_err(), "it is a webinar");
}

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

#[tokio::test]
async fn captions_have_a_place_to_go() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateMeeting::default();
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    let url = zoom.meetings().caption_url(made.id).await.unwrap();
    assert!(url.expose_secret().contains(&made.id.to_string()));
    assert!(zoom.webinars().caption_url(made.id).await.is_err());
}

#[tokio::test]
async fn a_personal_room_is_read_changed_and_scheduled_into() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let keys = zoom
        .users()
        .list_with_host_keys(UserStatus::Active, &PageRequest::default())
        .await
        .unwrap();
    let user = keys.users.into_iter().next().unwrap();
    assert_eq!(user.host_key.unwrap().expose_secret().len(), 6);
    let pmi = *user.pmi.unwrap().known().unwrap();

    let change = UpdateMeeting {
        password: Some("a1b2c3".to_owned().into()),
        ..UpdateMeeting::default()
    };
    zoom.meetings().update(pmi, &change).await.unwrap();
    let room = zoom.meetings().get(pmi).await.unwrap();
    assert!(room.kind.is(MeetingKind::Personal));
    let settings = MeetingSettings {
        use_pmi: Some(true),
        ..MeetingSettings::default()
    };
    let create = CreateMeeting {
        settings: Some(settings),
        ..CreateMeeting::default()
    };
    let made = zoom.meetings().create(HOST, &create).await.unwrap();
    assert_ne!(made.id, pmi);
    assert_eq!(made.password.unwrap().expose_secret(), "a1b2c3");
    assert_eq!(
        made.join_url.unwrap().expose_secret(),
        room.join_url.unwrap().expose_secret()
    );
    let refused = zoom.meetings().delete(pmi).await.unwrap_err();
    assert_eq!(refused.code(), Some(3018));
}

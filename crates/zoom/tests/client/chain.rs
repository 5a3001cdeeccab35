//! The whole chain against the emulator, which knows Zoom's documentation and not this crate.

use std::time::Duration;

use countersign_emulator::Emulator;
use countersign_zoom::{
    AddRegistrant, ApprovalType, Config, CreateMeeting, CreateWebinar, Error, ExposeSecret,
    MeetingKind, MeetingList, MeetingSettings, MeetingStatus, PageRequest, RegistrantStatus,
    UpdateMeeting, UpdateWebinar, UserKind, WebinarKind, WebinarSettings, Zoom,
};

pub(crate) fn client(emulator: &Emulator) -> Zoom {
    client_with(emulator, |_| {}).unwrap()
}

pub(crate) fn client_with(
    emulator: &Emulator,
    change: impl FnOnce(&mut Config),
) -> Result<Zoom, Error> {
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

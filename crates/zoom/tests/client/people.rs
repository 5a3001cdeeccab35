//! Registrants, panelists and guests.

use countersign_emulator::Emulator;
use countersign_zoom::{
    AddPanelist, ApprovalType, BatchRegistrants, CreateInviteLinks, CreateMeeting, CreateWebinar,
    Decision, ExposeSecret, Invitee, MeetingKind, MeetingSettings, RegistrantName,
    RegistrantStatus, RegistrationForm, UserStatus,
};

use crate::chain::{HOST, client, guest};

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

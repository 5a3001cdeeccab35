//! Polls, surveys and what else is looked up before a meeting, with the emulator.

use countersign_emulator::Emulator;
use countersign_zoom::{
    Assistant, CreateMeeting, CreateTemplate, CreateUser, CreateWebinar, Error, ExposeSecret,
    NewUser, Poll, PollStatus, QuestionKind, Survey, UpdateUserSettings, UserCreation, UserKind,
};

use crate::chain::{HOST, client};
use crate::fixtures::parse;

#[tokio::test]
async fn polls_and_a_survey_are_prepared() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateWebinar::default();
    let made = zoom.webinars().create("me", &ask).await.unwrap();
    let polls = zoom.webinars().polls(made.id);
    let wanted: Poll = parse("poll-create.request.json");
    let poll = polls.create(&wanted).await.unwrap();
    let id = poll.id.unwrap();
    assert!(poll.status.unwrap().is(PollStatus::NotStarted));
    assert!(
        poll.questions[0]
            .kind
            .as_ref()
            .unwrap()
            .is(QuestionKind::Single)
    );
    let simple = Poll {
        title: Some("Anew".into()),
        ..Poll::default()
    };
    polls.replace(&id, &simple).await.unwrap();
    assert_eq!(polls.get(&id).await.unwrap().title, simple.title);
    assert_eq!(polls.list().await.unwrap().polls.len(), 1);
    polls.delete(&id).await.unwrap();
    let gone = polls.get(&id).await.unwrap_err();
    assert_eq!(gone.as_api().unwrap().code, Some(4400));

    let survey: Survey = parse("survey.json");
    polls.set_survey(&survey).await.unwrap();
    let asked = polls.survey().await.unwrap().custom_survey.unwrap();
    assert_eq!(asked.title.as_deref(), Some("Learn something new"));
    polls.delete_survey().await.unwrap();
    assert!(polls.survey().await.unwrap().custom_survey.is_none());

    assert!(zoom.users().email_exists(HOST).await.unwrap());
    assert!(!zoom.users().email_exists("a+b@example.com").await.unwrap());
    let templates = zoom.meetings().templates("me").await.unwrap();
    assert!(templates.templates.is_empty());
}

#[tokio::test]
async fn a_users_settings_are_changed_and_new_meetings_have_them() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let change: UpdateUserSettings = parse("user-settings-update.request.json");
    let users = zoom.users();
    users.update_settings("me", &change).await.unwrap();
    let ask = CreateMeeting::default();
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    let settings = made.settings.unwrap();
    assert_eq!(settings.host_video, Some(true));
    assert_eq!(settings.waiting_room, Some(true));
    let refused = users.update_settings("basic@example.com", &change).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.as_api().unwrap().code, Some(1122));
}

#[tokio::test]
async fn several_polls_are_prepared_at_once_for_meetings_alone() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let poll: Poll = parse("poll-create.request.json");
    let ask = CreateMeeting {
        start_time: Some("2026-11-25T10:00:00Z".to_owned()),
        ..CreateMeeting::default()
    };
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    let polls = zoom.meetings().polls(made.id);
    let two = polls
        .create_batch(&[poll.clone(), poll.clone()])
        .await
        .unwrap();
    assert_eq!(two.len(), 2);
    assert_ne!(two[0].id, two[1].id);
    assert_eq!(polls.list().await.unwrap().polls.len(), 2);
    let many = vec![poll; 26];
    let refused = polls.create_batch(&many).await.unwrap_err();
    assert_eq!(refused.as_api().unwrap().code, Some(300));
    let webinar = zoom.webinars().polls(made.id).create_batch(&many).await;
    assert!(matches!(webinar, Err(Error::InvalidRequest { .. })));
}

#[tokio::test]
async fn a_template_is_made_of_a_meeting_and_a_meeting_of_the_template() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateMeeting {
        topic: Some("Weekly".to_owned()),
        duration: Some(25),
        start_time: Some("2026-11-25T10:00:00Z".to_owned()),
        ..CreateMeeting::default()
    };
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    let template = CreateTemplate {
        of: made.id,
        name: Some("Ours".to_owned()),
        ..CreateTemplate::default()
    };
    let kept = zoom
        .meetings()
        .create_template("me", &template)
        .await
        .unwrap();
    let taken = zoom
        .meetings()
        .create_template("me", &template)
        .await
        .unwrap_err();
    assert_eq!(taken.as_api().unwrap().code, Some(3000));
    let listed = zoom.meetings().templates("me").await.unwrap();
    assert_eq!(listed.templates[0].id, kept.id);
    let mut ask = CreateMeeting::default();
    ask.extra.insert("template_id".to_owned(), kept.id.into());
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    assert_eq!(made.topic.as_deref(), Some("Weekly"));
    assert_eq!(made.duration, Some(25));
}

#[tokio::test]
async fn an_assistant_schedules_for_a_user_who_is_signed_out_everywhere_at_last() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let users = zoom.users();
    for name in ["boss", "helper"] {
        let user = CreateUser {
            action: UserCreation::CustCreate.into(),
            user_info: NewUser {
                email: format!("{name}@example.com"),
                kind: UserKind::Licensed.into(),
                ..NewUser::default()
            },
            ..CreateUser::default()
        };
        users.create(&user).await.unwrap();
    }
    let ask = CreateMeeting {
        schedule_for: Some("boss@example.com".to_owned()),
        start_time: Some("2026-11-25T10:00:00Z".to_owned()),
        ..CreateMeeting::default()
    };
    let meetings = zoom.meetings();
    let refused = meetings
        .create("helper@example.com", &ask)
        .await
        .unwrap_err();
    assert_eq!(refused.as_api().unwrap().code, Some(3000));
    let helper = Assistant {
        email: Some("helper@example.com".to_owned()),
        ..Assistant::default()
    };
    users
        .add_assistants("boss@example.com", &[helper])
        .await
        .unwrap();
    assert_eq!(users.assistants("boss@example.com").await.unwrap().len(), 1);
    let boss = users.schedulers("helper@example.com").await.unwrap();
    assert_eq!(boss[0].email.as_deref(), Some("boss@example.com"));
    let made = meetings.create("helper@example.com", &ask).await.unwrap();
    assert_eq!(made.host_email.as_deref(), Some("boss@example.com"));
    users.remove_schedulers("helper@example.com").await.unwrap();
    assert!(
        users
            .assistants("boss@example.com")
            .await
            .unwrap()
            .is_empty()
    );

    users
        .change_email("boss@example.com", "chief@example.com")
        .await
        .unwrap();
    let made = meetings.get(made.id).await.unwrap();
    assert_eq!(made.host_email.as_deref(), Some("chief@example.com"));
    let zak = users.zak("chief@example.com", None).await.unwrap();
    let state = emulator.state();
    assert!(state.resolve_zak(zak.expose_secret()).is_ok());
    users.sign_out("chief@example.com").await.unwrap();
    assert!(state.resolve_zak(zak.expose_secret()).is_err());
    let zak = users.zak("chief@example.com", None).await.unwrap();
    assert!(state.resolve_zak(zak.expose_secret()).is_ok());
    assert_eq!(users.summary().await.unwrap().licensed_users_count, Some(3));
}

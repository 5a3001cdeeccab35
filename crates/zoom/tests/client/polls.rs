//! Polls, surveys and what else is looked up before a meeting, with the emulator.

use countersign_emulator::Emulator;
use countersign_zoom::{
    CreateMeeting, CreateWebinar, Poll, PollStatus, QuestionKind, Survey, UpdateUserSettings,
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

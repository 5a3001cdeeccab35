//! What ended.

use countersign_emulator::Emulator;
use countersign_zoom::{CreateMeeting, CreateWebinar, LiveEvent, PageRequest};

use crate::chain::{HOST, client};

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
    let report = reports.meeting(uuid).get().await.unwrap();
    assert_eq!(report.uuid.as_ref(), Some(uuid));
    let reported = reports.meeting(uuid).all_participants(10).await.unwrap();
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

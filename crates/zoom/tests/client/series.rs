//! One date of a series, with the emulator.

use countersign_emulator::Emulator;
use countersign_zoom::{
    CreateMeeting, CreateWebinar, Decision, PageRequest, RegistrantName, RegistrantStatus,
    UpdateMeeting, UpdateWebinar,
};
use serde_json::json;

use crate::chain::{client, guest};

#[tokio::test]
async fn one_date_of_a_series_is_registered_for_moved_read_and_cancelled() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let series = json!({
        "type": 8, "start_time": "2030-01-01T10:00:00Z", "recurrence": {"type": 1, "end_times": 3},
        "settings": {"approval_type": 0, "registration_type": 3},
    });
    let series: CreateMeeting = serde_json::from_value(series).unwrap();
    let meetings = zoom.meetings();
    let made = meetings.create("me", &series).await.unwrap();
    let dates = made.occurrences.unwrap();
    let id = dates[1].occurrence_id.as_str();
    let registrants = meetings.registrants(made.id);
    let added = registrants.add_to(&[id], &guest("gert")).await.unwrap();
    assert_eq!(added.occurrences.unwrap().len(), 1);
    let change = UpdateMeeting {
        start_time: Some("2030-02-01T10:00:00Z".into()),
        agenda: Some("Only then".into()),
        ..UpdateMeeting::default()
    };
    let date = meetings.occurrence(made.id, id);
    date.update(&change).await.unwrap();
    let moved = date.get().await.unwrap();
    assert_eq!(moved.start_time, change.start_time);
    assert_eq!(moved.agenda, change.agenda);
    date.delete().await.unwrap();
    let gone = date.get().await.unwrap_err();
    assert_eq!(gone.as_api().unwrap().code, Some(300));
    let others = meetings.get(made.id).await.unwrap().occurrences.unwrap();
    assert!(
        others
            .iter()
            .any(|other| other.occurrence_id == dates[0].occurrence_id)
    );
}

#[tokio::test]
async fn one_date_of_a_webinar_is_changed_and_cancelled_alone() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let series = json!({
        "type": 9, "start_time": "2030-01-01T10:00:00Z", "recurrence": {"type": 1, "end_times": 2},
    });
    let create: CreateWebinar = serde_json::from_value(series).unwrap();
    let webinars = zoom.webinars();
    let made = webinars.create("me", &create).await.unwrap();
    let dates = made.occurrences.unwrap();
    let date = webinars.occurrence(made.id, &dates[0].occurrence_id);
    let change = UpdateWebinar {
        agenda: Some("Only then".into()),
        ..UpdateWebinar::default()
    };
    date.update(&change).await.unwrap();
    assert_eq!(date.get().await.unwrap().agenda, change.agenda);
    assert_ne!(webinars.get(made.id).await.unwrap().agenda, change.agenda);
    date.delete().await.unwrap();
    let gone = date.get().await.unwrap_err();
    assert_eq!(gone.as_api().unwrap().code, Some(3000));
}

#[tokio::test]
async fn a_host_decides_about_one_date_of_a_series() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let series = json!({
        "type": 8, "start_time": "2030-01-01T10:00:00Z", "recurrence": {"type": 1, "end_times": 3},
        "settings": {"approval_type": 1, "registration_type": 2},
    });
    let create: CreateMeeting = serde_json::from_value(series).unwrap();
    let made = zoom.meetings().create("me", &create).await.unwrap();
    let dates = made.occurrences.unwrap();
    let registrants = zoom.meetings().registrants(made.id);
    registrants.add(&guest("ann")).await.unwrap();
    let ann = RegistrantName {
        email: Some("ann@example.com".to_owned()),
        ..RegistrantName::default()
    };
    let (first, second) = (&dates[0].occurrence_id, &dates[1].occurrence_id);
    registrants
        .decide_on(first, Decision::Approve, &[ann])
        .await
        .unwrap();
    let page = PageRequest::default();
    let approved = RegistrantStatus::Approved;
    let on_first = registrants.list_on(first, approved, &page).await.unwrap();
    assert!(on_first.registrants[0].tk().is_some());
    let on_second = registrants.list_on(second, approved, &page).await.unwrap();
    assert!(on_second.registrants.is_empty());
    let unknown = registrants.decide_on("1", Decision::Deny, &[]).await;
    assert_eq!(unknown.unwrap_err().as_api().unwrap().code, Some(300));
}

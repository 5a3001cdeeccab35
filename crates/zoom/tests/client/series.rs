//! One date of a series, with the emulator.

use countersign_emulator::Emulator;
use countersign_zoom::{CreateMeeting, UpdateMeeting};
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
    meetings
        .update_occurrence(made.id, id, &change)
        .await
        .unwrap();
    let moved = meetings.get_occurrence(made.id, id).await.unwrap();
    assert_eq!(moved.start_time, change.start_time);
    assert_eq!(moved.agenda, change.agenda);
    meetings.delete_occurrence(made.id, id).await.unwrap();
    let gone = meetings.get_occurrence(made.id, id).await.unwrap_err();
    assert_eq!(gone.as_api().unwrap().code, Some(300));
}

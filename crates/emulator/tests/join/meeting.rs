//! In the meeting: the socket's frames.

use std::time::Duration;

use countersign_emulator::EmulatorOptions;
use countersign_emulator::state::{Status, User};
use reqwest::Method;
use serde_json::json;

use crate::desk::{Client, Desk, set};

/// The id that the first frame tells.
pub(crate) async fn id(client: &mut Client) -> u64 {
    let joined = client.await_frame(4098).await;
    assert_eq!(joined["res"], 0);
    joined["userID"].as_u64().unwrap()
}

pub(crate) struct Two {
    pub(crate) host: Client,
    pub(crate) host_id: u64,
    pub(crate) guest: Client,
    pub(crate) guest_id: u64,
    pub(crate) number: u64,
}

/// A host and a guest who have seen each other.
pub(crate) async fn two(desk: &Desk) -> Two {
    let number = desk.meeting(json!({})).id;
    let mut host = desk.join(&desk.starter(number)).await;
    let host_id = id(&mut host).await;
    assert_eq!(host.roster("add").await[0]["role"], 1);
    let mut guest = desk.join(&desk.attendee(number, "Güst")).await;
    let guest_id = id(&mut guest).await;
    let seen = guest.roster("add").await;
    assert_eq!(
        (&seen[0]["id"], &seen[1]["id"]),
        (&json!(guest_id), &json!(host_id))
    );
    let came = host.roster("add").await;
    assert_eq!(
        (&came[0]["id"], &came[0]["dn2"]),
        (&json!(guest_id), &json!("R8O8c3Q="))
    );
    Two {
        host,
        host_id,
        guest,
        guest_id,
        number,
    }
}

#[tokio::test]
async fn the_host_starts_the_meeting_and_its_uuid_is_new() {
    let desk = Desk::open().await;
    let state = desk.emulator.state();
    let Two {
        number,
        host,
        guest,
        ..
    } = two(&desk).await;
    let first = state.meeting(number).unwrap();
    assert_eq!(first.status, Status::Started);
    drop((host, guest));
    state.end_meeting(number);
    let mut again = desk.join(&desk.starter(number)).await;
    id(&mut again).await;
    assert_ne!(state.meeting(number).unwrap().uuid, first.uuid);
}

#[tokio::test]
async fn what_the_host_does_both_see() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        host_id,
        mut guest,
        guest_id,
        ..
    } = two(&desk).await;
    host.say(
        4109,
        json!({ "id": guest_id, "dn2": "R3Vlc3R5", "olddn2": "" }),
    )
    .await;
    host.say(8193, json!({ "id": guest_id, "bMute": true }))
        .await;
    host.say(4111, json!({ "id": guest_id, "bCoHost": true }))
        .await;
    host.say(4195, json!({ "id": guest_id })).await;
    host.say(4111, json!({ "id": guest_id, "bCoHost": false }))
        .await;
    for client in [&mut host, &mut guest] {
        for expected in [
            json!({ "id": guest_id, "dn2": "R3Vlc3R5" }),
            json!({ "id": guest_id, "muted": true }),
            json!({ "id": guest_id, "bCoHost": true }),
            json!({ "id": guest_id, "bCoHost": false }),
            json!({ "id": host_id, "role": 0 }),
            json!({ "id": guest_id, "role": 1 }),
        ] {
            assert_eq!(client.roster("update").await, [expected]);
        }
    }
}

#[tokio::test]
async fn an_attendee_may_do_nothing_to_others() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        host_id,
        mut guest,
        guest_id,
        ..
    } = two(&desk).await;
    for (evt, body) in [
        (4101, json!({})),
        (4107, json!({ "id": host_id })),
        (4109, json!({ "id": host_id, "dn2": "eA" })),
        (8193, json!({ "id": host_id, "bMute": true })),
        (8201, json!({ "bMute": true })),
        (4111, json!({ "id": guest_id, "bCoHost": false })),
        (4113, json!({ "id": host_id, "bHold": true })),
        (4199, json!({})),
    ] {
        guest.say(evt, body).await;
    }
    guest
        .say(8193, json!({ "id": guest_id, "bMute": true }))
        .await;
    assert_eq!(
        host.roster("update").await,
        [json!({ "id": guest_id, "muted": true })]
    );
}

#[tokio::test]
async fn the_host_ends_it_for_all() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        mut guest,
        number,
        ..
    } = two(&desk).await;
    host.say(4101, json!({})).await;
    assert_eq!(guest.await_frame(7939).await, json!({ "reason": 8 }));
    assert_eq!(guest.hear().await, None, "and the socket is closed");
    assert_eq!(
        desk.emulator.state().meeting(number).unwrap().status,
        Status::Waiting
    );
    let late = desk.ask(&desk.attendee(number, "Late")).await;
    assert_eq!(late["errorCode"], 3008);
}

#[tokio::test]
async fn an_end_or_deletion_by_rest_ends_it_for_all_too() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        mut guest,
        number,
        ..
    } = two(&desk).await;
    desk.emulator.state().end_meeting(number);
    assert_eq!(host.await_frame(7939).await["reason"], 8);
    assert_eq!(guest.await_frame(7939).await["reason"], 8);
    let Two {
        mut guest, number, ..
    } = two(&desk).await;
    desk.emulator.state().delete_meeting(number);
    assert_eq!(guest.await_frame(7939).await["reason"], 8);
}

#[tokio::test]
async fn who_is_sent_out_hears_why_and_who_leaves_is_gone_at_once() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        mut guest,
        guest_id,
        number,
        ..
    } = two(&desk).await;
    host.say(4107, json!({ "id": guest_id })).await;
    assert_eq!(guest.await_frame(7939).await["reason"], 7);
    assert_eq!(host.roster("remove").await, [json!({ "id": guest_id })]);

    let mut form = desk.attendee(number, "Other");
    set(&mut form, "userEmail", "other@example.com");
    let mut other = desk.join(&form).await;
    let other_id = id(&mut other).await;
    other.say(4103, json!({})).await;
    assert_eq!(host.roster("remove").await, [json!({ "id": other_id })]);
}

#[tokio::test]
async fn the_last_one_out_ends_the_meeting() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        mut guest,
        number,
        ..
    } = two(&desk).await;
    host.say(4103, json!({})).await;
    guest.roster("remove").await;
    assert_eq!(
        desk.emulator.state().meeting(number).unwrap().status,
        Status::Started
    );
    guest.say(4103, json!({})).await;
    assert_eq!(guest.hear().await, None);
    assert_eq!(
        desk.emulator.state().meeting(number).unwrap().status,
        Status::Waiting
    );
}

#[tokio::test]
async fn a_lost_participant_comes_back_as_the_same_one() {
    let desk = Desk::open().await;
    let number = desk.webinar(json!({ "approval_type": 2 })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    id(&mut host).await;
    let mut form = desk.attendee(number, "Guest");
    let mut guest = desk.join(&form).await;
    let joined = guest.await_frame(4098).await;
    let (user_id, zoom_id) = (
        joined["userID"].as_u64().unwrap(),
        joined["zoomID"].as_str().unwrap(),
    );
    host.roster("add").await;
    host.roster("add").await;
    host.say(4109, json!({ "id": user_id, "dn2": "R3Vlc3R5" }))
        .await;
    host.roster("update").await;
    guest.close().await;

    // The SDK leaves these out when it comes back.
    for (name, value) in [("userEmail", "-"), ("customerKey", "-"), ("passWord", "")] {
        set(&mut form, name, value);
    }
    let answer = desk.ask(&form).await;
    assert_eq!(answer["status"], true, "{answer}");
    let back = format!("&participantID={user_id}&zoomid={zoom_id}");
    let mut guest = desk.dial(&answer, &back).await;
    assert_eq!(id(&mut guest).await, user_id);
    assert_eq!(guest.roster("add").await.len(), 2);

    guest.say(4109, json!({ "id": user_id, "dn2": "eA" })).await;
    let next = host.hear().await.unwrap();
    assert_eq!(
        next["body"],
        json!({ "add": [], "update": [{ "id": user_id, "dn2": "eA==" }], "remove": [] }),
        "the host noticed nothing"
    );

    let mut stranger = form.clone();
    set(&mut stranger, "userName", "Stranger");
    assert_eq!(
        desk.ask(&stranger).await["errorCode"],
        3004,
        "others are asked for everything"
    );
}

#[tokio::test]
async fn who_does_not_come_back_is_gone_after_the_time_of_grace() {
    let options = EmulatorOptions {
        grace: Duration::from_millis(50),
        ..EmulatorOptions::default()
    };
    let desk = Desk::open_with(options).await;
    let Two {
        mut host,
        guest,
        guest_id,
        ..
    } = two(&desk).await;
    guest.close().await;
    assert_eq!(host.roster("remove").await, [json!({ "id": guest_id })]);
}

#[tokio::test]
async fn who_closes_the_page_is_gone_at_once() {
    let forever = Duration::from_secs(3_600);
    let desk = Desk::open_with(EmulatorOptions {
        grace: forever,
        ..EmulatorOptions::default()
    })
    .await;
    let Two {
        mut host,
        guest,
        guest_id,
        ..
    } = two(&desk).await;
    guest.go_away().await;
    assert_eq!(host.roster("remove").await, [json!({ "id": guest_id })]);
}

#[tokio::test]
async fn the_waiting_room_holds_until_the_host_admits() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "waiting_room": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    let host_id = id(&mut host).await;
    host.roster("add").await;

    let mut guest = desk.join(&desk.attendee(number, "Guest")).await;
    let guest_id = id(&mut guest).await;
    assert_eq!(
        guest.await_frame(7942).await,
        json!({ "bHold": true, "bInitial": true })
    );
    assert_eq!(guest.roster("add").await.len(), 1, "nobody but the guest");
    assert_eq!(host.roster("add").await[0]["bHold"], true);

    let mut other = desk.join(&desk.attendee(number, "Other")).await;
    id(&mut other).await;
    host.roster("add").await;

    host.say(4113, json!({ "id": guest_id, "bHold": false }))
        .await;
    assert_eq!(
        guest.await_frame(7942).await,
        json!({ "bHold": false, "bInitial": true })
    );
    assert_eq!(guest.roster("add").await[0]["id"], host_id);
    // Component View's `admit()` waits for this, and for nothing less.
    assert_eq!(
        host.roster("remove").await,
        [json!({ "id": guest_id, "nUserStatus": 1 })]
    );
    let came = host.roster("add").await;
    assert_eq!(came[0]["id"], guest_id);
    assert_eq!(came[0]["bHold"], false);
    host.say(4199, json!({})).await;
    assert_eq!(
        guest.roster("add").await[0]["dn2"],
        "T3RoZXI=",
        "the other comes into sight only now"
    );
}

#[tokio::test]
async fn who_is_in_the_preview_comes_in_by_saying_so() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({})).id;
    let mut host = desk.join(&desk.starter(number)).await;
    let host_id = id(&mut host).await;
    host.roster("add").await;

    let mut guest = desk.preview(&desk.attendee(number, "Guest")).await;
    assert_eq!(guest.await_frame(4098).await, json!({ "res": 0 }));
    guest.say(4103, json!({})).await; // means nothing yet
    host.say(4109, json!({ "id": host_id, "dn2": "QWRh" }))
        .await;
    assert_eq!(host.roster("update").await[0]["dn2"], "QWRh");
    guest.say(4301, json!({ "dn2": "R3JhY2U" })).await;
    let guest_id = id(&mut guest).await;
    assert_eq!(guest.roster("add").await.len(), 2);
    let came = host.roster("add").await;
    assert_eq!(came[0]["id"], guest_id);
    assert_eq!(came[0]["dn2"], "R3JhY2U=", "the name chosen there");

    let late = desk.preview(&desk.attendee(number, "Late")).await;
    late.close().await;
    let mut locked = desk.preview(&desk.attendee(number, "Locked")).await;
    locked.await_frame(4098).await;
    host.say(4099, json!({ "bLock": true })).await;
    host.await_frame(7938).await;
    locked.say(4301, json!({ "dn2": "" })).await;
    assert_eq!(locked.await_frame(4098).await, json!({ "res": 12 }));
}

#[tokio::test]
async fn a_locked_meeting_lets_nobody_in() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        host_id,
        number,
        ..
    } = two(&desk).await;
    host.say(4099, json!({ "bLock": true })).await;
    host.say(8193, json!({ "id": host_id, "bMute": true }))
        .await;
    host.roster("update").await;
    let mut late = desk.join(&desk.attendee(number, "Late")).await;
    assert_eq!(late.await_frame(4098).await, json!({ "res": 12 }));
}

#[tokio::test]
async fn heartbeats_are_echoed_and_garbage_harms_nobody() {
    let desk = Desk::open().await;
    let Two {
        mut guest,
        guest_id,
        number,
        ..
    } = two(&desk).await;
    for text in [
        "",
        "{",
        "null",
        "[1,2]",
        r#"{"evt":4109,"body":{"id":-1,"dn2":7}}"#,
        &"x".repeat(100_000),
    ] {
        guest.say_text(text).await;
    }
    guest.say_text(r#"{"evt":0,"seq":7}"#).await;
    assert_eq!(guest.hear().await, Some(json!({ "evt": 0, "seq": 7 })));
    let _ = guest.try_say_text(&"x".repeat(1 << 20)).await;
    while guest.hear().await.is_some() {}
    assert_eq!(
        desk.ask(&desk.attendee(number, "Next")).await["status"],
        true,
        "{guest_id} alone is cut off"
    );
}

#[tokio::test]
async fn a_ticket_opens_one_socket_of_one_meeting() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let mut answer = desk.ask(&desk.attendee(number, "Guest")).await;
    id(&mut desk.dial(&answer, "").await).await;
    let mut again = desk.dial(&answer, "").await;
    assert_eq!(again.await_frame(4098).await, json!({ "res": 4003 }));
    answer = desk.ask(&desk.attendee(number, "Guest")).await;
    answer["result"]["meetingNumber"] = json!((number - 1).to_string());
    let mut elsewhere = desk.dial(&answer, "").await;
    assert_eq!(elsewhere.await_frame(4098).await, json!({ "res": 4003 }));
}

#[tokio::test]
async fn ping_names_the_reserved_host_that_the_bridge_catches() {
    let desk = Desk::open().await;
    let url = format!("{}/wc/ping/81234567890?ts=0", desk.emulator.base_url());
    let answer: serde_json::Value = desk
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer, json!({ "rwg": "zoom.emulator.internal" }));
    let bridge = desk
        .http
        .get(format!("{}/bridge.js", desk.emulator.base_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(
        bridge.headers()["cross-origin-resource-policy"],
        "cross-origin"
    );
    assert_eq!(
        bridge.text().await.unwrap(),
        countersign_emulator::BRIDGE_JS
    );
}

#[tokio::test]
async fn what_happens_to_hundreds_at_once_is_one_frame_for_each_who_sees_it() {
    let desk = Desk::open().await;
    let host = desk.emulator.credentials().host.id;
    let many = |user: &mut User| user.meeting_capacity = 1_000;
    desk.emulator.state().change_user(&host, many);
    let number = desk.meeting(json!({ "waiting_room": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    host.roster("add").await;
    let people = format!("/meetings/{number}/participants");
    for index in 0..299 {
        let robot = json!({ "name": format!("Robot {index}") });
        desk.control(Method::POST, &people, Some(robot)).await;
        host.roster("add").await;
    }

    host.say(4199, json!({})).await;
    assert_eq!(host.roster("remove").await.len(), 299);
    let admitted = host.roster("add").await;
    assert_eq!(admitted.len(), 299);
    assert!(admitted.iter().all(|row| row["bHold"] == false));
    host.say(8201, json!({ "bMute": true })).await;
    let muted = host.roster("update").await;
    assert_eq!(muted.len(), 299);
    assert!(muted.iter().all(|row| row["muted"] == true));
    // Component View's `muteAll()` waits for this.
    assert_eq!(host.await_frame(7938).await, json!({ "bMutedAll": true }));
}

#[tokio::test]
async fn a_personal_room_is_joined_under_its_number_and_under_that_of_what_is_held_in_it() {
    let desk = Desk::open().await;
    let pmi = desk.host().pmi;
    let attendee = desk.attendee(pmi, "Early");
    let mut early = desk.ask(&attendee).await;
    assert_eq!(early["errorCode"], 3008, "{early}");
    let mut host = desk.join(&desk.starter(pmi)).await;
    host.await_frame(4098).await;

    let held = desk.meeting(json!({ "use_pmi": true })).id;
    assert_ne!(held, pmi);
    early = desk.ask(&desk.attendee(held, "Guest")).await;
    assert_eq!(early["status"], true, "{early}");
    assert_eq!(early["result"]["meetingNumber"], held.to_string());
    let mut guest = desk.dial(&early, "").await;
    guest.await_frame(4098).await;
    let (_, meetings) = desk.control(Method::GET, "/meetings", None).await;
    let rooms = meetings["meetings"].as_array().unwrap();
    assert_eq!(rooms.len(), 1, "{rooms:?}");
    assert_eq!(rooms[0]["number"], pmi);
    assert_eq!(rooms[0]["participants"].as_array().unwrap().len(), 2);
    let room = desk.emulator.state().meeting(pmi).unwrap();
    assert_eq!(room.type_code, 4);
}

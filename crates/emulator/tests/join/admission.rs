//! Who is let in again, before the host, and on behalf of somebody.

use std::time::Duration;

use countersign_emulator::state::{AppKind, NewApp, NewUser};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, Form, NOW, client_view, forge, form, set};

/// What the socket of an accepted answer says first.
async fn first_frame(desk: &Desk, form: &Form) -> Value {
    let answer = desk.ask(form).await;
    assert_eq!(answer["status"], true, "{answer}");
    desk.dial(&answer, "").await.await_frame(4098).await
}

#[tokio::test]
async fn who_was_removed_stays_out_until_the_meeting_is_over() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "waiting_room": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    host.await_frame(4098).await;
    let guest = desk.attendee(number, "Guest");
    let mut removed = desk.join(&guest).await;
    let id = removed.await_frame(4098).await["userID"].clone();
    host.say(4107, json!({ "id": id })).await;
    assert_eq!(removed.await_frame(7939).await["reason"], 7);

    let mut renamed = desk.attendee(number, "Another name");
    assert_eq!(
        first_frame(&desk, &renamed).await,
        json!({ "res": 103_039 })
    );
    let answer = desk.ask(&client_view(guest.clone())).await;
    let told = (&answer["errorCode"], &answer["errorMessage"]);
    assert_eq!(told, (&json!(3009), &json!("Be removed.")));
    set(&mut renamed, "userEmail", "somebody.else@example.com");
    assert_eq!(first_frame(&desk, &renamed).await["res"], 0);

    host.say(4101, json!({})).await;
    while host.hear().await.is_some() {}
    let mut host = desk.join(&desk.starter(number)).await;
    host.await_frame(4098).await;
    assert_eq!(first_frame(&desk, &guest).await["res"], 0, "a new instance");
}

#[tokio::test]
async fn those_who_say_nothing_of_themselves_are_known_by_their_signature() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let people = format!("/meetings/{number}/participants");
    for _ in 0..2 {
        let robot = json!({ "name": "Robot" });
        let (status, robot) = desk.control(Method::POST, &people, Some(robot)).await;
        assert_eq!(
            status, 201,
            "one who is simulated may be removed and come again"
        );
        let (other, _) = desk
            .control(Method::POST, &people, Some(json!({ "name": "Other" })))
            .await;
        assert_eq!(other, 201);
        let path = format!("{people}/{}", robot["id"]);
        assert_eq!(desk.control(Method::DELETE, &path, None).await.0, 204);
    }
    let mut guest = desk.attendee(number, "Guest");
    set(&mut guest, "userEmail", "-");
    let mut joined = desk.join(&guest).await;
    let id = joined.await_frame(4098).await["userID"].clone();
    let path = format!("{people}/{id}");
    assert_eq!(desk.control(Method::DELETE, &path, None).await.0, 204);
    assert_eq!(first_frame(&desk, &guest).await, json!({ "res": 103_039 }));
    desk.clock.advance(Duration::from_secs(1));
    let mut signed_anew = desk.attendee(number, "Guest");
    set(&mut signed_anew, "userEmail", "-");
    assert_eq!(first_frame(&desk, &signed_anew).await["res"], 0);
}

#[tokio::test]
async fn what_ends_between_request_and_socket_has_ended() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({})).id;
    let mut host = desk.join(&desk.starter(number)).await;
    host.await_frame(4098).await;
    let answer = desk.ask(&desk.attendee(number, "Guest")).await;
    host.say(4101, json!({})).await;
    while host.hear().await.is_some() {}
    let mut late = desk.dial(&answer, "").await;
    assert_eq!(late.await_frame(4098).await, json!({ "res": 6 }));

    let open = desk.meeting(json!({ "join_before_host": true })).id;
    let answer = desk.ask(&desk.attendee(open, "Guest")).await;
    desk.emulator.state().delete_meeting(open);
    let mut late = desk.dial(&answer, "").await;
    assert_eq!(late.await_frame(4098).await, json!({ "res": 6 }));
}

#[tokio::test]
async fn people_come_before_the_host_from_jbh_time_on() {
    let desk = Desk::open().await;
    let state = desk.emulator.state();
    let mut meeting = desk.meeting(json!({ "join_before_host": true, "jbh_time": 5 }));
    let waits = async |number| desk.ask(&desk.attendee(number, "Guest")).await["errorCode"] == 3008;
    assert!(
        !waits(meeting.id).await,
        "without a date they come at any time"
    );
    meeting.start_time = Some(NOW + 600);
    state.update_meeting(meeting.clone());
    assert!(waits(meeting.id).await);
    desk.clock.advance(Duration::from_secs(299));
    assert!(waits(meeting.id).await);
    desk.clock.advance(Duration::from_secs(1));
    assert!(!waits(meeting.id).await);
    meeting.start_time = Some(NOW + 6_000);
    meeting.settings.0.insert("jbh_time".to_owned(), json!(0));
    state.update_meeting(meeting.clone());
    assert!(!waits(meeting.id).await, "0 is at any time");
    let webinar = desk.webinar(json!({ "join_before_host": true })).id;
    assert!(waits(webinar).await, "a webinar has its host first");
}

#[tokio::test]
async fn who_joins_on_behalf_of_a_user_shows_for_whom_and_goes_when_that_user_goes() {
    let desk = Desk::open().await;
    let state = desk.emulator.state();
    let number = desk.meeting(json!({})).id;
    let app = state.add_app(NewApp {
        account_id: Some("another".to_owned()),
        published: true,
        ..NewApp::new(AppKind::MeetingSdk)
    });
    let mut claims = desk.claims(number, 0);
    claims["appKey"] = json!(app.client_id);
    let mut bot = client_view(form(forge(&claims, &app.client_secret), number, "Bot"));
    set(&mut bot, "userEmail", "bot@example.com");
    let zak = desk.zak_of("user@example.com");
    let user = state.add_user(NewUser::licensed("user@example.com"));
    set(
        &mut bot,
        "obfToken",
        &state.issue_obf(&user, Some(number), 60),
    );

    let mut host = desk.join(&desk.starter(number)).await;
    host.await_frame(4098).await;
    assert_eq!(first_frame(&desk, &bot).await, json!({ "res": 103_041 }));
    let mut attendee = desk.attendee(number, "User");
    set(&mut attendee, "ztk", &zak);
    let mut owner = desk.join(&attendee).await;
    owner.await_frame(4098).await;
    host.roster("add").await;
    host.roster("add").await;

    let mut both = bot.clone();
    set(&mut both, "ztk", &zak);
    assert_eq!(first_frame(&desk, &both).await, json!({ "res": 13_245 }));

    let mut joined = desk.join(&bot).await;
    let id = joined.await_frame(4098).await["userID"].clone();
    let row = host.roster("add").await[0].clone();
    assert_eq!((&row["id"], &row["bBotUser"]), (&id, &json!(true)));
    assert_eq!(row["botAuthorizerName"], user.display_name());

    owner.say(4103, json!({})).await;
    assert_eq!(joined.await_frame(7939).await["reason"], 8);
    host.roster("remove").await;
    assert_eq!(host.roster("remove").await, [json!({ "id": id })]);
    assert_eq!(first_frame(&desk, &bot).await, json!({ "res": 103_041 }));
}

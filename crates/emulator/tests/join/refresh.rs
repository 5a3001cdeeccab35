//! How Client View gets a ticket to its next socket.

use countersign_emulator::EmulatorOptions;
use countersign_token::ExposeSecret;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

use super::desk::{Desk, set};

impl Desk {
    async fn refresh(&self, number: u64, auth: &str) -> Value {
        let url = format!("{}/wc/refresh_tokens", self.emulator.base_url());
        let number = number.to_string();
        let form = [
            ("ts", "0"),
            ("auth", auth),
            ("meetingNumber", &number),
            ("rwcBackup", "zoom.emulator.internal"),
            ("clientType", "wc/api"),
            ("tid", ""),
        ];
        let answer = self.http.post(url).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }
}

/// What Client View makes of an answer: `auth` and `encryptedRWC` of a text within the JSON.
fn ticket(answer: &Value) -> String {
    assert_eq!(answer["status"], true, "{answer}");
    let result: Value = serde_json::from_str(answer["result"].as_str().unwrap()).unwrap();
    let hosts: Value = serde_json::from_str(result["encryptedRWC"].as_str().unwrap()).unwrap();
    let auth = result["auth"].as_str().unwrap();
    assert_eq!(hosts["zoom.emulator.internal"], auth);
    auth.to_owned()
}

/// The answer of `wc/info` with another ticket, to dial by.
fn with_ticket(answer: &Value, ticket: &str) -> Value {
    let mut answer = answer.clone();
    answer["result"]["auth"] = json!(ticket);
    answer
}

#[tokio::test]
async fn the_ticket_of_a_closed_socket_gives_the_next_and_each_is_good_once() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let info = desk.ask(&desk.attendee(number, "Guest")).await;
    let first = info["result"]["auth"].as_str().unwrap().to_owned();
    let mut guest = desk.dial(&info, "").await;
    let joined = guest.await_frame(4098).await;
    let (id, zoom_id) = (&joined["userID"], joined["zoomID"].as_str().unwrap());
    let back = format!("&participantID={id}&zoomid={zoom_id}");
    guest.close().await;

    let second = ticket(&desk.refresh(number, &first).await);
    assert_ne!(first, second);
    let mut guest = desk.dial(&with_ticket(&info, &second), &back).await;
    assert_eq!(guest.await_frame(4098).await["userID"], *id);
    assert_eq!(guest.roster("add").await.len(), 1, "the same one, once");

    assert_eq!(
        desk.refresh(number, &first).await["status"],
        false,
        "the ticket before the last"
    );
    let third = ticket(&desk.refresh(number, &second).await);
    let (_, log) = desk.control(Method::GET, "/requests", None).await;
    for ticket in [&first, &second, &third] {
        assert!(!log.to_string().contains(ticket), "a ticket is in the log");
    }
    let mut again = desk.dial(&with_ticket(&info, &second), &back).await;
    assert_eq!(again.await_frame(4098).await["res"], 4003, "used already");
    let mut guest = desk.dial(&with_ticket(&info, &third), &back).await;
    assert_eq!(guest.await_frame(4098).await["userID"], *id);
}

#[tokio::test]
async fn without_a_seat_there_is_no_ticket() {
    let desk = Desk::open_with(EmulatorOptions {
        grace: Duration::from_millis(1),
        ..EmulatorOptions::default()
    })
    .await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    host.await_frame(4098).await;
    host.roster("add").await;
    // Simulated participants have no ticket, and an empty one is nobody's.
    let people = format!("/meetings/{number}/participants");
    let (status, _) = desk
        .control(Method::POST, &people, Some(json!({ "name": "Ada" })))
        .await;
    assert_eq!(status, 201);
    host.roster("add").await;
    for auth in ["", "nonsense"] {
        assert_eq!(desk.refresh(number, auth).await["status"], false, "{auth}");
    }

    let info = desk.ask(&desk.attendee(number, "Guest")).await;
    let auth = info["result"]["auth"].as_str().unwrap();
    assert_eq!(
        desk.refresh(number, auth).await["status"],
        false,
        "not used yet"
    );
    let mut guest = desk.dial(&info, "").await;
    guest.await_frame(4098).await;
    host.roster("add").await;
    guest.close().await;
    host.roster("remove").await;
    assert_eq!(
        desk.refresh(number, auth).await["status"],
        false,
        "given up"
    );
    for unknown in [0, number + 1] {
        let answer = desk.refresh(unknown, auth).await;
        assert_eq!(answer["status"], false, "{unknown}");
    }
}

#[tokio::test]
async fn when_the_meeting_is_over_the_socket_says_so() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let info = desk.ask(&desk.attendee(number, "Guest")).await;
    let auth = info["result"]["auth"].as_str().unwrap();
    desk.dial(&info, "").await.await_frame(4098).await;
    let (status, _) = desk
        .control(Method::POST, &format!("/meetings/{number}/end"), None)
        .await;
    assert_eq!(status, 204);
    let next = ticket(&desk.refresh(number, auth).await);
    let mut guest = desk.dial(&with_ticket(&info, &next), "").await;
    assert_eq!(guest.await_frame(4098).await["res"], 6, "4004");
}

#[tokio::test]
async fn what_is_held_in_a_personal_room_is_come_back_to_under_its_own_number() {
    let desk = Desk::open().await;
    let settings = json!({ "use_pmi": true, "join_before_host": true });
    let number = desk.meeting(settings).id;
    let pmi = desk.host().pmi;
    let mut host = desk.join(&desk.starter(pmi)).await;
    host.await_frame(4098).await;
    let mut form = desk.attendee(number, "Guest");
    let rooms = desk.emulator.state();
    set(
        &mut form,
        "passWord",
        rooms.meeting(pmi).unwrap().password.expose_secret(),
    );
    let info = desk.ask(&form).await;
    let auth = info["result"]["auth"].as_str().unwrap();
    desk.dial(&info, "").await.await_frame(4098).await;
    let next = ticket(&desk.refresh(number, auth).await);
    let mut guest = desk.dial(&with_ticket(&info, &next), "").await;
    assert_eq!(guest.await_frame(4098).await["res"], 0);
}

#[tokio::test]
async fn a_page_of_another_origin_may_ask_beforehand() {
    let desk = Desk::open().await;
    let url = format!("{}/wc/refresh_tokens", desk.emulator.base_url());
    let asked = desk
        .http
        .request(Method::OPTIONS, url)
        .header("origin", "https://app.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "x-any")
        .send()
        .await
        .unwrap();
    assert_eq!(asked.status(), 200);
    assert_eq!(asked.headers()["access-control-allow-origin"], "*");
    assert_eq!(asked.headers()["access-control-allow-headers"], "*");
}

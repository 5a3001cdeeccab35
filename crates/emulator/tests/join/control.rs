//! The control port.

use reqwest::Method;
use serde_json::json;

use crate::desk::Desk;

#[tokio::test]
async fn a_simulated_host_starts_a_meeting_that_an_attendee_waits_for() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({})).id;
    let people = format!("/meetings/{number}/participants");
    let (status, problem) = desk
        .control(Method::POST, &people, Some(json!({ "name": "Guest" })))
        .await;
    assert_eq!(status, 404);
    assert!(
        problem["error"].as_str().unwrap().contains("host"),
        "{problem}"
    );
    let (status, host) = desk
        .control(
            Method::POST,
            &people,
            Some(json!({ "name": "Ada", "role": "host" })),
        )
        .await;
    assert_eq!(
        (status, &host["role"], &host["connected"]),
        (201, &json!("host"), &json!(false))
    );

    let mut guest = desk.join(&desk.attendee(number, "Guest")).await;
    assert_eq!(guest.roster("add").await.len(), 2);
    let (_, listed) = desk.control(Method::GET, "/meetings", None).await;
    assert_eq!(listed["meetings"][0]["number"], number);
    assert_eq!(listed["meetings"][0]["participants"][1]["name"], "Guest");
}

#[tokio::test]
async fn a_simulated_participant_comes_changes_and_goes() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let mut guest = desk.join(&desk.attendee(number, "Guest")).await;
    guest.roster("add").await;
    let people = format!("/meetings/{number}/participants");
    let (_, came) = desk
        .control(Method::POST, &people, Some(json!({ "name": "Robot" })))
        .await;
    let id = &came["id"];
    assert_eq!(guest.roster("add").await[0]["id"], *id);

    let person = format!("{people}/{id}");
    let change = json!({ "name": "Robby", "muted": true, "role": "host" });
    let (_, changed) = desk.control(Method::PATCH, &person, Some(change)).await;
    assert_eq!(
        (&changed["name"], &changed["muted"], &changed["role"]),
        (&json!("Robby"), &json!(true), &json!("host"))
    );
    assert_eq!(
        guest.roster("update").await,
        [json!({ "id": id, "dn2": "Um9iYnk=" })]
    );
    assert_eq!(
        guest.roster("update").await,
        [json!({ "id": id, "muted": true })]
    );
    assert_eq!(
        guest.roster("update").await,
        [json!({ "id": id, "role": 1 })]
    );

    assert_eq!(desk.control(Method::DELETE, &person, None).await.0, 204);
    assert_eq!(guest.roster("remove").await, [json!({ "id": id })]);
    assert_eq!(desk.control(Method::DELETE, &person, None).await.0, 404);
}

#[tokio::test]
async fn it_admits_cuts_and_ends() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "waiting_room": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    host.roster("add").await;
    let mut guest = desk.join(&desk.attendee(number, "Guest")).await;
    let id = guest.await_frame(4098).await["userID"].clone();
    assert_eq!(guest.await_frame(7942).await["bHold"], true);
    assert_eq!(
        desk.control(Method::POST, &format!("/meetings/{number}/admit"), None)
            .await
            .0,
        204
    );
    assert_eq!(guest.await_frame(7942).await["bHold"], false);

    let wire = format!("/meetings/{number}/participants/{id}/connection");
    assert_eq!(desk.control(Method::DELETE, &wire, None).await.0, 204);
    while guest.hear().await.is_some() {}
    assert_eq!(
        desk.control(Method::DELETE, &wire, None).await.0,
        404,
        "there is no socket any more"
    );

    let end = format!("/meetings/{number}/end");
    assert_eq!(desk.control(Method::POST, &end, None).await.0, 204);
    assert_eq!(host.await_frame(7939).await["reason"], 8);
    assert_eq!(desk.control(Method::POST, &end, None).await.0, 404);
}

#[tokio::test]
async fn it_is_apart_from_what_emulates_zoom() {
    let desk = Desk::open().await;
    assert_eq!(
        desk.control(Method::GET, "/health", None).await,
        (200, json!({ "status": "ok" }))
    );
    let through_zoom = desk
        .http
        .get(format!("{}/attempts", desk.emulator.base_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(through_zoom.status(), 404);
    assert_eq!(
        desk.control(Method::GET, "/api/v1/wc/info", None).await.0,
        404
    );
}

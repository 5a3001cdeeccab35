//! A program as users of `zoom-api` write it; nothing here knows of an emulator. Prints what came back as JSON.

use std::error::Error;

use serde_json::{from_value, json};
use zoom_api::types::{LoginType, MeetingsType};
use zoom_api::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let env = |name: &str| std::env::var(name).unwrap_or_default();
    let id = env("ZOOM_CLIENT_ID");
    let secret = env("ZOOM_CLIENT_SECRET");
    let zoom = Client::new(
        id,
        secret,
        "https://localhost/",
        env("ZOOM_ACCESS_TOKEN"),
        "",
    );
    let meetings = zoom.meetings();

    let user = zoom
        .users()
        .user("me", LoginType::FallthroughString, false)
        .await;
    let user = match user {
        Ok(answer) => json!(answer.body),
        Err(error) => json!({"error": error.to_string()}),
    };
    let body = from_value(json!({
        "topic": "From zoom-api", "type": 2, "duration": 45, "start_time": "2030-05-01T09:00:00Z", "timezone": "Europe/Berlin",
    }))?;
    let created = meetings.create("me", &body).await?;
    let number = created.body.meeting_create_response.id;
    let read = meetings.meeting(number, "", false).await?;
    let listed = meetings
        .get("me", MeetingsType::Scheduled, 30, "", "")
        .await?;
    let removed = meetings.delete(number, "", false, "").await?;
    let gone = meetings.meeting(number, "", false).await.map(|_| ()).err();
    let said = json!({
        "user": user,
        "created": created.body,
        "read": read.body,
        "listed": listed.status.as_u16(),
        "removed": removed.status.as_u16(),
        "gone": gone.map(|error| error.to_string()),
    });
    println!("{said}");
    Ok(())
}

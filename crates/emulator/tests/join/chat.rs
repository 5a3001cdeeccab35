//! In the meeting: its chat.

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::meeting::{Two, id, two};

/// The SDK leaves the padding out.
fn text(text: &str) -> String {
    STANDARD.encode(text).trim_end_matches('=').to_owned()
}

fn say(to: u64, words: &str) -> Value {
    json!({ "text": text(words), "destNodeID": to, "sn": "x" })
}

#[tokio::test]
async fn everybody_hears_what_is_said_to_all_and_one_what_is_said_to_one() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        host_id,
        mut guest,
        guest_id,
        number,
    } = two(&desk).await;
    let mut third = desk.join(&desk.attendee(number, "Third")).await;
    id(&mut third).await;

    guest.say(4135, say(host_id, "Hi höst")).await;
    let passed_on = guest.await_frame(4136).await;
    assert_eq!(
        (&passed_on["result"], &passed_on["destNodeID"]),
        (&json!(0), &json!(host_id))
    );
    let heard = host.await_frame(7944).await;
    assert_eq!(
        heard,
        json!({
            "msgID": passed_on["msgID"], "destNodeID": guest_id, "senderName": "R8O8c3Q=",
            "attendeeNodeID": host_id, "text": "SGkgaMO2c3Q=",
        })
    );
    host.say(4135, say(0, "Hi all")).await;
    for hears in [&mut guest, &mut third] {
        let heard = hears.await_frame(7944).await;
        assert_eq!(heard["destNodeID"], host_id);
        assert_eq!(
            (&heard["attendeeNodeID"], &heard["text"]),
            (&json!(0), &json!("SGkgYWxs"))
        );
    }
}

#[tokio::test]
async fn in_the_waiting_room_nobody_says_or_hears_anything() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "waiting_room": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    let host_id = id(&mut host).await;
    let mut waiting = desk.join(&desk.attendee(number, "Waiting")).await;
    let waiting_id = id(&mut waiting).await;
    waiting.say(4135, say(0, "Let me in")).await;
    waiting
        .say(4109, json!({ "id": waiting_id, "dn2": "eA" }))
        .await;
    waiting.await_frame(7937).await;
    host.say(4135, say(waiting_id, "No")).await;
    host.say(4135, say(4711, "Who?")).await;
    host.say(4135, say(0, "Alone")).await;
    let passed_on = host.await_frame(4136).await;
    host.say(4113, json!({ "id": waiting_id, "bHold": false }))
        .await;
    waiting.say(4135, say(0, "Thanks")).await;
    let heard = host.await_frame(7944).await;
    assert_eq!(heard["text"], "VGhhbmtz");
    host.say(4135, say(waiting_id, "Welcome")).await;
    let heard = waiting.await_frame(7944).await;
    assert_eq!(
        (&heard["text"], &heard["destNodeID"]),
        (&json!("V2VsY29tZQ=="), &json!(host_id))
    );
    assert_ne!(heard["msgID"], passed_on["msgID"]);
}

#[tokio::test]
async fn a_long_message_is_cut_and_an_empty_one_is_none() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        mut guest,
        ..
    } = two(&desk).await;
    for words in ["", "  ", &"ü".repeat(10_001)] {
        guest.say(4135, say(0, words)).await;
    }
    let heard = host.await_frame(7944).await;
    assert_eq!(heard["text"], STANDARD.encode("ü".repeat(10_000)));
}

#[tokio::test]
async fn chat_is_told_to_webhooks() {
    let desk = Desk::open().await;
    let Two {
        mut host,
        host_id,
        mut guest,
        guest_id,
        number,
    } = two(&desk).await;
    guest.say(4135, say(host_id, "Psst")).await;
    host.await_frame(7944).await;
    host.say(4135, say(0, "All")).await;
    guest.await_frame(7944).await;
    let mut said = Vec::new();
    while said.len() < 2 {
        let (_, listed) = desk
            .control(Method::GET, "/webhooks/events?wait=5", None)
            .await;
        said = listed["events"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|event| event["body"]["event"] == "meeting.chat_message_sent")
            .map(|event| event["body"]["payload"]["object"].clone())
            .collect();
    }
    let uuid = desk.emulator.state().meeting(number).unwrap().uuid;
    let common = |one: &Value| (one["id"].clone(), one["uuid"].clone());
    assert_eq!(common(&said[0]), (json!(number), json!(uuid)));
    let (private, public) = (&said[0]["chat_message"], &said[1]["chat_message"]);
    for (name, expected) in [
        ("sender_name", json!("Güst")),
        ("sender_type", json!("guest")),
        ("sender_session_id", json!(guest_id.to_string())),
        ("sender_email", json!("guest@example.com")),
        ("recipient_type", json!("host")),
        ("recipient_session_id", json!(host_id.to_string())),
        ("message_content", json!("Psst")),
        ("date_time", json!("2027-01-15T08:00:00Z")),
    ] {
        assert_eq!(private[name], expected, "{name}");
    }
    assert_eq!(public["sender_type"], "host");
    assert_eq!(public["recipient_type"], "everyone");
    assert_eq!(public.get("recipient_name"), None);
    assert_ne!(private["message_id"], public["message_id"]);
}

//! `POST /wc/refresh_tokens`: Client View, whose socket is closed, asks for a ticket to the next one.

use axum::body::{Body, to_bytes};
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use countersign_token::MeetingNumber;
use serde_json::{Value, json};

use crate::rest::{find_meeting, room_of};

use super::form::{JoinForm, MAX_BYTES};
use super::info::refused;
use super::ticket::Grant;
use super::{ByTls, Join, Refusal};

/// A new ticket for who holds a seat still, by the one (`auth`) that the closed socket was opened with; without a seat
/// Client View says "Joining Meeting Timeout", and that the meeting is over when it is.
///
/// `result` is a text of JSON. Client View looks in it for `encryptedRWC`, `encryptedGEORWC`, `auth`, `trackAuth`, `tid`, `ts`,
/// `jmak`, `zak`, `fileReadZak` and `zmk`, and comes back with what is here. Observed with SDK 6.2.0.
pub(super) async fn tokens(
    Shared(join): Shared<Join>,
    tls: Option<Extension<ByTls>>,
    headers: HeaderMap,
    body: Body,
) -> Json<Value> {
    let body = to_bytes(body, MAX_BYTES).await.unwrap_or_default();
    let form = JoinForm::parse(&body);
    let (state, rooms) = (&join.0.state, &join.0.rooms);
    let asked = form.text("meetingNumber").parse().map(MeetingNumber::get);
    let known = asked.ok().and_then(|asked| {
        let meeting = find_meeting(state, asked)?;
        Some((asked, room_of(state, &meeting).id))
    });
    let Some((number, room)) = known else {
        return Json(refused(1, ""));
    };
    let grant = match rooms.holder(room, form.text("auth")) {
        Some(admission) => Grant::Enter(Box::new(admission)),
        // The socket has the words for it.
        None if !rooms.is_live(room) => Grant::Refuse(Refusal::Ended),
        None => return Json(refused(1, "")),
    };
    let ticket = join.0.tickets.issue(number, grant);
    let host = join.host_for_sdk(tls.is_some(), &headers);
    let result = json!({
        "encryptedRWC": json!({ host: ticket }).to_string(),
        "auth": ticket,
        "ts": 0,
        "tid": "",
    });
    Json(
        json!({ "status": true, "errorCode": 0, "errorMessage": null, "result": result.to_string() }),
    )
}

//! The address for captions that another service makes.

use serde_json::json;

use super::call::{Call, Reply};
use super::refusal::Refusal;
use crate::state::{Kind, Status};

/// Seconds that the address is good for; no source.
const SECONDS: u64 = 7_200;

/// `GET /meetings/{meetingId}/token` and of webinars: what Zoom calls a token is a URL. Nothing listens there.
pub(super) fn token(call: &Call) -> Result<Reply, Refusal> {
    if call
        .query("type")
        .is_some_and(|kind| kind != "closed_caption_token")
    {
        return Err(Refusal::invalid_fields(vec!["type".to_owned()]));
    }
    let nothing = match (call.kind, call.number()) {
        (Kind::Meeting, None) => Refusal::new(400, 300, "Invalid meeting ID."),
        _ => Refusal::nothing(call.kind, &call.named),
    };
    let meeting = call.meeting_or(call.wrong_kind(), nothing)?;
    if meeting.kind == Kind::Webinar && meeting.status == Status::Waiting {
        let message = format!("Webinar {} has not started.", meeting.id);
        return Err(Refusal::new(400, 3000, message));
    }
    let expire = call.now + SECONDS;
    let host = call.host_of(&meeting)?;
    let signature = call.state.issue_zak(&host, Some(meeting.id), SECONDS);
    // Only its end: the address must not start the meeting.
    let signature = signature.rsplit('.').next().unwrap_or_default();
    let path = format!(
        "/closedcaption?id={}&ns=&expire={expire}&sparams=id%2Cns%2Cexpire&signature={signature}",
        meeting.id
    );
    Ok(Reply::ok(json!({ "token": call.state.url(&path) })))
}

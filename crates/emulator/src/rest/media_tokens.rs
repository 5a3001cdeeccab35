//! Tokens with which an app of the native Meeting SDK records, streams or archives. Nothing here takes them: neither view of
//! the Web SDK sends one.

use serde_json::json;

use super::call::{Call, Reply};
use super::refusal::Refusal;
use crate::state::{Kind, Plan};

/// Seconds.
const GOOD_FOR: u64 = 120;

/// `GET /meetings/{meetingId}/jointoken/…`, and of webinars; given whatever the settings are.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let what = call.pattern.rsplit('/').next().unwrap_or_default();
    let (wrong_kind, nothing) = match (call.kind, call.number()) {
        (Kind::Meeting, None) => (
            call.wrong_kind(),
            Refusal::new(400, 300, "Invalid meeting ID."),
        ),
        (Kind::Meeting, Some(number)) => {
            let message = format!("Meeting does not exist: {number}");
            (
                Refusal::new(400, 3000, "Cannot access webinar information."),
                Refusal::new(404, 3001, message),
            )
        }
        (Kind::Webinar, _) => (call.wrong_kind(), Refusal::nothing(call.kind, &call.named)),
    };
    let meeting = call.meeting_or(wrong_kind, nothing)?;
    let host = call.host_of(&meeting)?;
    if what != "local_recording" && host.plan != Plan::Licensed {
        return Err(call.plan(&host));
    }
    let token = call
        .state
        .issue_media_token(&host, meeting.id, what, GOOD_FOR);
    Ok(Reply::ok(json!({"expire_in": GOOD_FOR, "token": token})))
}

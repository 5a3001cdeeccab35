//! Steering a meeting that runs.

use super::body::Fields;
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::shapes;
use crate::state::Status;

const METHODS: &[&str] = &[
    "recording.start",
    "recording.stop",
    "recording.pause",
    "recording.resume",
    "participant.invite",
    "participant.invite.callout",
    "participant.invite.room_system_callout",
    "waiting_room.update",
];

/// `PATCH /live_meetings/{meetingId}/events`: accepted, and without any effect, since there is no media.
pub(super) fn send(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let method = fields.required("method", |method| {
        method.as_str().filter(|method| METHODS.contains(method))
    });
    let invites = method == Some("participant.invite");
    let contacts = |params: &serde_json::Value| {
        let count = params["contacts"].as_array().map_or(0, Vec::len);
        let good = params.is_object() && shapes::fits("params", params);
        (good && count <= 10 && (!invites || count > 0)).then_some(())
    };
    match invites {
        true => fields.required("params", contacts),
        false => fields.read("params", contacts),
    };
    fields.finish()?;
    let message = format!("Meeting {} is not found or has expired.", call.named);
    let over = Refusal::new(404, 3001, message);
    let meeting = call.meeting_or(over.clone(), over.clone())?;
    match meeting.status {
        Status::Started => Ok(Reply::accepted()),
        Status::Waiting => Err(over),
    }
}

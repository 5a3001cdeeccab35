//! Ending what is live, and taking back what was deleted.

use super::body::Fields;
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::room;
use crate::state::Kind;

/// `PUT /meetings/{meetingId}/status` and `/webinars/{webinarId}/status`; webinars cannot be recovered this way.
pub(super) fn put(call: &Call) -> Result<Reply, Refusal> {
    let actions: &[&str] = match call.kind {
        Kind::Meeting => &["end", "recover"],
        Kind::Webinar => &["end"],
    };
    let mut fields = Fields::new(&call.body);
    let action = fields.required("action", |value| {
        value.as_str().filter(|action| actions.contains(action))
    });
    fields.finish()?;
    if action == Some("recover") {
        recover(call)?;
    } else {
        let meeting = call.meeting()?;
        call.state.end_meeting(room::of(call.state, &meeting).id);
    }
    Ok(Reply::no_content())
}

fn recover(call: &Call) -> Result<(), Refusal> {
    let deleted = call
        .number()
        .and_then(|number| call.state.deleted_meeting(number));
    match deleted.filter(|meeting| meeting.kind == call.kind) {
        Some(meeting) => {
            call.host_of(&meeting)?;
            call.state.recover_meeting(meeting.id);
            Ok(())
        }
        None => call.meeting().map(drop),
    }
}

//! Summaries by the AI Companion, of which there are none.

use serde_json::Value;

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{lists, paging};
use crate::state::Plan;

/// `GET /meetings/meeting_summaries`: an empty list.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let empty = paging::page(call, "summaries", Vec::<Value>::new(), 300)?;
    let mut answer = paging::without_totals(empty);
    for name in ["from", "to"] {
        if let Some(day) = lists::date(call, name) {
            answer[name] = day.to_string().into();
        }
    }
    Ok(Reply::ok(answer))
}

/// `GET /meetings/{meetingId}/meeting_summary`: refused, as no meeting has one.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let nothing = || Refusal::nothing(call.kind, &call.named);
    let meeting = call.meeting_or(nothing(), nothing())?;
    match call.host_of(&meeting)?.plan {
        Plan::Licensed => Err(nothing()),
        _ => Err(Refusal::new(400, 200, "Only available for Paid account.")),
    }
}

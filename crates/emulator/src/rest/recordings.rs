//! Cloud recordings, of which there are none.

use jiff::ToSpan;
use serde_json::Value;

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{lists, paging, time};

/// `GET /users/{userId}/recordings`: an empty list. Zoom takes the last day without `from`, and a month at most.
pub(super) fn of_user(call: &Call) -> Result<Reply, Refusal> {
    call.user().map_err(|_| {
        let message = format!(
            "User {} does not exist, or does not belong to this account.",
            call.named
        );
        Refusal::new(404, 1001, message)
    })?;
    let today = time::day(call.now);
    let to = lists::date(call, "to").unwrap_or(today);
    let from = lists::date(call, "from").unwrap_or(to.saturating_sub(1.day()));
    let from = from.max(to.saturating_sub(1.month()));
    let mut answer = paging::unnumbered(call, "meetings", Vec::<Value>::new())?;
    answer["from"] = from.to_string().into();
    answer["to"] = to.to_string().into();
    Ok(Reply::ok(answer))
}

/// Everything below `/meetings/{meetingId}/recordings`, of a meeting or a webinar. Of settings Zoom's description says no more
/// than 404.
pub(super) fn of_meeting(_: &Call) -> Result<Reply, Refusal> {
    let message = "There is no recording for this meeting.";
    Err(Refusal::new(404, 3301, message))
}

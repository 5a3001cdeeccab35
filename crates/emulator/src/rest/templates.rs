//! Templates for meetings and webinars, of which there are none.

use serde_json::json;

use super::call::{Call, Reply};
use super::refusal::Refusal;

/// `GET /users/{userId}/meeting_templates` and `…/webinar_templates`.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    call.host()?;
    Ok(Reply::ok(json!({"total_records": 0, "templates": []})))
}

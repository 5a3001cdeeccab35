//! Where registrations for a webinar came from.

use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::shown;

/// `GET /webinars/{webinarId}/tracking_sources`. Visits are not counted.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let webinar = call.meeting()?;
    let registrants = call.state.registrants(webinar.id);
    let url = shown::registration_url(call.state, &webinar);
    let sources = call.state.tracking_sources(webinar.id);
    let rows: Vec<Value> = sources
        .iter()
        .map(|source| {
            let came = registrants.iter().filter(|one| one.source_id == source.id);
            json!({
                "id": source.id,
                "source_name": source.source_name,
                "tracking_url": format!("{url}?source_id={}", source.id),
                "visitor_count": 0,
                "registration_count": came.count(),
            })
        })
        .collect();
    Ok(Reply::ok(
        json!({"total_records": rows.len(), "tracking_sources": rows}),
    ))
}

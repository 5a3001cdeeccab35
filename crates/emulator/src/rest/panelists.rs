//! Who speaks in a webinar besides its host.

use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{registrants, shown, time};
use crate::state::Panelist;

/// One call adds no more.
const MAX_AT_ONCE: usize = 30;

/// Fields that are kept and shown again.
const EXTRA: &[&str] = &[
    "name_tag_name",
    "name_tag_pronouns",
    "name_tag_description",
    "virtual_background_id",
    "name_tag_id",
];

/// `GET /webinars/{webinarId}/panelists`: the only place where Zoom shows a panelist's own link.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let webinar = call.meeting()?;
    let show = |panelist: &Panelist| {
        let tk = call.state.issue_panelist_tk(webinar.id, panelist);
        let mut row = json!({
            "id": panelist.id,
            "name": panelist.name,
            "email": panelist.email,
            "join_url": shown::personal_url(call.state, &webinar, &tk),
        });
        for (name, value) in &panelist.extra {
            row[name] = value.clone();
        }
        row
    };
    let panelists = call.state.panelists(webinar.id);
    let rows: Vec<Value> = panelists.iter().map(show).collect();
    Ok(Reply::ok(
        json!({"total_records": rows.len(), "panelists": rows}),
    ))
}

/// `POST /webinars/{webinarId}/panelists`.
pub(super) fn add(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let new = fields.required("panelists", |list| {
        let list = list.as_array().filter(|list| list.len() <= MAX_AT_ONCE)?;
        list.iter().map(panelist).collect::<Option<Vec<_>>>()
    });
    fields.finish()?;
    let webinar = call.meeting()?;
    if !call
        .state
        .add_panelists(webinar.id, new.unwrap_or_default())
    {
        return Err(Refusal::new(
            400,
            3000,
            "You have reached the limit for the number of panelists you can add. Contact Zoom Support for more \
             information.",
        ));
    }
    let answer = json!({"id": webinar.id.to_string(), "updated_at": time::utc(call.now)});
    Ok(Reply::created(answer))
}

/// `DELETE /webinars/{webinarId}/panelists`.
pub(super) fn remove_all(call: &Call) -> Result<Reply, Refusal> {
    call.state.remove_panelists(call.meeting()?.id, None);
    Ok(Reply::no_content())
}

/// `DELETE /webinars/{webinarId}/panelists/{panelistId}`; no refusal of an unknown id is documented.
pub(super) fn remove(call: &Call) -> Result<Reply, Refusal> {
    call.state
        .remove_panelists(call.meeting()?.id, Some(&call.part));
    Ok(Reply::no_content())
}

fn panelist(one: &Value) -> Option<Panelist> {
    let text = |name: &str, max| body::text(max)(&one[name]).map(str::to_owned);
    let extra = EXTRA
        .iter()
        .filter_map(|&name| Some((name.to_owned(), text(name, 256)?.into())));
    Some(Panelist {
        id: String::new(),
        name: text("name", 64).filter(|name| !name.trim().is_empty())?,
        email: text("email", 128)
            .filter(|email| registrants::is_email(email))?
            .to_lowercase(),
        extra: extra.collect::<Map<_, _>>(),
    })
}

//! Templates that meetings and webinars are made of.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use crate::state::{Kind, Meeting, Template, TemplateProblem, User};

/// Longer names are refused; no source.
const MAX_NAME: usize = 200;

/// `GET /users/{userId}/meeting_templates` and `…/webinar_templates`.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let host = call.host()?;
    let templates = host.templates.iter();
    let rows: Vec<Value> = templates
        .filter(|template| template.kind == call.kind)
        .map(|template| json!({"id": template.id, "name": template.name, "type": 1}))
        .collect();
    Ok(Reply::ok(
        json!({"total_records": rows.len(), "templates": rows}),
    ))
}

/// `GET /users/{userId}/meeting_templates/{meetingTemplateId}`: what a template has of what Zoom shows. Zoom's description has
/// no words for one that does not exist.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let host = call.host()?;
    let mut templates = host.templates.iter();
    let template = templates.find(|one| one.kind == call.kind && one.id == call.part);
    let template = template.ok_or_else(|| {
        let message = format!("Meeting template does not exist: {}.", call.part);
        Refusal::new(400, 300, message)
    })?;
    let settings = &template.settings;
    Ok(Reply::ok(json!({
        "id": template.id,
        "name": template.name,
        "settings": {
            "recording": {"auto_recording": settings.0.get("auto_recording")},
            "schedule_meeting": {
                "host_video": settings.flag("host_video"),
                "participant_video": settings.flag("participant_video"),
                "mute_upon_entry": settings.flag("mute_upon_entry"),
            },
            "meeting_security": {"waiting_room": settings.flag("waiting_room")},
        },
    })))
}

/// `POST /users/{userId}/meeting_templates` and `…/webinar_templates`, of what the user hosts already.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let number = fields.required(noun(call.kind).1, body::number);
    let name = fields.read("name", |value| {
        body::text(MAX_NAME)(value).filter(|name| !name.trim().is_empty())
    });
    let overwrite = fields.read("overwrite", body::flag).unwrap_or(false);
    let recurrence = fields.read("save_recurrence", body::flag).unwrap_or(false);
    fields.finish()?;
    let host = call.host()?;
    let meeting = hosted(call, &host, number.unwrap_or_default())?;
    let name = name.unwrap_or(&meeting.topic).to_owned();
    let template = Template::new(name.clone(), &meeting, recurrence);
    let kept = call.state.save_template(&host.id, template, overwrite);
    let id = kept.map_err(|problem| refusal(call.kind, &name, &problem))?;
    Ok(Reply::created(json!({"id": id, "name": name})))
}

/// How a template and the number of what it is made of are called.
fn noun(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Meeting => ("meeting", "meeting_id"),
        Kind::Webinar => ("webinar", "webinar_id"),
    }
}

fn hosted(call: &Call, host: &User, number: u64) -> Result<Meeting, Refusal> {
    let found = call.state.meeting(number);
    let found = found.filter(|meeting| meeting.host_id == host.id && !meeting.is_room());
    match (found, call.kind) {
        (Some(meeting), kind) if meeting.kind == kind => Ok(meeting),
        (Some(_), Kind::Meeting) => Err(Refusal::new(
            400,
            3000,
            "Cannot access webinar information.",
        )),
        (Some(_), Kind::Webinar) => Err(Refusal::new(400, 3000, "Cannot access meeting info.")),
        (None, Kind::Meeting) => {
            let message = format!("Meeting does not exist: {number}");
            Err(Refusal::new(400, 3001, message))
        }
        (None, Kind::Webinar) => Err(Refusal::nothing(call.kind, &number.to_string())),
    }
}

fn refusal(kind: Kind, name: &str, problem: &TemplateProblem) -> Refusal {
    let (noun, _) = noun(kind);
    match problem {
        TemplateProblem::Full => Refusal::new(
            400,
            300,
            format!("You can only create up to 40 {noun} templates."),
        ),
        TemplateProblem::NameTaken => {
            let noun = if kind == Kind::Meeting {
                "Meeting"
            } else {
                "Webinar"
            };
            let message = format!("{noun} template name already exists: {name}.");
            Refusal::new(400, 3000, message)
        }
    }
}

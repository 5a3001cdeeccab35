//! Registering many people with one call.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{registrants, registration};
use crate::state::{Kind, MAX_REGISTRANTS, Meeting, Registrant, RegistrantStatus};

/// One call registers no more.
const MAX_AT_ONCE: usize = 30;

/// `POST /meetings/{meetingId}/batch_registrants` and `/webinars/{webinarId}/batch_registrants`.
pub(super) fn add(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let people = fields.required("registrants", |list| {
        let list = list.as_array().filter(|list| list.len() <= MAX_AT_ONCE)?;
        let people = list.iter().map(|one| person(one, call.now));
        people.collect::<Option<Vec<_>>>()
    });
    let auto_approve = fields.read("auto_approve", body::flag).unwrap_or(false);
    fields.read("registrants_confirmation_email", body::flag);
    fields.finish()?;
    let people = people.unwrap_or_default();

    let meeting = call.meeting()?;
    check(call, &meeting, people.len())?;
    for one in &people {
        registration::count(call, &meeting, &one.email)?;
    }
    let approved = auto_approve || meeting.settings.approval_type() == 0;
    let mut rows = Vec::new();
    for mut one in people {
        if approved {
            one.status = RegistrantStatus::Approved;
        }
        let added = call.state.add_registrant(meeting.id, one);
        rows.push(row(call, &meeting, &added.ok_or_else(|| full(call.kind))?));
    }
    Ok(Reply::created(json!({"registrants": rows})))
}

fn person(one: &Value, now: u64) -> Option<Registrant> {
    let name = body::text(64);
    let first_name = name(&one["first_name"]).filter(|name| !name.trim().is_empty())?;
    let email = body::text(128)(&one["email"]).filter(|email| registrants::is_email(email))?;
    let last_name = match &one["last_name"] {
        Value::Null => "",
        last_name => name(last_name)?,
    };
    Some(Registrant {
        last_name: last_name.to_owned(),
        ..Registrant::new(email, first_name, RegistrantStatus::Pending, now)
    })
}

/// Each refusal in the words that are documented for batches.
fn check(call: &Call, meeting: &Meeting, people: usize) -> Result<(), Refusal> {
    registration::check_paid(call, meeting)?;
    let refuse = |code, message: String| Err(Refusal::new(400, code, message));
    let id = meeting.id;
    match (call.kind, meeting.type_code) {
        (Kind::Meeting, 2) | (Kind::Webinar, 5) => {}
        (Kind::Meeting, _) => {
            let only = "This API can only be used for scheduled meeting(meeting type: 2). Batch registration is not \
                        supported for other meeting types.";
            return refuse(303, only.to_owned());
        }
        (Kind::Webinar, _) => {
            let only = "This API can only be used for scheduled webinars (type 5). Batch registration is not \
                        supported for other webinar types.";
            return refuse(300, only.to_owned());
        }
    }
    if !meeting.settings.registration() {
        return match call.kind {
            Kind::Meeting => refuse(
                404,
                format!("Registration has not been enabled for this meeting: {id}."),
            ),
            Kind::Webinar => Err(registration::webinar_without(id)),
        };
    }
    if registration::is_over(call, meeting) {
        let over = match call.kind {
            Kind::Meeting => registration::over(call.kind),
            Kind::Webinar => {
                "The webinar is over. You cannot register now. If you have any questions, contact the webinar's host."
            }
        };
        return refuse(3038, over.to_owned());
    }
    let room = registration::has_room_for(call, meeting, people);
    if !room || call.state.registrants(id).len() + people > MAX_REGISTRANTS {
        return Err(full(call.kind));
    }
    Ok(())
}

fn full(kind: Kind) -> Refusal {
    match kind {
        Kind::Meeting => registration::full(kind),
        Kind::Webinar => Refusal::new(400, 3043, "Webinar has reached maximum attendee capacity."),
    }
}

fn row(call: &Call, meeting: &Meeting, registrant: &Registrant) -> Value {
    let mut row = json!({"registrant_id": registrant.id, "email": registrant.email});
    if let Some(join_url) = registrants::join_url(call, meeting, registrant) {
        row["join_url"] = join_url.into();
    }
    if call.kind == Kind::Meeting {
        row["participant_pin_code"] = registrant.pin_code.into();
    }
    row
}

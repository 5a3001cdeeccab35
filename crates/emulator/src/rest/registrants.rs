//! Registering for meetings and webinars, and deciding who may come.

use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{paging, shown, time};
use crate::state::{Kind, Meeting, Plan, Quota, Registrant, RegistrantStatus, Status};

/// The fields of the form besides name and e-mail that are kept and shown again.
const ANSWERS: &[&str] = &[
    "address",
    "city",
    "country",
    "zip",
    "state",
    "phone",
    "industry",
    "org",
    "job_title",
    "purchasing_time_frame",
    "role_in_purchase_process",
    "no_of_employees",
    "comments",
    "custom_questions",
    "language",
    "source_id",
];

/// `POST /meetings/{meetingId}/registrants` and `/webinars/{webinarId}/registrants`.
pub(super) fn add(call: &Call) -> Result<Reply, Refusal> {
    let (mut new, auto_approve) = read(call)?;
    let meeting = match call.kind {
        Kind::Meeting => call.meeting_or(
            Refusal::new(400, 3000, "Cannot access meeting info."),
            Refusal::new(
                404,
                1001,
                format!("Meeting does not exist: {}.", call.named),
            ),
        ),
        Kind::Webinar => call.meeting(),
    }?;
    open(call, &meeting)?;
    if new.email == meeting.host_email {
        return Err(Refusal::new(400, 3027, "Host can not register"));
    }
    count(call, &meeting, &new.email)?;
    if auto_approve || meeting.settings.approval_type() == 0 {
        new.status = RegistrantStatus::Approved;
    }
    let registrant = call
        .state
        .add_registrant(meeting.id, new)
        .ok_or_else(|| full(call.kind))?;
    Ok(Reply::created(registered(call, &meeting, &registrant)))
}

/// `GET /meetings/{meetingId}/registrants` and `/webinars/{webinarId}/registrants`.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let meeting = match call.kind {
        Kind::Meeting => call.meeting_or(
            Refusal::new(400, 300, "Cannot access webinar info."),
            Refusal::nothing(call.kind, &call.named),
        ),
        Kind::Webinar => call.meeting(),
    }?;
    let wanted = match call.query("status") {
        Some("pending") => RegistrantStatus::Pending,
        Some("denied") => RegistrantStatus::Denied,
        _ => RegistrantStatus::Approved,
    };
    let registrants = call.state.registrants(meeting.id);
    let rows = registrants
        .iter()
        .filter(|registrant| registrant.status == wanted);
    let rows = rows
        .map(|registrant| in_list(call, &meeting, registrant))
        .collect();
    paging::page(call, "registrants", rows, 300).map(Reply::ok)
}

/// `PUT /meetings/{meetingId}/registrants/status` and `/webinars/{webinarId}/registrants/status`.
pub(super) fn decide(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let status = fields.required("action", |action| match action.as_str()? {
        "approve" => Some(Some(RegistrantStatus::Approved)),
        "deny" => Some(Some(RegistrantStatus::Denied)),
        "cancel" => Some(None),
        _ => None,
    });
    let who = fields.read("registrants", |list| {
        list.as_array().filter(|list| list.len() <= 30)
    });
    fields.finish()?;
    let meeting = call.meeting()?;
    let names = |one: &Value| {
        Some(
            one["id"]
                .as_str()
                .or_else(|| one["email"].as_str())?
                .to_owned(),
        )
    };
    let who: Vec<String> = who.into_iter().flatten().filter_map(names).collect();
    call.state
        .move_registrants(meeting.id, &who, status.flatten());
    Ok(Reply::no_content())
}

/// A registration that waits for approval, and whether the call itself approves it.
fn read(call: &Call) -> Result<(Registrant, bool), Refusal> {
    let mut fields = Fields::new(&call.body);
    let name = body::text(64);
    let email = fields.required("email", |value| {
        body::text(128)(value).filter(|email| is_email(email))
    });
    let first_name = fields.required("first_name", |value| {
        name(value).filter(|name| !name.trim().is_empty())
    });
    let last_name = fields.read("last_name", &name);
    let auto_approve = fields.read("auto_approve", body::flag).unwrap_or(false);
    fields.finish()?;
    let answer = |&name: &&str| {
        call.body
            .get(name)
            .map(|value| (name.to_owned(), value.clone()))
    };
    let registrant = Registrant {
        id: String::new(),
        email: email.unwrap_or_default().to_lowercase(),
        first_name: first_name.unwrap_or_default().to_owned(),
        last_name: last_name.unwrap_or_default().to_owned(),
        status: RegistrantStatus::Pending,
        create_time: call.now,
        answers: ANSWERS.iter().filter_map(answer).collect(),
    };
    Ok((registrant, auto_approve && call.kind == Kind::Meeting))
}

fn is_email(text: &str) -> bool {
    let well_formed =
        |(name, host): (&str, &str)| !name.is_empty() && host.contains('.') && !host.contains('@');
    text.split_once('@').is_some_and(well_formed) && !text.contains(char::is_whitespace)
}

/// Whether one can register at all.
fn open(call: &Call, meeting: &Meeting) -> Result<(), Refusal> {
    if call.host_of(meeting)?.plan != Plan::Licensed {
        return Err(Refusal::new(
            400,
            200,
            format!("Only available for paid users: {}.", meeting.host_id),
        ));
    }
    let id = meeting.id;
    match call.kind {
        _ if meeting.settings.registration() => {}
        Kind::Meeting => {
            let message = format!("Registration has not been enabled for this meeting: {id}.");
            return Err(Refusal::new(404, 404, message));
        }
        Kind::Webinar => {
            let message = format!("This webinar does not have registration as required: {id}.");
            return Err(Refusal::new(400, 3000, message));
        }
    }
    let planned_end = meeting
        .start_time
        .map(|start| start.saturating_add(meeting.duration * 60));
    let single = matches!(meeting.type_code, 2 | 5);
    if single && meeting.status == Status::Waiting && planned_end.is_some_and(|end| end < call.now)
    {
        return Err(Refusal::new(400, 3038, over(call.kind)));
    }
    Ok(())
}

fn over(kind: Kind) -> &'static str {
    match kind {
        Kind::Meeting => {
            "Meeting is over, you can not register now. If you have any questions, please contact the Meeting host."
        }
        Kind::Webinar => {
            "Webinar is over, you cannot register now. If you have any questions, contact the webinar host."
        }
    }
}

fn full(kind: Kind) -> Refusal {
    match kind {
        Kind::Meeting => Refusal::new(400, 3043, "Meeting has reached maximum attendee capacity."),
        Kind::Webinar => Refusal::new(
            400,
            3000,
            "You have reached the limit for the number of attendees you can add. Contact Zoom Support for more \
             information.",
        ),
    }
}

/// Three registrations of one e-mail a day. The text is one that Zoom answered.
fn count(call: &Call, meeting: &Meeting, email: &str) -> Result<(), Refusal> {
    let quota = Quota::Registrations {
        number: meeting.id,
        email: email.to_owned(),
    };
    let limit = quota.limit();
    if call.state.take(quota) {
        return Ok(());
    }
    let what = match call.kind {
        Kind::Meeting => "meeting",
        Kind::Webinar => "webinar",
    };
    let message = format!(
        "You have exceeded the daily rate limit of ({limit}) for Add {what} registrant API requests for the \
         registrant ({email}). You can resume these API requests at GMT 00:00:00."
    );
    Err(Refusal::too_many(limit, message))
}

fn registered(call: &Call, meeting: &Meeting, registrant: &Registrant) -> Value {
    let mut shown = json!({
        "id": meeting.id,
        "registrant_id": registrant.id,
        "topic": meeting.topic,
    });
    if let Some(start) = meeting.start_time {
        shown["start_time"] = time::utc(start).into();
    }
    if let Some(join_url) = join_url(call, meeting, registrant) {
        shown["join_url"] = join_url.into();
    }
    if !meeting.occurrences.is_empty() {
        shown["occurrences"] = meeting.occurrences.iter().map(shown::occurrence).collect();
    }
    if call.kind == Kind::Webinar {
        shown["status"] = status(registrant).into();
    }
    shown
}

fn in_list(call: &Call, meeting: &Meeting, registrant: &Registrant) -> Value {
    let mut shown = Map::from_iter([
        ("id".to_owned(), registrant.id.clone().into()),
        ("email".to_owned(), registrant.email.clone().into()),
        (
            "first_name".to_owned(),
            registrant.first_name.clone().into(),
        ),
        ("last_name".to_owned(), registrant.last_name.clone().into()),
    ]);
    shown.extend(registrant.answers.clone());
    shown.insert("status".to_owned(), status(registrant).into());
    shown.insert(
        "create_time".to_owned(),
        time::utc(registrant.create_time).into(),
    );
    if let Some(join_url) = join_url(call, meeting, registrant) {
        shown.insert("join_url".to_owned(), join_url.into());
    }
    Value::Object(shown)
}

fn status(registrant: &Registrant) -> &'static str {
    match registrant.status {
        RegistrantStatus::Pending => "pending",
        RegistrantStatus::Approved => "approved",
        RegistrantStatus::Denied => "denied",
    }
}

/// The registrant's own link, which only an approved one has.
fn join_url(call: &Call, meeting: &Meeting, registrant: &Registrant) -> Option<String> {
    if registrant.status != RegistrantStatus::Approved {
        return None;
    }
    let tk = call.state.issue_tk(meeting.id, registrant);
    let pwd = shown::pwd(meeting).map_or_else(String::new, |pwd| format!("&pwd={pwd}"));
    Some(call.state.url(&format!("/w/{}?tk={tk}{pwd}", meeting.id)))
}

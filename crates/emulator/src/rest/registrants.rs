//! Registering for meetings and webinars, and deciding who may come.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{paging, registration, shapes, shown, time};
use crate::state::{Kind, Meeting, Occurrence, Registrant, RegistrantStatus};

/// The texts of the form besides name and e-mail; they are kept and shown again.
pub(super) const ANSWERS: &[&str] = &[
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
];

/// Longer answers are refused.
const MAX_ANSWER: usize = 1_024;
/// More questions are refused.
const MAX_QUESTIONS: usize = 100;

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
    registration::check_open(call, &meeting)?;
    if new.email == meeting.host_email {
        return Err(Refusal::new(400, 3027, "Host cannot register."));
    }
    check_panelist(call, &meeting, &new.email)?;
    new.occurrences = dates(call, &meeting)?;
    registration::check_room(call, &meeting, &new.email, &new.occurrences)?;
    let empty = meeting.form.left_empty(&new);
    if !empty.is_empty() {
        return Err(Refusal::invalid_fields(empty));
    }
    registration::count(call, &meeting, &new.email)?;
    if auto_approve || meeting.settings.approval_type() == 0 {
        new.status = RegistrantStatus::Approved;
    }
    let registrant = call
        .state
        .add_registrant(meeting.id, new)
        .ok_or_else(|| registration::full(call.kind))?;
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
    let source = call
        .query("tracking_source_id")
        .filter(|_| call.kind == Kind::Webinar);
    let date = call.query("occurrence_id");
    let registrants = call.state.registrants(meeting.id);
    let rows = registrants
        .iter()
        .filter(|registrant| {
            date.map_or(registrant.status, |date| registrant.status_on(date)) == wanted
        })
        .filter(|registrant| source.is_none_or(|source| registrant.source_id == source))
        .filter(|registrant| date.is_none_or(|date| registrant.is_for(date)));
    let rows = rows
        .map(|registrant| Registrant {
            status: wanted,
            dates: BTreeMap::new(),
            ..registrant.clone()
        })
        .collect();
    let show = |registrant: Registrant| Some(in_list(call, &meeting, &registrant));
    paging::page_of(call, "registrants", rows, 300, show).map(Reply::ok)
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
        let few = list.as_array().filter(|list| list.len() <= 30);
        few.filter(|_| shapes::fits("registrants", list))
    });
    fields.finish()?;
    let meeting = call.meeting()?;
    if call.kind == Kind::Webinar && !meeting.settings.registration() {
        return Err(Refusal::new(
            400,
            300,
            registration::meeting_without(meeting.id),
        ));
    }
    let names = |one: &Value| {
        Some(
            one["id"]
                .as_str()
                .or_else(|| one["email"].as_str())?
                .to_owned(),
        )
    };
    let who: Vec<String> = who.into_iter().flatten().filter_map(names).collect();
    if let Some(date) = call.query("occurrence_id") {
        let mut dates = meeting.occurrences.iter();
        if !dates.any(|one| !one.deleted && one.id() == date) {
            return Err(Refusal::no_occurrence(call.kind));
        }
    }
    if status == Some(Some(RegistrantStatus::Approved)) {
        let date = call.query("occurrence_id");
        registration::check_approvals(call, &meeting, &who, date)?;
    }
    registration::count_decisions(call, &meeting, &who)?;
    match (status.flatten(), call.query("occurrence_id")) {
        (None, _) => cancel(call, &meeting, &who),
        (Some(status), Some(date)) => call.state.decide_for_date(meeting.id, &who, date, status),
        (status, None) => call.state.move_registrants(meeting.id, &who, status),
    }
    Ok(Reply::no_content())
}

/// `GET /meetings/{meetingId}/registrants/{registrantId}`, and of webinars.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let meeting = call.meeting()?;
    registration::check_form(call, &meeting)?;
    let registrant = call.state.registrant(meeting.id, &call.part);
    let registrant = registrant.ok_or_else(|| match call.kind {
        Kind::Meeting => unknown_id(),
        Kind::Webinar => Refusal::new(
            400,
            3079,
            format!("This registrant does not exist: {}.", call.part),
        ),
    })?;
    Ok(Reply::ok(in_list(call, &meeting, &registrant)))
}

/// `DELETE /meetings/{meetingId}/registrants/{registrantId}`, and of webinars.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let meeting = call.meeting()?;
    registration::check_paid(call, &meeting)?;
    registration::check_form(call, &meeting)?;
    if call.state.registrant(meeting.id, &call.part).is_none() {
        return Err(match call.kind {
            Kind::Meeting => unknown_id(),
            Kind::Webinar => Refusal::new(
                400,
                3000,
                format!("Registrant {} was not found.", call.part),
            ),
        });
    }
    cancel(call, &meeting, std::slice::from_ref(&call.part));
    Ok(Reply::no_content())
}

/// Takes registrants off the list, or away from one `occurrence_id`.
fn cancel(call: &Call, meeting: &Meeting, who: &[String]) {
    match call.query("occurrence_id") {
        Some(date) => {
            let left = call.state.leave_date(meeting.id, who, date);
            call.state.move_registrants(meeting.id, &left, None);
        }
        None => call.state.move_registrants(meeting.id, who, None),
    }
}

/// The dates of a series that the call is for; none are all, and so it is where one registration is for all
/// (`registration_type` 1).
fn dates(call: &Call, meeting: &Meeting) -> Result<Vec<String>, Refusal> {
    let wanted = call.query("occurrence_ids").unwrap_or_default();
    let wanted = wanted.split(',').map(str::trim);
    let wanted: Vec<&str> = wanted.filter(|id| !id.is_empty()).collect();
    let open = meeting.occurrences.iter().filter(|date| !date.deleted);
    let open: Vec<String> = open.map(Occurrence::id).collect();
    if wanted.iter().any(|id| !open.iter().any(|date| date == id)) {
        return Err(Refusal::new(
            400,
            300,
            "Invalid parameter: `occurrence_ids`.",
        ));
    }
    if meeting.settings.number("registration_type") == 1 {
        return Ok(Vec::new());
    }
    Ok(wanted.into_iter().map(str::to_owned).collect())
}

/// Who speaks in a webinar does not register for it.
fn check_panelist(call: &Call, webinar: &Meeting, email: &str) -> Result<(), Refusal> {
    let mut panelists = call.state.panelists(webinar.id).into_iter();
    if !panelists.any(|panelist| panelist.email.eq_ignore_ascii_case(email)) {
        return Ok(());
    }
    Err(Refusal::new(
        400,
        3000,
        "You have been invited as a panelist for the webinar, please check your email to find more information about this \
         webinar.",
    ))
}

fn unknown_id() -> Refusal {
    Refusal::new(
        400,
        300,
        "The value that you entered for the Registrant ID field is invalid. Enter a valid value and try again.",
    )
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
    fields.read("language", body::text(16));
    let source_id = fields.read("source_id", body::text(64));
    let mut answers = Map::new();
    for &name in ANSWERS {
        let answer = fields.read(name, body::text(MAX_ANSWER));
        answers.extend(answer.map(|answer| (name.to_owned(), answer.into())));
    }
    let questions = fields.read("custom_questions", questions);
    answers.extend(questions.map(|list| ("custom_questions".to_owned(), list)));
    fields.finish()?;
    let (email, first_name) = email.zip(first_name).unwrap_or_default();
    let registrant = Registrant {
        last_name: last_name.unwrap_or_default().to_owned(),
        source_id: source_id.unwrap_or_default().to_owned(),
        answers,
        ..Registrant::new(email, first_name, RegistrantStatus::Pending, call.now)
    };
    Ok((registrant, auto_approve && call.kind == Kind::Meeting))
}

/// The title or value of a question; empty if it is left out.
fn part(text: &Value) -> Option<&str> {
    if text.is_null() {
        Some("")
    } else {
        body::text(MAX_ANSWER)(text)
    }
}

/// A list of titles and values, and nothing else, so that it has a bound.
fn questions(list: &Value) -> Option<Value> {
    let list = list.as_array().filter(|list| list.len() <= MAX_QUESTIONS)?;
    let question = |one: &Value| {
        Some(
            json!({"title": part(one.as_object().map(|_| &one["title"])?)?, "value": part(&one["value"])?}),
        )
    };
    list.iter().map(question).collect()
}

pub(super) fn is_email(text: &str) -> bool {
    let well_formed =
        |(name, host): (&str, &str)| !name.is_empty() && host.contains('.') && !host.contains('@');
    text.split_once('@').is_some_and(well_formed) && !text.contains(char::is_whitespace)
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
        let dates = meeting.occurrences.iter();
        let dates = dates.filter(|date| registrant.is_for(&date.id()));
        shown["occurrences"] = dates.map(shown::occurrence).collect();
    }
    match call.kind {
        Kind::Meeting => shown["participant_pin_code"] = registrant.pin_code.into(),
        Kind::Webinar => shown["status"] = status(registrant).into(),
    }
    shown
}

pub(super) fn in_list(call: &Call, meeting: &Meeting, registrant: &Registrant) -> Value {
    let mut shown = json!({
        "id": registrant.id,
        "email": registrant.email,
        "first_name": registrant.first_name,
        "last_name": registrant.last_name,
        "custom_questions": [],
        "status": status(registrant),
        "create_time": time::utc(registrant.create_time),
    });
    if meeting.kind == Kind::Meeting {
        shown["participant_pin_code"] = registrant.pin_code.into();
    }
    for &name in ANSWERS {
        shown[name] = "".into();
    }
    for (name, answer) in &registrant.answers {
        shown[name] = answer.clone();
    }
    if let Some(join_url) = join_url(call, meeting, registrant) {
        shown["join_url"] = join_url.into();
    }
    shown
}

fn status(registrant: &Registrant) -> &'static str {
    match registrant.status {
        RegistrantStatus::Pending => "pending",
        RegistrantStatus::Approved => "approved",
        RegistrantStatus::Denied => "denied",
    }
}

/// The registrant's own link, which only an approved one has.
pub(super) fn join_url(call: &Call, meeting: &Meeting, registrant: &Registrant) -> Option<String> {
    if !registrant.is_approved() {
        return None;
    }
    let tk = call.state.issue_tk(meeting.id, registrant);
    Some(shown::personal_url(call.state, meeting, &tk))
}

//! Whether one can register for a meeting or webinar.

use std::borrow::Cow;

use super::call::Call;
use super::refusal::Refusal;
use crate::state::{Kind, Meeting, Plan, Quota, Registrant, Status};

/// Whether one can register at all.
pub(super) fn check_open(call: &Call, meeting: &Meeting) -> Result<(), Refusal> {
    check_paid(call, meeting)?;
    let id = meeting.id;
    match call.kind {
        _ if meeting.settings.registration() => {}
        Kind::Meeting => return Err(Refusal::new(404, 404, meeting_without(id))),
        Kind::Webinar => {
            let message = format!("This webinar does not have registration as required: {id}.");
            return Err(Refusal::new(400, 3000, message));
        }
    }
    if is_over(call, meeting) {
        return Err(Refusal::new(400, 3038, over(call.kind)));
    }
    Ok(())
}

/// Whether the host's plan has registration.
pub(super) fn check_paid(call: &Call, meeting: &Meeting) -> Result<(), Refusal> {
    if call.host_of(meeting)?.plan == Plan::Licensed {
        return Ok(());
    }
    let message = format!("Only available for paid users: {}.", meeting.host_id);
    Err(Refusal::new(400, 200, message))
}

/// Whether there is a registration form, in the words of the endpoints that deal with it or with one registrant.
/// Reading a meeting's questions or registrants is not refused: nothing documents that.
pub(super) fn check_form(call: &Call, meeting: &Meeting) -> Result<(), Refusal> {
    match (call.kind, call.is_get()) {
        _ if meeting.settings.registration() => Ok(()),
        (Kind::Webinar, _) => Err(webinar_without(meeting.id)),
        (Kind::Meeting, false) if !call.part.is_empty() => {
            Err(Refusal::new(400, 300, meeting_without(meeting.id)))
        }
        (Kind::Meeting, _) => Ok(()),
    }
}

pub(super) fn meeting_without(id: u64) -> String {
    format!("Registration has not been enabled for this meeting: {id}.")
}

pub(super) fn webinar_without(id: u64) -> Refusal {
    let message = format!("Registration has not been enabled for this webinar: {id}.");
    Refusal::new(400, 3000, message)
}

/// Whether the one date it has is past, and nobody is in it.
pub(super) fn is_over(call: &Call, meeting: &Meeting) -> bool {
    let planned_end = meeting
        .start_time
        .map(|start| start.saturating_add(meeting.duration * 60));
    let single = matches!(meeting.type_code, 2 | 5);
    single && meeting.status == Status::Waiting && planned_end.is_some_and(|end| end < call.now)
}

pub(super) fn over(kind: Kind) -> &'static str {
    match kind {
        Kind::Meeting => {
            "Meeting is over, you can not register now. If you have any questions, please contact the Meeting host."
        }
        Kind::Webinar => {
            "Webinar is over, you cannot register now. If you have any questions, contact the webinar host."
        }
    }
}

/// How many a webinar takes, if the host restricted it.
fn restriction(meeting: &Meeting) -> Option<usize> {
    let number = meeting.settings.number("registrants_restrict_number");
    usize::try_from(number).ok().filter(|&number| number > 0)
}

/// The dates that a registration for `dates` takes room on: those, all there are if it names none, and `None` where there is no
/// series.
fn dates_of<'a>(meeting: &Meeting, dates: &'a [String]) -> Vec<Option<Cow<'a, str>>> {
    let open = meeting.occurrences.iter().filter(|date| !date.deleted);
    if meeting.occurrences.is_empty() {
        vec![None]
    } else if dates.is_empty() {
        open.map(|date| Some(Cow::Owned(date.id()))).collect()
    } else {
        dates.iter().map(|id| Some(Cow::Borrowed(&**id))).collect()
    }
}

/// Whether a webinar whose host restricted the number of registrants takes one more on these dates, or on all; who is on the
/// list already is not one more.
pub(super) fn check_room(
    call: &Call,
    meeting: &Meeting,
    email: &str,
    dates: &[String],
) -> Result<(), Refusal> {
    let Some(most) = restriction(meeting) else {
        return Ok(());
    };
    let registrants = call.state.registrants(meeting.id);
    let known = registrants
        .iter()
        .find(|one| one.email.eq_ignore_ascii_case(email));
    let fits = |date: &Option<Cow<str>>| {
        let date = date.as_deref();
        known.is_some_and(|one| one.takes_room(date)) || approved(&registrants, date) < most
    };
    match dates_of(meeting, dates).iter().all(fits) {
        true => Ok(()),
        false => Err(full(call.kind)),
    }
}

/// Whether so many more fit into a webinar of one date, whose host restricted the number of registrants.
pub(super) fn has_room_for(call: &Call, meeting: &Meeting, more: usize) -> bool {
    let registrants = call.state.registrants(meeting.id);
    restriction(meeting).is_none_or(|most| approved(&registrants, None) + more <= most)
}

/// Whether those named may all be approved, for one date or for all that they registered for.
pub(super) fn check_approvals(
    call: &Call,
    meeting: &Meeting,
    who: &[String],
    date: Option<&str>,
) -> Result<(), Refusal> {
    let Some(most) = restriction(meeting) else {
        return Ok(());
    };
    let registrants = call.state.registrants(meeting.id);
    let named = |one: &Registrant| {
        let mut who = who.iter();
        who.any(|name| *name == one.id || name.eq_ignore_ascii_case(&one.email))
    };
    let date: Vec<String> = date.map(str::to_owned).into_iter().collect();
    let fits = |date: &Option<Cow<str>>| {
        let date = date.as_deref();
        let new = registrants.iter().filter(|one| named(one));
        let new = new.filter(|one| one.takes_room(date) && !one.is_approved_on(date));
        let new = new.count();
        new == 0 || approved(&registrants, date) + new <= most
    };
    if dates_of(meeting, &date).iter().all(fits) {
        return Ok(());
    }
    Err(Refusal::new(
        400,
        3035,
        "Webinar has reached maximum attendee capacity.",
    ))
}

fn approved(registrants: &[Registrant], date: Option<&str>) -> usize {
    let approved = registrants.iter().filter(|one| one.is_approved_on(date));
    approved.count()
}

pub(super) fn full(kind: Kind) -> Refusal {
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

/// Ten decisions about one registrant a day; the text is that of registrations, with another noun.
pub(super) fn count_decisions(
    call: &Call,
    meeting: &Meeting,
    who: &[String],
) -> Result<(), Refusal> {
    for name in who {
        let quota = Quota::Decisions {
            number: meeting.id,
            registrant: name.to_lowercase(),
        };
        let limit = quota.limit();
        if !call.state.take(quota) {
            let message = format!(
                "You have exceeded the daily rate limit of ({limit}) for Update registrant status API requests for \
                 the registrant ({name}). You can resume these API requests at GMT 00:00:00."
            );
            return Err(Refusal::too_many(limit, message));
        }
    }
    Ok(())
}

/// Three registrations of one e-mail a day. The text is one that Zoom answered.
pub(super) fn count(call: &Call, meeting: &Meeting, email: &str) -> Result<(), Refusal> {
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

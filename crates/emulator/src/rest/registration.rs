//! Whether one can register for a meeting or webinar.

use super::call::Call;
use super::refusal::Refusal;
use crate::state::{Kind, Meeting, Plan, Quota, Status};

/// Whether one can register at all.
pub(super) fn check_open(call: &Call, meeting: &Meeting) -> Result<(), Refusal> {
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

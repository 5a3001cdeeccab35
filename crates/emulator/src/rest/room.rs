//! Personal meeting rooms: the meeting of type 4 behind a user's personal meeting id (PMI), which is there as long as the
//! user is.
//!
//! Source: "Understanding Personal Meeting ID" of <https://developers.zoom.us/docs/api/using-zoom-apis/>: what is
//! scheduled with `use_pmi` has a number of its own, and is held under the PMI, which is what its links and events name.

use std::borrow::Cow;

use countersign_token::{ExposeSecret, Secret};

use super::{draft, passcode, settings, user_settings};
use crate::state::{Kind, Meeting, State, User};

/// What a room has in common with everything that is scheduled into it, besides the passcode.
const SHARED: [&str; 5] = [
    "waiting_room",
    "meeting_authentication",
    "authentication_option",
    "join_before_host",
    "jbh_time",
];

/// The meeting or webinar with this number. A personal room is made when it is first asked for.
pub(crate) fn find(state: &State, number: u64) -> Option<Meeting> {
    state.meeting(number).or_else(|| {
        let host = state.user_by_pmi(number)?;
        state.add_room(furnish(state, &host), &host)
    })
}

/// Where `meeting` is held: in the host's personal room if it is to use that, else under its own number.
pub(crate) fn of<'a>(state: &State, meeting: &'a Meeting) -> Cow<'a, Meeting> {
    let host = || state.user(&meeting.host_id);
    let room = uses_room(meeting).then(host).flatten();
    let room = room.and_then(|host| find(state, host.pmi));
    room.map_or(Cow::Borrowed(meeting), Cow::Owned)
}

/// Whether `meeting` is held in the personal room without being it.
pub(super) fn uses_room(meeting: &Meeting) -> bool {
    !meeting.is_room() && meeting.settings.flag("use_pmi")
}

/// What was scheduled into the room changes the room, as the page does where one schedules at Zoom: passcode, waiting room and
/// who may join when.
pub(super) fn follow(state: &State, meeting: &Meeting) {
    if !uses_room(meeting) {
        return;
    }
    let mut room = of(state, meeting).into_owned();
    room.password = meeting.password.expose_secret().into();
    for name in SHARED {
        if let Some(value) = meeting.settings.0.get(name) {
            room.settings.0.insert(name.to_owned(), value.clone());
        }
    }
    state.update_meeting(room);
}

/// Gives `host`'s room another passcode. Without any, it is secured in another way.
pub(super) fn set_passcode(state: &State, host: &User, passcode: Secret) {
    if let Some(old) = find(state, host.pmi) {
        let mut room = old.clone();
        room.password = passcode;
        draft::settle(&mut room, Some(&old), host, state.clock().now());
        state.update_meeting(room);
    }
}

/// A room as its host's settings want it.
fn furnish(state: &State, host: &User) -> Meeting {
    let mut room = Meeting::new(Kind::Meeting, host, host.created_at);
    room.type_code = Meeting::ROOM;
    room.topic = format!("{}'s Personal Meeting Room", host.display_name());
    room.settings = settings::defaults(Kind::Meeting);
    user_settings::inherit(&mut room.settings, Kind::Meeting, host);
    room.extra = draft::defaults_of_echoed(Kind::Meeting);
    let early = room.settings.join_before_host();
    if user_settings::wants_room_passcode(host, early) {
        room.password = passcode::new(state, host);
    }
    draft::settle(&mut room, None, host, host.created_at);
    room
}

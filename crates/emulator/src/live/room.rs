//! One running meeting.

use serde::{Deserialize, Serialize};

use crate::join::{Closed, Frame, Refusal, Request};

use crate::state::{Presence, What};

use super::participant::Participant;
use super::roster::Roster;
use super::{Admission, Outbox, ParticipantId, ParticipantView, RoomView, Standing};

/// As many as the emulator lets in, whatever the host's licence.
const MAX_PARTICIPANTS: usize = 1_000;
/// Ids as they were seen: the first, and from one to the next.
const FIRST_ID: u32 = 16_778_240;
const ID_STEP: u32 = 1_024;

/// What a participant may do.
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    /// Everything. There is one at most.
    Host,
    /// Everything but ending the meeting and naming hosts.
    CoHost,
    /// Speak for themselves.
    Attendee,
}

pub(crate) struct Room {
    pub(super) number: u64,
    pub(super) uuid: String,
    waiting_room: bool,
    locked: bool,
    capacity: usize,
    next_id: u32,
    pub(super) roster: Roster,
    /// What was not told yet.
    pub(super) news: Vec<What>,
    /// Counts what was said.
    pub(super) said: u64,
}

impl Role {
    /// As events call it.
    fn in_events(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::CoHost => "co-host",
            Self::Attendee => "attendee",
        }
    }
}

impl Room {
    pub(super) fn new(number: u64, uuid: String, waiting_room: bool, capacity: u32) -> Self {
        Self {
            number,
            uuid,
            waiting_room,
            locked: false,
            capacity: usize::try_from(capacity)
                .map_or(MAX_PARTICIPANTS, |most| most.min(MAX_PARTICIPANTS)),
            next_id: FIRST_ID,
            roster: Roster::default(),
            news: Vec::new(),
            said: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.roster.len() == 0
    }

    pub(super) fn has_user(&self, user_id: &str) -> bool {
        self.roster
            .iter()
            .any(|p| p.admission.who.user_id.as_deref() == Some(user_id))
    }

    /// Whether somebody is in, in the waiting room or not.
    pub(super) fn has(&self, id: ParticipantId, held: bool) -> bool {
        self.roster.get(id).is_some_and(|p| p.held == held)
    }

    pub(super) fn participants(&self) -> impl Iterator<Item = &Participant> {
        self.roster.iter()
    }

    pub(super) fn is_host(&self, id: ParticipantId) -> bool {
        self.roster.get(id).is_some_and(|p| p.role == Role::Host)
    }

    pub(super) fn knows(&self, id: ParticipantId, zoom_id: &str) -> bool {
        self.roster.get(id).is_some_and(|p| p.zoom_id == zoom_id)
    }

    pub(super) fn seated(&self, signature: &[u8; 32], name: &str) -> Option<Admission> {
        let named = |p: &Participant| p.name == name || p.admission.who.name == name;
        let same = |p: &&Participant| p.admission.signature == *signature && named(p);
        self.roster.iter().find(same).map(|p| p.admission.clone())
    }

    pub(super) fn take_seat(
        &mut self,
        admission: Admission,
        zoom_id: String,
        outbox: Option<Outbox>,
    ) -> Result<(ParticipantId, u64), Refusal> {
        let starter = admission.standing != Standing::Participant;
        if self.locked && !starter {
            return Err(Refusal::Locked);
        }
        if self.roster.len() >= self.capacity {
            return Err(Refusal::Full);
        }
        let id = ParticipantId(self.next_id);
        self.next_id = self.next_id.wrapping_add(ID_STEP);
        let host = self.roster.host();
        let role = match admission.standing {
            Standing::Owner => Role::Host,
            Standing::AlternativeHost if host.is_none() => Role::Host,
            Standing::AlternativeHost => Role::CoHost,
            Standing::Participant => Role::Attendee,
        };
        let participant = Participant {
            id,
            zoom_id,
            name: admission.who.name.clone(),
            role,
            muted: false,
            held: self.waiting_room && !starter,
            outbox,
            turn: 0,
            admission,
        };
        let held = participant.held;
        self.roster.insert(participant);
        if !held && role != Role::Host && host.is_none() {
            self.note(id, Presence::JoinedBeforeHost);
        }
        self.note(
            id,
            match held {
                true => Presence::JoinedWaitingRoom,
                false => Presence::Joined,
            },
        );
        self.roster.greet(id, self.number);
        self.roster.announce(id);
        if let (Role::Host, Some(before)) = (role, host) {
            self.give_role(before, Role::CoHost);
        }
        Ok((id, 0))
    }

    /// The same participant on a new socket; the others notice nothing.
    pub(super) fn take_again(
        &mut self,
        id: ParticipantId,
        outbox: Option<Outbox>,
    ) -> (ParticipantId, u64) {
        let turn = self.roster.get_mut(id).map_or(0, |p| {
            p.outbox = outbox;
            p.turn += 1;
            p.turn
        });
        self.roster.greet(id, self.number);
        (id, turn)
    }

    pub(super) fn request(&mut self, from: ParticipantId, request: Request) {
        let Some(role) = self.roster.get(from).map(|p| p.role) else {
            return;
        };
        let host = role == Role::Host;
        let leads = host || role == Role::CoHost;
        match request {
            Request::Leave => self.leave(from, "left the meeting"),
            Request::Rename { id, name } if leads || id == from => self.rename(id, &name),
            Request::Mute { id, on } if leads || id == from => self.mute(id, on),
            Request::MuteAll { on } if leads => self.mute_all(on),
            Request::Hold { id, on } if leads => self.hold(id, on),
            Request::AdmitAll if leads => self.admit_all(),
            Request::Expel { id } if leads && id != from => self.remove(id),
            Request::Lock { on } if leads => self.lock(on),
            Request::MakeHost { id } if host => self.make_host(id),
            Request::CoHost { id, on } if host => self.co_host(id, on),
            Request::Chat { to, text } => self.chat(from, to, text),
            _ => {}
        }
    }

    pub(crate) fn rename(&mut self, id: ParticipantId, name: &str) {
        self.roster.change(&[id], |p| name.clone_into(&mut p.name));
    }

    pub(crate) fn mute(&mut self, id: ParticipantId, on: bool) {
        self.roster.change(&[id], |p| p.muted = on);
    }

    fn mute_all(&mut self, on: bool) {
        let ids = self.roster.ids(|p| p.role != Role::Host);
        self.roster.change(&ids, |p| p.muted = on);
    }

    /// Into the waiting room, or out of it.
    pub(crate) fn hold(&mut self, id: ParticipantId, on: bool) {
        self.hold_each(|p| p.id == id, on);
    }

    pub(crate) fn admit_all(&mut self) {
        self.hold_each(|_| true, false);
    }

    fn hold_each(&mut self, which: impl Fn(&Participant) -> bool, on: bool) {
        let moves = |p: &Participant| which(p) && p.held != on && p.role != Role::Host;
        let ids = self.roster.ids(moves);
        for id in &ids {
            self.roster.tell(*id, Frame::hold(on));
        }
        self.roster.change(&ids, |p| p.held = on);
        for id in ids {
            if on {
                self.note(id, Presence::PutInWaitingRoom);
            } else {
                self.note(id, Presence::Admitted);
                self.note(id, Presence::Joined);
            }
        }
    }

    fn lock(&mut self, on: bool) {
        self.locked = on;
        self.roster.tell_all(&Frame::locked(on));
    }

    pub(crate) fn co_host(&mut self, id: ParticipantId, on: bool) {
        if !self.is_host(id) {
            self.give_role(id, if on { Role::CoHost } else { Role::Attendee });
        }
    }

    /// Whoever was host becomes an attendee.
    pub(crate) fn make_host(&mut self, id: ParticipantId) {
        if self.roster.get(id).is_none() || self.is_host(id) {
            return;
        }
        if let Some(before) = self.roster.host() {
            self.give_role(before, Role::Attendee);
        }
        self.hold(id, false);
        self.give_role(id, Role::Host);
    }

    fn give_role(&mut self, id: ParticipantId, role: Role) {
        let Some(before) = self.roster.get(id).map(|p| p.role).filter(|r| *r != role) else {
            return;
        };
        self.roster.change(&[id], |p| p.role = role);
        let (from, to) = (before.in_events(), role.in_events());
        self.note(id, Presence::RoleChanged { from, to });
    }

    fn leave(&mut self, id: ParticipantId, because: &'static str) {
        self.note_gone(id, because);
        self.roster.leave(id);
    }

    fn note_gone(&mut self, id: ParticipantId, because: &'static str) {
        let held = self.roster.get(id).is_some_and(|p| p.held);
        let presence = match held {
            true => Presence::LeftWaitingRoom,
            false => Presence::Left { because },
        };
        self.note(id, presence);
    }

    fn note(&mut self, id: ParticipantId, presence: Presence) {
        let person = self.roster.get(id).map(|p| p.person(&self.uuid));
        self.news
            .extend(person.map(|person| What::Participant(Box::new(person), presence)));
    }

    /// What happened since this was asked last.
    pub(super) fn take_news(&mut self) -> Vec<What> {
        std::mem::take(&mut self.news)
    }

    /// Tells everybody that it is over.
    pub(super) fn close(&mut self) {
        self.roster.tell_all(&Frame::closed(Closed::Ended));
        for id in self.roster.ids(|_| true) {
            self.note_gone(id, "Host ended the meeting");
        }
    }

    /// Sends somebody out.
    pub(crate) fn remove(&mut self, id: ParticipantId) {
        self.roster.tell(id, Frame::closed(Closed::Removed));
        self.leave(id, "Removed by host");
    }

    /// Cuts the socket, as a bad network would; answers whether there was one.
    pub(crate) fn cut(&mut self, id: ParticipantId) -> bool {
        self.roster
            .get_mut(id)
            .is_some_and(|p| p.outbox.take().is_some())
    }

    pub(super) fn lost(&mut self, id: ParticipantId, turn: u64) -> bool {
        let lost = self.roster.get_mut(id).filter(|p| p.turn == turn);
        lost.map(|p| p.outbox = None).is_some()
    }

    pub(super) fn give_up(&mut self, id: ParticipantId, turn: u64) {
        if self.roster.get(id).is_some_and(|p| p.turn == turn) {
            self.leave(id, "Network connection error");
        }
    }

    pub(super) fn view(&self) -> RoomView {
        RoomView {
            number: self.number,
            uuid: self.uuid.clone(),
            locked: self.locked,
            participants: self.roster.iter().map(ParticipantView::of).collect(),
        }
    }

    pub(crate) fn participant(&self, id: ParticipantId) -> Option<ParticipantView> {
        self.roster.get(id).map(ParticipantView::of)
    }
}

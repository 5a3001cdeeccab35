//! One running meeting.

use serde::{Deserialize, Serialize};

use crate::join::{Closed, Frame, Refusal, Request};

use crate::state::{Kind, Meeting, Presence, User, What};

use super::participant::Participant;
use super::roster::Roster;
use super::{Admission, Outbox, ParticipantId, ParticipantView, RoomView, Standing};

/// As many as the emulator lets in, whatever the host's licence.
const MAX_PARTICIPANTS: usize = 1_000;
/// As many removals of one meeting are remembered.
const MAX_BARRED: usize = 1_000;
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
    /// Speak in a webinar, and see its attendees.
    Panelist,
    /// Speak for themselves; in a webinar, watch.
    Attendee,
}

pub(crate) struct Room {
    pub(super) number: u64,
    pub(super) uuid: String,
    webinar: bool,
    waiting_room: bool,
    /// Who was removed, and does not come back.
    barred: Vec<Admission>,
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
    pub(super) fn leads(self) -> bool {
        matches!(self, Self::Host | Self::CoHost)
    }

    /// As events call it, which have no word for panelists.
    fn in_events(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::CoHost => "co-host",
            Self::Panelist | Self::Attendee => "attendee",
        }
    }
}

impl Room {
    /// The instance `uuid` of a meeting or webinar; a webinar has no waiting room.
    pub(super) fn new(meeting: &Meeting, uuid: String, host: Option<&User>) -> Self {
        let webinar = meeting.kind == Kind::Webinar;
        let capacity = host.map_or(u32::MAX, |host| host.capacity(meeting.kind));
        Self {
            number: meeting.id,
            uuid,
            webinar,
            waiting_room: meeting.settings.waiting_room() && !webinar,
            barred: Vec::new(),
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
            .any(|p| !p.held && p.admission.who.user_id.as_deref() == Some(user_id))
    }

    /// Whether this user is in with a socket, as the one whose meeting it is.
    pub(super) fn is_hosted_by(&self, user_id: &str) -> bool {
        let owns = |p: &Participant| p.admission.standing == Standing::Owner && p.outbox.is_some();
        let mut owners = self.roster.iter().filter(|p| owns(p));
        owners.any(|p| p.admission.who.user_id.as_deref() == Some(user_id))
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

    /// Who was removed is known again as a user or a registrant, by the e-mail address or the customer key that the page
    /// gave, else by the signature. How Zoom knows them is not documented. The host is never kept out.
    pub(super) fn is_barred(&self, admission: &Admission) -> bool {
        !admission.standing.starts() && self.barred.iter().any(|gone| gone.is_same(admission))
    }

    pub(super) fn knows(&self, id: ParticipantId, zoom_id: &str) -> bool {
        self.roster.get(id).is_some_and(|p| p.zoom_id == zoom_id)
    }

    pub(super) fn seated(&self, signature: &[u8; 32], name: &str) -> Option<Admission> {
        let named = |p: &Participant| p.name == name || p.admission.who.name == name;
        let same = |p: &&Participant| p.admission.signature == *signature && named(p);
        self.roster.iter().find(same).map(|p| p.admission.clone())
    }

    pub(super) fn holder(&self, ticket: &str) -> Option<Admission> {
        let holds = |p: &&Participant| p.ticket.as_deref() == Some(ticket);
        self.roster.iter().find(holds).map(|p| p.admission.clone())
    }

    pub(super) fn take_seat(
        &mut self,
        admission: Admission,
        zoom_id: String,
        outbox: Option<Outbox>,
    ) -> Result<(ParticipantId, u64), Refusal> {
        let starter = admission.standing.starts();
        if self.is_barred(&admission) {
            return Err(Refusal::Removed);
        }
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
            Standing::Panelist => Role::Panelist,
            Standing::Participant => Role::Attendee,
        };
        let participant = Participant {
            id,
            zoom_id,
            name: admission.who.name.clone(),
            role,
            webinar: self.webinar,
            muted: self.webinar && role == Role::Attendee,
            held: self.waiting_room && !starter,
            ticket: outbox.as_ref().map(|outbox| outbox.ticket.clone()),
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
            p.ticket = outbox.as_ref().map(|outbox| outbox.ticket.clone());
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
        let leads = role.leads();
        let watches = self.roster.get(from).is_some_and(Participant::watches);
        match request {
            Request::Leave => self.leave(from, "left the meeting"),
            Request::Rename { id, name } if leads || id == from => self.rename(id, &name),
            Request::Mute { id, on } if leads || (id == from && (on || !watches)) => {
                self.mute(id, on);
            }
            Request::MuteAll { on } if leads => self.mute_all(on),
            Request::Hold { id, on } if leads => self.hold(id, on),
            Request::AdmitAll if leads => {
                self.admit_all();
                self.roster.tell(from, Frame::leads(host));
            }
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
        // Who only watches is given a voice one by one.
        let ids = self
            .roster
            .ids(|p| p.role != Role::Host && (on || !p.watches()));
        self.roster.change(&ids, |p| p.muted = on);
        self.roster.tell_all(&Frame::all_muted(on));
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
            let role = match on {
                true => Role::CoHost,
                false => self.plain(id),
            };
            self.give_role(id, role);
        }
    }

    /// What somebody is who does not lead.
    fn plain(&self, id: ParticipantId) -> Role {
        let standing = self.roster.get(id).map(|p| p.admission.standing);
        match self.webinar && standing.is_some_and(|s| s != Standing::Participant) {
            true => Role::Panelist,
            false => Role::Attendee,
        }
    }

    /// Makes an attendee of a webinar a panelist, or of a panelist an attendee.
    pub(crate) fn panelist(&mut self, id: ParticipantId, on: bool) {
        if self.webinar && !self.is_host(id) {
            let (standing, role) = match on {
                true => (Standing::Panelist, Role::Panelist),
                false => (Standing::Participant, Role::Attendee),
            };
            self.roster.change(&[id], |p| {
                p.admission.standing = standing;
                p.muted |= !on;
            });
            self.give_role(id, role);
        }
    }

    /// Whoever was host no longer leads.
    pub(crate) fn make_host(&mut self, id: ParticipantId) {
        if self.roster.get(id).is_none() || self.is_host(id) {
            return;
        }
        if let Some(before) = self.roster.host() {
            self.give_role(before, self.plain(before));
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
        if from != to {
            self.note(id, Presence::RoleChanged { from, to });
        }
    }

    fn leave(&mut self, id: ParticipantId, because: &'static str) {
        self.note_gone(id, because);
        let user = self
            .roster
            .get(id)
            .and_then(|p| p.admission.who.user_id.clone());
        self.roster.leave(id);
        if let Some(user) = user.filter(|user| !self.has_user(user)) {
            self.leave_with(&user);
        }
    }

    /// Ends the visit of those who came on behalf of a user who is gone.
    ///
    /// That it ends is from <https://devforum.zoom.us/t/updates-to-meeting-sdk-authorization-faq/139269>; which reason
    /// the SDK is given is not.
    fn leave_with(&mut self, user: &str) {
        let tied = |p: &Participant| {
            let authorizer = p.admission.who.on_behalf_of.as_ref();
            authorizer.is_some_and(|authorizer| authorizer.user_id == user)
        };
        for id in self.roster.ids(tied) {
            self.roster.tell(id, Frame::closed(Closed::Ended));
            self.leave(id, "The authorizing user left the meeting");
        }
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

    /// Sends somebody out, who does not come back.
    pub(crate) fn remove(&mut self, id: ParticipantId) {
        if self.barred.len() < MAX_BARRED {
            let removed = self.roster.get(id).map(|p| p.admission.clone());
            self.barred.extend(removed);
        }
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

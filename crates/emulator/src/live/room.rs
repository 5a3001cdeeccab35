//! One running meeting.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::join::{Closed, Frame, Refusal, Request};

use super::participant::Participant;
use super::{Admission, Outbox, ParticipantId, ParticipantView, RoomView, Standing};

/// As many as the emulator lets in.
const MAX_PARTICIPANTS: usize = 1_000;
/// Ids as they were seen: the first, and from one to the next.
const FIRST_ID: u32 = 16_778_240;
const ID_STEP: u32 = 1_024;

/// What a participant may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    next_id: u32,
    inside: IndexMap<ParticipantId, Participant>,
}

impl Room {
    pub(super) fn new(number: u64, uuid: String, waiting_room: bool) -> Self {
        let inside = IndexMap::new();
        Self {
            number,
            uuid,
            waiting_room,
            locked: false,
            next_id: FIRST_ID,
            inside,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.inside.is_empty()
    }

    pub(super) fn has_user(&self, user_id: &str) -> bool {
        self.inside
            .values()
            .any(|p| p.admission.who.user_id.as_deref() == Some(user_id))
    }

    pub(super) fn is_host(&self, id: ParticipantId) -> bool {
        self.inside.get(&id).is_some_and(|p| p.role == Role::Host)
    }

    pub(super) fn knows(&self, id: ParticipantId, zoom_id: &str) -> bool {
        self.inside.get(&id).is_some_and(|p| p.zoom_id == zoom_id)
    }

    pub(super) fn seated(&self, signature: &[u8; 32], name: &str) -> Option<Admission> {
        let named = |p: &Participant| p.name == name || p.admission.who.name == name;
        let same = |p: &&Participant| p.admission.signature == *signature && named(p);
        self.inside.values().find(same).map(|p| p.admission.clone())
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
        if self.inside.len() >= MAX_PARTICIPANTS {
            return Err(Refusal::Full);
        }
        let id = ParticipantId(self.next_id);
        self.next_id += ID_STEP;
        let host = self.host();
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
        self.inside.insert(id, participant);
        self.greet(id);
        self.tell_others_that_came(id);
        if let (Role::Host, Some(before)) = (role, host) {
            self.change(before, |p| p.role = Role::CoHost);
        }
        Ok((id, 0))
    }

    /// The same participant on a new socket; the others notice nothing.
    pub(super) fn take_again(
        &mut self,
        id: ParticipantId,
        outbox: Option<Outbox>,
    ) -> (ParticipantId, u64) {
        let turn = self.inside.get_mut(&id).map_or(0, |p| {
            p.outbox = outbox;
            p.turn += 1;
            p.turn
        });
        self.greet(id);
        (id, turn)
    }

    /// The first frames of a socket, in the order the SDK needs them: itself, then the roster.
    fn greet(&mut self, id: ParticipantId) {
        let Some(arrived) = self.inside.get(&id) else {
            return;
        };
        let row = arrived.row();
        let joined = json!({
            "res": 0,
            "userID": id,
            "conID": arrived.zoom_id,
            "zoomID": arrived.zoom_id,
            "participantID": id,
            "role": row["role"],
            "mn": self.number.to_string(),
            "svcUrl": arrived.outbox.as_ref().map(|outbox| &outbox.host),
        });
        let mut rows = vec![row];
        rows.extend(self.rows(|p| p.id != id && arrived.sees(p)));
        let held = arrived.held;
        self.tell(id, Frame::joined(joined));
        if held {
            self.tell(id, Frame::hold(true));
        }
        self.tell(id, Frame::roster("add", rows));
    }

    fn tell_others_that_came(&mut self, id: ParticipantId) {
        let seers: Vec<_> = self
            .inside
            .get(&id)
            .map_or(vec![], |came| self.ids(|p| p.id != id && p.sees(came)));
        let add = Frame::roster("add", self.rows(|p| p.id == id));
        seers
            .into_iter()
            .for_each(|seer| self.tell(seer, add.clone()));
    }

    pub(super) fn request(&mut self, from: ParticipantId, request: Request) {
        let Some(role) = self.inside.get(&from).map(|p| p.role) else {
            return;
        };
        let host = role == Role::Host;
        let leads = host || role == Role::CoHost;
        match request {
            Request::Leave => self.leave(from),
            Request::Rename { id, name } if leads || id == from => self.rename(id, &name),
            Request::Mute { id, on } if leads || id == from => self.mute(id, on),
            Request::MuteAll { on } if leads => self.mute_all(on),
            Request::Hold { id, on } if leads => self.hold(id, on),
            Request::AdmitAll if leads => self.admit_all(),
            Request::Expel { id } if leads && id != from => self.remove(id),
            Request::Lock { on } if leads => self.lock(on),
            Request::MakeHost { id } if host => self.make_host(id),
            Request::CoHost { id, on } if host => self.co_host(id, on),
            _ => {}
        }
    }

    pub(crate) fn rename(&mut self, id: ParticipantId, name: &str) {
        self.change(id, |p| name.clone_into(&mut p.name));
    }

    pub(crate) fn mute(&mut self, id: ParticipantId, on: bool) {
        self.change(id, |p| p.muted = on);
    }

    fn mute_all(&mut self, on: bool) {
        for id in self.ids(|p| p.role != Role::Host) {
            self.mute(id, on);
        }
    }

    /// Into the waiting room, or out of it.
    pub(crate) fn hold(&mut self, id: ParticipantId, on: bool) {
        if self
            .inside
            .get(&id)
            .is_some_and(|p| p.held != on && p.role != Role::Host)
        {
            self.tell(id, Frame::hold(on));
            self.change(id, |p| p.held = on);
        }
    }

    pub(crate) fn admit_all(&mut self) {
        for id in self.ids(|p| p.held) {
            self.hold(id, false);
        }
    }

    fn lock(&mut self, on: bool) {
        self.locked = on;
        self.tell_all(&Frame::locked(on));
    }

    pub(crate) fn co_host(&mut self, id: ParticipantId, on: bool) {
        if !self.is_host(id) {
            self.change(id, |p| {
                p.role = if on { Role::CoHost } else { Role::Attendee }
            });
        }
    }

    /// Whoever was host becomes an attendee.
    pub(crate) fn make_host(&mut self, id: ParticipantId) {
        if !self.inside.contains_key(&id) || self.is_host(id) {
            return;
        }
        if let Some(before) = self.host() {
            self.change(before, |p| p.role = Role::Attendee);
        }
        self.hold(id, false);
        self.change(id, |p| p.role = Role::Host);
    }

    /// Sends somebody out.
    pub(crate) fn remove(&mut self, id: ParticipantId) {
        self.tell(id, Frame::closed(Closed::Removed));
        self.leave(id);
    }

    /// Cuts the socket, as a bad network would; answers whether there was one.
    pub(crate) fn cut(&mut self, id: ParticipantId) -> bool {
        self.inside
            .get_mut(&id)
            .is_some_and(|p| p.outbox.take().is_some())
    }

    pub(super) fn lost(&mut self, id: ParticipantId, turn: u64) -> bool {
        let lost = self.inside.get_mut(&id).filter(|p| p.turn == turn);
        lost.map(|p| p.outbox = None).is_some()
    }

    pub(super) fn give_up(&mut self, id: ParticipantId, turn: u64) {
        if self.inside.get(&id).is_some_and(|p| p.turn == turn) {
            self.leave(id);
        }
    }

    fn leave(&mut self, id: ParticipantId) {
        if let Some(gone) = self.inside.shift_remove(&id) {
            let seers = self.ids(|p| p.sees(&gone));
            let remove = Frame::roster("remove", vec![json!({ "id": id })]);
            seers
                .into_iter()
                .for_each(|seer| self.tell(seer, remove.clone()));
        }
    }

    /// Changes a participant and tells everybody what that means for them: that somebody came into sight, changed, or
    /// went out of sight. Those in the waiting room see themselves alone, and only who leads sees them.
    fn change(&mut self, id: ParticipantId, change: impl FnOnce(&mut Participant)) {
        let Some(subject) = self.inside.get(&id) else {
            return;
        };
        let row_before = subject.row();
        let saw_before = self.ids(|p| p.sees(subject));
        let seen_before = self.ids(|p| subject.sees(p));
        self.inside.get_mut(&id).map(change);

        let subject = &self.inside[&id];
        let row = subject.row();
        let sees_now = self.ids(|p| p.sees(subject));
        let newly_seen = self.rows(|p| subject.sees(p) && !seen_before.contains(&p.id));
        let out_of_sight: Vec<_> = seen_before
            .iter()
            .filter(|seen| self.inside.get(*seen).is_some_and(|p| !subject.sees(p)))
            .map(|seen| json!({ "id": seen }))
            .collect();
        let update = difference(id, &row_before, &row);
        for seer in self.ids(|_| true) {
            let frame = match (saw_before.contains(&seer), sees_now.contains(&seer)) {
                (true, true) => update
                    .clone()
                    .map(|update| Frame::roster("update", vec![update])),
                (false, true) => Some(Frame::roster("add", vec![row.clone()])),
                (true, false) => Some(Frame::roster("remove", vec![json!({ "id": id })])),
                (false, false) => None,
            };
            frame.into_iter().for_each(|frame| self.tell(seer, frame));
        }
        for (change, rows) in [("add", newly_seen), ("remove", out_of_sight)] {
            if !rows.is_empty() {
                self.tell(id, Frame::roster(change, rows));
            }
        }
    }

    fn tell(&mut self, id: ParticipantId, frame: Frame) {
        if let Some(participant) = self.inside.get_mut(&id) {
            participant.tell(frame);
        }
    }

    pub(super) fn tell_all(&mut self, frame: &Frame) {
        self.inside.values_mut().for_each(|p| p.tell(frame.clone()));
    }

    fn host(&self) -> Option<ParticipantId> {
        self.inside
            .values()
            .find(|p| p.role == Role::Host)
            .map(|p| p.id)
    }

    fn ids(&self, which: impl Fn(&Participant) -> bool) -> Vec<ParticipantId> {
        self.inside
            .values()
            .filter(|p| which(p))
            .map(|p| p.id)
            .collect()
    }

    fn rows(&self, which: impl Fn(&Participant) -> bool) -> Vec<Value> {
        self.inside
            .values()
            .filter(|p| which(p))
            .map(Participant::row)
            .collect()
    }

    pub(super) fn view(&self) -> RoomView {
        RoomView {
            number: self.number,
            uuid: self.uuid.clone(),
            locked: self.locked,
            participants: self.inside.values().map(ParticipantView::of).collect(),
        }
    }

    pub(crate) fn participant(&self, id: ParticipantId) -> Option<ParticipantView> {
        self.inside.get(&id).map(ParticipantView::of)
    }
}

/// What is new in a row, with the id; `None` when nothing is.
fn difference(id: ParticipantId, before: &Value, after: &Value) -> Option<Value> {
    let mut update = json!({ "id": id });
    let fields = update.as_object_mut()?;
    for (name, value) in after
        .as_object()?
        .iter()
        .filter(|(name, value)| before[*name] != **value)
    {
        fields.insert(name.clone(), value.clone());
    }
    (fields.len() > 1).then_some(update)
}

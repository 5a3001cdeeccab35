//! Who is in a meeting, and who is told what about whom.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::join::Frame;

use super::participant::Participant;
use super::{ParticipantId, Role};

/// In the order they came.
#[derive(Default)]
pub(super) struct Roster(IndexMap<ParticipantId, Participant>);

impl Roster {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Participant> {
        self.0.values()
    }

    pub(super) fn get(&self, id: ParticipantId) -> Option<&Participant> {
        self.0.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: ParticipantId) -> Option<&mut Participant> {
        self.0.get_mut(&id)
    }

    pub(super) fn insert(&mut self, participant: Participant) {
        self.0.insert(participant.id, participant);
    }

    /// The first frames of a socket, in the order the SDK needs them: itself, then the roster.
    pub(super) fn greet(&mut self, id: ParticipantId, number: u64) {
        let Some(arrived) = self.0.get(&id) else {
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
            "mn": number.to_string(),
            "svcUrl": arrived.outbox.as_ref().map(|outbox| &outbox.host),
        });
        let mut rows = vec![row];
        rows.extend(self.rows(|p| p.id != id && arrived.sees(p)));
        let held = arrived.held;
        self.tell(id, Frame::joined(&joined));
        if held {
            self.tell(id, Frame::hold(true));
        }
        self.tell(id, Frame::roster("add", rows));
    }

    /// Shows somebody who came to those who see them.
    pub(super) fn announce(&mut self, id: ParticipantId) {
        let seers: Vec<_> = self
            .0
            .get(&id)
            .map_or(vec![], |came| self.ids(|p| p.id != id && p.sees(came)));
        let add = Frame::roster("add", self.rows(|p| p.id == id));
        seers
            .into_iter()
            .for_each(|seer| self.tell(seer, add.clone()));
    }

    pub(super) fn leave(&mut self, id: ParticipantId) {
        if let Some(gone) = self.0.shift_remove(&id) {
            let seers = self.ids(|p| p.sees(&gone));
            let remove = Frame::roster("remove", vec![json!({ "id": id })]);
            seers
                .into_iter()
                .for_each(|seer| self.tell(seer, remove.clone()));
        }
    }

    /// Changes participants and tells everybody what that means for them: who came into sight, changed, or went out of
    /// sight.
    pub(super) fn change(&mut self, ids: &[ParticipantId], change: impl Fn(&mut Participant)) {
        let known = ids.iter().filter_map(|id| self.0.get(id));
        let before: IndexMap<_, _> = known.map(|p| (p.id, p.clone())).collect();
        before.keys().for_each(|id| {
            self.0.get_mut(id).map(&change);
        });
        let updates: HashMap<_, _> = before
            .iter()
            .filter_map(|(id, was)| Some((*id, difference(*id, &was.row(), &self.0[id].row())?)))
            .collect();

        // Most see the same, and what they are told is written once for all of them.
        let mut last = (Sight::default(), vec![]);
        for seer in self.ids(|_| true) {
            let sight = self.sight(&self.0[&seer], &before, &updates);
            if sight != last.0 {
                let frames = self.frames(&sight, &updates);
                last = (sight, frames);
            }
            last.1
                .iter()
                .for_each(|frame| self.tell(seer, frame.clone()));
        }
    }

    /// What changed for one of them since some were as in `before`.
    fn sight(
        &self,
        seer: &Participant,
        before: &IndexMap<ParticipantId, Participant>,
        updates: &HashMap<ParticipantId, Value>,
    ) -> Sight {
        let mut sight = Sight::default();
        let seer_before = before.get(&seer.id);
        let mut look = |other: &Participant, other_before: &Participant| {
            let saw = seer_before.unwrap_or(seer).sees(other_before);
            match (saw, seer.sees(other)) {
                (true, true) if other.id != seer.id && other_before.held && !other.held => {
                    sight.admit.push(other.id);
                }
                (true, true) if updates.contains_key(&other.id) => sight.update.push(other.id),
                (false, true) => sight.add.push(other.id),
                (true, false) => sight.remove.push(other.id),
                _ => {}
            }
        };
        match seer_before {
            Some(_) => self
                .iter()
                .for_each(|other| look(other, before.get(&other.id).unwrap_or(other))),
            None => before
                .iter()
                .for_each(|(id, other_before)| look(&self.0[id], other_before)),
        }
        sight
    }

    fn frames(&self, sight: &Sight, updates: &HashMap<ParticipantId, Value>) -> Vec<Frame> {
        let admit = sight
            .admit
            .iter()
            .map(|id| left_waiting_room(*id))
            .collect();
        let came = sight.admit.iter().chain(&sight.add);
        let add = came.map(|id| self.0[id].row()).collect();
        let update = sight.update.iter().map(|id| updates[id].clone()).collect();
        let remove = sight.remove.iter().map(|id| json!({ "id": id })).collect();
        // In one frame the SDK would add first, then remove.
        [
            ("remove", admit),
            ("add", add),
            ("update", update),
            ("remove", remove),
        ]
        .into_iter()
        .filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty())
        .map(|(change, rows)| Frame::roster(change, rows))
        .collect()
    }

    pub(super) fn tell(&mut self, id: ParticipantId, frame: Frame) {
        if let Some(participant) = self.0.get_mut(&id) {
            participant.tell(frame);
        }
    }

    pub(super) fn tell_all(&mut self, frame: &Frame) {
        self.0.values_mut().for_each(|p| p.tell(frame.clone()));
    }

    pub(super) fn host(&self) -> Option<ParticipantId> {
        self.0.values().find(|p| p.role == Role::Host).map(|p| p.id)
    }

    pub(super) fn ids(&self, which: impl Fn(&Participant) -> bool) -> Vec<ParticipantId> {
        self.0.values().filter(|p| which(p)).map(|p| p.id).collect()
    }

    fn rows(&self, which: impl Fn(&Participant) -> bool) -> Vec<Value> {
        self.0
            .values()
            .filter(|p| which(p))
            .map(Participant::row)
            .collect()
    }
}

/// What changed in what one of them sees.
#[derive(Default, PartialEq)]
struct Sight {
    /// Who was let in, for those who saw them in the waiting room.
    admit: Vec<ParticipantId>,
    add: Vec<ParticipantId>,
    update: Vec<ParticipantId>,
    remove: Vec<ParticipantId>,
}

/// Who is let in goes and comes: Component View's promise for `admit()` waits for the going, and for this status, or else
/// is broken. Observed with SDK 6.2.0.
fn left_waiting_room(id: ParticipantId) -> Value {
    json!({ "id": id, "nUserStatus": 1 })
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

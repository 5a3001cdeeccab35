//! Who is in a meeting, and who is told what about whom.

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
        self.tell(id, Frame::joined(joined));
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

    /// Changes a participant and tells everybody what that means for them: that somebody came into sight, changed, or
    /// went out of sight. Those in the waiting room see themselves alone, and only who leads sees them.
    pub(super) fn change(&mut self, id: ParticipantId, change: impl FnOnce(&mut Participant)) {
        let Some(subject) = self.0.get(&id) else {
            return;
        };
        let row_before = subject.row();
        let saw_before = self.ids(|p| p.sees(subject));
        let seen_before = self.ids(|p| subject.sees(p));
        self.0.get_mut(&id).map(change);

        let subject = &self.0[&id];
        let row = subject.row();
        let sees_now = self.ids(|p| p.sees(subject));
        let newly_seen = self.rows(|p| subject.sees(p) && !seen_before.contains(&p.id));
        let out_of_sight: Vec<_> = seen_before
            .iter()
            .filter(|seen| self.0.get(*seen).is_some_and(|p| !subject.sees(p)))
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

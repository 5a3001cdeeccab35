//! Who was in a meeting, and from when to when: what remains of it when it is over.

use std::collections::HashMap;

use crate::clock::UnixSeconds;
use crate::state::Attendance;

use super::participant::Participant;
use super::{ParticipantId, Room};

/// The stays of one running meeting. A move into the waiting room, or out of it, begins a new one.
#[derive(Clone, Default)]
pub(super) struct Register {
    staying: HashMap<(ParticipantId, bool), usize>,
    stays: Vec<Attendance>,
}

/// More stays of one meeting are not kept.
const MAX_STAYS: usize = 10_000;

impl Register {
    /// Notes who came and who went since it was called last.
    pub(super) fn update(&mut self, room: &Room, now: UnixSeconds) {
        let stays = &mut self.stays;
        self.staying.retain(|(id, held), stay| {
            let stays_on = room.has(*id, *held);
            if !stays_on {
                stays[*stay].leave_time = now;
            }
            stays_on
        });
        for participant in room.participants() {
            let key = (participant.id, participant.held);
            if !self.staying.contains_key(&key) && stays.len() < MAX_STAYS {
                self.staying.insert(key, stays.len());
                stays.push(stay(participant, now));
            }
        }
    }

    /// All stays, when everybody is gone.
    pub(super) fn close(mut self, now: UnixSeconds) -> Vec<Attendance> {
        for stay in self.staying.into_values() {
            self.stays[stay].leave_time = now;
        }
        self.stays
    }
}

fn stay(participant: &Participant, now: UnixSeconds) -> Attendance {
    let who = &participant.admission.who;
    Attendance {
        session_id: participant.id.0,
        user_id: who.user_id.clone(),
        name: participant.name.clone(),
        email: who.email.clone(),
        registrant_id: who.registrant_id.clone(),
        customer_key: who.customer_key.clone(),
        join_time: now,
        leave_time: now,
        in_waiting_room: participant.held,
    }
}

//! What participants say to each other in a meeting's chat.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::join::Frame;
use crate::state::{Message, Speaker, What};

use super::participant::Participant;
use super::{ParticipantId, Role, Room};

impl Room {
    /// Passes on what somebody says to one, or to everybody. In the waiting room nobody says or hears anything.
    pub(super) fn chat(&mut self, by: ParticipantId, to: Option<ParticipantId>, text: String) {
        let inside = |id| self.roster.get(id).filter(|p| !p.held);
        let (Some(speaker), listener) = (inside(by), to.map(inside)) else {
            return;
        };
        if listener.is_some_and(|listener| listener.is_none()) {
            return;
        }
        self.said += 1;
        let digest = Sha256::digest(format!("{}/chat/{}", self.uuid, self.said));
        let id = URL_SAFE_NO_PAD.encode(&digest[..16]);
        let said = Frame::said(&id, by, &speaker.name, to, &text);
        let seen_as = |p: &Participant| Speaker {
            person: p.person(&self.uuid),
            is_host: p.role == Role::Host,
        };
        let message = Message {
            id,
            text,
            by: seen_as(speaker),
            to: listener.flatten().map(seen_as),
        };
        for hears in self.roster.ids(|p| match to {
            Some(one) => p.id == one,
            None => !p.held,
        }) {
            if hears != by {
                self.roster.tell(hears, said.clone());
            }
        }
        self.roster.tell(by, Frame::passed_on(&message.id, to));
        self.news.push(What::Said(Box::new(message)));
    }
}

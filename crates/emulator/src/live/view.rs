//! Rooms as the control port shows them.

use serde::Serialize;
use utoipa::ToSchema;

use super::participant::Participant;
use super::{ParticipantId, Role};

#[derive(Clone, Debug)]
pub(crate) struct RoomView {
    pub(crate) number: u64,
    pub(crate) uuid: String,
    pub(crate) locked: bool,
    pub(crate) participants: Vec<ParticipantView>,
}

/// Somebody in a running meeting.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Participant)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ParticipantView {
    /// Never used twice in a meeting.
    #[schema(value_type = u32)]
    pub(crate) id: ParticipantId,
    /// What others read.
    pub(crate) name: String,
    /// Empty when nobody told it.
    pub(crate) email: String,
    pub(crate) role: Role,
    /// Whether they are muted.
    pub(crate) muted: bool,
    /// Whether they are in the waiting room.
    pub(crate) on_hold: bool,
    /// Whether there is a socket; there is none for those that are simulated, and while one is lost.
    pub(crate) connected: bool,
}

impl ParticipantView {
    pub(super) fn of(participant: &Participant) -> Self {
        let who = &participant.admission.who;
        Self {
            id: participant.id,
            name: participant.name.clone(),
            email: who.email.clone(),
            role: participant.role,
            muted: participant.muted,
            on_hold: participant.held,
            connected: participant.outbox.is_some(),
        }
    }
}

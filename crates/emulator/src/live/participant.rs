//! Who is in a meeting.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::join::{Frame, encoded};
use crate::state::Person;

use super::{Outbox, Role};

/// `userId` in the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub(crate) struct ParticipantId(pub(crate) u32);

/// What somebody is to the meeting, whatever role that gives in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its host, with a ZAK.
    Owner,
    /// An alternative host, with a ZAK.
    AlternativeHost,
    /// Who speaks in a webinar, with the `tk` of a panelist.
    Panelist,
    /// Anybody else.
    Participant,
}

/// A join that was allowed.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    pub(crate) number: u64,
    pub(crate) standing: Standing,
    pub(crate) who: Who,
    /// Whether it was going on when that was asked.
    pub(crate) found_live: bool,
    /// SHA-256 of the signature, by which the SDK is known when it comes back.
    pub(crate) signature: [u8; 32],
}

/// Who comes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) customer_key: String,
    /// The user of the account whose ZAK came along.
    pub(crate) user_id: Option<String>,
    /// The registrant whose `tk` came along.
    pub(crate) registrant_id: Option<String>,
    /// Whose OBF token came along: without that user in the meeting this one may not be there either.
    pub(crate) on_behalf_of: Option<Authorizer>,
}

/// The user of an OBF token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authorizer {
    pub(crate) user_id: String,
    pub(crate) name: String,
}

impl Admission {
    /// Those that the control port simulates have none.
    pub(crate) const NO_SIGNATURE: [u8; 32] = [0; 32];

    /// Whether it is the same one, as far as both say who they are.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let (one, two) = (&self.who, &other.who);
        if one.user_id.is_some() || two.user_id.is_some() {
            return one.user_id == two.user_id;
        }
        if one.registrant_id.is_some() || two.registrant_id.is_some() {
            return one.registrant_id == two.registrant_id;
        }
        let told = |one: &str, two: &str| !one.is_empty() && !two.is_empty();
        if told(&one.email, &two.email) {
            return one.email.eq_ignore_ascii_case(&two.email);
        }
        if told(&one.customer_key, &two.customer_key) {
            return one.customer_key == two.customer_key;
        }
        self.signature == other.signature && self.signature != Self::NO_SIGNATURE
    }
}

impl Standing {
    /// Whether the meeting may be begun by it.
    pub(crate) fn starts(self) -> bool {
        matches!(self, Self::Owner | Self::AlternativeHost)
    }
}

/// One who took a seat.
#[derive(Clone)]
pub(super) struct Participant {
    pub(super) id: ParticipantId,
    pub(super) zoom_id: String,
    /// As it is now; the one to join under stays in `admission`.
    pub(super) name: String,
    pub(super) admission: Admission,
    pub(super) role: Role,
    /// Whether it is a webinar.
    pub(super) webinar: bool,
    pub(super) muted: bool,
    pub(super) held: bool,
    /// `None` for those that the control port simulates, and while the socket is lost.
    pub(super) outbox: Option<Outbox>,
    /// What the last socket was opened with. `None` for those that the control port simulates.
    pub(super) ticket: Option<String>,
    /// Counts the sockets.
    pub(super) turn: u64,
}

impl Participant {
    /// Puts a frame into the outbox. Who does not empty it is cut off.
    pub(super) fn tell(&mut self, frame: Frame) {
        if self
            .outbox
            .as_ref()
            .is_some_and(|outbox| !outbox.put(frame))
        {
            self.outbox = None;
        }
    }

    /// Whether they only watch a webinar.
    pub(super) fn watches(&self) -> bool {
        self.webinar && self.role == Role::Attendee
    }

    /// Those in the waiting room see themselves alone, and only who leads sees them. The attendees of a webinar do not
    /// see each other.
    pub(super) fn sees(&self, other: &Self) -> bool {
        self.id == other.id
            || (!self.held
                && (!other.held || self.role.leads())
                && (!self.watches() || !other.watches()))
    }

    /// As events show it. The UUID is derived: the one that the SDK comes back with is a secret.
    pub(super) fn person(&self, meeting_uuid: &str) -> Person {
        let who = &self.admission.who;
        let digest = Sha256::digest(format!("{meeting_uuid}/{}", self.id.0));
        let user = who.user_id.clone().unwrap_or_default();
        Person {
            user_id: self.id.0.to_string(),
            user_name: self.name.clone(),
            id: user.clone(),
            participant_uuid: URL_SAFE_NO_PAD.encode(&digest[..16]),
            email: who.email.clone(),
            registrant_id: who.registrant_id.clone(),
            participant_user_id: user,
            customer_key: who.customer_key.clone(),
        }
    }

    /// How they are heard. Who is simulated is, as Component View mutes nobody else; a page's client would need media.
    fn audio(&self) -> &'static str {
        match self.admission.signature {
            Admission::NO_SIGNATURE => "computer",
            _ => "",
        }
    }

    /// The row of a roster frame. Field names: observed with SDK 6.2.0.
    pub(super) fn row(&self) -> Value {
        let authorizer = self.admission.who.on_behalf_of.as_ref();
        json!({
            "id": self.id,
            "dn2": encoded(&self.name),
            "zoomID": self.zoom_id,
            "role": u8::from(self.role == Role::Host),
            "bCoHost": self.role == Role::CoHost,
            "bHold": self.held,
            "muted": self.muted,
            "audio": self.audio(),
            "bGuest": self.admission.who.user_id.is_none(),
            "bBotUser": authorizer.is_some(),
            // Client View alone shows it; `botBrandName` would be the app's name, and the apps here have none.
            "botAuthorizerName": authorizer.map_or("", |user| user.name.as_str()),
            "customerKey": self.admission.who.customer_key,
        })
    }
}

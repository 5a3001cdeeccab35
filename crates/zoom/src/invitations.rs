//! Asking people to come: the invitation's text, and links that carry a name.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::open::Extra;
use crate::secret;

/// Links to be made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateInviteLinks {
    /// Up to 500 people.
    pub attendees: Vec<Invitee>,
    /// Seconds that the links are good for, up to 90 days; Zoom takes two hours, and 0 for no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody who gets a link.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Invitee {
    /// Up to 64 characters.
    pub name: String,
    /// Whether they join without video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_video: Option<bool>,
    /// Whether they join without audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_audio: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The links that were made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InviteLinks {
    /// One each, in the order they were asked for.
    pub attendees: Vec<InviteLink>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A link that carries a name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InviteLink {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The link; who has it joins under that name.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where captions go.
#[derive(Deserialize)]
pub(crate) struct CaptionToken {
    pub(crate) token: String,
}

/// A meeting's invitation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Invitation {
    /// The text as Zoom mails it, with the passcode in it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub invitation: Option<SecretString>,
    /// Addresses for room systems.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sip_links: Option<Vec<String>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

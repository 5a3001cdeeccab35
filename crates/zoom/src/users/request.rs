//! What is asked for: a new user, a change of one, or the end of one.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::UserKind;
use crate::open::{Extra, Open};
use crate::secret;

/// A user to be added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateUser {
    /// How they come to their account.
    pub action: Open<UserCreation>,
    /// Who they are.
    pub user_info: NewUser,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a new user comes to their account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UserCreation {
    /// By a link in a mail from Zoom; they are pending until they follow it.
    #[default]
    Create,
    /// At once, with an address and a password: for accounts with a managed domain.
    AutoCreate,
    /// At once, and without a way to sign in: they host by `start_url` alone. For partners of Zoom's ISV programme.
    CustCreate,
    /// At once, to sign in by SSO.
    SsoCreate,
}

/// Who a new user is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewUser {
    /// The address, up to 128 characters; Zoom requires it.
    pub email: String,
    /// The licence.
    #[serde(rename = "type")]
    pub kind: Open<UserKind>,
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The name others see, up to 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// 8 to 32 characters, for [`UserCreation::AutoCreate`] alone.
    #[serde(with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A change of a user: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateUser {
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The name others see, up to 128 characters; if it is empty, Zoom makes it of the other two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The licence.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<UserKind>>,
    /// The personal meeting id, of ten digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmi: Option<u64>,
    /// What makes one the host in Zoom's client: 6 to 10 digits.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub host_key: Option<SecretString>,
    /// Instant meetings take place in the personal room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_pmi: Option<bool>,
    /// Such as `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Fields that this crate does not name, such as `dept`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a user goes, and who gets what they host. What is not transferred goes with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeleteUser {
    /// Whether anything is left of them at Zoom.
    pub action: UserDeletion,
    /// The address of the user who gets what is transferred.
    pub transfer_email: Option<String>,
    /// Whether meetings are transferred.
    pub transfer_meeting: bool,
    /// Whether webinars are transferred.
    pub transfer_webinar: bool,
    /// Whether cloud recordings are transferred.
    pub transfer_recording: bool,
}

impl DeleteUser {
    /// What is transferred, by the names in the query.
    pub(super) fn transferred(&self) -> impl Iterator<Item = &'static str> {
        [
            ("transfer_meeting", self.transfer_meeting),
            ("transfer_webinar", self.transfer_webinar),
            ("transfer_recording", self.transfer_recording),
        ]
        .into_iter()
        .filter_map(|(name, wanted)| wanted.then_some(name))
    }
}

/// Whether anything is left of a user who goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserDeletion {
    /// They leave the account, with a free one of their own. The one way for those who are pending.
    #[default]
    Disassociate,
    /// They and their data are gone for good.
    Delete,
}

impl UserDeletion {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            UserDeletion::Disassociate => "disassociate",
            UserDeletion::Delete => "delete",
        }
    }
}

/// What is to become of a user's account.
#[derive(Serialize)]
pub(super) struct StatusChange {
    pub(super) action: StatusAction,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StatusAction {
    Activate,
    Deactivate,
    ClockIn,
    ClockOut,
}

/// A change of a user's settings: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateUserSettings {
    /// Licences and add-ons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<UserLicences>,
    /// What new meetings have, such as `host_video` or `embed_password_in_join_link`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_meeting: Option<Extra>,
    /// What is possible in a meeting, such as `waiting_room`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_meeting: Option<Extra>,
    /// Fields that this crate does not name, such as `recording`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Licences and add-ons of a user.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserLicences {
    /// Whether the user has the webinar add-on, which needs a licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webinar: Option<bool>,
    /// How many may attend a webinar: 100, 500, 1000, 3000, 5000 or 10000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webinar_capacity: Option<u64>,
    /// Fields that this crate does not name, such as `large_meeting`.
    #[serde(flatten)]
    pub extra: Extra,
}

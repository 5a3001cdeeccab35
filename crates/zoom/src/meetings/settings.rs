//! How a meeting is run.

use serde::{Deserialize, Serialize};

use crate::open::{Extra, Open};
use crate::schedule::{ApprovalType, Audio, AutoRecording, RegistrationType};

/// How a meeting is run. What is absent in a request is taken from the host's own settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingSettings {
    /// The host's camera is on at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_video: Option<bool>,
    /// The participants' cameras are on when they come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant_video: Option<bool>,
    /// Others may come before the host; off with a waiting room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_before_host: Option<bool>,
    /// How early, in minutes: 5, 10, 15, or 0 for any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jbh_time: Option<u32>,
    /// Participants come muted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mute_upon_entry: Option<bool>,
    /// Shared screens are watermarked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watermark: Option<bool>,
    /// It uses the host's personal meeting id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_pmi: Option<bool>,
    /// Participants wait until the host admits them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_room: Option<bool>,
    /// Whether one must register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_type: Option<Open<ApprovalType>>,
    /// For which dates a registration is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_type: Option<Open<RegistrationType>>,
    /// How participants are heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<Open<Audio>>,
    /// Whether it is recorded by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_recording: Option<Open<AutoRecording>>,
    /// E-mail addresses or ids of alternative hosts, separated by `;`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_hosts: Option<String>,
    /// Registration ends at the event's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_registration: Option<bool>,
    /// Whom registrants may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_name: Option<String>,
    /// Where registrants may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// Registrants get mail about approval, changes and cancelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_email_notification: Option<bool>,
    /// Registrants get a mail that confirms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_confirmation_email: Option<bool>,
    /// A registrant may use several devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_devices: Option<bool>,
    /// Hosts get mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_notification: Option<bool>,
    /// Participants must sign in to Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_authentication: Option<bool>,
    /// Which of the user's authentication options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_option: Option<String>,
    /// Domains from which participants may sign in, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_domains: Option<String>,
    /// The Web Meeting SDK cannot join end-to-end encrypted meetings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_type: Option<Open<EncryptionType>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a meeting is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EncryptionType {
    /// With keys that Zoom's servers hold.
    EnhancedEncryption,
    /// End to end.
    E2ee,
}

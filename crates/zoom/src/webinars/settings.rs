//! How a webinar is run.

use serde::{Deserialize, Serialize};

use crate::open::{Extra, Open};
use crate::schedule::{ApprovalType, Audio, AutoRecording, RegistrationType};

/// How a webinar is run. What is absent in a request is taken from the host's own settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WebinarSettings {
    /// The host's camera is on at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_video: Option<bool>,
    /// The panelists' cameras are on when they come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panelists_video: Option<bool>,
    /// Host and panelists meet first, before attendees are let in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice_session: Option<bool>,
    /// High-definition video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hd_video: Option<bool>,
    /// Whether one must register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_type: Option<Open<ApprovalType>>,
    /// For which dates a registration is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_type: Option<Open<RegistrationType>>,
    /// How many may register; 0 for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_restrict_number: Option<u32>,
    /// How participants are heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<Open<Audio>>,
    /// Whether it is recorded by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_recording: Option<Open<AutoRecording>>,
    /// E-mail addresses or ids of alternative hosts, separated by `,` (for meetings it is `;`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_hosts: Option<String>,
    /// Registration ends at the event's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_registration: Option<bool>,
    /// A registrant may use several devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_devices: Option<bool>,
    /// The recording is offered to registrants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand: Option<bool>,
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
    /// Attendees must sign in to Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_authentication: Option<bool>,
    /// Which of the user's authentication options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_option: Option<String>,
    /// Domains from which attendees may sign in, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_domains: Option<String>,
    /// Panelists must sign in to Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panelist_authentication: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

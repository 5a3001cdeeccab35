//! Cloud recordings: <https://developers.zoom.us/docs/api/meetings/#tag/cloud-recording>. Files are not fetched.

use std::fmt;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::schedule::{StatusAction, StatusChange};
use crate::secret;

/// The cloud recordings of an account.
#[derive(Clone, Copy, Debug)]
pub struct Recordings<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl Recordings<'_> {
    /// One page of a user's recordings between two days such as `2026-11-24`, at most a month apart.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user.
    pub async fn of_user(
        &self,
        user: &str,
        from: &str,
        to: &str,
        page: &PageRequest,
    ) -> Result<RecordingPage, Error> {
        let call = Call::new(&endpoint::LIST_RECORDINGS, user)
            .query("from", from)
            .query("to", to);
        self.zoom.fetch(&page.on(call)).await
    }

    /// The recording of a meeting or webinar, by number (the last instance) or by an instance's UUID.
    ///
    /// # Errors
    /// 404 with code 3301 if there is none.
    pub async fn of_meeting(&self, id: impl fmt::Display) -> Result<Recording, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_RECORDING, id))
            .await
    }

    /// Moves a recording to the trash, from which it can be taken back for 30 days.
    ///
    /// # Errors
    /// As [`Recordings::of_meeting`].
    pub async fn trash(&self, id: impl fmt::Display) -> Result<(), Error> {
        let call = Call::new(&endpoint::DELETE_RECORDING, id).query("action", "trash");
        self.zoom.perform(&call).await
    }

    /// Takes back what is in the trash, by the instance's UUID.
    ///
    /// # Errors
    /// As [`Recordings::of_meeting`]; 3309 if there is no room for it.
    pub async fn recover(&self, uuid: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::RECOVER_RECORDING, uuid);
        self.zoom.perform(&call.json(&RECOVER)?).await
    }

    /// Moves one file of a recording to the trash.
    ///
    /// # Errors
    /// As [`Recordings::of_meeting`].
    pub async fn trash_file(&self, id: impl fmt::Display, file: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::DELETE_RECORDING_FILE, id).part(file);
        self.zoom.perform(&call.query("action", "trash")).await
    }

    /// Takes one file back.
    ///
    /// # Errors
    /// As [`Recordings::recover`].
    pub async fn recover_file(&self, id: impl fmt::Display, file: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::RECOVER_RECORDING_FILE, id).part(file);
        self.zoom.perform(&call.json(&RECOVER)?).await
    }

    /// Who may watch a recording, and how.
    ///
    /// # Errors
    /// As [`Recordings::of_meeting`].
    pub async fn settings(&self, id: impl fmt::Display) -> Result<RecordingSettings, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_RECORDING_SETTINGS, id))
            .await
    }

    /// Changes who may watch a recording; what is absent stays.
    ///
    /// # Errors
    /// As [`Recordings::of_meeting`].
    pub async fn update_settings(
        &self,
        id: impl fmt::Display,
        change: &RecordingSettings,
    ) -> Result<(), Error> {
        let call = Call::new(&endpoint::UPDATE_RECORDING_SETTINGS, id);
        self.zoom.perform(&call.json(change)?).await
    }
}

const RECOVER: StatusChange = StatusChange {
    action: StatusAction::Recover,
};

/// Who may watch a recording, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordingSettings {
    /// `publicly`, `internally` or `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_recording: Option<String>,
    /// Whether one has to sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording_authentication: Option<bool>,
    /// Whether it may be downloaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub viewer_download: Option<bool>,
    /// Whether one has to register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand: Option<bool>,
    /// Lets one watch it; up to 10 characters.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of recordings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordingPage {
    /// The recordings.
    #[serde(rename = "meetings")]
    pub recordings: Vec<Recording>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for RecordingPage {
    type Item = Recording;
    fn split(self) -> (Vec<Recording>, Paging) {
        (self.recordings, self.paging)
    }
}

/// What was recorded of one instance.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Recording {
    /// The meeting number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Open<u64>>,
    /// Of the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// The topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// When it began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_size: Option<u64>,
    /// Lets one watch it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub recording_play_passcode: Option<SecretString>,
    /// Lets one watch it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// Its files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording_files: Option<Vec<RecordingFile>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A file of a recording.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordingFile {
    /// Its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Such as `MP4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_type: Option<String>,
    /// Such as `shared_screen_with_speaker_view`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording_type: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_size: Option<u64>,
    /// Where it is fetched, with an access token in the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub download_url: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

//! What takes a meeting's or a webinar's picture and sound elsewhere: a stream to a service of the host's own, and tokens with
//! which an app of the native Meeting SDK records, streams or archives.
//! See <https://developers.zoom.us/docs/api/meetings/#tag/meetings> (livestream, jointoken).

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::open::Extra;
use crate::secret;

/// The stream and the tokens of one meeting or webinar. The host needs the Pro plan or a higher one.
#[derive(Clone, Copy, Debug)]
pub struct Media<'a> {
    zoom: &'a Zoom,
    number: u64,
    to: &'static Endpoints,
}

/// The endpoints of a meeting's media, or a webinar's.
#[derive(Debug)]
struct Endpoints {
    stream: &'static Endpoint,
    set_stream: &'static Endpoint,
    status: &'static Endpoint,
    streaming: &'static Endpoint,
    archiving: &'static Endpoint,
    recording: &'static Endpoint,
}

static OF_MEETING: Endpoints = Endpoints {
    stream: &endpoint::GET_MEETING_STREAM,
    set_stream: &endpoint::UPDATE_MEETING_STREAM,
    status: &endpoint::PUT_MEETING_STREAM_STATUS,
    streaming: &endpoint::GET_MEETING_STREAMING_TOKEN,
    archiving: &endpoint::GET_MEETING_ARCHIVING_TOKEN,
    recording: &endpoint::GET_MEETING_RECORDING_TOKEN,
};

static OF_WEBINAR: Endpoints = Endpoints {
    stream: &endpoint::GET_WEBINAR_STREAM,
    set_stream: &endpoint::UPDATE_WEBINAR_STREAM,
    status: &endpoint::PUT_WEBINAR_STREAM_STATUS,
    streaming: &endpoint::GET_WEBINAR_STREAMING_TOKEN,
    archiving: &endpoint::GET_WEBINAR_ARCHIVING_TOKEN,
    recording: &endpoint::GET_WEBINAR_RECORDING_TOKEN,
};

impl<'a> Media<'a> {
    pub(crate) fn of_meeting(zoom: &'a Zoom, number: u64) -> Self {
        let to = &OF_MEETING;
        Self { zoom, number, to }
    }

    pub(crate) fn of_webinar(zoom: &'a Zoom, number: u64) -> Self {
        let to = &OF_WEBINAR;
        Self { zoom, number, to }
    }

    /// Where it is streamed to.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such meeting or webinar; 200 (webinars) where streaming is off.
    pub async fn stream(&self) -> Result<LiveStream, Error> {
        self.zoom
            .fetch(&Call::new(self.to.stream, self.number))
            .await
    }

    /// Sets where it is streamed to: address, key and page.
    ///
    /// # Errors
    /// As [`Media::stream`]; 300 for an invalid field.
    pub async fn set_stream(&self, stream: &LiveStream) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.set_stream, self.number).json(stream)?)
            .await
    }

    /// Starts the stream of what is running.
    ///
    /// # Errors
    /// As [`Media::stream`]; 4927 (meetings) or 200 (webinars) if it is not running; 4400 if it is encrypted from end to end.
    pub async fn start_stream(&self, shown: &StreamSettings) -> Result<(), Error> {
        self.switch(&StreamStatus {
            action: "start",
            settings: Some(shown),
        })
        .await
    }

    /// Stops the stream.
    ///
    /// # Errors
    /// As [`Media::start_stream`].
    pub async fn stop_stream(&self) -> Result<(), Error> {
        self.switch(&StreamStatus {
            action: "stop",
            settings: None,
        })
        .await
    }

    async fn switch(&self, status: &StreamStatus<'_>) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.status, self.number).json(status)?)
            .await
    }

    /// A token that an app of the native Meeting SDK joins with, for a single use; ask for it just before.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such meeting or webinar; 3000 where this is off.
    pub async fn token(&self, of: MediaUse) -> Result<MediaToken, Error> {
        let endpoint = match of {
            MediaUse::LiveStreaming => self.to.streaming,
            MediaUse::LocalArchiving => self.to.archiving,
            MediaUse::LocalRecording => self.to.recording,
        };
        self.zoom.fetch(&Call::new(endpoint, self.number)).await
    }
}

#[derive(Serialize)]
struct StreamStatus<'a> {
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'a StreamSettings>,
}

/// Where a meeting or webinar is streamed to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LiveStream {
    /// Where the stream goes; up to 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_url: Option<String>,
    /// Lets one stream there; up to 512 characters.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub stream_key: Option<SecretString>,
    /// Where people watch it; up to 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_url: Option<String>,
    /// `720p` or `1080p`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a stream shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StreamSettings {
    /// Whether the name of who speaks is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_speaker_name: Option<bool>,
    /// What the stream is called; up to 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Fields that this crate does not name, such as a meeting's `layout`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a token lets an app do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaUse {
    /// Stream, also in raw form.
    LiveStreaming,
    /// Get at picture and sound to keep them.
    LocalArchiving,
    /// Record, also in raw form.
    LocalRecording,
}

/// A token to join with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MediaToken {
    /// The token.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub token: Option<SecretString>,
    /// Seconds that it is good for: 120.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_in: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

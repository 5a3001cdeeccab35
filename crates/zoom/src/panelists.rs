//! Who speaks in a webinar besides its host: <https://developers.zoom.us/docs/api/meetings/#tag/webinars>.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::open::Extra;
use crate::registrants::tk;
use crate::secret;

/// The panelists of one webinar.
#[derive(Clone, Copy, Debug)]
pub struct Panelists<'a> {
    pub(crate) zoom: &'a Zoom,
    pub(crate) number: u64,
}

impl Panelists<'_> {
    /// All of them. Nowhere else does Zoom show a panelist's own link.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such webinar.
    pub async fn list(&self) -> Result<PanelistList, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_PANELISTS, self.number))
            .await
    }

    /// Adds up to 30. Their links are in [`Panelists::list`].
    ///
    /// # Errors
    /// 3000 above the number of panelists that the licence allows; as [`Panelists::list`] otherwise.
    pub async fn add(&self, panelists: &[AddPanelist]) -> Result<(), Error> {
        let body = serde_json::json!({ "panelists": panelists });
        let call = Call::new(&endpoint::ADD_PANELISTS, self.number).json(&body)?;
        self.zoom.perform(&call).await
    }

    /// Removes one.
    ///
    /// # Errors
    /// As [`Panelists::list`].
    pub async fn remove(&self, panelist: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::REMOVE_PANELIST, self.number).part(panelist);
        self.zoom.perform(&call).await
    }

    /// Removes all.
    ///
    /// # Errors
    /// As [`Panelists::list`].
    pub async fn remove_all(&self) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::REMOVE_PANELISTS, self.number))
            .await
    }
}

/// Somebody who is to speak.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddPanelist {
    /// As others see it.
    pub name: String,
    /// The address.
    pub email: String,
    /// Fields that this crate does not name, such as `name_tag_name`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The panelists of a webinar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PanelistList {
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_records: Option<u64>,
    /// All of them.
    pub panelists: Vec<Panelist>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A panelist.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Panelist {
    /// The panelist's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// As others see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The panelist's own link.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Panelist {
    /// The panelist's token for the Meeting SDK.
    pub fn tk(&self) -> Option<SecretString> {
        tk(self.join_url.as_ref())
    }
}

/// Where a webinar is announced. Sources are made on Zoom's web pages alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrackingSources {
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_records: Option<u64>,
    /// All of them.
    pub tracking_sources: Vec<TrackingSource>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A place where a webinar is announced.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrackingSource {
    /// What a registration names as `source_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the host calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_name: Option<String>,
    /// The registration page for those who come from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
    /// How many looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visitor_count: Option<u64>,
    /// How many registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_count: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

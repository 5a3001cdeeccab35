//! Tracking fields: what an account has asked when a meeting is made.
//! See <https://developers.zoom.us/docs/api/meetings/#tag/tracking-field>.

use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::open::Extra;

/// The tracking fields of an account, which needs the Business plan or a higher one.
#[derive(Clone, Copy, Debug)]
pub struct TrackingFields<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl TrackingFields<'_> {
    /// All of them.
    ///
    /// # Errors
    /// Those of every call.
    pub async fn list(&self) -> Result<Vec<TrackedField>, Error> {
        let call = Call::new(&endpoint::LIST_TRACKING_FIELDS, "");
        let list = self.zoom.fetch::<TrackingFieldList>(&call).await?;
        Ok(list.tracking_fields)
    }

    /// Makes one. The answer has its id. If [`Error::may_have_happened`], list before you repeat.
    ///
    /// # Errors
    /// 200 if there is one of that name; 300 for an invalid field.
    pub async fn create(&self, field: &TrackedField) -> Result<TrackedField, Error> {
        let call = Call::new(&endpoint::CREATE_TRACKING_FIELD, "");
        self.zoom.fetch(&call.json(field)?).await
    }

    /// Reads one.
    ///
    /// # Errors
    /// 404 with code 5110 if there is none.
    pub async fn get(&self, id: &str) -> Result<TrackedField, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_TRACKING_FIELD, id))
            .await
    }

    /// Changes one; what is absent stays.
    ///
    /// # Errors
    /// As [`TrackingFields::get`] and [`TrackingFields::create`].
    pub async fn update(&self, id: &str, change: &TrackedField) -> Result<(), Error> {
        let call = Call::new(&endpoint::UPDATE_TRACKING_FIELD, id);
        self.zoom.perform(&call.json(change)?).await
    }

    /// Takes one away.
    ///
    /// # Errors
    /// As [`TrackingFields::get`], which is also what a repeat reports when the answer to the first try was lost.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::DELETE_TRACKING_FIELD, id))
            .await
    }
}

#[derive(Deserialize)]
struct TrackingFieldList {
    tracking_fields: Vec<TrackedField>,
}

/// A field that the account has asked, as it is asked for and as Zoom answers it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrackedField {
    /// Zoom gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name, by which [`TrackingField`](crate::TrackingField) has its value in a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Values to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended_values: Option<Vec<String>>,
    /// Whether a value has to be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether invitations show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

//! Webinars in lists.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::webinar::WebinarKind;
use crate::open::{Extra, Open};
use crate::page::{Paged, Paging};
use crate::secret;

/// A webinar as it stands in a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WebinarSummary {
    /// The webinar's number.
    pub id: u64,
    /// Its current instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// The host's user id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What kind of webinar it is.
    #[serde(rename = "type")]
    pub kind: Open<WebinarKind>,
    /// In UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// The zone in which it was planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Its description, cut to 250 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// When it was made, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// Joins the webinar.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of webinars.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WebinarPage {
    /// The webinars.
    pub webinars: Vec<WebinarSummary>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for WebinarPage {
    type Item = WebinarSummary;
    fn split(self) -> (Vec<WebinarSummary>, Paging) {
        (self.webinars, self.paging)
    }
}

//! Webinars in lists.

use serde::{Deserialize, Serialize};

use super::webinar::WebinarKind;
use crate::page::{Paged, Paging};
use crate::summary::Summary;

/// A webinar as it stands in a list.
pub type WebinarSummary = Summary<WebinarKind>;

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

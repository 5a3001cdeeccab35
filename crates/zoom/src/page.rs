//! Lists that come in pages; see <https://developers.zoom.us/docs/api/using-zoom-apis/#pagination>.

use serde::{Deserialize, Serialize};

use crate::open::Extra;

/// What a list's answer says beside its items.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Paging {
    /// Asks for the next page, for 15 minutes; empty or absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
    /// Items on a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<u64>,
    /// Items in all; Zoom may leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_records: Option<u64>,
    /// Whatever else Zoom sent.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Paging {
    /// The token of the next page, if there is one.
    pub fn next(&self) -> Option<&str> {
        self.next_page_token
            .as_deref()
            .filter(|token| !token.is_empty())
    }
}

/// An answer that holds a page of items.
pub(crate) trait Paged: serde::de::DeserializeOwned {
    type Item;
    fn split(self) -> (Vec<Self::Item>, Paging);
}

/// How to cut a list into pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// Items on a page; Zoom takes 30 if it is absent, and 300 at most.
    pub page_size: Option<u16>,
    /// [`Paging::next`] of the page before.
    pub next_page_token: Option<String>,
}

impl PageRequest {
    pub(crate) fn on(&self, mut call: crate::client::Call) -> crate::client::Call {
        if let Some(size) = self.page_size {
            call = call.query("page_size", size);
        }
        if let Some(token) = &self.next_page_token {
            call = call.query("next_page_token", token);
        }
        call
    }
}

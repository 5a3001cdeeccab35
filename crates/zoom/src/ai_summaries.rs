//! Summaries by the AI Companion: <https://developers.zoom.us/docs/api/meetings/#tag/meetings> (summaries).

use serde::{Deserialize, Serialize};

use crate::open::{Extra, Open};
use crate::page::{Paged, Paging};

/// One page of the summaries of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AiSummaryPage {
    /// The summaries, without what they say.
    pub summaries: Vec<AiSummary>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for AiSummaryPage {
    type Item = AiSummary;
    fn split(self) -> (Vec<AiSummary>, Paging) {
        (self.summaries, self.paging)
    }
}

/// What the AI Companion wrote of one instance of a meeting.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AiSummary {
    /// The meeting number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<Open<u64>>,
    /// Of the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_uuid: Option<String>,
    /// The meeting's topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_topic: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary_title: Option<String>,
    /// The whole of it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary_content: Option<String>,
    /// When it was made, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary_created_time: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

//! What was asked in a meeting or webinar that ended: polls, and questions and answers.

use serde::{Deserialize, Serialize};

use crate::open::{Extra, Open};

/// The polls, or the questions and answers, of one instance.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastQuestions {
    /// The number of the meeting or webinar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Open<u64>>,
    /// Of this instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// When it began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// One row for each who answered a poll, or asked.
    pub questions: Vec<PastQuestioner>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody who answered a poll, or asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastQuestioner {
    /// The name; `Anonymous Attendee` of those who may hide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address; Zoom leaves it empty for outsiders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What was asked, and answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question_details: Option<Vec<PastAnswer>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A question and its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastAnswer {
    /// What was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// In a poll the user's answer; otherwise the one that the user got, `live answered` if it was spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Of which poll; polls only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polling_id: Option<String>,
    /// When it was answered, in UTC; polls only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_time: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

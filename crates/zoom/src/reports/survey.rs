//! What was answered in a survey.

use serde::{Deserialize, Serialize};

use crate::open::Extra;

/// The survey of one instance.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SurveyReport {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey_name: Option<String>,
    /// When the meeting or webinar began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// One for each who answered.
    pub survey_answers: Vec<SurveyAnswers>,
    /// Fields that this crate does not name, such as `meeting_uuid` or `webinar_uuid`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What one answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SurveyAnswers {
    /// The name; none where people may hide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_details: Option<Vec<SurveyAnswer>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An answer to one question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SurveyAnswer {
    /// What was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_time: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

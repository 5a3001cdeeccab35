//! What a registration form asks for besides e-mail and first name.

use serde::{Deserialize, Serialize};

use crate::open::Extra;

/// The questions of a registration form. In a change, a list that is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// Fields that Zoom knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questions: Option<Vec<FormField>>,
    /// The host's own questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_questions: Option<Vec<FormQuestion>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A field that Zoom knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FormField {
    /// Such as `last_name` or `org`.
    pub field_name: String,
    /// Whether it must be filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A question of the host's own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FormQuestion {
    /// The question.
    pub title: String,
    /// `short`, or with answers to choose from: `single` for meetings; `single_radio`, `single_dropdown` or `multiple`
    /// for webinars.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it must be answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// The answers to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<String>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

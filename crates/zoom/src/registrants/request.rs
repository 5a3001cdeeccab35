//! Who is to be registered, and what is decided about those who are.

use serde::{Deserialize, Serialize};

use crate::open::Extra;

/// What the host decides about registrants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// They may come.
    Approve,
    /// They may not come.
    Deny,
    /// They are taken off the list.
    Cancel,
}

/// Which registrant is meant; one of the two is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrantName {
    /// The registrant's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// People to register with one call.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchRegistrants {
    /// Up to 30; of each Zoom takes e-mail, first and last name alone.
    pub registrants: Vec<AddRegistrant>,
    /// Whether they are approved at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_approve: Option<bool>,
    /// Whether they get a mail that confirms (meetings).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_confirmation_email: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody to register.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddRegistrant {
    /// Up to 128 characters; required.
    pub email: String,
    /// Up to 64 characters; required.
    pub first_name: String,
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// For meetings: approve at once whatever the meeting's setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_approve: Option<bool>,
    /// The language of the mail, such as `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Answers to the form's own questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_questions: Option<Vec<CustomQuestion>>,
    /// Fields that this crate does not name, such as `org` or `job_title`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer to a question of the registration form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomQuestion {
    /// The question.
    pub title: String,
    /// The answer, up to 128 characters.
    pub value: String,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

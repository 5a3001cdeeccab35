//! Templates that meetings and webinars are made from.

use serde::{Deserialize, Serialize};

use crate::open::Extra;

/// What is to become a template.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateTemplate {
    /// The meeting or webinar to make it of, which the user hosts.
    #[serde(skip)]
    pub of: u64,
    /// What it is to be called; unique among the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the rule of a series is part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save_recurrence: Option<bool>,
    /// Whether it takes the place of one that was made of the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overwrite: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The same with the number under its name.
#[derive(Serialize)]
pub(crate) struct TemplateOf<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) meeting_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) webinar_id: Option<u64>,
    #[serde(flatten)]
    pub(crate) template: &'a CreateTemplate,
}

/// The templates that a user can name as `template_id`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Templates {
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_records: Option<u64>,
    /// All of them.
    pub templates: Vec<Template>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A template.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Template {
    /// What a creation names as `template_id`.
    pub id: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 1 of the user, 2 of the account.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

//! Templates that meetings and webinars are made from.

use serde::{Deserialize, Serialize};

use crate::open::Extra;

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

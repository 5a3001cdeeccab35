//! Tracking fields: what the account has asked at the making of a meeting.

use serde::{Deserialize, Serialize};

use super::State;

/// A tracking field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrackingField {
    /// 22 characters of base64url, given by the state.
    pub id: String,
    /// Its name, unique in the account.
    pub field: String,
    /// Values to choose from.
    pub recommended_values: Vec<String>,
    /// Whether a value has to be given.
    pub required: bool,
    /// Whether invitations show it.
    pub visible: bool,
}

impl State {
    /// The account's tracking fields, in the order they were added.
    pub(crate) fn tracking_fields(&self) -> Vec<TrackingField> {
        self.tables().tracking_fields.clone()
    }

    /// Keeps a new one under a new id, or one that is there anew; `None` if another has its name.
    pub(crate) fn keep_tracking_field(&self, mut field: TrackingField) -> Option<TrackingField> {
        let tables = &mut *self.tables();
        let fields = &mut tables.tracking_fields;
        let mut others = fields.iter().filter(|other| other.id != field.id);
        if others.any(|other| other.field == field.field) {
            return None;
        }
        match fields.iter_mut().find(|old| old.id == field.id) {
            Some(old) => *old = field.clone(),
            None => {
                field.id = tables.random.id();
                fields.push(field.clone());
            }
        }
        Some(field)
    }

    /// Takes one away; answers whether there was one.
    pub(crate) fn remove_tracking_field(&self, id: &str) -> bool {
        let fields = &mut self.tables().tracking_fields;
        let before = fields.len();
        fields.retain(|field| field.id != id);
        fields.len() < before
    }
}

//! Tracking sources: names for the places where a webinar is announced.

use serde::{Deserialize, Serialize};

use super::State;

/// A place where a webinar is announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrackingSource {
    /// 22 characters of base64url; registrations name it as `source_id`.
    pub id: String,
    /// What the host calls it.
    pub source_name: String,
}

impl State {
    /// The tracking sources of a webinar, in the order they were added.
    pub fn tracking_sources(&self, number: u64) -> Vec<TrackingSource> {
        let tables = self.tables();
        tables.tracking.get(&number).cloned().unwrap_or_default()
    }

    /// Adds a tracking source, which at Zoom is done on its web pages alone.
    pub fn add_tracking_source(&self, number: u64, name: &str) -> TrackingSource {
        let tables = &mut *self.tables();
        let source = TrackingSource {
            id: tables.random.id(),
            source_name: name.to_owned(),
        };
        let list = tables.tracking.entry(number).or_default();
        list.push(source.clone());
        source
    }
}

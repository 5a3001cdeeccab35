//! Who speaks in a webinar besides its host.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::State;

/// A webinar takes no more.
pub(super) const MAX_PANELISTS: usize = 100;

/// A panelist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Panelist {
    /// 22 characters of base64url, given by [`State::add_panelists`].
    pub id: String,
    /// As others see them.
    pub name: String,
    /// Lower case; unique for its webinar.
    pub email: String,
    /// Name tag and virtual background, as they came.
    pub extra: Map<String, Value>,
}

impl State {
    /// All panelists of a webinar, in the order they were added.
    pub fn panelists(&self, number: u64) -> Vec<Panelist> {
        let tables = self.tables();
        tables.panelists.get(&number).cloned().unwrap_or_default()
    }

    /// The panelist of a webinar with this id.
    pub fn panelist(&self, number: u64, id: &str) -> Option<Panelist> {
        let tables = self.tables();
        let list = tables.panelists.get(&number)?;
        list.iter().find(|panelist| panelist.id == id).cloned()
    }

    /// Adds panelists under new ids; one who has the same e-mail keeps theirs and is changed.
    /// Answers whether there was room; if not, nobody is added.
    pub fn add_panelists(&self, number: u64, new: Vec<Panelist>) -> bool {
        let tables = &mut *self.tables();
        let list = tables.panelists.entry(number).or_default();
        let mut all = list.clone();
        for mut panelist in new {
            match all.iter_mut().find(|old| old.email == panelist.email) {
                Some(old) => {
                    panelist.id = std::mem::take(&mut old.id);
                    *old = panelist;
                }
                None => {
                    panelist.id = tables.random.id();
                    all.push(panelist);
                }
            }
        }
        let fits = all.len() <= MAX_PANELISTS;
        if fits {
            *list = all;
        }
        fits
    }

    /// Removes one panelist of a webinar, or all.
    pub fn remove_panelists(&self, number: u64, id: Option<&str>) {
        if let Some(list) = self.tables().panelists.get_mut(&number) {
            list.retain(|panelist| id.is_some_and(|id| panelist.id != id));
        }
    }
}

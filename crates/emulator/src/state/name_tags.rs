//! Name tags: what a webinar shows at the pictures of its panelists.

use serde::{Deserialize, Serialize};

use super::State;

/// One webinar has no more.
pub(crate) const MAX_NAME_TAGS: usize = 20;

/// A name tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NameTag {
    /// 22 characters of base64url, given by the state.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// `RRGGBB`, also with `#`.
    pub text_color: String,
    /// `RRGGBB`, also with `#`.
    pub accent_color: String,
    /// `RRGGBB`, also with `#`.
    pub background_color: String,
    /// Whether new panelists have it; of a webinar's one has.
    pub is_default: bool,
}

impl State {
    /// Adds a name tag under a new id; `None` when there are enough, or no such webinar.
    pub(crate) fn add_name_tag(&self, number: u64, mut new: NameTag) -> Option<NameTag> {
        let tables = &mut *self.tables();
        let tags = &mut tables.meetings.get_mut(&number)?.name_tags;
        if tags.len() >= MAX_NAME_TAGS {
            return None;
        }
        new.id = tables.random.id();
        tags.push(new.clone());
        keep_one_default(tags, &new);
        Some(new)
    }

    /// Puts `tag` in the place of the one with its id; answers whether there is one.
    pub(crate) fn replace_name_tag(&self, number: u64, tag: NameTag) -> bool {
        let tables = &mut *self.tables();
        let Some(webinar) = tables.meetings.get_mut(&number) else {
            return false;
        };
        let tags = &mut webinar.name_tags;
        let Some(index) = tags.iter().position(|old| old.id == tag.id) else {
            return false;
        };
        tags[index] = tag.clone();
        keep_one_default(tags, &tag);
        true
    }

    /// Takes name tags away: those named, or all when none is.
    pub(crate) fn remove_name_tags(&self, number: u64, ids: &[&str]) {
        let tables = &mut *self.tables();
        if let Some(webinar) = tables.meetings.get_mut(&number) {
            let named = |tag: &NameTag| ids.is_empty() || ids.contains(&tag.id.as_str());
            webinar.name_tags.retain(|tag| !named(tag));
        }
    }
}

fn keep_one_default(tags: &mut [NameTag], last: &NameTag) {
    if last.is_default {
        for tag in tags.iter_mut().filter(|tag| tag.id != last.id) {
            tag.is_default = false;
        }
    }
}

//! Templates that users made of their meetings and webinars.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Kind, Meeting, Settings, State};

/// A user has no more of either kind.
pub(crate) const MAX_TEMPLATES: usize = 40;

/// What of a meeting or webinar a new one can begin with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Template {
    /// 22 characters of base64url, given by `State::save_template`.
    pub id: String,
    /// Unique among those of a user and kind.
    pub name: String,
    /// What is made of it.
    pub kind: Kind,
    /// What it was made of.
    pub of: u64,
    /// At most 200 characters.
    pub topic: String,
    /// At most 2,000 characters.
    pub agenda: String,
    /// Minutes.
    pub duration: u64,
    /// How it is run.
    pub settings: Settings,
    /// The rule of a series, if that is part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Value>,
}

impl Template {
    /// One of `meeting`, with the rule of its series or without.
    pub(crate) fn new(name: String, meeting: &Meeting, with_recurrence: bool) -> Self {
        let recurrence = meeting.recurrence.clone();
        Self {
            id: String::new(),
            name,
            kind: meeting.kind,
            of: meeting.id,
            topic: meeting.topic.clone(),
            agenda: meeting.agenda.clone(),
            duration: meeting.duration,
            settings: meeting.settings.clone(),
            recurrence: recurrence.filter(|_| with_recurrence),
        }
    }
}

/// Why a template is not kept.
pub(crate) enum TemplateProblem {
    NameTaken,
    Full,
}

impl State {
    /// Keeps a template of a user; with `overwrite` in the place of one of the same meeting. Answers its id.
    pub(crate) fn save_template(
        &self,
        user_id: &str,
        mut new: Template,
        overwrite: bool,
    ) -> Result<String, TemplateProblem> {
        let tables = &mut *self.tables();
        new.id = tables.random.id();
        let Some(user) = tables.users.get_mut(user_id) else {
            return Err(TemplateProblem::Full);
        };
        let mut same_kind = user.templates.iter_mut().filter(|old| old.kind == new.kind);
        if let Some(old) = same_kind.find(|old| overwrite && old.of == new.of) {
            new.id.clone_from(&old.id);
            *old = new.clone();
        } else {
            let same_kind = user.templates.iter().filter(|old| old.kind == new.kind);
            if same_kind.clone().any(|old| old.name == new.name) {
                return Err(TemplateProblem::NameTaken);
            }
            if same_kind.count() >= MAX_TEMPLATES {
                return Err(TemplateProblem::Full);
            }
            user.templates.push(new.clone());
        }
        self.0.changes.note();
        Ok(new.id)
    }
}

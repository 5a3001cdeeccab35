//! What must hold of a snapshot besides its shape, so that nothing is there that the emulator could not have made.

use std::collections::HashSet;

use super::{Planned, SavedState, Wrong};
use crate::state::meeting::PAST_INSTANCES;
use crate::state::panelists::MAX_PANELISTS;
use crate::state::{AppKind, MAX_REGISTRANTS, Status};

/// Meeting numbers have at most so many digits.
const NUMBERS: std::ops::RangeInclusive<u64> = 100_000_000..=99_999_999_999;

impl SavedState {
    pub(super) fn check(&self) -> Result<(), Wrong> {
        let users: HashSet<&str> = self.users.iter().map(|user| user.id.as_str()).collect();
        let user = |at: String, id: &str| match users.contains(id) {
            true => Ok(()),
            false => Err(Wrong::new(at, format!("there is no user {id:?} in users"))),
        };
        self.check_users()?;
        self.check_apps()?;
        let mut numbers = HashSet::new();
        for (list, name, deleted) in [
            (&self.meetings, "meetings", false),
            (&self.deleted, "deleted", true),
        ] {
            for (index, planned) in list.iter().enumerate() {
                let at = format!("state.{name}[{index}]");
                let meeting = &planned.meeting.0;
                // The hosts of deleted ones may be gone.
                if !deleted {
                    user(format!("{at}.meeting.hostId"), &meeting.host_id)?;
                }
                if !NUMBERS.contains(&meeting.id) || !numbers.insert(meeting.id) {
                    let because = "it is no meeting number, or that of another one as well";
                    return Err(Wrong::new(format!("{at}.meeting.id"), because));
                }
                if meeting.deleted_at.is_some() != deleted {
                    let because = "it is set for those in deleted, and for those alone";
                    return Err(Wrong::new(format!("{at}.meeting.deletedAt"), because));
                }
                planned.check(&at)?;
            }
        }
        for (index, grant) in self.grants.iter().enumerate() {
            let at = format!("state.grants[{index}]");
            user(format!("{at}.userId"), &grant.user_id)?;
            if self.apps.iter().all(|app| app.client_id != grant.client_id) {
                return Err(Wrong::new(
                    format!("{at}.clientId"),
                    "there is no such app in apps",
                ));
            }
        }
        Ok(())
    }

    fn check_users(&self) -> Result<(), Wrong> {
        let (mut ids, mut emails) = (HashSet::new(), HashSet::new());
        for (index, user) in self.users.iter().enumerate() {
            let wrong = |field: &str, because: &str| {
                Err(Wrong::new(format!("state.users[{index}].{field}"), because))
            };
            if user.id.is_empty() || !ids.insert(&user.id) {
                return wrong("id", "it is empty, or that of another user as well");
            }
            if !emails.insert(user.email.to_lowercase()) {
                return wrong("email", "it is that of another user as well");
            }
        }
        Ok(())
    }

    fn check_apps(&self) -> Result<(), Wrong> {
        let mut ids = HashSet::new();
        for (index, app) in self.apps.iter().enumerate() {
            let at = format!("state.apps[{index}]");
            if !ids.insert(&app.client_id) {
                let because = "it is that of another app as well";
                return Err(Wrong::new(format!("{at}.clientId"), because));
            }
        }
        let account = &self.account;
        for (name, client_id, kind) in [
            (
                "serverToServer",
                &account.server_to_server,
                AppKind::ServerToServer,
            ),
            ("meetingSdk", &account.meeting_sdk, AppKind::MeetingSdk),
        ] {
            let is_it = |app: &super::AppRow| app.client_id == *client_id && app.kind == kind;
            if !self.apps.iter().any(is_it) {
                let because = "there is no app of this kind and client id in apps";
                return Err(Wrong::new(format!("state.account.{name}"), because));
            }
        }
        Ok(())
    }
}

impl Planned {
    fn check(&self, at: &str) -> Result<(), Wrong> {
        let meeting = &self.meeting.0;
        let wrong = |field: &str, because: &str| Err(Wrong::new(format!("{at}.{field}"), because));
        if meeting.status == Status::Started || meeting.started_at.is_some() || meeting.practice {
            return wrong(
                "meeting.status",
                "nobody is in a meeting of a snapshot: it is waiting, and the end is in past",
            );
        }
        if meeting.past.len() > PAST_INSTANCES {
            return wrong("meeting.past", "more than 100 are not kept");
        }
        if self.registrants.len() > MAX_REGISTRANTS {
            return wrong("registrants", "Zoom takes at most 4999");
        }
        if self.panelists.len() > MAX_PANELISTS {
            return wrong("panelists", "a webinar takes at most 100");
        }
        let ids: HashSet<&str> = self.registrants.iter().map(|r| r.id.as_str()).collect();
        if ids.len() < self.registrants.len() {
            return wrong("registrants", "two have the same id");
        }
        Ok(())
    }
}

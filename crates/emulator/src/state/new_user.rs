//! A user to be added.

use super::Plan;

/// A user to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Unique in the account.
    pub email: String,
    /// What the user may host.
    pub plan: Plan,
    /// Whether the user has the webinar add-on.
    pub webinar: bool,
    /// How many may be in the user's meetings; what [`Plan::meeting_capacity`] says when it is `None`.
    pub meeting_capacity: Option<u32>,
    /// How many may be in the user's webinars; 500 when it is `None`.
    pub webinar_capacity: Option<u32>,
    /// Whether the user's role lets an app act on others.
    pub admin: bool,
}

impl NewUser {
    /// A Basic member without webinars.
    pub fn basic(email: &str) -> Self {
        Self {
            email: email.to_lowercase(),
            plan: Plan::Basic,
            webinar: false,
            meeting_capacity: None,
            webinar_capacity: None,
            admin: false,
        }
    }

    /// A licensed member with the webinar add-on.
    pub fn licensed(email: &str) -> Self {
        Self {
            plan: Plan::Licensed,
            webinar: true,
            ..Self::basic(email)
        }
    }

    /// The same with room for so many in meetings, the host included.
    #[must_use]
    pub fn with_meeting_capacity(self, capacity: u32) -> Self {
        Self {
            meeting_capacity: Some(capacity),
            ..self
        }
    }

    /// The same with the webinar add-on, for so many.
    #[must_use]
    pub fn with_webinars(self, capacity: u32) -> Self {
        Self {
            webinar: true,
            webinar_capacity: Some(capacity),
            ..self
        }
    }

    /// The same with an administrator's role.
    #[must_use]
    pub fn admin(self) -> Self {
        Self {
            admin: true,
            ..self
        }
    }
}

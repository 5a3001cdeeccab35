//! Users, as seeds and the control port write them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::rest;
use crate::state::{NewUser, Plan, State, User, UserStatus};

/// A user of a seed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct SeedUser {
    /// Who is there already is changed, by what is written here alone.
    email: String,
    /// `basic` for a new user, when it is left out.
    plan: Option<Licence>,
    /// Whether they may host webinars; not, for a new user, when it is left out.
    webinar: Option<bool>,
    /// How many may be in their meetings; 300 for the licensed, else 100, when it is left out.
    #[schema(minimum = 1, maximum = 1_000_000)]
    meeting_capacity: Option<u32>,
    /// How many may be in their webinars; 500, when it is left out.
    #[schema(minimum = 1, maximum = 1_000_000)]
    webinar_capacity: Option<u32>,
    /// Whether their role lets an app act on the account's other users; not, for a new user, when it is left out.
    admin: Option<bool>,
}

/// What is to change of a user; the rest stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct UserChange {
    plan: Option<Licence>,
    /// Whether they may host webinars.
    webinar: Option<bool>,
    /// How many may be in their meetings, from the next start on. The emulator itself lets in 1,000 at most.
    #[schema(minimum = 1, maximum = 1_000_000)]
    meeting_capacity: Option<u32>,
    /// How many may be in their webinars, likewise.
    #[schema(minimum = 1, maximum = 1_000_000)]
    webinar_capacity: Option<u32>,
    /// Whether their role lets an app act on the account's other users.
    admin: Option<bool>,
    status: Option<Standing>,
}

/// A plan, as files and the control port write it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Licence {
    #[default]
    Basic,
    Licensed,
    None,
}

/// Whether they can sign in. Nobody is invited by this port.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[schema(as = UserStanding)]
#[serde(rename_all = "lowercase")]
enum Standing {
    Active,
    Inactive,
}

/// More than Zoom sells; the emulator itself lets in 1,000.
const MAX_CAPACITY: u32 = 1_000_000;

impl From<Licence> for Plan {
    fn from(licence: Licence) -> Self {
        match licence {
            Licence::Basic => Self::Basic,
            Licence::Licensed => Self::Licensed,
            Licence::None => Self::None,
        }
    }
}

impl From<Plan> for Licence {
    fn from(plan: Plan) -> Self {
        match plan {
            Plan::Basic => Self::Basic,
            Plan::Licensed => Self::Licensed,
            Plan::None => Self::None,
        }
    }
}

impl SeedUser {
    /// Adds the user, or changes who has this e-mail; answers the id.
    pub(super) fn sow(self, state: &State) -> Result<String, String> {
        let email = rest::address(&self.email)
            .ok_or_else(|| format!("email: {:?} is no e-mail address", self.email))?;
        let change = UserChange {
            plan: self.plan,
            webinar: self.webinar,
            meeting_capacity: self.meeting_capacity,
            webinar_capacity: self.webinar_capacity,
            admin: self.admin,
            status: None,
        };
        change.check()?;
        if let Some(user) = state.find_user(&email) {
            change.apply(&user, state)?;
            return Ok(user.id);
        }
        let plan = self.plan.unwrap_or_default().into();
        let user = state.add_user(NewUser {
            plan,
            webinar: self.webinar.unwrap_or(false),
            meeting_capacity: self.meeting_capacity,
            webinar_capacity: self.webinar_capacity,
            admin: self.admin.unwrap_or(false),
            ..NewUser::basic(&email)
        });
        Ok(user.id)
    }
}

impl UserChange {
    /// Changes nothing when something is wrong with it.
    pub(crate) fn apply(self, user: &User, state: &State) -> Result<(), String> {
        self.check()?;
        state.change_user(&user.id, |user| {
            user.set_plan(self.plan.map_or(user.plan, Plan::from));
            user.webinar = self.webinar.unwrap_or(user.webinar);
            user.meeting_capacity = self.meeting_capacity.unwrap_or(user.meeting_capacity);
            user.webinar_capacity = self.webinar_capacity.unwrap_or(user.webinar_capacity);
            user.admin = self.admin.unwrap_or(user.admin);
            user.status = match self.status {
                Some(Standing::Active) => UserStatus::Active,
                Some(Standing::Inactive) => UserStatus::Inactive,
                None => user.status,
            };
        });
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        for (field, capacity) in [
            ("meetingCapacity", self.meeting_capacity),
            ("webinarCapacity", self.webinar_capacity),
        ] {
            if capacity.is_some_and(|most| !(1..=MAX_CAPACITY).contains(&most)) {
                return Err(format!("{field} is a number from 1 to {MAX_CAPACITY}"));
            }
        }
        Ok(())
    }
}

//! Users and the tokens with which the Meeting SDK acts for them: <https://developers.zoom.us/docs/api/users/>.

use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::secret;

mod assistants;
mod request;

pub use assistants::{Assistant, Scheduler};
pub use request::{
    CreateUser, DeleteUser, NewUser, UpdateUser, UpdateUserSettings, UserCreation, UserDeletion,
    UserLicences,
};
use request::{StatusAction, StatusChange};

/// The users of an account. `user` is a user id, an e-mail address or `me` (the owner of the app).
#[derive(Clone, Copy, Debug)]
pub struct Users<'a> {
    pub(crate) zoom: &'a Zoom,
}

/// The longest life of a user's token: a year.
const MAX_TTL: Duration = Duration::from_secs(31_536_000);

impl Users<'_> {
    /// Reads a user.
    ///
    /// # Errors
    /// 404 with code 1001 if there is none; 1010 if the user is of another account.
    pub async fn get(&self, user: &str) -> Result<User, Error> {
        self.zoom.fetch(&Call::new(&endpoint::GET_USER, user)).await
    }

    /// Whether somebody at Zoom has this address.
    ///
    /// # Errors
    /// 300 without an address.
    pub async fn email_exists(&self, email: &str) -> Result<bool, Error> {
        let call = Call::new(&endpoint::CHECK_USER_EMAIL, "").query("email", email);
        let answer = self.zoom.fetch::<EmailCheck>(&call).await?;
        Ok(answer.existed_email)
    }

    /// One page of the users with a status.
    ///
    /// # Errors
    /// 300 if the page token is older than 15 minutes or not Zoom's.
    pub async fn list(&self, status: UserStatus, page: &PageRequest) -> Result<UserPage, Error> {
        self.zoom.fetch(&page.on(listing(status))).await
    }

    /// The same with each user's [`host_key`](User::host_key).
    ///
    /// # Errors
    /// As [`Users::list`].
    pub async fn list_with_host_keys(
        &self,
        status: UserStatus,
        page: &PageRequest,
    ) -> Result<UserPage, Error> {
        let call = listing(status).query("include_fields", "host_key");
        self.zoom.fetch(&page.on(call)).await
    }

    /// The users with a status, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Users::list`].
    pub async fn list_all(&self, status: UserStatus, limit: usize) -> Result<Vec<User>, Error> {
        let call = listing(status).query("page_size", 300);
        self.zoom.fetch_all::<UserPage>(call, limit).await
    }

    /// Adds a user. Of those who are invited ([`UserCreation::Create`]) Zoom takes 50 a day from a free account, 1500 from
    /// Pro, 10000 from Business and up.
    ///
    /// # Errors
    /// 409 with code 1005 if the address is taken, 1009 if it has an account already; 300 names a field that is not right;
    /// 2033, 2034 and 3412 if the account is full; 2002 without SSO. If [`Error::may_have_happened`],
    /// [`get`](Users::get) the address before you repeat.
    pub async fn create(&self, user: &CreateUser) -> Result<User, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_USER, "").json(user)?)
            .await
    }

    /// Changes what `change` names and leaves the rest.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user; 300 names a field that is not right; 2033, 2034 and 3412 if the account
    /// has no such licence left; 1120 if the user's invitation ended.
    pub async fn update(&self, user: &str, change: &UpdateUser) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::UPDATE_USER, user).json(change)?)
            .await
    }

    /// Lets a deactivated user sign in again.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user; 200 for admins and Zoom Rooms; 2033 and 3412 if the account is full.
    pub async fn activate(&self, user: &str) -> Result<(), Error> {
        self.status(user, StatusAction::Activate).await
    }

    /// Shuts a user out, who loses their licences.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user; 200 for admins and Zoom Rooms; 300 for who has a Zoom Event ahead.
    pub async fn deactivate(&self, user: &str) -> Result<(), Error> {
        self.status(user, StatusAction::Deactivate).await
    }

    /// Marks a user as at work.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user.
    pub async fn clock_in(&self, user: &str) -> Result<(), Error> {
        self.status(user, StatusAction::ClockIn).await
    }

    /// Marks a user as off work.
    ///
    /// # Errors
    /// As [`Users::clock_in`].
    pub async fn clock_out(&self, user: &str) -> Result<(), Error> {
        self.status(user, StatusAction::ClockOut).await
    }

    async fn status(&self, user: &str, action: StatusAction) -> Result<(), Error> {
        let call = Call::new(&endpoint::PUT_USER_STATUS, user);
        self.zoom
            .perform(&call.json(&StatusChange { action })?)
            .await
    }

    /// Removes a user from the account, or for good.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if something is to be transferred and `how` does not say to whom. 404 with code 1001 if there
    /// is no such user, which is also what a repeat reports when the answer to the first try was lost, or nobody to
    /// transfer to; 300 if that is the same user; 200 for users of another account and Zoom Rooms; 1117 for admins and 1107
    /// for a managed domain, who can be deleted alone.
    pub async fn delete(&self, user: &str, how: &DeleteUser) -> Result<(), Error> {
        let mut call = Call::new(&endpoint::DELETE_USER, user).query("action", how.action.as_str());
        let heir = how.transfer_email.as_deref().unwrap_or_default();
        if !heir.is_empty() {
            call = call.query("transfer_email", heir);
        }
        for what in how.transferred() {
            if heir.is_empty() {
                return Err(Error::invalid_request(
                    call.endpoint,
                    format!("{what} needs a transfer_email: the user who gets it"),
                ));
            }
            call = call.query(what, true);
        }
        self.zoom.perform(&call).await
    }

    /// Gives a user another address, in an account that manages their domain.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user; 200 and 1000 if it is not the caller's to change; 409 with code 1005 if
    /// the address is taken.
    pub async fn change_email(&self, user: &str, email: &str) -> Result<(), Error> {
        let body = serde_json::json!({ "email": email });
        self.zoom
            .perform(&Call::new(&endpoint::UPDATE_USER_EMAIL, user).json(&body)?)
            .await
    }

    /// Signs a user out everywhere: ZAKs and OBF tokens of before are no longer good.
    ///
    /// # Errors
    /// As [`Users::get`].
    pub async fn sign_out(&self, user: &str) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::REVOKE_USER_TOKEN, user))
            .await
    }

    /// How many users of each kind the account has.
    ///
    /// # Errors
    /// 4711 without the scope.
    pub async fn summary(&self) -> Result<UserSummary, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_USER_SUMMARY, ""))
            .await
    }

    /// Reads what a user may do.
    ///
    /// # Errors
    /// As [`Users::get`].
    pub async fn settings(&self, user: &str) -> Result<UserSettings, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_USER_SETTINGS, user))
            .await
    }

    /// Changes what `change` names and leaves the rest.
    ///
    /// # Errors
    /// As [`Users::get`]; 1122 for webinars of a user without a licence; 200 if the account has no such licence left; 300
    /// names a field that is not right.
    pub async fn update_settings(
        &self,
        user: &str,
        change: &UpdateUserSettings,
    ) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::UPDATE_USER_SETTINGS, user).json(change)?)
            .await
    }

    /// A ZAK: with it and role 1 the Meeting SDK starts meetings as this user. Ask for it just before it is used; Zoom's
    /// default life is two hours.
    ///
    /// # Errors
    /// As [`Users::get`]; [`Error::InvalidRequest`] for a life of less than a second or more than a year.
    pub async fn zak(&self, user: &str, ttl: Option<Duration>) -> Result<SecretString, Error> {
        self.token(
            Call::new(&endpoint::GET_USER_TOKEN, user).query("type", "zak"),
            ttl,
        )
        .await
    }

    /// A ZAK of the user whom the access token is of. It ends after five minutes.
    ///
    /// # Errors
    /// 1001 if the token is of no user.
    pub async fn own_zak(&self) -> Result<SecretString, Error> {
        self.token(Call::new(&endpoint::GET_OWN_ZAK, "me"), None)
            .await
    }

    /// An on-behalf-of token: with it the Meeting SDK joins `meeting`, also of another account, while this user is in it.
    /// Use it once; ask again after it ended.
    ///
    /// # Errors
    /// As [`Users::zak`].
    pub async fn obf(
        &self,
        user: &str,
        meeting: u64,
        ttl: Option<Duration>,
    ) -> Result<SecretString, Error> {
        let call = Call::new(&endpoint::GET_USER_TOKEN, user)
            .query("type", "onbehalf")
            .query("meeting_id", meeting);
        self.token(call, ttl).await
    }

    async fn token(&self, mut call: Call, ttl: Option<Duration>) -> Result<SecretString, Error> {
        if let Some(ttl) = ttl {
            if ttl.as_secs() == 0 || ttl > MAX_TTL {
                return Err(Error::invalid_request(
                    call.endpoint,
                    "the life of a token is 1 second to 1 year",
                ));
            }
            call = call.query("ttl", ttl.as_secs());
        }
        self.zoom
            .fetch::<UserToken>(&call)
            .await
            .map(|answer| answer.token.into())
    }
}

fn listing(status: UserStatus) -> Call {
    Call::new(&endpoint::LIST_USERS, "").query("status", status.as_str())
}

#[derive(Deserialize)]
struct EmailCheck {
    existed_email: bool,
}

#[derive(Deserialize)]
struct UserToken {
    token: String,
}

/// A user.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// The user id.
    pub id: String,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The name others see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The licence.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<UserKind>>,
    /// The personal meeting id: the number of the user's personal room, which can be read, changed and joined as a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmi: Option<Open<u64>>,
    /// What makes one the host in Zoom's client; only from [`Users::list_with_host_keys`].
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub host_key: Option<SecretString>,
    /// The user's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// `active`, `inactive` or `pending`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How many users of each kind an account has.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserSummary {
    /// Those with a licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licensed_users_count: Option<u64>,
    /// Those without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basic_users_count: Option<u64>,
    /// Those who were invited and have not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_users_count: Option<u64>,
    /// All but the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_users_count: Option<u64>,
    /// Fields that this crate does not name, such as `room_users_count`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether a user can sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserStatus {
    /// They can.
    #[default]
    Active,
    /// They are deactivated.
    Inactive,
    /// They were invited and have not accepted.
    Pending,
}

impl UserStatus {
    fn as_str(self) -> &'static str {
        match self {
            UserStatus::Active => "active",
            UserStatus::Inactive => "inactive",
            UserStatus::Pending => "pending",
        }
    }
}

/// One page of users.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserPage {
    /// The users.
    pub users: Vec<User>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for UserPage {
    type Item = User;
    fn split(self) -> (Vec<User>, Paging) {
        (self.users, self.paging)
    }
}

/// The settings of a user.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserSettings {
    /// What the user's licences and add-ons allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<UserFeature>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a user's licences and add-ons allow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserFeature {
    /// Whether the user has the webinar add-on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webinar: Option<bool>,
    /// How many may attend a webinar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webinar_capacity: Option<u64>,
    /// How many may be in a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_capacity: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Licences of users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum UserKind {
    /// Free: 40 minutes, no registration, no webinars.
    #[default]
    Basic = 1,
    /// Licensed.
    Licensed = 2,
    /// In the account, without a meetings licence.
    Unassigned = 4,
    /// None.
    None = 99,
}

numbered!(UserKind {
    Basic,
    Licensed,
    Unassigned,
    None
});

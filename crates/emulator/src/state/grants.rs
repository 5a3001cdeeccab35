//! What users allowed apps to do for them: codes, refresh tokens and devices that wait.

use serde_json::json;

use super::tokens::{Access, Shape, text};
use super::{State, UserId};
use crate::clock::UnixSeconds;

/// An authorization code is good for so many seconds.
const CODE_SECONDS: u64 = 300;
/// A refresh token is good for 90 days.
const REFRESH_SECONDS: u64 = 90 * 86_400;
/// A device's code is good for so many seconds.
pub(crate) const DEVICE_SECONDS: u64 = 900;
/// A device may ask again after so many seconds.
pub(crate) const DEVICE_INTERVAL: u64 = 5;
/// When more codes wait, those that are over are forgotten.
const MANY: usize = 1_000;

/// What a user allowed an app; a later authorization by the same user takes its place.
#[derive(Clone, Debug)]
pub(super) struct UserGrant {
    pub(super) id: String,
    /// Of the refresh token that is good.
    pub(super) generation: u64,
    /// Whether the app proved itself by PKCE alone.
    pub(super) public: bool,
}

/// What an authorization code stands for.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) client_id: String,
    pub(crate) user_id: UserId,
    pub(crate) redirect_uri: String,
    /// PKCE: the challenge, and whether it is the SHA-256 of the verifier.
    pub(crate) challenge: Option<(String, bool)>,
    expires: UnixSeconds,
}

impl Code {
    pub(crate) fn new(client_id: String, user_id: UserId, redirect_uri: String) -> Self {
        Self {
            client_id,
            user_id,
            redirect_uri,
            challenge: None,
            expires: 0,
        }
    }
}

/// A device that waits for a user.
#[derive(Clone, Debug)]
pub(super) struct Device {
    user_code: String,
    client_id: String,
    expires: UnixSeconds,
    last_asked: Option<UnixSeconds>,
    answer: Option<Result<UserId, ()>>,
}

/// Why a device gets no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceProblem {
    Pending,
    TooFast,
    Expired,
    Denied,
}

/// Access and refresh token of a user.
pub(crate) struct UserTokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

impl State {
    /// A code for what `code` stands for; it can be redeemed once.
    pub(crate) fn issue_code(&self, mut code: Code) -> String {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        code.expires = now + CODE_SECONDS;
        if tables.codes.len() >= MANY {
            tables.codes.retain(|_, code| code.expires > now);
        }
        let name = format!("{}_{}", tables.random.client_id(), tables.random.digits(8));
        tables.codes.insert(name.clone(), code);
        name
    }

    /// What a code stands for, and whether its time is not over; it is used up by that.
    pub(crate) fn redeem_code(&self, code: &str) -> Option<(Code, bool)> {
        let now = self.clock().now();
        let code = self.tables().codes.remove(code)?;
        let good = code.expires > now;
        Some((code, good))
    }

    /// Tokens for a new authorization by `user_id`; older ones for the same app are invalid from now on.
    pub(crate) fn grant(&self, client_id: &str, user_id: &str, public: bool) -> Option<UserTokens> {
        let key = (client_id.to_owned(), user_id.to_owned());
        let id = {
            let tables = &mut *self.tables();
            let id = tables.random.id();
            let grant = UserGrant {
                id: id.clone(),
                generation: 0,
                public,
            };
            tables.grants.insert(key, grant);
            id
        };
        self.user_tokens(client_id, user_id, &id, 0)
    }

    /// New tokens for a refresh token, which is used up by that. `public` is whether the app gave no secret.
    pub(crate) fn refresh(
        &self,
        client_id: &str,
        refresh_token: &str,
        public: bool,
    ) -> Option<UserTokens> {
        let claims = self.mint().open(Shape::Refresh, refresh_token)?;
        let number = |name: &str| claims.get(name).and_then(serde_json::Value::as_u64);
        let (user_id, id) = (text(&claims, "uid"), text(&claims, "gid"));
        if text(&claims, "cid") != client_id || number("exp")? <= self.clock().now() {
            return None;
        }
        let generation = {
            let key = (client_id.to_owned(), user_id.to_owned());
            let tables = &mut *self.tables();
            let grant = tables.grants.get_mut(&key)?;
            let good = grant.id == id
                && Some(grant.generation) == number("gen")
                && (grant.public || !public);
            if !good {
                return None;
            }
            grant.generation += 1;
            grant.generation
        };
        self.user_tokens(client_id, user_id, id, generation)
    }

    /// Ends the authorization that an access or refresh token of the app belongs to. Answers whether there was one.
    pub(crate) fn revoke(&self, client_id: &str, token: &str) -> bool {
        let mint = self.mint();
        let open = |shape| mint.open(shape, token);
        let Some(claims) = open(Shape::Refresh).or_else(|| open(Shape::Access)) else {
            return false;
        };
        let key = (client_id.to_owned(), text(&claims, "uid").to_owned());
        let tables = &mut *self.tables();
        let is_it = |grant: &UserGrant| grant.id == text(&claims, "gid");
        let revoked =
            tables.grants.get(&key).is_some_and(is_it) && tables.grants.remove(&key).is_some();
        if revoked {
            self.tell_deauthorized(&key.0, &key.1);
        }
        revoked
    }

    fn user_tokens(
        &self,
        client_id: &str,
        user_id: &str,
        id: &str,
        generation: u64,
    ) -> Option<UserTokens> {
        let access = Access::User {
            user_id: user_id.to_owned(),
            grant: id.to_owned(),
        };
        let claims = json!({
            "aud": "refresh", "cid": client_id, "uid": user_id, "gid": id, "gen": generation,
            "exp": self.clock().now() + REFRESH_SECONDS,
        });
        Some(UserTokens {
            access: self.issue_access_token(client_id, &access)?,
            refresh: self.mint().seal(Shape::Refresh, &claims),
        })
    }

    /// Lets a device wait: its own code, and the one that its user types.
    pub(crate) fn add_device(&self, client_id: &str) -> (String, String) {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        if tables.devices.len() >= MANY {
            tables.devices.retain(|_, device| device.expires > now);
        }
        let device_code = tables.random.secret();
        let user_code = tables.random.digits(8);
        let device = Device {
            user_code: user_code.clone(),
            client_id: client_id.to_owned(),
            expires: now + DEVICE_SECONDS,
            last_asked: None,
            answer: None,
        };
        tables.devices.insert(device_code.clone(), device);
        (device_code, user_code)
    }

    /// The app whose device waits with this user code.
    pub(crate) fn waiting_device(&self, user_code: &str) -> Option<String> {
        let now = self.clock().now();
        let tables = self.tables();
        let mut devices = tables.devices.values();
        devices
            .find(|d| d.user_code == user_code && d.answer.is_none() && d.expires > now)
            .map(|device| device.client_id.clone())
    }

    /// The user's answer to a device: who they are, or that they refuse.
    pub(crate) fn answer_device(&self, user_code: &str, answer: Result<UserId, ()>) {
        let tables = &mut *self.tables();
        let mut devices = tables.devices.values_mut();
        if let Some(device) = devices.find(|device| device.user_code == user_code) {
            device.answer = Some(answer);
        }
    }

    /// The user who allowed a device, which is used up by that.
    pub(crate) fn poll_device(
        &self,
        client_id: &str,
        device_code: &str,
    ) -> Result<UserId, DeviceProblem> {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        let device = tables
            .devices
            .get_mut(device_code)
            .filter(|device| device.client_id == client_id && device.expires > now)
            .ok_or(DeviceProblem::Expired)?;
        match device.answer.clone() {
            Some(answer) => {
                tables.devices.remove(device_code);
                answer.map_err(|()| DeviceProblem::Denied)
            }
            None => {
                let last = device.last_asked.replace(now);
                let too_fast = last.is_some_and(|last| now < last + DEVICE_INTERVAL);
                Err(match too_fast {
                    true => DeviceProblem::TooFast,
                    false => DeviceProblem::Pending,
                })
            }
        }
    }
}

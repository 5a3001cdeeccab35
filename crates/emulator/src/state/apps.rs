//! Marketplace apps: a pair of client id and secret, and what it may do.

use countersign_token::{ExposeSecret, Secret};
use serde::{Deserialize, Serialize};

use super::scopes::default_scopes;
use super::{Credentials, State, Tables, UserId};
use crate::clock::UnixSeconds;

/// How many sets of scopes an app keeps. Tokens of a forgotten one are no longer good; they would live for an hour.
const MAX_SCOPE_SETS: usize = 64;
/// Stands for no set in a token.
pub(super) const NO_SCOPES: u64 = u64::MAX;

/// What an app was created as; Zoom refuses the credentials of one kind where it wants the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub enum AppKind {
    /// Server-to-Server OAuth: gets REST tokens by `account_credentials`.
    ServerToServer,
    /// A General app with the Meeting SDK embedded: signs for the SDK, and acts for users who allow it.
    MeetingSdk,
}

/// An app as the emulator keeps it.
#[derive(Clone, Debug)]
pub struct App {
    /// What it was created as.
    pub kind: AppKind,
    /// 22 letters and digits.
    pub client_id: String,
    /// 32 letters and digits.
    pub client_secret: Secret,
    /// The account that owns the app.
    pub account_id: String,
    /// The user that REST calls act for, `me`.
    pub owner: UserId,
    /// Whether the app is activated.
    pub enabled: bool,
    /// Whether the app is published, which it must be to join other accounts' meetings.
    pub published: bool,
    /// Where users who allowed it may be sent; without any, to this machine (`localhost`) alone.
    pub redirect_uris: Vec<String>,
    /// The secret token that the app's webhooks are signed with: 22 letters and digits.
    pub webhook_secret: Secret,
    /// The sets of scopes the app had, at most [`MAX_SCOPE_SETS`]; a token keeps the set it was issued with.
    pub(super) scopes: Vec<Vec<String>>,
    /// How many sets before those are forgotten.
    pub(super) forgotten_scopes: u64,
    /// From when on new tokens have the last set.
    pub(super) scopes_good_from: UnixSeconds,
    pub(super) issued_tokens: u64,
    pub(super) revoked_tokens: u64,
}

/// The pair of credentials that an app's page shows.
#[derive(Clone, Debug)]
pub struct AppCredentials {
    /// Public.
    pub client_id: String,
    /// Secret.
    pub client_secret: Secret,
}

/// A Meeting SDK app as the join endpoint sees it.
#[derive(Clone, Debug)]
pub struct SdkApp {
    /// The SDK key.
    pub client_id: String,
    /// The SDK secret that signatures are checked with.
    pub client_secret: Secret,
    /// The account that owns the app.
    pub account_id: String,
    /// Whether the app is activated.
    pub enabled: bool,
    /// Whether the app is published.
    pub published: bool,
}

/// An app to be added.
#[derive(Clone, Debug)]
pub struct NewApp {
    /// What to create it as.
    pub kind: AppKind,
    /// Whether it is activated at once.
    pub enabled: bool,
    /// Whether it is published.
    pub published: bool,
    /// Where users who allowed it may be sent; without any, to this machine (`localhost`) alone.
    pub redirect_uris: Vec<String>,
    /// Its scopes: with `:admin` it reaches all users, without it those alone who allowed it.
    pub scopes: Vec<String>,
    /// The user that its REST calls act for, if not the account's owner.
    pub owner: Option<UserId>,
    /// The account that owns it, if not the emulator's own.
    pub account_id: Option<String>,
}

impl NewApp {
    /// Activated, not published, in the emulator's account, with [`DEFAULT_SCOPES`](super::DEFAULT_SCOPES); a General app has them without
    /// `:admin`.
    pub fn new(kind: AppKind) -> Self {
        Self {
            kind,
            enabled: true,
            published: false,
            redirect_uris: Vec::new(),
            scopes: default_scopes(kind),
            owner: None,
            account_id: None,
        }
    }

    /// The same with these scopes alone.
    #[must_use]
    pub fn with_scopes(self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        Self { scopes, ..self }
    }

    /// The same with one more place where users who allowed it may be sent.
    #[must_use]
    pub fn with_redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// The same, published.
    #[must_use]
    pub fn published(self) -> Self {
        Self {
            published: true,
            ..self
        }
    }

    /// The same in another account, to which the emulator's meetings are external.
    #[must_use]
    pub fn of_account(self, account_id: impl Into<String>) -> Self {
        let account_id = Some(account_id.into());
        Self { account_id, ..self }
    }
}

impl App {
    /// The scopes that are set, which a token issued now gets unless the account has them lag behind.
    pub fn scopes(&self) -> &[String] {
        self.scopes.last().map_or(&[], Vec::as_slice)
    }

    /// The scopes that a token issued now gets; `None` for an app so new that it has none yet.
    pub(crate) fn scopes_at(&self, now: UnixSeconds) -> Option<&[String]> {
        let last = self.scopes.len().checked_sub(1)?;
        let index = match now < self.scopes_good_from {
            true => last.checked_sub(1)?,
            false => last,
        };
        self.scopes.get(index).map(Vec::as_slice)
    }

    /// The number of that set, counted from the first there ever was.
    pub(super) fn scope_set_at(&self, now: UnixSeconds) -> u64 {
        let behind = u64::from(now < self.scopes_good_from);
        let count = self.forgotten_scopes + self.scopes.len() as u64;
        match self.scopes_at(now) {
            Some(_) => count - 1 - behind,
            None => NO_SCOPES,
        }
    }

    /// The set with a number; `None` if it is forgotten.
    pub(super) fn scope_set(&self, number: u64) -> Option<&[String]> {
        if number == NO_SCOPES {
            return Some(&[]);
        }
        let index = usize::try_from(number.checked_sub(self.forgotten_scopes)?).ok()?;
        self.scopes.get(index).map(Vec::as_slice)
    }

    fn set_scopes(&mut self, scopes: Vec<String>, now: UnixSeconds, good_from: UnixSeconds) {
        if self.scopes() == scopes {
            return;
        }
        // What was not good yet never will be.
        if now < self.scopes_good_from {
            self.scopes.pop();
        } else if self.scopes.len() == MAX_SCOPE_SETS {
            self.scopes.remove(0);
            self.forgotten_scopes += 1;
        }
        self.scopes.push(scopes);
        self.scopes_good_from = good_from;
    }

    /// Whether `secret` is this app's.
    pub fn has_secret(&self, secret: &str) -> bool {
        self.client_secret.expose_secret() == secret
    }
}

impl State {
    /// Adds an app.
    pub fn add_app(&self, app: NewApp) -> AppCredentials {
        let Credentials {
            account_id, host, ..
        } = self.credentials();
        let now = self.clock().now();
        let tables = &mut *self.tables();
        let good_from = tables.settings.scopes_good_from(now);
        let added = tables.add_app(app, &account_id, &host.id);
        if let Some(app) = tables.apps.get_mut(&added.client_id) {
            app.scopes_good_from = good_from;
        }
        added
    }

    /// The app with this client id.
    pub fn app(&self, client_id: &str) -> Option<App> {
        self.tables().apps.get(client_id).cloned()
    }

    /// What kind of app has this client id.
    pub fn app_kind(&self, client_id: &str) -> Option<AppKind> {
        self.tables().apps.get(client_id).map(|app| app.kind)
    }

    /// The Meeting SDK app with this client id; `None` for apps of another kind as well.
    pub fn sdk_app(&self, client_id: &str) -> Option<SdkApp> {
        let app = self
            .app(client_id)
            .filter(|app| app.kind == AppKind::MeetingSdk)?;
        Some(SdkApp {
            client_id: app.client_id,
            client_secret: app.client_secret,
            account_id: app.account_id,
            enabled: app.enabled,
            published: app.published,
        })
    }

    /// Activates or deactivates an app. Deactivation makes the tokens it was given invalid for good.
    /// Answers whether there is such an app.
    pub fn set_app_enabled(&self, client_id: &str, enabled: bool) -> bool {
        self.change_app(client_id, |app| {
            app.enabled = enabled;
            if !enabled {
                app.revoked_tokens = app.issued_tokens;
            }
        })
    }

    /// Makes every access token that an app was given invalid. Answers whether there is such an app.
    pub fn revoke_access_tokens(&self, client_id: &str) -> bool {
        self.change_app(client_id, |app| app.revoked_tokens = app.issued_tokens)
    }

    /// Publishes an app or takes it back. Answers whether there is such an app.
    pub fn set_app_published(&self, client_id: &str, published: bool) -> bool {
        self.change_app(client_id, |app| app.published = published)
    }

    /// Changes an app's scopes. As at Zoom, only tokens issued from now on have them, or after the account's
    /// [`scope_lag_seconds`](super::AccountSettings::scope_lag_seconds).
    /// Answers whether there is such an app.
    pub fn set_app_scopes(&self, client_id: &str, scopes: Vec<String>) -> bool {
        let now = self.clock().now();
        let good_from = self.tables().settings.scopes_good_from(now);
        self.change_app(client_id, |app| app.set_scopes(scopes, now, good_from))
    }

    /// Changes where users who allowed the app may be sent. Answers whether there is such an app.
    pub fn set_app_redirect_uris(&self, client_id: &str, redirect_uris: Vec<String>) -> bool {
        self.change_app(client_id, |app| app.redirect_uris = redirect_uris)
    }

    /// All apps, in the order they were added.
    pub fn apps(&self) -> Vec<App> {
        self.tables().apps.values().cloned().collect()
    }

    /// Gives an app's webhooks another secret token. Answers whether there is such an app.
    pub fn set_webhook_secret(&self, client_id: &str, secret: Secret) -> bool {
        self.change_app(client_id, |app| app.webhook_secret = secret)
    }

    fn change_app(&self, client_id: &str, change: impl FnOnce(&mut App)) -> bool {
        self.tables().apps.get_mut(client_id).map(change).is_some()
    }
}

impl Tables {
    pub(super) fn add_app(&mut self, new: NewApp, account_id: &str, owner: &str) -> AppCredentials {
        let credentials = AppCredentials {
            client_id: self.random.client_id(),
            client_secret: self.random.secret().into(),
        };
        let app = App {
            kind: new.kind,
            client_id: credentials.client_id.clone(),
            client_secret: credentials.client_secret.clone(),
            account_id: new.account_id.unwrap_or_else(|| account_id.to_owned()),
            owner: new.owner.unwrap_or_else(|| owner.to_owned()),
            enabled: new.enabled,
            published: new.published,
            redirect_uris: new.redirect_uris,
            webhook_secret: self.random.client_id().into(),
            scopes: vec![new.scopes],
            forgotten_scopes: 0,
            scopes_good_from: 0,
            issued_tokens: 0,
            revoked_tokens: 0,
        };
        self.apps.insert(app.client_id.clone(), app);
        credentials
    }
}

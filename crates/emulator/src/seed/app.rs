//! Apps, as seeds and the control port write them.

use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;

use crate::state::{App, AppKind, NewApp, State};

/// What is to change of an app; the rest stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct AppChange {
    /// Its granular scopes: 200 at most. Only tokens that are issued from now on have them.
    scopes: Option<Vec<String>>,
    /// Where users who allowed it may be sent: 20 at most. Without any, to this machine (`localhost`) alone.
    redirect_uris: Option<Vec<String>>,
    /// Whether it is activated. Deactivation makes the tokens it was given invalid for good.
    enabled: Option<bool>,
    /// Whether it is published, which it must be to join other accounts' meetings.
    published: Option<bool>,
}

/// An app to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct NewAppWanted {
    kind: Kind,
    /// Those of the apps that are there at the start, when it is left out.
    scopes: Option<Vec<String>>,
    /// Where users who allowed it may be sent: 20 at most. Without any, to this machine (`localhost`) alone.
    #[serde(default)]
    redirect_uris: Vec<String>,
    /// Whether it is published, which it must be to join other accounts' meetings.
    #[serde(default)]
    published: bool,
    /// The account that owns it, if not the emulator's own: then meetings here are external to it.
    account_id: Option<String>,
}

/// What an app was created as.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = AppKind)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Kind {
    /// Calls the REST API for the account.
    ServerToServer,
    /// Signs for the Meeting SDK, and acts for users who allow it.
    MeetingSdk,
}

/// More apps are refused.
const MAX_APPS: usize = 100;
const MAX_SCOPES: usize = 200;
const MAX_REDIRECT_URIS: usize = 20;
/// The longest scope or address, in bytes.
const MAX_TEXT: usize = 512;

impl From<AppKind> for Kind {
    fn from(kind: AppKind) -> Self {
        match kind {
            AppKind::ServerToServer => Self::ServerToServer,
            AppKind::MeetingSdk => Self::MeetingSdk,
        }
    }
}

impl AppChange {
    /// Changes nothing when something is wrong with it.
    pub(crate) fn apply(self, app: &App, state: &State) -> Result<(), String> {
        self.check()?;
        let id = app.client_id.as_str();
        if let Some(scopes) = self.scopes {
            state.set_app_scopes(id, scopes);
        }
        if let Some(uris) = self.redirect_uris {
            state.set_app_redirect_uris(id, uris);
        }
        if let Some(enabled) = self.enabled {
            state.set_app_enabled(id, enabled);
        }
        if let Some(published) = self.published {
            state.set_app_published(id, published);
        }
        Ok(())
    }

    pub(super) fn check(&self) -> Result<(), String> {
        check(
            self.scopes.as_deref().unwrap_or_default(),
            self.redirect_uris.as_deref().unwrap_or_default(),
        )
    }
}

impl NewAppWanted {
    /// Adds it, unless something is wrong with it.
    pub(crate) fn add(self, state: &State) -> Result<App, String> {
        check(
            self.scopes.as_deref().unwrap_or_default(),
            &self.redirect_uris,
        )?;
        if self
            .account_id
            .as_ref()
            .is_some_and(|id| id.is_empty() || id.len() > MAX_TEXT)
        {
            return Err("accountId is a text that is not empty, or is left out".to_owned());
        }
        if state.apps().len() >= MAX_APPS {
            return Err(format!("there are {MAX_APPS} apps already"));
        }
        let mut new = NewApp::new(match self.kind {
            Kind::ServerToServer => AppKind::ServerToServer,
            Kind::MeetingSdk => AppKind::MeetingSdk,
        });
        new.scopes = self.scopes.unwrap_or(new.scopes);
        new.redirect_uris = self.redirect_uris;
        new.published = self.published;
        new.account_id = self.account_id;
        let id = state.add_app(new).client_id;
        state.app(&id).ok_or_else(|| "the app is gone".to_owned())
    }
}

/// The app of this client id; `serverToServer` and `meetingSdk` are those that are there at the start.
pub(crate) fn find(state: &State, name: &str) -> Result<App, String> {
    let known = state.credentials();
    let id = match name {
        "serverToServer" => &known.s2s.client_id,
        "meetingSdk" => &known.meeting_sdk.client_id,
        id => id,
    };
    state.app(id).ok_or_else(|| {
        "there is no such app; it is serverToServer, meetingSdk, or a client id of GET /apps"
            .to_owned()
    })
}

fn check(scopes: &[String], redirect_uris: &[String]) -> Result<(), String> {
    if scopes.len() > MAX_SCOPES {
        return Err(format!("scopes has more than {MAX_SCOPES}"));
    }
    if redirect_uris.len() > MAX_REDIRECT_URIS {
        return Err(format!("redirectUris has more than {MAX_REDIRECT_URIS}"));
    }
    for (index, scope) in scopes.iter().enumerate() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:.".contains(c);
        if !scope.contains(':') || scope.len() > MAX_TEXT || !scope.chars().all(plain) {
            return Err(format!(
                "scopes[{index}] is no scope; one looks like meeting:read:meeting:admin"
            ));
        }
    }
    for (index, uri) in redirect_uris.iter().enumerate() {
        let good = Url::parse(uri).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https") && url.has_host() && url.fragment().is_none()
        });
        if !good || uri.len() > MAX_TEXT {
            return Err(format!(
                "redirectUris[{index}] begins with https:// or http://, has a host and no fragment"
            ));
        }
    }
    Ok(())
}

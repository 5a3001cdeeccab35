//! Who wants to hear of what.

use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use url::Url;

use super::custom_header::CustomHeader;
use super::delivery::Job;

/// Somebody's wish to hear of events. Its worker stops when it is dropped.
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: Url,
    /// `None`: all.
    pub(crate) events: Option<Vec<String>>,
    /// The hosts whose events are wanted; none stands for the whole account.
    pub(crate) user_ids: Vec<String>,
    /// What is sent along.
    pub(super) custom: CustomHeader,
    pub(crate) made_by: MadeBy,
    pub(crate) standing: Standing,
    pub(super) jobs: mpsc::Sender<Job>,
    pub(super) worker: Worker,
}

/// Whom an event is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About<'a> {
    /// The host of a meeting, or a user.
    pub(super) user: Option<&'a str>,
    /// The app whose authorization ended; no other app hears of it.
    pub(super) app: Option<&'a str>,
}

/// Where a subscription came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MadeBy {
    /// The options at start.
    Options,
    /// The control port.
    Control,
    /// An app, by REST, which alone may change it.
    App { client_id: String },
}

/// Whether its endpoint has proved that it knows the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not yet; events wait meanwhile.
    Unproved {
        /// Why not, if it was asked.
        because: Option<String>,
    },
    Enabled,
    /// It failed to six times on end.
    Disabled {
        because: String,
    },
}

pub(super) struct Worker(pub(super) JoinHandle<()>);

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Subscription {
    /// Whether it wants an event about these.
    pub(super) fn wants(&self, event: &str, about: About<'_>) -> bool {
        let named = |names: &Vec<String>| names.iter().any(|name| name == event);
        let of_whom = |user: &str| self.user_ids.iter().any(|id| id == user);
        let of_app = |app: &str| match &self.made_by {
            MadeBy::App { client_id } => client_id == app,
            MadeBy::Options | MadeBy::Control => true,
        };
        self.events.as_ref().is_none_or(named)
            && (self.user_ids.is_empty() || about.user.is_none_or(of_whom))
            && about.app.is_none_or(of_app)
            && !matches!(self.standing, Standing::Disabled { .. })
    }

    /// The address without what may be secret in it.
    pub(crate) fn shown_url(&self) -> String {
        let mut url = self.url.clone();
        let _ = url.set_password(None);
        let _ = url.set_username("");
        if url.query().is_some() {
            url.set_query(Some("…"));
        }
        url.into()
    }
}

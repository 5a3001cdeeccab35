//! How a snapshot writes what holds secrets, which has no form in JSON by itself.

use countersign_token::Secret;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clock::UnixSeconds;
use crate::state::{
    App, AppKind, Kind, Links, LiveStream, Meeting, NameTag, Occurrence, PastInstance, Poll,
    RegistrationForm, Settings, Status, UserId,
};

/// A meeting or webinar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct MeetingRow(#[serde(with = "MeetingRecord")] pub(super) Meeting);

/// Two are the same when they are written the same.
impl PartialEq for MeetingRow {
    fn eq(&self, other: &Self) -> bool {
        serde_json::to_value(self).ok() == serde_json::to_value(other).ok()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Meeting", rename_all = "camelCase", deny_unknown_fields)]
struct MeetingRecord {
    kind: Kind,
    id: u64,
    uuid: String,
    host_id: UserId,
    host_email: String,
    topic: String,
    agenda: String,
    #[serde(rename = "type")]
    type_code: u64,
    status: Status,
    start_time: Option<UnixSeconds>,
    duration: u64,
    timezone: String,
    created_at: UnixSeconds,
    #[serde(with = "exposed")]
    password: Secret,
    settings: Settings,
    recurrence: Option<Value>,
    occurrences: Vec<Occurrence>,
    form: RegistrationForm,
    #[serde(default)]
    polls: Vec<Poll>,
    #[serde(default)]
    survey: Option<Value>,
    #[serde(default, with = "LiveStreamRecord")]
    stream: LiveStream,
    #[serde(default)]
    name_tags: Vec<NameTag>,
    extra: Map<String, Value>,
    #[serde(with = "LinksRecord")]
    links: Links,
    past: Vec<PastInstance>,
    started_at: Option<UnixSeconds>,
    #[serde(default)]
    practice: bool,
    deleted_at: Option<UnixSeconds>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Links", rename_all = "camelCase", deny_unknown_fields)]
struct LinksRecord {
    #[serde(with = "exposed")]
    pwd: Secret,
    register: String,
    #[serde(with = "exposed")]
    h323_password: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "LiveStream", rename_all = "camelCase", deny_unknown_fields)]
struct LiveStreamRecord {
    stream_url: String,
    #[serde(with = "exposed")]
    stream_key: Secret,
    page_url: String,
    resolution: String,
    on: bool,
}

/// An app without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AppRow {
    pub(super) kind: AppKind,
    pub(super) client_id: String,
    pub(super) account_id: String,
    pub(super) owner: UserId,
    enabled: bool,
    published: bool,
    redirect_uris: Vec<String>,
    /// The sets it had; the last is the one of new tokens.
    scopes: Vec<Vec<String>>,
    #[serde(default)]
    forgotten_scopes: u64,
    #[serde(default)]
    scopes_good_from: UnixSeconds,
    issued_tokens: u64,
    revoked_tokens: u64,
}

impl AppRow {
    pub(super) fn of(app: &App) -> Self {
        let app = app.clone();
        Self {
            kind: app.kind,
            client_id: app.client_id,
            account_id: app.account_id,
            owner: app.owner,
            enabled: app.enabled,
            published: app.published,
            redirect_uris: app.redirect_uris,
            scopes: app.scopes,
            forgotten_scopes: app.forgotten_scopes,
            scopes_good_from: app.scopes_good_from,
            issued_tokens: app.issued_tokens,
            revoked_tokens: app.revoked_tokens,
        }
    }

    pub(super) fn app(self, client_secret: Secret, webhook_secret: Secret) -> App {
        App {
            kind: self.kind,
            client_id: self.client_id,
            client_secret,
            webhook_secret,
            account_id: self.account_id,
            owner: self.owner,
            enabled: self.enabled,
            published: self.published,
            redirect_uris: self.redirect_uris,
            scopes: self.scopes,
            forgotten_scopes: self.forgotten_scopes,
            scopes_good_from: self.scopes_good_from,
            issued_tokens: self.issued_tokens,
            revoked_tokens: self.revoked_tokens,
        }
    }
}

/// A passcode or stream key: part of a meeting, and so of its snapshot.
mod exposed {
    use countersign_token::{ExposeSecret, Secret};
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(secret.expose_secret())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
        String::deserialize(from).map(Secret::from)
    }
}

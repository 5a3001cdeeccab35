//! The memory as a snapshot writes it, and taking it back.
//!
//! What is a secret of the emulator itself is apart from the rest ([`SavedSecrets`]), so that a snapshot can be had
//! without. Codes and devices that wait for a user are not kept: they are over in minutes.

mod check;
mod records;

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_token::{ExposeSecret, Secret};
use serde::{Deserialize, Serialize};

use super::grants::UserGrant;
use super::quotas::{Quota, Quotas};
use super::rates::{Pool, Rates};
use super::tokens::Mint;
use super::{
    AccountSettings, AppCredentials, Attendance, Credentials, HostKey, Label, Meeting, Panelist,
    Registrant, State, Status, TrackingField, TrackingSource, User, UserId, UserSummary,
};
use crate::random::Random;

use records::{AppRow, MeetingRow};

/// Everything but clock, subscriptions and secrets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SavedState {
    account: Account,
    apps: Vec<AppRow>,
    users: Vec<User>,
    /// Oldest first.
    meetings: Vec<Planned>,
    /// Those that can be recovered.
    deleted: Vec<Planned>,
    /// What users allowed apps.
    grants: Vec<Grant>,
    counts: Counts,
    rates: SavedRates,
}

/// The account, and which of the apps and users were made at its start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Account {
    id: String,
    server_to_server: String,
    meeting_sdk: String,
    host: Host,
    settings: AccountSettings,
    #[serde(default)]
    tracking_fields: Vec<TrackingField>,
}

/// The account's first user, who may be gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Host {
    id: UserId,
    email: String,
}

/// A meeting or webinar with what belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Planned {
    meeting: MeetingRow,
    #[serde(default)]
    registrants: Vec<Registrant>,
    #[serde(default)]
    panelists: Vec<Panelist>,
    #[serde(default)]
    tracking_sources: Vec<TrackingSource>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Grant {
    client_id: String,
    user_id: UserId,
    id: String,
    generation: u64,
    public: bool,
}

/// What was counted on one UTC day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Counts {
    /// Days since 1970-01-01.
    day: u64,
    used: Vec<Count>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Count {
    of: Quota,
    times: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SavedRates {
    pools: BTreeMap<Label, Pool>,
}

/// What lets whoever has it act as the account.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SavedSecrets {
    /// What tokens and links are signed with: 32 bytes in base64url.
    signing_key: String,
    /// By client id.
    apps: BTreeMap<String, AppSecrets>,
    /// Of users who set one, by their ids.
    #[serde(default)]
    host_keys: BTreeMap<UserId, String>,
    /// How far a seeded source of identifiers has come; null when they come from the operating system.
    random: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AppSecrets {
    client_secret: String,
    /// What webhooks are signed with; null when it was given from outside.
    webhook_secret: Option<String>,
}

/// What is wrong with a snapshot, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {because}")]
pub(crate) struct Wrong {
    pub(crate) at: String,
    pub(crate) because: String,
}

impl Wrong {
    pub(crate) fn new(at: impl Into<String>, because: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            because: because.into(),
        }
    }
}

impl State {
    /// Everything as it is now. A meeting that is live is written as one that ends now, with those of `live` for its
    /// past, since nobody can come back to it. `given` is whether the webhook secret of the account's app came from outside.
    pub(crate) fn save(
        &self,
        mut live: HashMap<u64, Vec<Attendance>>,
        given: bool,
    ) -> (SavedState, SavedSecrets) {
        let now = self.clock().now();
        let tables = self.tables();
        let mut planned = |meeting: &Meeting| {
            let mut meeting = meeting.clone();
            if meeting.status == Status::Started {
                meeting.end(now);
                meeting.practice = false;
                if let (Some(past), Some(there)) =
                    (meeting.past.last_mut(), live.remove(&meeting.id))
                {
                    past.attendance = there;
                }
            }
            let number = meeting.id;
            Planned {
                meeting: MeetingRow(meeting),
                registrants: tables.registrants.get(&number).cloned().unwrap_or_default(),
                panelists: tables.panelists.get(&number).cloned().unwrap_or_default(),
                tracking_sources: tables.tracking.get(&number).cloned().unwrap_or_default(),
            }
        };
        let ready_made = &tables.ready_made;
        let mut grants: Vec<Grant> = tables
            .grants
            .iter()
            .map(|((client_id, user_id), grant)| Grant {
                client_id: client_id.clone(),
                user_id: user_id.clone(),
                id: grant.id.clone(),
                generation: grant.generation,
                public: grant.public,
            })
            .collect();
        grants.sort_by(|a, b| (&a.client_id, &a.user_id).cmp(&(&b.client_id, &b.user_id)));
        let used = tables.quotas.used.iter();
        let mut used: Vec<Count> = used
            .map(|(of, &times)| Count {
                of: of.clone(),
                times,
            })
            .collect();
        used.sort_by(|a, b| a.of.cmp(&b.of));
        let secret_of = |app: &super::App| {
            let text = |secret: &Secret| secret.expose_secret().to_owned();
            let own = given && app.client_id == tables.ready_made.s2s.client_id;
            let secrets = AppSecrets {
                client_secret: text(&app.client_secret),
                webhook_secret: (!own).then(|| text(&app.webhook_secret)),
            };
            (app.client_id.clone(), secrets)
        };
        let secrets = SavedSecrets {
            signing_key: URL_SAFE_NO_PAD.encode(tables.mint.key()),
            apps: tables.apps.values().map(secret_of).collect(),
            host_keys: (tables.users.values())
                .filter_map(|user| {
                    let key = user.host_key.as_ref()?;
                    Some((user.id.clone(), key.expose().to_owned()))
                })
                .collect(),
            random: tables.random.state(),
        };
        let saved = SavedState {
            account: Account {
                id: ready_made.account_id.clone(),
                server_to_server: ready_made.s2s.client_id.clone(),
                meeting_sdk: ready_made.meeting_sdk.client_id.clone(),
                host: Host {
                    id: ready_made.host.id.clone(),
                    email: ready_made.host.email.clone(),
                },
                settings: tables.settings.clone(),
                tracking_fields: tables.tracking_fields.clone(),
            },
            apps: tables.apps.values().map(AppRow::of).collect(),
            users: tables.users.values().cloned().collect(),
            meetings: tables.meetings.values().map(&mut planned).collect(),
            deleted: tables.deleted.values().map(&mut planned).collect(),
            grants,
            counts: Counts {
                day: tables.quotas.day,
                used,
            },
            rates: SavedRates {
                pools: tables.rates.pools.clone(),
            },
        };
        (saved, secrets)
    }

    /// Whether [`State::restore`] would take it; changes nothing.
    pub(crate) fn check_saved(
        &self,
        saved: &SavedState,
        secrets: Option<&SavedSecrets>,
    ) -> Result<(), Wrong> {
        saved.check()?;
        if let Some(secrets) = secrets {
            secrets.open()?;
        }
        let tables = self.tables();
        for (index, row) in saved.apps.iter().enumerate() {
            let (known, because) = match secrets {
                Some(secrets) => (
                    secrets.apps.contains_key(&row.client_id),
                    "secrets.state.apps has no secret for this app",
                ),
                None => (
                    tables.apps.contains_key(&row.client_id),
                    "this snapshot is without secrets, and there is no such app here; take it with secrets=true",
                ),
            };
            if !known {
                return Err(Wrong::new(format!("state.apps[{index}].clientId"), because));
            }
        }
        Ok(())
    }

    /// Everything is as it was saved, or, when something is wrong with that, as before. Without `secrets` those that
    /// are here stay, and every app has to be here.
    pub(crate) fn restore(
        &self,
        saved: SavedState,
        secrets: Option<&SavedSecrets>,
    ) -> Result<(), Wrong> {
        self.check_saved(&saved, secrets)?;
        let tables = &mut *self.tables();
        let random = &mut tables.random;
        let with_secret = |row: AppRow| {
            let here = tables.apps.get(&row.client_id);
            let saved = secrets.and_then(|secrets| secrets.apps.get(&row.client_id));
            let client_secret = saved.map(|saved| Secret::from(saved.client_secret.clone()));
            let hooks = saved.and_then(|saved| saved.webhook_secret.clone());
            let client_secret = client_secret.or_else(|| Some(here?.client_secret.clone()));
            let hooks = hooks.map(Secret::from);
            let hooks = hooks.or_else(|| Some(here?.webhook_secret.clone()));
            let hooks = hooks.unwrap_or_else(|| random.client_id().into());
            (
                row.client_id.clone(),
                row.app(client_secret.unwrap_or_default(), hooks),
            )
        };
        let apps: indexmap::IndexMap<_, _> = saved.apps.into_iter().map(with_secret).collect();
        if let Some(secrets) = secrets {
            (tables.mint, tables.random) = secrets.open()?;
        } else {
            tables.random.fork();
        }
        let pair = |client_id: &String| AppCredentials {
            client_id: client_id.clone(),
            client_secret: apps
                .get(client_id)
                .map(|app| app.client_secret.clone())
                .unwrap_or_default(),
        };
        let account = saved.account;
        tables.settings = account.settings;
        tables.tracking_fields = account.tracking_fields;
        tables.ready_made = Credentials {
            s2s: pair(&account.server_to_server),
            meeting_sdk: pair(&account.meeting_sdk),
            host: UserSummary {
                id: account.host.id,
                email: account.host.email,
            },
            account_id: account.id,
        };
        tables.apps = apps;
        let with_key = |mut user: User| {
            let here = tables.users.get(&user.id);
            user.host_key = match secrets {
                Some(secrets) => secrets.host_keys.get(&user.id).cloned().map(HostKey::from),
                None => here.and_then(|user| user.host_key.clone()),
            };
            (user.id.clone(), user)
        };
        let users: indexmap::IndexMap<_, _> = saved.users.into_iter().map(with_key).collect();
        tables.users = users;
        tables.registrants.clear();
        tables.panelists.clear();
        tables.tracking.clear();
        tables.meetings.clear();
        tables.deleted.clear();
        let all = saved.meetings.into_iter().map(|planned| (false, planned));
        let deleted = saved.deleted.into_iter().map(|planned| (true, planned));
        for (deleted, planned) in all.chain(deleted) {
            let number = planned.meeting.0.id;
            let list = match deleted {
                true => &mut tables.deleted,
                false => &mut tables.meetings,
            };
            list.insert(number, planned.meeting.0);
            tables.registrants.insert(number, planned.registrants);
            tables.panelists.insert(number, planned.panelists);
            tables.tracking.insert(number, planned.tracking_sources);
        }
        let grant = |grant: Grant| {
            let Grant {
                id,
                generation,
                public,
                ..
            } = grant;
            let user_grant = UserGrant {
                id,
                generation,
                public,
            };
            ((grant.client_id, grant.user_id), user_grant)
        };
        tables.grants = saved.grants.into_iter().map(grant).collect();
        tables.quotas = Quotas {
            day: saved.counts.day,
            used: (saved.counts.used.into_iter())
                .map(|count| (count.of, count.times))
                .collect(),
        };
        tables.rates = Rates {
            pools: saved.rates.pools,
        };
        tables.codes.clear();
        tables.devices.clear();
        Ok(())
    }
}

impl SavedSecrets {
    fn open(&self) -> Result<(Mint, Random), Wrong> {
        let key = URL_SAFE_NO_PAD.decode(&self.signing_key).ok();
        let key = key.and_then(|key| <[u8; 32]>::try_from(key).ok());
        let key = key.ok_or_else(|| {
            Wrong::new(
                "secrets.state.signingKey",
                "it is not 32 bytes in base64url",
            )
        })?;
        let random = Random::from_state(self.random.as_deref())
            .ok_or_else(|| Wrong::new("secrets.state.random", "it is neither null nor a number"))?;
        Ok((Mint::new(key), random))
    }
}

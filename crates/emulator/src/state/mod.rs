//! What the emulator remembers: one account's apps, users, meetings, webinars and registrants.
//!
//! Everything is in memory behind one mutex that no caller sees: every method takes what it needs, answers with a
//! copy, and returns. A thread that panics while it holds the lock does not take the emulator down.

mod account;
mod apps;
mod assistants;
mod changes;
mod grants;
mod happening;
mod host_key;
mod links;
mod meeting;
mod meetings;
mod name_tags;
mod new_user;
mod panelists;
mod plan;
mod polls;
mod quotas;
mod rates;
mod registrants;
mod saved;
mod scopes;
mod settings;
mod streams;
mod templates;
mod tokens;
mod tracking;
mod tracking_fields;
mod users;

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use countersign_token::Secret;
use indexmap::IndexMap;
use tokio::sync::broadcast;
use url::Url;

use crate::clock::Clock;
use crate::random::Random;
use changes::{Changes, Held};

pub use account::{AccountSettings, OwnLimits, RateLimit};
pub use apps::{App, AppCredentials, AppKind, NewApp, SdkApp};
pub use assistants::Assistant;
pub(crate) use assistants::MAX_ASSISTANTS;
pub(crate) use grants::{Code, DEVICE_INTERVAL, DEVICE_SECONDS, DeviceProblem, UserTokens};
pub(crate) use happening::{
    Happening, Message, News, Person, Presence, Registration, Speaker, Told, UserStep, What,
};
pub use host_key::HostKey;
pub use links::{Guest, TkProblem};
pub use meeting::{Attendance, Kind, Links, Meeting, Occurrence, PastInstance, Status};
pub use name_tags::NameTag;
pub use new_user::NewUser;
pub use panelists::Panelist;
pub use plan::{Concurrency, Plan, UserStatus};
pub use polls::Poll;
pub(crate) use quotas::Quota;
pub(crate) use rates::TooMany;
pub use rates::{AccountPlan, Label};
pub(crate) use registrants::MAX_REGISTRANTS;
pub use registrants::{Registrant, RegistrantStatus, RegistrationForm};
pub(crate) use saved::{SavedSecrets, SavedState, Wrong};
pub use scopes::DEFAULT_SCOPES;
pub use settings::Settings;
pub use streams::LiveStream;
pub use templates::Template;
pub(crate) use templates::TemplateProblem;
pub(crate) use tokens::{ACCESS_SECONDS, Access};
pub use tokens::{AccessProblem, Caller, Obf, TokenProblem};
pub use tracking::TrackingSource;
pub use tracking_fields::TrackingField;
pub(crate) use users::Departure;
pub use users::{User, UserId, UserSummary};

/// How a [`State`] is made.
#[derive(Clone, Debug)]
pub struct StateOptions {
    /// With a seed every identifier and secret repeats; without one they come from the operating system.
    pub seed: Option<u64>,
    /// The clock that tokens and meetings go by.
    pub clock: Clock,
    /// Where the emulator is reached: the `api_url` of the token endpoint and the root of `join_url` and `start_url`.
    pub public_base: Url,
    /// Whether a new access token makes the app's older ones invalid, as Zoom did until about 2023.
    pub newest_token_only: bool,
}

impl StateOptions {
    /// The machine's clock, no seed, any number of access tokens at once.
    pub fn new(public_base: Url) -> Self {
        Self {
            seed: None,
            clock: Clock::system(),
            public_base,
            newest_token_only: false,
        }
    }
}

/// The emulator's memory. Cheap to clone; clones share it.
#[derive(Clone)]
pub struct State(Arc<Shared>);

struct Shared {
    clock: Clock,
    base: String,
    changes: Changes,
    events: broadcast::Sender<Event>,
    happenings: broadcast::Sender<Told>,
    /// Counts the resets.
    era: AtomicU64,
    /// Apart from the tables, which asking alone does not change.
    tracking_ids: Mutex<Random>,
    tables: Mutex<Tables>,
}

struct Tables {
    random: Random,
    mint: tokens::Mint,
    ready_made: Credentials,
    apps: IndexMap<String, App>,
    users: IndexMap<UserId, User>,
    meetings: IndexMap<u64, Meeting>,
    deleted: IndexMap<u64, Meeting>,
    registrants: HashMap<u64, Vec<Registrant>>,
    panelists: HashMap<u64, Vec<Panelist>>,
    tracking: HashMap<u64, Vec<TrackingSource>>,
    tracking_fields: Vec<TrackingField>,
    quotas: quotas::Quotas,
    rates: rates::Rates,
    settings: AccountSettings,
    codes: HashMap<String, Code>,
    /// By client id and user id.
    grants: HashMap<(String, UserId), grants::UserGrant>,
    devices: HashMap<String, grants::Device>,
}

/// What ends a live room from outside; see [`State::events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The meeting or webinar was ended, by REST or by its host.
    Ended {
        /// Its meeting number.
        number: u64,
    },
    /// The meeting or webinar was deleted.
    Deleted {
        /// Its meeting number.
        number: u64,
    },
}

/// What a newcomer needs to begin: made at start, never constants.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The one account.
    pub account_id: String,
    /// A Server-to-Server OAuth app with [`DEFAULT_SCOPES`], activated.
    pub s2s: AppCredentials,
    /// A General app with the Meeting SDK embedded, activated and not published.
    pub meeting_sdk: AppCredentials,
    /// A licensed user with the webinar add-on, `host@example.com`, who owns both apps.
    pub host: UserSummary,
}

impl State {
    /// An account with its owner `host@example.com` (licensed, webinars), `basic@example.com` (Basic, no webinars),
    /// a Server-to-Server OAuth app and a Meeting SDK app.
    pub fn new(options: StateOptions) -> Self {
        let mut random = Random::new(options.seed);
        let mint = tokens::Mint::new(random.bytes());
        let account_id = random.id();
        let nobody = || AppCredentials {
            client_id: String::new(),
            client_secret: Secret::default(),
        };
        let mut tables = Tables {
            random,
            mint,
            ready_made: Credentials {
                account_id: account_id.clone(),
                s2s: nobody(),
                meeting_sdk: nobody(),
                host: UserSummary {
                    id: String::new(),
                    email: String::new(),
                },
            },
            apps: IndexMap::new(),
            users: IndexMap::new(),
            meetings: IndexMap::new(),
            deleted: IndexMap::new(),
            registrants: HashMap::new(),
            panelists: HashMap::new(),
            tracking: HashMap::new(),
            tracking_fields: Vec::new(),
            quotas: quotas::Quotas::default(),
            rates: rates::Rates::default(),
            settings: AccountSettings {
                newest_token_only: options.newest_token_only,
                ..AccountSettings::default()
            },
            codes: HashMap::new(),
            grants: HashMap::new(),
            devices: HashMap::new(),
        };
        let now = options.clock.now();
        let host = tables.add_user(NewUser::licensed("host@example.com").admin(), now);
        tables.add_user(NewUser::basic("basic@example.com"), now);
        let mut app = |kind| tables.add_app(NewApp::new(kind), &account_id, &host.id);
        let ready_made = Credentials {
            s2s: app(AppKind::ServerToServer),
            meeting_sdk: app(AppKind::MeetingSdk),
            account_id: account_id.clone(),
            host: host.summary(),
        };
        tables.ready_made = ready_made;
        Self(Arc::new(Shared {
            clock: options.clock,
            base: options
                .public_base
                .as_str()
                .trim_end_matches('/')
                .to_owned(),
            changes: Changes::default(),
            events: broadcast::channel(256).0,
            happenings: broadcast::channel(happening::UNHEARD).0,
            era: AtomicU64::new(0),
            tracking_ids: Mutex::new(Random::new(options.seed.map(|n| n.wrapping_add(5)))),
            tables: Mutex::new(tables),
        }))
    }

    /// The account, apps and host that were made at start.
    pub fn credentials(&self) -> Credentials {
        self.tables().ready_made.clone()
    }

    /// The id of the one account.
    pub fn account_id(&self) -> String {
        self.tables().ready_made.account_id.clone()
    }

    /// The clock that everything here goes by.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The public base without a slash at its end, followed by `path`, which begins with one (or is empty).
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.base)
    }

    /// What ends live rooms from now on. A receiver that falls more than 256 events behind misses the oldest.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe()
    }

    /// A tracking id as Zoom puts into `x-zm-trackingid`.
    pub(crate) fn tracking_id(&self) -> String {
        format!(
            "v=2.0;clid=us02;rid=WEB_{}",
            lock(&self.0.tracking_ids).hex().to_lowercase()
        )
    }

    /// Nobody may be listening; that is no error.
    fn announce(&self, event: Event) {
        let _ = self.0.events.send(event);
    }

    fn tables(&self) -> Held<'_> {
        Held::new(lock(&self.0.tables), &self.0.changes)
    }

    /// What the tokens are signed and opened with. Not to be asked for while the tables are held.
    fn mint(&self) -> tokens::Mint {
        self.tables().mint
    }
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State")
            .field("base", &self.0.base)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_that_holds_the_memory_leaves_it_usable() {
        let state = State::new(StateOptions::new("http://localhost".parse().unwrap()));
        let shared = state.clone();
        let panicked = std::thread::spawn(move || {
            let _tables = shared.tables();
            panic!("while the lock is held");
        });
        assert!(panicked.join().is_err());
        assert!(state.user(&state.credentials().host.id).is_some());
    }

    #[test]
    fn a_seed_repeats_the_whole_account_and_no_seed_never_does() {
        let ids = |seed| {
            let mut options = StateOptions::new("http://localhost".parse().unwrap());
            options.seed = seed;
            let credentials = State::new(options).credentials();
            (
                credentials.account_id,
                credentials.host,
                credentials.meeting_sdk.client_id,
            )
        };
        assert_eq!(ids(Some(1)), ids(Some(1)));
        assert_ne!(ids(None), ids(None));
    }
}

//! A running emulator.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use countersign_token::Secret;
use serde_json::Value;
use tokio::net::TcpListener;
use url::Url;

use crate::clock::Clock;
use crate::control::{self, Control};
use crate::faults::{BadFault, Fault, Faults};
use crate::join::{self, Attempts, Join};
use crate::live::Rooms;
use crate::persist::{PersistError, Persisted};
use crate::random::Random;
use crate::requests::{self, Requests};
use crate::seed::{Seed, SeedError, Seeded};
use crate::server::Listeners;
use crate::snapshot::{BadSnapshot, Snapshots};
use crate::state::{AppCredentials, Credentials, NewApp, NewUser, State, StateOptions, User};
use crate::tls::{Identity, TlsError, TlsOptions};
use crate::webhooks::{self, WebhookOptions, Webhooks};
use crate::{WEB_ENDPOINT, rest};

const ANY_LOOPBACK_PORT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// How an [`Emulator`] is started. The default suits tests: any free loopback ports.
#[derive(Clone, Debug)]
pub struct EmulatorOptions {
    /// Where to answer as Zoom. `None`: nowhere; the caller serves [`Emulator::router`] and sets `public_base`.
    pub http: Option<SocketAddr>,
    /// Where the control port is. It has no authentication: leave it on a loopback address.
    pub control: Option<SocketAddr>,
    /// How others reach the emulator, for the links it hands out; by default, as it listens.
    pub public_base: Option<Url>,
    /// The host name that pages give to the SDK as `webEndpoint` and that the bridge catches.
    pub web_endpoint: String,
    /// Makes identifiers and secrets repeat from run to run.
    pub seed: Option<u64>,
    /// The time.
    pub clock: Clock,
    /// How long a participant whose socket is lost may take to come back. The SDK tries after one second.
    pub grace: Duration,
    /// Whether to listen with TLS as well.
    pub tls: Option<TlsOptions>,
    /// Who hears of events, and how.
    pub webhooks: WebhookOptions,
    /// A file that the state is loaded from when it is there, and written to after changes and by
    /// [`Emulator::shutdown`]. It holds secrets, and only its owner may read it. While it is in use, no other emulator
    /// takes it.
    pub persist: Option<PathBuf>,
}

impl Default for EmulatorOptions {
    fn default() -> Self {
        Self {
            http: Some(ANY_LOOPBACK_PORT),
            control: Some(ANY_LOOPBACK_PORT),
            public_base: None,
            web_endpoint: WEB_ENDPOINT.to_owned(),
            seed: None,
            clock: Clock::system(),
            grace: Duration::from_secs(30),
            tls: None,
            webhooks: WebhookOptions::default(),
            persist: None,
        }
    }
}

/// Why an emulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// An address could not be listened on.
    #[error("cannot listen on {addr}: {source}")]
    Listen {
        /// Which.
        addr: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// Nothing says how the emulator is reached.
    #[error("the emulator has neither an address nor a public base; set one of them")]
    NoBase,
    /// TLS was asked for and there is none.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The file to persist in cannot be used. It is as it was.
    #[error(transparent)]
    Persist(#[from] PersistError),
}

/// A running emulator: an account of its own, made at start. It stops when it is dropped.
pub struct Emulator {
    state: State,
    join: Join,
    webhooks: Webhooks,
    faults: Faults,
    router: Router,
    rest: Router,
    base: Url,
    control: Option<Url>,
    tls: Option<(SocketAddr, Identity)>,
    web_endpoint: String,
    persisted: Option<Persisted>,
    snapshots: Snapshots,
    listeners: Listeners,
}

impl Emulator {
    /// Starts one on free loopback ports, for a test.
    ///
    /// # Panics
    /// When the machine has no port left.
    pub async fn start() -> Self {
        Self::start_with(EmulatorOptions::default())
            .await
            .expect("a loopback port is free")
    }

    /// Starts one.
    ///
    /// # Errors
    /// When an address is taken, or the files for TLS cannot be read or made.
    pub async fn start_with(options: EmulatorOptions) -> Result<Self, StartError> {
        let http = match options.http {
            Some(addr) => Some(listen(addr).await?),
            None => None,
        };
        let own = http.as_ref().and_then(|(_, addr)| base_of(*addr));
        let base = options.public_base.or(own).ok_or(StartError::NoBase)?;
        let mut state_options = StateOptions::new(base.clone());
        state_options.seed = options.seed;
        state_options.clock = options.clock;
        let state = State::new(state_options);
        // Other seeds than the state's, or its identifiers would come twice.
        let random = |n| Random::new(options.seed.map(|seed| seed.wrapping_add(n)));
        let rooms = Rooms::new(state.clone(), random(1), options.grace);
        let join = Join::new(
            state.clone(),
            rooms.clone(),
            random(2),
            options.web_endpoint.clone(),
        );
        let webhooks = Webhooks::new(state.clone(), random(3), options.webhooks);
        let own_rest = rest::router(state.clone());
        let router = rest::router(state.clone())
            .merge(webhooks::rest::router(webhooks.clone()))
            .merge(join::router(join.clone()));
        let requests = Requests::new(state.clock().clone());
        let faults = Faults::new(state.clone(), random(4));
        let watched = (requests.clone(), faults.clone());
        let router = router.layer(from_fn_with_state(watched, requests::watch));

        let mut listeners = Listeners::new();
        listeners.run(webhooks::follow(webhooks.clone(), state.happenings()));
        webhooks.subscribe_those_of_options();
        listeners.run(rooms.clone().follow(state.events()));
        let snapshots = Snapshots::new(state.clone(), rooms.clone(), webhooks.clone());
        let persisted = match options.persist {
            Some(path) => Some(Persisted::begin(path, snapshots.clone())?),
            None => None,
        };
        if let Some(persisted) = &persisted {
            listeners.run(persisted.clone().follow());
        }
        if let Some((listener, _)) = http {
            listeners.serve(listener, router.clone());
        }
        let mut control = None;
        if let Some(addr) = options.control {
            let (listener, addr) = listen(addr).await?;
            let parts = Control {
                state: state.clone(),
                rooms,
                join: join.clone(),
                webhooks: webhooks.clone(),
                requests,
                faults: faults.clone(),
                snapshots: snapshots.clone(),
                rest: own_rest.clone(),
            };
            listeners.serve(listener, control::router(parts));
            control = base_of(addr);
        }
        let mut tls = None;
        if let Some(tls_options) = options.tls {
            // Browsers judge a certificate by their own clock, not by the emulated one.
            let identity = Identity::load_or_make(&tls_options, Clock::system().now())?;
            let addr = tls_options.addr;
            let listening = listeners.serve_tls(addr, identity.config.clone(), router.clone());
            let addr = listening.map_err(|source| StartError::Listen { addr, source })?;
            tls = Some((addr, identity));
        }
        Ok(Self {
            state,
            join,
            webhooks,
            faults,
            router,
            rest: own_rest,
            base,
            control,
            tls,
            web_endpoint: options.web_endpoint,
            persisted,
            snapshots,
            listeners,
        })
    }

    /// How it is reached, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.base.as_str().trim_end_matches('/').to_owned()
    }

    /// Where tokens are: clients add `/oauth/token`.
    #[must_use]
    pub fn oauth_url(&self) -> String {
        self.base_url()
    }

    /// The root of the REST API, `/v2` included.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("{}/v2", self.base_url())
    }

    /// The control port, without a slash at the end.
    #[must_use]
    pub fn control_url(&self) -> Option<String> {
        self.control
            .as_ref()
            .map(|url| url.as_str().trim_end_matches('/').to_owned())
    }

    /// Where TLS listens.
    #[must_use]
    pub fn tls_addr(&self) -> Option<SocketAddr> {
        self.tls.as_ref().map(|(addr, _)| *addr)
    }

    /// The certificate of the local authority, for browsers and clients to trust.
    #[must_use]
    pub fn ca_pem(&self) -> Option<&str> {
        self.tls.as_ref().map(|(_, own)| own.ca_pem.as_str())
    }

    /// The file of that certificate.
    #[must_use]
    pub fn ca_path(&self) -> Option<PathBuf> {
        self.tls.as_ref().map(|(_, own)| own.ca_path.clone())
    }

    /// The host name to give to the SDK as `webEndpoint`, with the bridge in the page.
    #[must_use]
    pub fn web_endpoint(&self) -> &str {
        &self.web_endpoint
    }

    /// The account, the apps and the host that were made at start.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        self.state.credentials()
    }

    /// The secret token that webhooks are signed with.
    #[must_use]
    pub fn webhook_secret(&self) -> Secret {
        self.webhooks.secret()
    }

    /// What it remembers.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Adds a user, or answers the one who has this e-mail already.
    pub fn add_user(&self, user: NewUser) -> User {
        self.state.add_user(user)
    }

    /// Adds an app to those of [`Emulator::credentials`].
    pub fn add_app(&self, app: NewApp) -> AppCredentials {
        self.state.add_app(app)
    }

    /// Makes something go wrong from now on; answers the fault's id. A request meets the first fault for it.
    ///
    /// # Errors
    /// When the fault says what cannot be, or there are 100 already.
    pub fn set_fault(&self, fault: Fault) -> Result<u64, BadFault> {
        self.faults.set(fault).map(|fault| fault.id)
    }

    /// How many requests met the fault with this id; `None` when none is set.
    #[must_use]
    pub fn fault_met(&self, id: u64) -> Option<u64> {
        self.faults.met(id)
    }

    /// Takes all faults back.
    pub fn take_back_faults(&self) {
        self.faults.take_back(None);
    }

    /// Sets up account and apps, and adds users, meetings, webinars and registrants: what `--load` of the program reads.
    ///
    /// # Errors
    /// When one of them cannot be, or the REST API refuses it. Those before it are there.
    pub async fn load(&self, seed: Seed) -> Result<Seeded, SeedError> {
        seed.sow(&self.state, &self.rest).await
    }

    /// The attempts to join.
    #[must_use]
    pub fn attempts(&self) -> &Attempts {
        self.join.attempts()
    }

    /// Everything that emulates Zoom, to be nested into another server.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The whole state as one document, as `GET /snapshot` on the control port gives it.
    #[must_use]
    pub fn snapshot(&self, with_secrets: bool) -> Value {
        self.snapshots.value(with_secrets)
    }

    /// Puts the state back to that of a document of [`Emulator::snapshot`], of this emulator or another one.
    ///
    /// # Errors
    /// When the document is none, or contradicts itself; then nothing is changed.
    pub fn load_snapshot(&self, document: &[u8]) -> Result<(), BadSnapshot> {
        self.snapshots.load(document)
    }

    /// Whether a file was there to begin with: see [`EmulatorOptions::persist`].
    #[must_use]
    pub fn continues(&self) -> bool {
        self.persisted.as_ref().is_some_and(Persisted::was_there)
    }

    /// Stops listening; requests in flight have two seconds. Writes the state down, where that was asked for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn shutdown(self) -> Result<(), PersistError> {
        self.listeners.stop().await;
        match &self.persisted {
            Some(persisted) => persisted.close(),
            None => Ok(()),
        }
    }
}

async fn listen(addr: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let bound = async {
        let listener = TcpListener::bind(addr).await?;
        let addr = listener.local_addr()?;
        Ok((listener, addr))
    };
    bound
        .await
        .map_err(|source| StartError::Listen { addr, source })
}

fn base_of(addr: SocketAddr) -> Option<Url> {
    Url::parse(&format!("http://{addr}")).ok()
}

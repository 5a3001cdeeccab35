use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use countersign_diagnose::{Case, CodeRead};
use countersign_token::{ClientId, Signer};
use countersign_zoom::Zoom;
use url::Url;

use crate::quota::{Quotas, RedisError};
use crate::sdk::{self, SdkDirError};
use crate::state::{AppState, Inner};
use crate::store::{Store, StoreError};
use crate::{Clock, Config, Keys, SdkAssets, ServerToServer, routes};

/// The gateway, ready to answer.
#[derive(Clone)]
pub struct Gateway {
    state: AppState,
}

/// Finds mistakes in the code of a case, and says what of it was not read. It must not keep the case, which holds secrets,
/// and must take any text.
pub type CodeReader = fn(&Case) -> CodeRead;

/// Why the gateway cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The credentials of the Meeting SDK app cannot sign.
    #[error("meeting_sdk: {0}")]
    MeetingSdk(String),
    /// The Server-to-Server OAuth app or a host cannot be used.
    #[error(transparent)]
    Zoom(#[from] countersign_zoom::Error),
    /// The folder with the Web SDK is not one.
    #[error(transparent)]
    Sdk(#[from] SdkDirError),
    /// Redis is configured and does not answer.
    #[error(transparent)]
    Redis(#[from] RedisError),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Gateway {
    /// Opens what `config` names, with the clock of this machine.
    pub async fn new(config: Config) -> Result<Gateway, StartError> {
        Gateway::with_clock(config, Clock::system()).await
    }

    /// Like [`Gateway::new`] with another clock.
    pub async fn with_clock(mut config: Config, clock: Clock) -> Result<Gateway, StartError> {
        warn_of_plain_http(&config.public_url);
        let client_id = ClientId::new(&config.meeting_sdk.client_id)
            .map_err(|error| StartError::MeetingSdk(error.to_string()))?;
        let signer = Signer::new(client_id, &config.meeting_sdk.client_secret)
            .map_err(|error| StartError::MeetingSdk(error.to_string()))?;
        if let SdkAssets::Dir(dir) = &config.zoom.sdk {
            config.zoom.sdk = SdkAssets::Dir(sdk::dist(dir)?);
        }
        let zoom = config
            .server_to_server
            .as_ref()
            .map(|app| zoom(&config, app))
            .transpose()?;
        let store = Store::open(&config.database).await?;
        let quotas = Quotas::open(config.redis.as_ref(), config.quotas).await?;
        let state = AppState::new(Inner {
            config,
            clock,
            signer,
            quotas,
            store,
            zoom,
            code_reader: OnceLock::new(),
        });
        Ok(Gateway { state })
    }

    /// Lets the Doctor read code as well. Reading it takes grammars in C, which this crate leaves to whoever wants them;
    /// only the first reader that is given counts.
    #[must_use]
    pub fn reading_code_with(self, reader: CodeReader) -> Gateway {
        self.state.code_reader.get_or_init(|| reader);
        self
    }

    /// The API keys of this gateway.
    pub fn keys(&self) -> Keys {
        Keys::new(self.state.store.clone(), self.state.clock.clone())
    }

    /// Every route, with its limits and headers.
    ///
    /// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: without the peer's address all clients are
    /// counted as one.
    pub fn router(&self) -> Router {
        routes::router(self.state.clone())
    }
}

fn warn_of_plain_http(public_url: &Url) {
    let here = matches!(
        public_url.host_str(),
        Some("localhost" | "127.0.0.1" | "[::1]")
    );
    if public_url.scheme() == "http" && !here {
        tracing::warn!(%public_url, "plain http: browsers give such pages no camera and no microphone");
    }
}

fn zoom(config: &Config, app: &ServerToServer) -> Result<Zoom, countersign_zoom::Error> {
    let mut zoom =
        countersign_zoom::Config::new(&app.account_id, &app.client_id, app.client_secret.clone());
    zoom.api = config.zoom.api.clone();
    zoom.oauth = config.zoom.oauth.clone();
    zoom.allow_http = config.zoom.allows_http();
    // A visitor waits for this; what takes longer will not come.
    zoom.timeout = Duration::from_secs(15);
    Zoom::new(zoom)
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("config", &self.state.config)
            .finish_non_exhaustive()
    }
}

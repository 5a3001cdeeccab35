use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use countersign_token::{ClientId, Signer};
use countersign_zoom::Zoom;
use tokio::net::TcpListener;

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
        let quotas = Quotas::open(config.redis.as_ref()).await?;
        let state = AppState::new(Inner {
            config,
            clock,
            signer,
            quotas,
            store,
            zoom,
        });
        Ok(Gateway { state })
    }

    /// The API keys of this gateway.
    pub fn keys(&self) -> Keys {
        Keys::new(self.state.store.clone(), self.state.clock.clone())
    }

    /// Every route, with its limits and headers.
    pub fn router(&self) -> Router {
        routes::router(self.state.clone())
    }

    /// Answers on `listener` until `shutdown` is done, then lets requests in flight finish.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let service = self
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service)
            .with_graceful_shutdown(shutdown)
            .await
    }
}

fn zoom(config: &Config, app: &ServerToServer) -> Result<Zoom, countersign_zoom::Error> {
    let mut zoom =
        countersign_zoom::Config::new(&app.account_id, &app.client_id, app.client_secret.clone());
    zoom.api = config.zoom.api.clone();
    zoom.oauth = config.zoom.oauth.clone();
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

use std::future::Future;
use std::io;
use std::net::SocketAddr;

use axum::Router;
use countersign_token::{ClientId, Signer};
use tokio::net::TcpListener;

use crate::state::{AppState, Inner};
use crate::store::{Store, StoreError};
use crate::{Clock, Config, Keys, routes};

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
    pub async fn with_clock(config: Config, clock: Clock) -> Result<Gateway, StartError> {
        let client_id = ClientId::new(&config.meeting_sdk.client_id)
            .map_err(|error| StartError::MeetingSdk(error.to_string()))?;
        let signer = Signer::new(client_id, &config.meeting_sdk.client_secret)
            .map_err(|error| StartError::MeetingSdk(error.to_string()))?;
        let store = Store::open(&config.database).await?;
        let state = AppState::new(Inner {
            config,
            clock,
            signer,
            store,
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

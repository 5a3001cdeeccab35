use std::sync::Arc;

use countersign_token::Signer;

use crate::store::Store;
use crate::{Clock, Config};

/// What every handler may use. Cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) signer: Signer,
    pub(crate) store: Store,
}

impl AppState {
    pub(crate) fn new(inner: Inner) -> AppState {
        AppState(Arc::new(inner))
    }

    /// Seconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.clock.now()
    }

    /// `path` (with its leading slash) as browsers reach it.
    pub(crate) fn public(&self, path: &str) -> String {
        format!("{}{path}", self.config.own_origin())
    }
}

impl std::ops::Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

use std::sync::{Arc, OnceLock};

use axum::http::StatusCode;
use countersign_diagnose::{Case, Report, diagnose_with};
use countersign_token::{MeetingNumber, Signer};
use countersign_zoom::Zoom;

use crate::link::Kind;
use crate::meeting::Meeting;
use crate::quota::Quotas;
use crate::store::Store;
use crate::{Clock, CodeReader, Config, Problem};

/// What every handler may use. Cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) signer: Signer,
    pub(crate) store: Store,
    pub(crate) quotas: Quotas,
    /// `None` without a Server-to-Server OAuth app.
    pub(crate) zoom: Option<Zoom>,
    /// Empty when nobody gave one.
    pub(crate) code_reader: OnceLock<CodeReader>,
}

impl AppState {
    pub(crate) fn new(inner: Inner) -> AppState {
        AppState(Arc::new(inner))
    }

    /// Seconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.clock.now()
    }

    /// What is wrong with a case, its code included where there is a reader of code. A mebibyte of it takes tens of
    /// milliseconds, so nobody else's thread does it.
    pub(crate) async fn diagnose(&self, case: Case) -> Result<Report, Problem> {
        let reader = self.code_reader.get().copied();
        let now = self.now();
        let judge = move || {
            let in_code = reader.map(|read| read(&case)).unwrap_or_default();
            diagnose_with(&case, now, in_code)
        };
        let judged = tokio::task::spawn_blocking(judge).await;
        judged.map_err(|_| Problem::internal())
    }

    /// The client of Zoom's REST API.
    pub(crate) fn zoom(&self) -> Result<&Zoom, Problem> {
        self.zoom.as_ref().ok_or_else(|| {
            Problem::new(
                StatusCode::NOT_IMPLEMENTED,
                "no-rest-app",
                "this gateway has no Server-to-Server OAuth app; its operator sets zoom.account_id, zoom.client_id and \
                 zoom.client_secret",
            )
        })
    }

    /// A meeting or webinar as Zoom describes it now.
    pub(crate) async fn meeting(
        &self,
        kind: Kind,
        number: MeetingNumber,
    ) -> Result<Meeting, Problem> {
        Ok(Meeting::read(self.zoom()?, kind, number).await?)
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

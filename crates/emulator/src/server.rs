//! Listeners that stop when they are told to.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::join::ByTls;

/// How long requests in flight may take when the emulator stops.
const LAST_REQUESTS: Duration = Duration::from_secs(2);

/// The running listeners. They stop when this is dropped.
pub(crate) struct Listeners {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Listeners {
    pub(crate) fn new() -> Self {
        Self {
            stop: watch::Sender::new(false),
            tasks: Vec::new(),
        }
    }

    /// Runs `task` until the emulator stops.
    pub(crate) fn run(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        let mut stop = self.stop.subscribe();
        self.spawn(async move {
            tokio::select! {
                () = task => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        });
    }

    /// Runs `task`, which ends by itself when the emulator stops.
    fn spawn(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.push(tokio::spawn(task));
    }

    /// Serves plain HTTP.
    pub(crate) fn serve(&mut self, listener: TcpListener, router: Router) {
        let mut stop = self.stop.subscribe();
        self.spawn(async move {
            let stopped = async move {
                let _ = stop.wait_for(|stop| *stop).await;
            };
            if let Err(error) = axum::serve(listener, router)
                .with_graceful_shutdown(stopped)
                .await
            {
                tracing::error!(%error, "the listener stopped");
            }
        });
    }

    /// Serves HTTPS; answers the address.
    pub(crate) fn serve_tls(
        &mut self,
        addr: SocketAddr,
        config: Arc<ServerConfig>,
        router: Router,
    ) -> std::io::Result<SocketAddr> {
        let listener = std::net::TcpListener::bind(addr)?;
        listener.set_nonblocking(true)?;
        let addr = listener.local_addr()?;
        let handle = axum_server::Handle::new();
        let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(config))?
            .handle(handle.clone());
        let router = router.layer(Extension(ByTls));
        let mut stop = self.stop.subscribe();
        self.spawn(async move {
            let stopped = async move {
                let _ = stop.wait_for(|stop| *stop).await;
                handle.graceful_shutdown(Some(LAST_REQUESTS));
            };
            let (served, ()) = tokio::join!(server.serve(router.into_make_service()), stopped);
            if let Err(error) = served {
                tracing::error!(%error, "the TLS listener stopped");
            }
        });
        Ok(addr)
    }

    /// Stops listening, lets requests in flight finish, and returns.
    pub(crate) async fn stop(mut self) {
        self.stop.send_replace(true);
        for task in std::mem::take(&mut self.tasks) {
            let handle = task.abort_handle();
            if timeout(LAST_REQUESTS, task).await.is_err() {
                handle.abort();
            }
        }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

//! Listening, answering and stopping.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::failure::Failure;

/// How long requests in flight may go on after the signal to stop; an open WebSocket would go on for ever.
const PATIENCE: Duration = Duration::from_secs(3);

/// Two threads: the work is waiting for Zoom, and every thread costs memory.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_all()
        .build()
        .map_err(|error| Failure::CouldNotRun(format!("cannot start: {error}")))
}

/// Listens on exactly this address.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Failure::CouldNotRun(format!("cannot listen on {address}: {error}")))
}

/// Answers until somebody presses Ctrl-C or sends SIGTERM.
pub(crate) async fn serve(listener: TcpListener, router: Router) -> Result<(), Failure> {
    let stop = stop()?;
    serve_until(listener, router, stop).await
}

/// Answers until `stop` is done, and then for a moment more.
pub(crate) async fn serve_until(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let (stopping, mut stopped) = watch::channel(false);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let answering = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        stopping.send_replace(true);
    });
    let out_of_patience = async move {
        // The sender goes away only when the server has ended, and then the other branch has won.
        if stopped.wait_for(|stopping| *stopping).await.is_ok() {
            tokio::time::sleep(PATIENCE).await;
        }
    };
    tokio::select! {
        ended = answering => ended.map_err(|error| Failure::CouldNotRun(format!("the server failed: {error}"))),
        () = out_of_patience => Ok(()),
    }
}

/// Done when somebody presses Ctrl-C or sends SIGTERM.
pub(crate) fn stop() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let heard = |kind| {
        signal(kind)
            .map_err(|error| Failure::CouldNotRun(format!("cannot wait for a signal: {error}")))
    };
    let (mut interrupt, mut terminate) = (
        heard(SignalKind::interrupt())?,
        heard(SignalKind::terminate())?,
    );
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

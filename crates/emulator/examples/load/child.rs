//! The process that is measured.

use std::io::BufRead;
use std::time::Duration;

use axum::{Router, body::Bytes, extract::Path, routing::any};
use countersign_emulator::{
    Emulator, EmulatorOptions,
    clock::Clock,
    state::{NewUser, User},
};
use countersign_token::ExposeSecret;
use serde_json::json;
use tokio::net::TcpListener;

use crate::Failed;
use crate::desk::{NOW, OTHER};

/// An emulator and the floor. Each line of standard input lets a day pass.
pub(crate) async fn emulate() -> Result<(), Failed> {
    let clock = Clock::fixed(NOW);
    let options = EmulatorOptions {
        clock: clock.clone(),
        ..EmulatorOptions::default()
    };
    let emulator = Emulator::start_with(options).await?;
    let host = emulator.credentials().host.id;
    let many = |user: &mut User| user.meeting_capacity = 1_000;
    emulator.state().change_user(&host, many);
    emulator.state().add_user(NewUser::licensed(OTHER));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let floor = format!("http://{}", listener.local_addr()?);
    let answer = |Path(size): Path<usize>, _: Bytes| async move {
        ([("content-type", "application/json")], vec![b' '; size])
    };
    let routes = Router::new().route("/{size}", any(answer));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let (s2s, sdk) = (
        emulator.credentials().s2s,
        emulator.credentials().meeting_sdk,
    );
    let facts = json!({
        "base": emulator.base_url(), "api": emulator.api_url(), "floor": floor,
        "account": emulator.credentials().account_id,
        "s2s": [s2s.client_id, s2s.client_secret.expose_secret()],
        "sdk": [sdk.client_id, sdk.client_secret.expose_secret()],
    });
    println!("{facts}");
    let days = tokio::task::spawn_blocking(move || {
        for line in std::io::stdin().lock().lines() {
            line?;
            clock.advance(Duration::from_secs(86_400));
            println!();
        }
        std::io::Result::Ok(())
    });
    days.await??;
    Ok(emulator.shutdown().await?)
}

//! The gateway and an emulated Zoom on one port, for looking at the pages and for their browser tests:
//!
//! ```sh
//! cargo run -p countersign-gateway --example pages -- node_modules/@zoom/meetingsdk 8091
//! ```
//!
//! Prints one line of JSON: where everything is, and the credentials that were made for this run.

use countersign_emulator::{Emulator, EmulatorOptions};
use countersign_gateway::{Config, Gateway, MeetingSdk, SdkAssets, ServerToServer};
use secrecy::ExposeSecret;
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let sdk = args.next().ok_or("give the folder of @zoom/meetingsdk")?;
    let port = args.next().unwrap_or_else(|| "0".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    let base = format!("http://localhost:{}", listener.local_addr()?.port());

    let options = EmulatorOptions {
        http: None,
        public_base: Some(format!("{base}/emulator").parse()?),
        ..EmulatorOptions::default()
    };
    let emulator = Emulator::start_with(options).await?;
    let made = emulator.credentials();

    let mut config = Config::new(MeetingSdk {
        client_id: made.meeting_sdk.client_id.clone(),
        client_secret: made.meeting_sdk.client_secret.clone(),
    });
    config.server_to_server = Some(ServerToServer {
        account_id: made.account_id.clone(),
        client_id: made.s2s.client_id.clone(),
        client_secret: made.s2s.client_secret.clone(),
    });
    config.database = "sqlite::memory:".into();
    config.public_url = base.parse()?;
    config.zoom.api = emulator.api_url().parse()?;
    config.zoom.oauth = emulator.oauth_url().parse()?;
    config.zoom.web_endpoint = emulator.web_endpoint().to_owned();
    config.zoom.bridge = Some("/emulator".to_owned());
    config.zoom.sdk = SdkAssets::Dir(sdk.into());
    let gateway = Gateway::new(config).await?;
    let key = gateway.keys().create("pages", Vec::new()).await?;

    let serves = json!({
        "base": base,
        "control": emulator.control_url(),
        "apiKey": key.secret.expose_secret(),
        "host": made.host.email,
        "clientId": made.meeting_sdk.client_id,
        "clientSecret": made.meeting_sdk.client_secret.expose_secret(),
    });
    #[expect(clippy::print_stdout, reason = "whoever started this reads it")]
    {
        println!("{serves}");
    }
    let app = gateway.router().nest("/emulator", emulator.router());
    let service = app.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}

//! Gateway and emulator in one process, on one origin.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use countersign_emulator::{Emulator, EmulatorOptions};
use countersign_gateway::{Config, Gateway, MeetingSdk, SdkAssets, ServerToServer};
use countersign_token::Secret;
use tokio::net::TcpListener;
use url::Url;

use crate::code;
use crate::emulator::Facts;
use crate::failure::Failure;
use crate::server;

/// The path under which the emulator is on the gateway's origin.
const EMULATOR: &str = "/emulator";
/// As many ports are tried.
const TRIES: u16 = 20;

/// Both servers, ready to answer.
pub(super) struct Place {
    /// Such as `http://localhost:8090`, for browsers.
    pub(super) origin: String,
    /// The same without a name to look up, for this program.
    pub(super) direct: String,
    listener: TcpListener,
    emulator: Emulator,
    gateway: Gateway,
}

impl Place {
    /// Takes `port`, or the next one that is free, and sets both up.
    pub(super) async fn open(
        port: u16,
        seed: Option<u64>,
        sdk: SdkAssets,
        allowed_origins: Vec<String>,
    ) -> Result<Place, Failure> {
        let failed = |error: &dyn std::error::Error| Failure::CouldNotRun(error.to_string());
        let listener = listen(port).await?;
        let port = listener
            .local_addr()
            .map_err(|error| failed(&error))?
            .port();
        let origin = format!("http://localhost:{port}");
        let base = url(&format!("{origin}{EMULATOR}"));
        let emulator = Emulator::start_with(EmulatorOptions {
            http: None,
            public_base: Some(base),
            seed,
            ..EmulatorOptions::default()
        })
        .await
        .map_err(|error| failed(&error))?;
        let direct = format!("http://127.0.0.1:{port}");
        let mut config = config(&emulator, port, sdk);
        config.allowed_origins = allowed_origins;
        let gateway = Gateway::new(config)
            .await
            .map_err(|error| failed(&error))?
            .reading_code_with(code::pasted);
        Ok(Place {
            origin,
            direct,
            listener,
            emulator,
            gateway,
        })
    }

    /// A key for the gateway's HTTP API, for the one host there is, so that requests need not name one.
    pub(super) async fn key(&self) -> Result<Secret, Failure> {
        let hosts = vec![self.emulator.credentials().host.email];
        Ok(self.gateway.keys().create("demo", hosts).await?.secret)
    }

    pub(super) fn emulator_facts(&self) -> Facts {
        Facts::of(&self.emulator)
    }

    /// Answers until `stop` is done.
    pub(super) async fn serve(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), Failure> {
        let router = self.gateway.router().nest(EMULATOR, self.emulator.router());
        server::serve_until(self.listener, router, stop).await
    }
}

fn config(emulator: &Emulator, port: u16, sdk: SdkAssets) -> Config {
    let credentials = emulator.credentials();
    let mut config = Config::new(MeetingSdk {
        client_id: credentials.meeting_sdk.client_id,
        client_secret: credentials.meeting_sdk.client_secret,
    });
    config.server_to_server = Some(ServerToServer {
        account_id: credentials.account_id,
        client_id: credentials.s2s.client_id,
        client_secret: credentials.s2s.client_secret,
    });
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    config.public_url = url(&format!("http://localhost:{port}"));
    config.database = "sqlite::memory:".into();
    config.zoom.api = url(&format!("http://127.0.0.1:{port}{EMULATOR}/v2"));
    config.zoom.oauth = url(&format!("http://127.0.0.1:{port}{EMULATOR}"));
    config.zoom.web_endpoint = emulator.web_endpoint().to_owned();
    config.zoom.bridge = Some(EMULATOR.to_owned());
    config.zoom.sdk = sdk;
    config
}

fn url(text: &str) -> Url {
    Url::parse(text).expect("made of a host name, a number and constants")
}

/// A port is free when nothing listens on it under either address of `localhost`, or browsers might find the other.
async fn listen(port: u16) -> Result<TcpListener, Failure> {
    let taken = |error: &io::Error| error.kind() == io::ErrorKind::AddrInUse;
    let last = port.saturating_add(TRIES - 1);
    for port in port..=last {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        match TcpListener::bind(address).await {
            Err(error) if taken(&error) => {}
            Err(error) => {
                return Err(Failure::CouldNotRun(format!(
                    "cannot listen on {address}: {error}"
                )));
            }
            Ok(listener) => match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Err(error) if taken(&error) => {}
                _ => return Ok(listener),
            },
        }
    }
    Err(Failure::CouldNotRun(format!(
        "the ports {port} to {last} are all taken; choose another with --port"
    )))
}

//! What an operator sets: `countersign.toml`, overridden by the environment.

mod check;
mod key;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use url::{Host, Url};

use crate::quota::{Limits, Network};
use settings::Settings;

/// The version of the Web Meeting SDK that the pages are written for.
pub const SDK_VERSION: &str = "6.2.0";

/// Everything the gateway must know before it starts. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on. Default 127.0.0.1:8090.
    pub listen: SocketAddr,
    /// Where browsers reach the gateway; links begin with it. Default `http://localhost:{port}`.
    pub public_url: Url,
    /// Origins whose pages may ask `POST /` for a signature, besides our own.
    pub allowed_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// `sqlite://path`, `sqlite::memory:` or `postgres://…` (which may hold a password).
    pub database: SecretString,
    /// `redis://…`: rate limits are then shared by all replicas.
    pub redis: Option<SecretString>,
    /// How much one client may ask.
    pub quotas: Limits,
    /// Where Zoom is.
    pub zoom: ZoomHosts,
    /// The Server-to-Server OAuth app that calls Zoom's REST API; without it the gateway only signs and diagnoses.
    pub server_to_server: Option<ServerToServer>,
    /// The Meeting SDK app that signs.
    pub meeting_sdk: MeetingSdk,
}

/// The hosts of Zoom, or of an emulator.
#[derive(Clone, Debug)]
pub struct ZoomHosts {
    /// Default `https://api.zoom.us/v2`.
    pub api: Url,
    /// Default `https://zoom.us`.
    pub oauth: Url,
    /// Hosts that `api` and `oauth` may reach by plain http besides this machine: those of an emulator on a network of
    /// one's own. Everybody on the way sees the client secret and the tokens. Default none.
    pub plain_http_hosts: Vec<String>,
    /// The host name that the Web SDK is told to call. Default `zoom.us`.
    pub web_endpoint: String,
    /// Path prefix or URL to which the bridge script sends what the SDK sends to `web_endpoint`.
    pub bridge: Option<String>,
    /// Where pages load the Web SDK from.
    pub sdk: SdkAssets,
}

/// Where pages load the Web Meeting SDK from.
#[derive(Clone, Debug, PartialEq)]
pub enum SdkAssets {
    /// A base URL such as `https://source.zoom.us/6.2.0`, without a slash at the end.
    Cdn(Url),
    /// The `dist` folder of an npm install of `@zoom/meetingsdk`; served at `/sdk/6.2.0/`.
    Dir(PathBuf),
}

/// Credentials of a Server-to-Server OAuth app.
#[derive(Clone, Debug)]
pub struct ServerToServer {
    /// The Zoom account.
    pub account_id: String,
    /// The app's client ID.
    pub client_id: String,
    /// The app's client secret.
    pub client_secret: SecretString,
}

/// Credentials of a Meeting SDK app (a General app with Embed → Meeting SDK on).
#[derive(Clone, Debug)]
pub struct MeetingSdk {
    /// Client ID; older apps call it SDK key.
    pub client_id: String,
    /// Client secret; older apps call it SDK secret.
    pub client_secret: SecretString,
}

/// Everything that is wrong with a configuration, one line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(Vec<String>);

impl ConfigError {
    fn one(problem: String) -> ConfigError {
        ConfigError(vec![problem])
    }

    /// The problems, in the order they were found.
    pub fn problems(&self) -> &[String] {
        &self.0
    }
}

impl Config {
    /// A configuration with Zoom's own hosts, SQLite in `countersign.db` and no Server-to-Server app.
    pub fn new(meeting_sdk: MeetingSdk) -> Config {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8090)),
            public_url: Url::parse("http://localhost:8090").expect("a constant URL is valid"),
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            database: "sqlite://countersign.db".into(),
            redis: None,
            quotas: Limits::default(),
            zoom: ZoomHosts::default(),
            server_to_server: None,
            meeting_sdk,
        }
    }

    /// Reads `file`, if one is given, then the environment, which wins.
    pub fn load(
        file: Option<&Path>,
        env: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Config, ConfigError> {
        let Some(path) = file else {
            return Config::parse("countersign.toml", "", env);
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::one(format!("cannot read {name}: {error}")))?;
        Config::parse(&name, &text, env)
    }

    /// Like [`Config::load`] with the text of the file in hand; `name` is what messages call it.
    pub fn parse(
        name: &str,
        text: &str,
        env: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Config, ConfigError> {
        let mut settings = Settings::default();
        settings.add_toml(name, text)?;
        settings.add_env(&env.into_iter().collect::<BTreeMap<_, _>>());
        check::config(settings)
    }

    /// The origin of our own pages.
    pub fn own_origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }
}

impl ZoomHosts {
    /// Whether every base that is plain http is one that may be.
    pub fn allows_http(&self) -> bool {
        let named = |url: &Url| {
            let host = url.host_str().unwrap_or_default();
            self.plain_http_hosts.iter().any(|one| one == host)
        };
        let plain = |url: &&Url| url.scheme() == "http" && !is_this_machine(url);
        [&self.api, &self.oauth]
            .into_iter()
            .filter(plain)
            .all(named)
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl Default for ZoomHosts {
    fn default() -> ZoomHosts {
        let url = |text| Url::parse(text).expect("a constant URL is valid");
        ZoomHosts {
            api: url("https://api.zoom.us/v2"),
            oauth: url("https://zoom.us"),
            plain_http_hosts: Vec::new(),
            web_endpoint: "zoom.us".to_owned(),
            bridge: None,
            sdk: SdkAssets::Cdn(url("https://source.zoom.us/6.2.0")),
        }
    }
}

//! From settings to a `Config`: types, defaults, and what must not stand together.

use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::settings::{Setting, Settings, Value};
use crate::quota::{LimitError, Limits};

use super::{Config, ConfigError, MeetingSdk, SdkAssets, ServerToServer, ZoomHosts};

pub(super) fn config(settings: Settings) -> Result<Config, ConfigError> {
    let mut check = Check(settings);
    let meeting_sdk = check.meeting_sdk();
    let server_to_server = check.server_to_server();
    check.two_apps(&server_to_server, &meeting_sdk);
    let mut config = Config::new(meeting_sdk);
    config.server_to_server = server_to_server;
    config.zoom = check.zoom_hosts();
    check.addresses(&mut config);
    if let Some(database) = check.secret("database") {
        check.database(&database);
        config.database = database;
    }
    config.redis = check.secret("redis");
    check.quotas(&mut config.quotas);
    match check.0.errors.is_empty() {
        true => Ok(config),
        false => Err(ConfigError(check.0.errors)),
    }
}

struct Check(Settings);

impl Check {
    fn refuse(&mut self, problem: impl Into<String>) {
        self.0.errors.push(problem.into());
    }

    /// Refuses one setting, with the place where it was set.
    fn wrong(&mut self, path: &'static str, what: impl std::fmt::Display) {
        let origin = self
            .0
            .get(path)
            .map_or(path.to_owned(), |setting| setting.origin);
        self.refuse(format!("{origin}: {what}"));
    }

    fn meeting_sdk(&mut self) -> MeetingSdk {
        let client_id = self.text("meeting_sdk.client_id");
        let client_secret = self.secret("meeting_sdk.client_secret");
        if client_id.is_none() || client_secret.is_none() {
            self.refuse(
                "the Meeting SDK app that signs is not complete: set meeting_sdk.client_id and meeting_sdk.client_secret \
                 (ZOOM_MEETING_SDK_KEY and ZOOM_MEETING_SDK_SECRET work too)",
            );
        }
        if let Some(id) = &client_id
            && let Err(error) = countersign_token::ClientId::new(id)
        {
            self.wrong("meeting_sdk.client_id", error);
        }
        MeetingSdk {
            client_id: client_id.unwrap_or_default(),
            client_secret: client_secret.unwrap_or_default(),
        }
    }

    fn server_to_server(&mut self) -> Option<ServerToServer> {
        let account_id = self.text("zoom.account_id");
        let client_id = self.text("zoom.client_id");
        let client_secret = self.secret("zoom.client_secret");
        match (account_id, client_id, client_secret) {
            (Some(account_id), Some(client_id), Some(client_secret)) => Some(ServerToServer {
                account_id,
                client_id,
                client_secret,
            }),
            (None, None, None) => None,
            (account_id, client_id, client_secret) => {
                let missing: Vec<&str> = [
                    account_id.is_none().then_some("zoom.account_id"),
                    client_id.is_none().then_some("zoom.client_id"),
                    client_secret.is_none().then_some("zoom.client_secret"),
                ]
                .into_iter()
                .flatten()
                .collect();
                self.refuse(format!(
                    "the Server-to-Server OAuth app is not complete: {} missing",
                    missing.join(" and ")
                ));
                None
            }
        }
    }

    /// The classic mistake: one pair of credentials for both jobs.
    fn two_apps(&mut self, rest: &Option<ServerToServer>, sdk: &MeetingSdk) {
        let Some(rest) = rest else { return };
        if rest.client_id == sdk.client_id {
            self.refuse(
                "zoom.client_id and meeting_sdk.client_id are the same app; Zoom needs two: a Server-to-Server OAuth app \
                 calls the REST API but cannot sign (the SDK would say \"Signature is invalid\"), and a General app with \
                 Embed → Meeting SDK on signs but cannot call the REST API with its account credentials",
            );
        } else if rest.client_secret.expose_secret() == sdk.client_secret.expose_secret() {
            self.refuse(
                "zoom.client_secret and meeting_sdk.client_secret are the same; each app has a secret of its own",
            );
        }
    }

    fn zoom_hosts(&mut self) -> ZoomHosts {
        let mut hosts = ZoomHosts::default();
        let zoom = hosts.web_endpoint.clone();
        if let Some(api) = self.url("zoom.api") {
            hosts.api = api;
        }
        if let Some(oauth) = self.url("zoom.oauth") {
            hosts.oauth = oauth;
        }
        self.plain_http(&mut hosts);
        if let Some(host) = self.host("zoom.web_endpoint") {
            hosts.web_endpoint = host;
        }
        hosts.bridge = self.text("zoom.bridge");
        if hosts.bridge.is_some() && hosts.web_endpoint == zoom {
            self.refuse(
                "zoom.bridge is set but zoom.web_endpoint is Zoom itself: the bridge would keep the SDK from ever reaching \
                 Zoom; set zoom.web_endpoint to the emulator's reserved host or drop zoom.bridge",
            );
        }
        match (self.url("zoom.sdk_assets"), self.text("zoom.sdk_dir")) {
            (Some(_), Some(_)) => {
                self.refuse("zoom.sdk_assets and zoom.sdk_dir are both set; pages load the SDK from one place");
            }
            (Some(url), None) => hosts.sdk = SdkAssets::Cdn(url),
            (None, Some(dir)) => hosts.sdk = SdkAssets::Dir(PathBuf::from(dir)),
            (None, None) => {}
        }
        hosts
    }

    /// A signer's or caller's limit that is not set stays as it is.
    fn quotas(&mut self, limits: &mut Limits) {
        for (path, limit) in [
            ("quotas.sign", &mut limits.sign),
            ("quotas.session", &mut limits.session),
            ("quotas.diagnose", &mut limits.diagnose),
            ("quotas.key", &mut limits.key),
        ] {
            match self.text(path).map(|text| text.parse()) {
                Some(Ok(wanted)) => *limit = wanted,
                Some(Err(error)) => {
                    let error: LimitError = error;
                    self.wrong(path, error);
                }
                None => {}
            }
        }
    }

    /// Zoom itself is never asked by plain http, whatever is set.
    fn plain_http(&mut self, hosts: &mut ZoomHosts) {
        for (host, origin) in self.list("zoom.plain_http_hosts") {
            let zoom = ["zoom.us", "zoomgov.com", "zoom.com"]
                .iter()
                .any(|zoom| host == *zoom || host.ends_with(&format!(".{zoom}")));
            let bare = Url::parse(&format!("http://{host}/"))
                .is_ok_and(|url| url.host_str() == Some(&host) && url.port().is_none());
            match (bare, zoom) {
                (true, false) => hosts.plain_http_hosts.push(host),
                (true, true) => self.refuse(format!(
                    "{origin}: {host} is Zoom itself, which is asked by https alone"
                )),
                (false, _) => self.refuse(format!(
                    "{origin}: a host is a name or address alone, in lower case, such as zoom (no scheme, port or path)"
                )),
            }
        }
        if !hosts.allows_http() {
            self.refuse(
                "zoom.api or zoom.oauth is plain http to another machine, which shows it the client secret and the tokens: \
                 use https or, if that machine is an emulator on a network of yours, name its host in zoom.plain_http_hosts",
            );
        }
    }

    fn addresses(&mut self, config: &mut Config) {
        if let Some(listen) =
            self.parsed::<SocketAddr>("listen", "an address such as 127.0.0.1:8090")
        {
            config.listen = listen;
            config.public_url = Url::parse(&format!("http://localhost:{}", listen.port()))
                .expect("a port makes a valid URL");
        }
        if let Some(url) = self.url("public_url") {
            match url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
                true => config.public_url = url,
                false => self.wrong(
                    "public_url",
                    "must be an origin such as https://meet.example.com, without a path",
                ),
            }
        }
        let origins = self.list("allowed_origins");
        for (text, origin) in origins {
            match Url::parse(&text) {
                Ok(url) if url.origin().is_tuple() && url.origin().ascii_serialization() == text => {
                    config.allowed_origins.push(text);
                }
                _ => self.refuse(format!(
                    "{origin}: an origin is scheme, host and port alone, such as https://www.example.com (no slash at the \
                     end, no star: a signature is not for every page on the web)"
                )),
            }
        }
        let proxies = self.list("trusted_proxies");
        for (text, origin) in proxies {
            match text.parse() {
                Ok(network) => config.trusted_proxies.push(network),
                Err(error) => self.refuse(format!("{origin}: {error}")),
            }
        }
    }

    fn database(&mut self, url: &SecretString) {
        let url = url.expose_secret();
        if !["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            self.wrong("database", "must begin with sqlite:// or postgres://");
        }
    }

    fn text(&mut self, path: &'static str) -> Option<String> {
        let Setting { value, origin } = self.0.get(path)?;
        match value {
            Value::Text(text) if text.trim() == text && !text.is_empty() => Some(text),
            Value::Text(_) => {
                self.refuse(format!(
                    "{origin}: is empty or begins or ends with a space or newline"
                ));
                None
            }
            Value::List(_) => {
                self.refuse(format!("{origin}: must be one string, not a list"));
                None
            }
        }
    }

    /// Quotes around a secret are what an env-file reader left there; Zoom's secrets have none.
    fn secret(&mut self, path: &'static str) -> Option<SecretString> {
        let text = self.text(path)?;
        if text.starts_with(['"', '\'']) || text.ends_with(['"', '\'']) {
            self.wrong(
                path,
                "begins or ends with a quotation mark, which is not part of it",
            );
            return None;
        }
        Some(text.into())
    }

    fn parsed<T: std::str::FromStr>(&mut self, path: &'static str, wanted: &str) -> Option<T> {
        let text = self.text(path)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.wrong(path, format!("must be {wanted}"));
        }
        parsed
    }

    fn url(&mut self, path: &'static str) -> Option<Url> {
        let url = self.parsed::<Url>(path, "a URL")?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let bare = url.username().is_empty() && url.password().is_none();
        if !web || !bare {
            self.wrong(
                path,
                "must be an http or https URL without a user name or password",
            );
            return None;
        }
        Some(url)
    }

    /// The Web SDK always calls HTTPS on port 443 of this host and drops anything else.
    fn host(&mut self, path: &'static str) -> Option<String> {
        let text = self.text(path)?;
        let bare = !text.contains(['/', ':', '@', '?', '#'])
            && Url::parse(&format!("https://{text}")).is_ok();
        if !bare {
            self.wrong(
                path,
                "must be a host name alone; the Web SDK always calls https on port 443 of it",
            );
            return None;
        }
        Some(text)
    }

    /// A list, or in the environment one text with commas.
    fn list(&mut self, path: &'static str) -> Vec<(String, String)> {
        let Some(Setting { value, origin }) = self.0.get(path) else {
            return Vec::new();
        };
        let items = match value {
            Value::List(items) => items,
            Value::Text(text) => text.split(',').map(|item| item.trim().to_owned()).collect(),
        };
        items
            .into_iter()
            .map(|item| (item, origin.clone()))
            .collect()
    }
}

//! What the client needs to know before it starts.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::error::Error;
use crate::retry::RetryPolicy;

/// Where Zoom is, as which app we come, and how patient we are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// The API's base, `https://api.zoom.us/v2` unless set. It works for accounts of every region.
    pub api: Url,
    /// The OAuth host, `https://zoom.us` unless set; `/oauth/token` is added to it.
    pub oauth: Url,
    /// The account ID of the Server-to-Server OAuth app.
    pub account_id: String,
    /// The client ID of the Server-to-Server OAuth app (not that of the Meeting SDK app, which signs).
    pub client_id: String,
    /// The client secret of the same app.
    pub client_secret: SecretString,
    /// The longest wait for a connection, 5 s unless set.
    pub connect_timeout: Duration,
    /// The longest one try may take, connection and body included; 30 s unless set.
    pub timeout: Duration,
    /// The `User-Agent`.
    pub user_agent: String,
    /// The longest answer that is read, in bytes; 4 MiB unless set.
    pub max_body: usize,
    /// Plain `http` to hosts other than this machine is refused unless this is set.
    pub allow_http: bool,
    /// More trusted roots, as one or more PEM certificates: the local CA of the emulator or of a company's proxy.
    pub root_certificates: Option<String>,
    /// When to try again.
    pub retry: RetryPolicy,
}

impl Config {
    /// A configuration for Zoom itself.
    pub fn new(
        account_id: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self {
            api: Url::parse("https://api.zoom.us/v2").expect("a constant URL"),
            oauth: Url::parse("https://zoom.us").expect("a constant URL"),
            account_id: account_id.into(),
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
            user_agent: concat!("countersign/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_body: 4 << 20,
            allow_http: false,
            root_certificates: None,
            retry: RetryPolicy::default(),
        }
    }

    /// Checks it and makes the HTTP client.
    pub(crate) fn connect(&self) -> Result<reqwest::Client, Error> {
        credential("account ID", &self.account_id)?;
        credential("client ID", &self.client_id)?;
        credential("client secret", self.client_secret.expose_secret())?;
        self.base("API", &self.api)?;
        self.base("OAuth", &self.oauth)?;

        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .user_agent(&self.user_agent)
            // Shorter than servers keep an idle connection, so that no creation is lost on one that just closed.
            .pool_idle_timeout(Duration::from_secs(30))
            // A redirect would carry the bearer, or the client secret, to a host nobody configured.
            .redirect(reqwest::redirect::Policy::none());
        if is_this_machine(&self.api) && is_this_machine(&self.oauth) {
            // The emulator is never behind the proxy that the environment names.
            builder = builder.no_proxy();
            if self.api.scheme() == "http" && self.oauth.scheme() == "http" {
                // Reading the system's trusted roots takes longer than all the rest, and nothing would use them.
                builder = builder.tls_certs_only([]);
            }
        }
        if let Some(pem) = &self.root_certificates {
            let roots = reqwest::Certificate::from_pem_bundle(pem.as_bytes())
                .ok()
                .filter(|roots| !roots.is_empty())
                .ok_or_else(|| {
                    Error::Config("the root certificates hold no PEM certificate".to_owned())
                })?;
            builder = builder.tls_certs_merge(roots);
        }
        builder.build().map_err(|error| {
            Error::Config(format!(
                "no HTTP client: {}",
                crate::transport::chain(&error)
            ))
        })
    }

    fn base(&self, name: &str, url: &Url) -> Result<(), Error> {
        let plain = match url.scheme() {
            "https" => false,
            "http" => true,
            other => {
                return Err(Error::Config(format!(
                    "the {name} base must be an https URL, it begins with {other}:"
                )));
            }
        };
        if url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return Err(Error::Config(format!(
                "the {name} base must hold only scheme, host, port and path"
            )));
        }
        if plain && !self.allow_http && !is_this_machine(url) {
            return Err(Error::Config(format!(
                "the {name} base is plain http to another machine, which shows it the client secret and the tokens: use \
                 https, or set allow_http if the network is yours"
            )));
        }
        Ok(())
    }
}

/// Refuses what can only be a slip of copying. The text itself is not repeated.
fn credential(name: &str, text: &str) -> Result<(), Error> {
    if text.is_empty() {
        return Err(Error::Config(format!("the {name} is empty")));
    }
    if text.trim() != text {
        return Err(Error::Config(format!(
            "the {name} begins or ends with white space: copy it again"
        )));
    }
    Ok(())
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

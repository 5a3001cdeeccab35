use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use countersign_emulator::{
    Emulator, EmulatorOptions, Seed, SeedError, TlsOptions, WEB_ENDPOINT, WebhookOptions,
};
use url::Url;

use super::Format;
use crate::authority::{self, System};
use crate::context::{Context, read_text};
use crate::emulator::Facts;
use crate::failure::{Done, Failure};
use crate::logging::LogOptions;
use crate::render;
use crate::server;

/// Run an emulator of Zoom
///
/// Answers as Zoom's token endpoint, REST API and join endpoint, with an account of its own that is made at start.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Emulate {
    /// Where to answer as Zoom
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8092")]
    listen: SocketAddr,
    /// Where the control port is; it knows no password, keep it on this machine
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8093")]
    control: SocketAddr,
    /// How others reach it, when that is not as it listens
    #[arg(long, value_name = "URL")]
    public_url: Option<Url>,
    /// Make identifiers and secrets repeat from run to run
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Account, apps, users, meetings, webinars and registrants to begin with: a .toml or .json file
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,
    /// Keep the state in this file: loaded at the start when it is there, written after changes and at the end. It holds
    /// secrets; what --load lists is for the first start alone
    #[arg(long, value_name = "FILE")]
    persist: Option<PathBuf>,
    /// Send every webhook there; may be given more than once
    #[arg(long, value_name = "URL", value_parser = endpoint, help_heading = "Webhooks")]
    forward_to: Vec<Url>,
    /// The webhook secret token in the environment variable of this name, instead of one that is made up
    #[arg(long, value_name = "NAME", help_heading = "Webhooks")]
    webhook_secret_env: Option<String>,
    /// Send webhooks that follow each other at once in any order, as they may come from Zoom
    #[arg(long, help_heading = "Webhooks")]
    shuffle: bool,
    /// How likely a webhook that was delivered is delivered once more, from 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = likely, help_heading = "Webhooks")]
    duplicates: f64,
    /// How many seconds after a failure a webhook is tried again, by the emulator's clock; may be given more than once
    #[arg(long, value_name = "SECONDS", default_values_t = [300, 1200, 3600], help_heading = "Webhooks")]
    retry_after: Vec<u32>,
    /// How many seconds a participant whose socket is lost may take to come back
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    grace: u32,
    /// The host name that pages give to the Web SDK as webEndpoint, and that the bridge catches
    #[arg(long, value_name = "HOST", default_value = WEB_ENDPOINT, value_parser = host_name)]
    web_endpoint: String,
    /// Listen with TLS as well, with a certificate of a local authority
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:8443", help_heading = "TLS")]
    tls: Option<SocketAddr>,
    /// A host name or address that the certificate is for as well; may be given more than once
    #[arg(long, value_name = "NAME", requires = "tls", help_heading = "TLS")]
    tls_name: Vec<String>,
    /// Where the local authority is kept, if not in the user's data folder
    #[arg(long, value_name = "DIR", help_heading = "TLS")]
    tls_dir: Option<PathBuf>,
    /// How to print addresses and credentials
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    log: LogOptions,
}

const AFTER_LONG_HELP: &str = "\
Limitations: no media, recording or captions. What Zoom does not document (the join endpoint and its
socket) was found by watching what the Web SDK 6.2.0 does, and is guessed. Everything is in memory,
and in --persist.

What it prints can be read by a shell:
  countersign emulate > zoom.env &
  . ./zoom.env && countersign serve

A browser's Web SDK calls https on port 443 and nothing else. Either the page loads /bridge.js
before the SDK (the gateway's pages do), or Chromium gets
  --host-resolver-rules=\"MAP zoom.us:443 127.0.0.1:8443\"
with `countersign emulate --tls`. The certificate is that of a local authority, which is made on the
first run: `countersign trust` has this machine trust it.

The control port has a page for people: requests, attempts to join with the doctor's findings,
webhooks and running meetings. Tests wait there for requests, set faults, move the clock, and add,
change and remove participants.

`countersign control` does all that from a shell. `countersign snapshot` takes the whole state
as JSON and puts it back, also into another emulator when it was taken with --secrets. --load is
another thing: a list of what is to be made, by way of the REST API.

Webhooks go to --forward-to once the endpoint has answered endpoint.url_validation. They are signed
with ZOOM_WEBHOOK_SECRET_TOKEN, which is printed with the other credentials.";

/// Where a running emulator is controlled.
#[derive(Args, Debug)]
pub(super) struct ControlUrl {
    /// The emulator's control port
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8093",
        global = true
    )]
    control: Url,
}

impl ControlUrl {
    /// The address of a path there.
    pub(super) fn url(
        &self,
        path: &[String],
        query: &[(&'static str, String)],
    ) -> Result<Url, Failure> {
        let mut url = self.control.clone();
        let no_port = || Failure::Usage("--control begins with http://".to_owned());
        if url.scheme() != "http" {
            return Err(no_port());
        }
        url.path_segments_mut()
            .map_err(|()| no_port())?
            .pop_if_empty()
            .extend(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }
}

/// The longest file that is loaded.
const MAX_SEED: usize = 4 * 1024 * 1024;

/// A seed, for the control port to judge.
pub(super) fn seed_as_json(path: &Path) -> Result<serde_json::Value, Failure> {
    read_file(path)
}

fn read_file<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let name = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
    let text = read_text(file, MAX_SEED, &name)?;
    let is_toml = path
        .extension()
        .is_some_and(|extension| extension == "toml");
    let read = match is_toml {
        true => toml::from_str(&text).map_err(|error| error.to_string()),
        false => serde_json::from_str(&text).map_err(|error| error.to_string()),
    };
    read.map_err(|error| Failure::Usage(format!("{name} is no seed: {error}")))
}

fn likely(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| "it is a number from 0 to 1".to_owned())
}

fn host_name(text: &str) -> Result<String, String> {
    match url::Host::parse(text) {
        Ok(host) if host.to_string() == text => Ok(host.to_string()),
        _ => Err("a host name alone, in lower case: no https://, port or path".to_owned()),
    }
}

fn seconds(given: Vec<u32>) -> Vec<Duration> {
    let seconds = given.into_iter().map(u64::from);
    seconds.map(Duration::from_secs).collect()
}

fn endpoint(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|error| format!("{error}"))?;
    match (url.scheme(), url.has_host()) {
        ("http" | "https", true) => Ok(url),
        _ => Err("an endpoint begins with http:// or https://".to_owned()),
    }
}

impl Emulate {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        self.log.begin(&context.env, "warn")?;
        server::runtime()?.block_on(self.stay(context))
    }

    async fn stay(self, context: &mut Context) -> Result<Done, Failure> {
        let stop = server::stop()?;
        let tls = match self.tls {
            Some(addr) => Some(TlsOptions {
                addr,
                dir: authority::folder(self.tls_dir.as_deref(), &context.env, System::OURS)?,
                names: self.tls_name,
            }),
            None => None,
        };
        let secret = match &self.webhook_secret_env {
            Some(name) => match context.env.get(name) {
                Some(secret) if !secret.is_empty() => Some(secret.clone().into()),
                _ => return Err(Failure::Usage(format!("the environment has no {name}"))),
            },
            None => None,
        };
        let emulator = Emulator::start_with(EmulatorOptions {
            http: Some(self.listen),
            control: Some(self.control),
            public_base: self.public_url,
            seed: self.seed,
            persist: self.persist.clone(),
            tls,
            web_endpoint: self.web_endpoint,
            grace: Duration::from_secs(self.grace.into()),
            webhooks: WebhookOptions {
                forward_to: self.forward_to,
                secret,
                retries: seconds(self.retry_after),
                shuffle: self.shuffle,
                duplicates: self.duplicates,
            },
            ..EmulatorOptions::default()
        })
        .await
        .map_err(|error| Failure::CouldNotRun(error.to_string()))?;
        if let Some(path) = self.load.as_ref().filter(|_| !emulator.continues()) {
            let failed = |error: SeedError| Failure::Usage(format!("{}: {error}", path.display()));
            emulator
                .load(read_file::<Seed>(path)?)
                .await
                .map_err(failed)?;
        }
        let facts = Facts::of(&emulator);
        let out = &mut context.stdout;
        match self.format {
            Format::Json => render::json(&facts.as_json(), out)?,
            Format::Text => {
                match &self.persist {
                    None => writeln!(
                        out,
                        "# An emulator of Zoom, made up and forgotten with this process."
                    )?,
                    Some(file) => writeln!(
                        out,
                        "# An emulator of Zoom, made up and kept in {}.",
                        file.display()
                    )?,
                }
                writeln!(out, "#   OAuth    {}/oauth/token", facts.oauth)?;
                writeln!(out, "#   REST     {}", facts.api)?;
                if let (Some(tls), Some(ca)) = (&facts.tls, &facts.ca) {
                    writeln!(out, "#   TLS      {tls}, for who trusts {ca}")?;
                }
                if let Some(control) = &facts.control {
                    writeln!(out, "#   control  {control}")?;
                }
                writeln!(out, "#   host     {}", facts.host_email)?;
                facts.print_exports(out)?;
            }
        }
        out.flush()?;
        stop.await;
        let written = emulator.shutdown().await;
        written.map_err(|error| Failure::CouldNotRun(error.to_string()))?;
        Ok(Done::Fine)
    }
}

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use countersign_gateway::{Config, Gateway};

use crate::code;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::logging::LogOptions;
use crate::server;

/// Run the gateway
///
/// Creates, starts and joins meetings and webinars over HTTP, and signs for your own pages.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Serve {
    #[command(flatten)]
    config: ConfigOptions,
    /// The address to listen on, such as 127.0.0.1:8090; port 0 is any free one
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Serve the Web SDK from this folder, the `dist` of an npm install of @zoom/meetingsdk
    #[arg(long, value_name = "DIR")]
    sdk_dir: Option<PathBuf>,
    #[command(flatten)]
    log: LogOptions,
}

const AFTER_LONG_HELP: &str = "\
Make a key for whoever calls the gateway with `countersign key create NAME`.

A countersign.toml:
  listen = \"127.0.0.1:8090\"
  public_url = \"https://meet.example.com\"
  database = \"sqlite://countersign.db\"
  allowed_origins = [\"https://www.example.com\"]

  [meeting_sdk]                       # the Meeting SDK app signs
  client_id = \"…\"
  client_secret_file = \"/run/secrets/meeting-sdk\"

  [zoom]                              # the Server-to-Server OAuth app calls the REST API
  account_id = \"…\"
  client_id = \"…\"
  client_secret_file = \"/run/secrets/server-to-server\"

The environment wins over the file: `zoom.client_id` is COUNTERSIGN_ZOOM_CLIENT_ID, or, as in Zoom's
samples, ZOOM_CLIENT_ID. A secret also comes from a file named by COUNTERSIGN_…_FILE.";

/// Where the configuration comes from.
#[derive(Args, Debug)]
pub(super) struct ConfigOptions {
    /// The configuration; without it countersign.toml, if there is one, and the environment
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

impl ConfigOptions {
    pub(super) fn load(&self, env: BTreeMap<String, String>) -> Result<Config, Failure> {
        let usual = Path::new("countersign.toml");
        let file = match &self.config {
            Some(file) => Some(file.as_path()),
            None => usual.exists().then_some(usual),
        };
        if let Some(file) = file {
            let opened = std::fs::File::open(file);
            opened.map_err(|error| {
                Failure::CouldNotRun(format!("cannot read {}: {error}", file.display()))
            })?;
        }
        Config::load(file, env).map_err(|error| match error.problems() {
            [problem] => Failure::Usage(problem.clone()),
            problems => Failure::Usage(format!(
                "the configuration has {} mistakes:\n  - {}",
                problems.len(),
                problems.join("\n  - ")
            )),
        })
    }
}

impl Serve {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let mut env = context.env.clone();
        if let Some(listen) = self.listen {
            env.insert("COUNTERSIGN_LISTEN".to_owned(), listen.to_string());
        }
        if let Some(dir) = &self.sdk_dir {
            let dir = dir.display().to_string();
            env.insert("COUNTERSIGN_ZOOM_SDK_DIR".to_owned(), dir);
        }
        let config = self.config.load(env)?;
        self.log.begin(&context.env, "info")?;
        server::runtime()?.block_on(serve(config, context))
    }
}

async fn serve(mut config: Config, context: &mut Context) -> Result<Done, Failure> {
    let listener = server::listen(config.listen).await?;
    let listen = listener.local_addr()?;
    if config.public_url.port() == Some(0) {
        // The port was left to the system, and links have to name it.
        let _ = config.public_url.set_port(Some(listen.port()));
    }
    let url = config.public_url.clone();
    let gateway = Gateway::new(config)
        .await
        .map_err(|error| Failure::CouldNotRun(error.to_string()))?
        .reading_code_with(code::pasted);
    writeln!(
        context.stdout,
        "Countersign listens on {listen} and is {url} to browsers"
    )?;
    context.stdout.flush()?;
    server::serve(listener, gateway.router()).await?;
    Ok(Done::Fine)
}

mod forum;
mod links;
mod once;
mod place;
mod sdk;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use url::Url;

use super::Format;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::logging::LogOptions;
use crate::render;
use crate::server;
use links::Links;
use place::Place;

/// Try everything, offline, without a Zoom account
///
/// Runs the gateway and an emulator of Zoom in one process, makes a meeting and a webinar, and prints links to start and
/// join them in your browser, with the real Web SDK. Everything is in memory and forgotten at the end.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Demo {
    /// Walk the whole chain once, without a browser and without waiting, and end
    #[arg(long, conflicts_with_all = ["port", "sdk_dir", "allow_origin"])]
    once: bool,
    /// Listen on this port of this machine, or the next one that is free; 0 is any
    #[arg(long, value_name = "PORT", default_value_t = 8090)]
    port: u16,
    /// Load the Web SDK from this folder, the `dist` of an npm install of @zoom/meetingsdk
    #[arg(long, value_name = "DIR")]
    sdk_dir: Option<PathBuf>,
    /// Let pages of this origin ask for signatures of attendees, such as http://localhost:8000
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    allow_origin: Vec<String>,
    /// Make the emulator's identifiers and secrets repeat from run to run
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How to print the links; json has the emulator's credentials too
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    log: LogOptions,
}

const AFTER_LONG_HELP: &str = "\
The emulator has no media: nobody is seen or heard, but the real SDK joins, and shows who is there,
or why it was refused.

The Web SDK is Zoom's and no part of this program. It comes from --sdk-dir, else from
tests/browser/node_modules or node_modules under this folder, else from Zoom's CDN.

Examples:
  countersign demo
  countersign demo --port 9000 --sdk-dir node_modules/@zoom/meetingsdk/dist
  countersign demo --once

Exit codes of --once:
  0  every step ended as it should
  1  a step ended otherwise; it says what was expected
  3  it could not run";

impl Demo {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        self.log.begin(&context.env, "warn")?;
        let runtime = server::runtime()?;
        match self.once {
            true => runtime.block_on(once::once(self.seed, context)),
            false => runtime.block_on(self.stay(context)),
        }
    }

    async fn stay(self, context: &mut Context) -> Result<Done, Failure> {
        let stop = server::stop()?;
        let sdk = sdk::find(self.sdk_dir)?;
        let place = Place::open(self.port, self.seed, sdk.clone(), self.allow_origin).await?;
        let (origin, direct) = (place.origin.clone(), place.direct.clone());
        let key = place.key().await?;
        let emulator = place.emulator_facts();
        let serving = tokio::spawn(place.serve(stop));
        let links = Links::create(origin, &direct, key, emulator).await?;
        match self.format {
            Format::Text => links.print(self.port, &sdk, &mut context.stdout)?,
            Format::Json => render::json(&links.as_json(), &mut context.stdout)?,
        }
        context.stdout.flush()?;
        serving
            .await
            .map_err(|error| Failure::CouldNotRun(format!("the server failed: {error}")))??;
        Ok(Done::Fine)
    }
}

/// Scheme, host and port as a browser writes them: no path, not even a slash.
fn origin(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let origin = url.origin();
    match origin.is_tuple() && origin.ascii_serialization() == text {
        true => Ok(text.to_owned()),
        false => Err(
            "an origin is scheme, host and port alone, such as http://localhost:8000".to_owned(),
        ),
    }
}

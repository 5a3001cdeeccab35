mod ask;
mod judge;
mod scopes;

use clap::Args;
use countersign_token::MeetingNumber;
use serde_json::json;

use self::ask::Facts;
use super::Format;
use super::serve::ConfigOptions;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render::{self, Status};
use crate::server;

/// Try a configuration against Zoom
///
/// Reads the configuration as `serve` does, asks Zoom (or the emulator it names) what it can do with it, and says for
/// each point whether it is right and, where it is not, what to do next. It creates, changes and joins nothing.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct CheckConfig {
    #[command(flatten)]
    config: ConfigOptions,
    /// The user who shall host, by e-mail or user ID; the owner of the Server-to-Server app unless given
    #[arg(long, value_name = "E-MAIL|ID", default_value = "me")]
    user: String,
    /// A meeting or webinar to look for in the account
    #[arg(long, value_name = "N")]
    meeting: Option<MeetingNumber>,
    /// How to print it
    #[arg(long, default_value = "text")]
    format: Format,
}

const AFTER_LONG_HELP: &str = "\
What it looks at:
  server-to-server  whether Zoom gives the Server-to-Server OAuth app a token
  meeting-sdk       whether the pair that signs is that of a General app
  pairs             whether the two pairs were swapped, the commonest of all mistakes
  scopes            which scopes the gateway needs and the app lacks, by name
  clock             how far this machine's clock is from Zoom's, and what that does to signatures
  user, webinars    the host's licence and webinar add-on
  zak               whether Zoom gives the host's ZAK, which starts meetings
  meeting           whether --meeting is there and belongs to this account
  signature         whether a signature made here holds what it should

How the app's type is told: with both pairs it asks for a token of the account, which only a
Server-to-Server OAuth app gets; a pair that is refused for its type is then tried for a token of
the app itself, which a General app gets. The tokens are thrown away and nothing secret is printed.

No call tells whether Embed → Meeting SDK is switched on: only joining does. Try it at /try of the
gateway.

Examples:
  countersign check
  countersign check --config countersign.toml --user host@example.com --meeting 81234567890
  countersign check --format json

Exit codes:
  0  nothing is wrong
  1  something has to be mended
  2  the configuration, or what was typed, makes no sense
  3  Zoom could not be reached";

impl CheckConfig {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let config = self.config.load(context.env.clone())?;
        let number = self.meeting.map(MeetingNumber::get);
        let facts =
            server::runtime()?.block_on(Facts::gather(&config, &self.user, number, context.now))?;
        let checks = judge::all(&facts, &self.user);
        let failed = checks.iter().any(|check| check.status == Status::Failed);
        let api = config.zoom.api.as_str();
        match self.format {
            Format::Json => {
                let answer = json!({"version": 1, "ok": !failed, "zoom": api, "checks": checks});
                render::json(&answer, &mut context.stdout)?;
            }
            Format::Text => render::checks(api, &checks, &mut context.stdout)?,
        }
        match facts.unreached() {
            Some(why) => Err(Failure::CouldNotRun(format!("Zoom was not reached: {why}"))),
            None if failed => Ok(Done::Findings),
            None => Ok(Done::Fine),
        }
    }
}

//! The commands, one file each.

mod check;
mod completions;
mod control;
mod demo;
mod docs;
mod doctor;
mod emulate;
mod events;
mod explain;
mod key;
mod lint;
mod serve;
mod sign;
mod snapshot;
mod trigger;
mod trust;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render::style;

/// Zoom meetings and webinars on your own web page: sign, diagnose, run and emulate
#[derive(Parser, Debug)]
#[command(name = "countersign", version, max_term_width = 100, after_help = AFTER_HELP, after_long_help = AFTER_LONG_HELP)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str =
    "Begin with `countersign demo`: everything at once, without a Zoom account.";

const AFTER_LONG_HELP: &str = "\
Examples:
  countersign demo                                   try everything, offline, without a Zoom account
  countersign sign --meeting 81234567890 --role 0    print a signature for a participant
  countersign doctor signature.txt                   say why Zoom calls it invalid
  countersign lint server/                           find the mistakes in the code that signs
  countersign explain 3712                           say what a code of Zoom's means
  countersign check                                  try countersign.toml against Zoom
  countersign serve                                  run the gateway with countersign.toml

Zoom needs two apps. The Meeting SDK app (a General app with Embed → Meeting SDK on) signs; the
Server-to-Server OAuth app calls the REST API. Neither can do the other's work.

Environment:
  ZOOM_MEETING_SDK_KEY      client ID of the Meeting SDK app
  ZOOM_MEETING_SDK_SECRET   its client secret
  ZOOM_ACCOUNT_ID           the Server-to-Server OAuth app:
  ZOOM_CLIENT_ID            account ID, client ID,
  ZOOM_CLIENT_SECRET        client secret
  COUNTERSIGN_…             any setting of countersign.toml; wins over the names above
  COUNTERSIGN_LOG           what servers log, such as info or debug
  NO_COLOR                  no colour; outside a terminal there is none anyway

Exit codes:
  0  nothing is wrong
  1  doctor or lint found an error, a check failed, or a step of the demo ended otherwise than it should
  2  what was typed, or given to read, makes no sense: an option, a setting, text that is not what it should be
  3  it could not run: a file that cannot be opened, an address that is taken, a server that does not answer";

#[derive(Subcommand, Debug)]
enum Command {
    Demo(demo::Demo),
    Sign(sign::Sign),
    Doctor(doctor::Doctor),
    Lint(lint::Lint),
    Explain(explain::Explain),
    Check(check::CheckConfig),
    Serve(serve::Serve),
    Key(key::Key),
    Emulate(emulate::Emulate),
    Trust(trust::Trust),
    Control(control::Control),
    Snapshot(snapshot::Snapshot),
    Trigger(trigger::Trigger),
    Events(events::Events),
    Completions(completions::Completions),
    #[command(hide = true)]
    Docs(docs::Docs),
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For machines; the fields are a contract
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FindingsFormat {
    /// For people
    #[default]
    Text,
    /// For machines; the fields are a contract
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Runs the command line `args` and says how the process should end.
pub(crate) fn run(args: impl IntoIterator<Item = OsString>, mut context: Context) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return not_parsed(&error, &mut context),
    };
    let done = match cli.command {
        Command::Demo(demo) => demo.run(&mut context),
        Command::Emulate(emulate) => emulate.run(&mut context),
        Command::Trust(trust) => trust.run(&mut context),
        Command::Control(control) => control.run(&mut context),
        Command::Snapshot(snapshot) => snapshot.run(&mut context),
        Command::Trigger(trigger) => trigger.run(&mut context),
        Command::Events(events) => events.run(&mut context),
        Command::Sign(sign) => sign.run(&mut context),
        Command::Doctor(doctor) => doctor.run(&mut context),
        Command::Lint(lint) => lint.run(&mut context),
        Command::Explain(explain) => explain.run(&mut context),
        Command::Check(check) => check.run(&mut context),
        Command::Serve(serve) => serve.run(&mut context),
        Command::Key(key) => key.run(&mut context),
        Command::Completions(completions) => completions.run(&mut context),
        Command::Docs(docs) => docs.run(&mut context),
    };
    let done = done.and_then(|done| {
        context.stdout.flush()?;
        Ok(done)
    });
    match done {
        Ok(done) => done.exit_code(),
        Err(failure) => {
            tell(&failure, &mut context);
            failure.exit_code()
        }
    }
}

/// `--help` and `--version` end here as well as mistakes.
fn not_parsed(error: &clap::Error, context: &mut Context) -> ExitCode {
    let text = error.render().ansi().to_string();
    let (to, done) = match error.use_stderr() {
        true => (&mut context.stderr, ExitCode::from(2)),
        false => (&mut context.stdout, Done::Fine.exit_code()),
    };
    // When not even this can be written there is nobody left to tell.
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    done
}

fn tell(failure: &Failure, context: &mut Context) {
    let (bad, plain) = (style::BAD, style::BAD.render_reset());
    let message = failure.message();
    let _ = writeln!(context.stderr, "{bad}error:{plain} {message}");
}

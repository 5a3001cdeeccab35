//! Logs: on standard error, as text or as one JSON object a line.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::failure::Failure;

/// How a server logs.
#[derive(Args, Debug)]
pub(crate) struct LogOptions {
    /// What to log: error, warn, info, debug, or a filter such as `countersign_gateway=debug`
    ///
    /// The environment variable COUNTERSIGN_LOG does the same. No secret, passcode or token is ever logged.
    #[arg(long, value_name = "FILTER", help_heading = "Logging")]
    log: Option<String>,
    /// How to log
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Logging"
    )]
    log_format: LogFormat,
}

/// The form of a line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people
    Text,
    /// For machines: one JSON object a line
    Json,
}

impl LogOptions {
    /// Begins to log; `otherwise` is the filter when nobody asked for another.
    pub(crate) fn begin(
        &self,
        env: &BTreeMap<String, String>,
        otherwise: &str,
    ) -> Result<(), Failure> {
        let wanted = self
            .log
            .as_deref()
            .or(env.get("COUNTERSIGN_LOG").map(String::as_str))
            .filter(|filter| !filter.is_empty())
            .unwrap_or(otherwise);
        let filter = EnvFilter::try_new(wanted).map_err(|error| {
            Failure::Usage(format!("the log filter {wanted:?} cannot be read: {error}"))
        })?;
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(std::io::stderr);
        let begun = match self.log_format {
            LogFormat::Text => log.try_init(),
            LogFormat::Json => log.json().try_init(),
        };
        begun.map_err(|error| Failure::CouldNotRun(format!("cannot begin to log: {error}")))
    }
}

use std::io::Write;

use clap::{Args, Subcommand};
use reqwest::Method;

use super::control::Ask;
use super::emulate::ControlUrl;
use crate::context::Context;
use crate::failure::{Done, Failure};

/// What a running emulator sent as webhooks
#[derive(Args, Debug)]
pub(super) struct Events {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Send an event once more, under the same request id, to those it went to
    Resend {
        /// Its number, as `countersign trigger` and the inspector tell it
        id: u64,
        #[command(flatten)]
        control: ControlUrl,
    },
}

impl Events {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let Act::Resend { id, control } = self.act;
        let path = ["webhooks", "events", &id.to_string(), "resend"];
        let sent = Ask::new(Method::POST, &path).send(&control)?;
        match sent["deliveries"].as_u64().unwrap_or(0) {
            0 => writeln!(
                context.stdout,
                "event {id}: went to nobody, or they are gone"
            )?,
            1 => writeln!(context.stdout, "event {id}: on its way to 1 endpoint")?,
            n => writeln!(context.stdout, "event {id}: on its way to {n} endpoints")?,
        }
        Ok(Done::Fine)
    }
}

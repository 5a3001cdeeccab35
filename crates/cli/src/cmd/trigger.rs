use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::control::Ask;
use super::emulate::ControlUrl;
use crate::context::{Context, read_text};
use crate::failure::{Done, Failure};

/// The longest file that is laid over an event.
const MAX_DATA: usize = 48 * 1024;

/// Make a running emulator send a webhook
///
/// The event is about the newest meeting or webinar, or about one that is made up when there is none.
#[derive(Args, Debug)]
pub(super) struct Trigger {
    /// As Zoom calls it, such as meeting.started or webinar.registration_created
    event: String,
    /// JSON that is laid over what would be sent: {"payload": {"object": {"topic": "Mine"}}}; - is standard input
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    control: ControlUrl,
}

impl Trigger {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let data = self.read_data(context)?;
        let made = Ask::new(Method::POST, &["webhooks", "events"])
            .body(json!({ "event": self.event, "data": data }))
            .send(&self.control)?;
        let (id, deliveries) = (&made["id"], made["deliveries"].as_u64().unwrap_or(0));
        let event = &self.event;
        match deliveries {
            0 => writeln!(
                context.stdout,
                "event {id}, {event}: nobody subscribed to it"
            )?,
            1 => writeln!(
                context.stdout,
                "event {id}, {event}: on its way to 1 endpoint"
            )?,
            n => writeln!(
                context.stdout,
                "event {id}, {event}: on its way to {n} endpoints"
            )?,
        }
        Ok(Done::Fine)
    }

    fn read_data(&self, context: &mut Context) -> Result<Map<String, Value>, Failure> {
        let Some(path) = &self.data else {
            return Ok(Map::new());
        };
        let name = path.display().to_string();
        let text = if name == "-" {
            context.stdin.read_text(MAX_DATA)?
        } else {
            let file = File::open(path)
                .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
            read_text(file, MAX_DATA, &name)?
        };
        serde_json::from_str(&text)
            .map_err(|error| Failure::Usage(format!("{name} is not a JSON object: {error}")))
    }
}

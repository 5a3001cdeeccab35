mod account;
mod people;
#[cfg(test)]
mod tests;
mod watch;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use reqwest::Method;
use serde_json::{Value, json};

use super::emulate::{ControlUrl, seed_as_json};
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::loopback::Loopback;
use crate::render;
use crate::server;

/// Control a running emulator
///
/// Clock, faults, rate limits, apps, users, running meetings, and what it was asked. Each command is one request to the
/// control port, and prints the JSON that the port answers, or nothing.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Control {
    #[command(subcommand)]
    act: Act,
    #[command(flatten)]
    control: ControlUrl,
}

const AFTER_LONG_HELP: &str = "\
Examples:
  countersign control fault \"POST /v2/users/*/meetings\" --status 429 --count 1
  countersign control requests --route \"POST /v2/**\" --wait 10
  countersign control clock --freeze --advance 3600
  countersign control user host@example.com --plan basic --webinar false
  countersign control join 81234567890 Ada --role host
  countersign control reset";

#[derive(Subcommand, Debug)]
enum Act {
    /// Forget meetings, requests, attempts, events, faults and subscriptions; account, apps, users and clock stay
    Reset,
    /// Add what a file lists, as `emulate --load` does
    Load {
        /// A seed: .toml or .json
        file: PathBuf,
    },
    /// Read the clock, or stop, start and advance it
    Clock(watch::Clock),
    /// Read what holds for the account, or change it: its plan, rate limits, tokens
    Account(account::Account),
    /// List the apps
    Apps,
    /// Change an app: what is not given stays
    App(account::App),
    /// Make an app, and print its credentials, this once
    MakeApp(account::NewApp),
    /// Make every access token that an app was given invalid
    Revoke {
        /// Its client ID, serverToServer or meetingSdk
        app: String,
    },
    /// List the users
    Users,
    /// Change a user's licences, or whether they can sign in: what is not given stays
    User(account::User),
    /// List the faults that are set
    Faults,
    /// Make something go wrong
    Fault(watch::Fault),
    /// Take faults back
    ClearFaults {
        /// The fault's id; all, when it is left out
        id: Option<u64>,
    },
    /// List the running meetings and webinars with their participants
    Meetings,
    /// Let somebody join who has no browser; a host starts the meeting
    Join(people::Join),
    /// Change a participant: what is not given stays
    Participant(people::Participant),
    /// Remove a participant
    Remove(people::Seat),
    /// Cut a participant's socket; the SDK comes back
    Cut(people::Seat),
    /// Let everybody in who is in the waiting room
    Admit(people::Meeting),
    /// End a webinar's practice session: attendees may come in
    Broadcast(people::Meeting),
    /// End a meeting for all
    End(people::Meeting),
    /// List what was asked as if of Zoom, or wait until a request like this came
    Requests(watch::Requests),
    /// List the attempts to join, with what the doctor found, or wait for one
    Attempts(watch::Since),
    /// List the webhook events with their deliveries, or wait for one
    Events(watch::Since),
    /// List who hears of events
    Subscriptions,
    /// Subscribe an endpoint to webhooks; it has to answer endpoint.url_validation
    Subscribe(watch::Subscribe),
    /// End a subscription
    Unsubscribe {
        /// Its id
        id: String,
    },
}

/// One request to the control port.
pub(super) struct Ask {
    method: Method,
    path: Vec<String>,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
}

impl Ask {
    pub(super) fn new(method: Method, path: &[&str]) -> Self {
        Self {
            method,
            path: path.iter().map(|&part| part.to_owned()).collect(),
            query: Vec::new(),
            body: None,
        }
    }

    fn get(path: &[&str]) -> Self {
        Self::new(Method::GET, path)
    }

    fn post(path: &[&str]) -> Self {
        Self::new(Method::POST, path)
    }

    fn delete(path: &[&str]) -> Self {
        Self::new(Method::DELETE, path)
    }

    pub(super) fn body(self, body: impl serde::Serialize) -> Self {
        let body = Some(json!(body));
        Self { body, ..self }
    }

    pub(super) fn query(mut self, name: &'static str, value: Option<impl ToString>) -> Self {
        self.query
            .extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// Changes what has a body that says something, and reads what has not.
    fn change_or_read(path: &[&str], change: impl serde::Serialize) -> Self {
        match json!(change) {
            Value::Object(fields) if fields.is_empty() => Self::get(path),
            change => Self::new(Method::PATCH, path).body(change),
        }
    }

    /// Asks, and answers with the JSON that comes back; null when nothing does.
    pub(super) fn send(self, to: &ControlUrl) -> Result<Value, Failure> {
        let url = to.url(&self.path, &self.query)?;
        let body = self.body.map(|body| body.to_string().into_bytes());
        server::runtime()?
            .block_on(async { Loopback::new()?.control(self.method, url, body).await })
    }
}

impl Control {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let file = match &self.act {
            Act::Load { file } => Some(file.clone()),
            _ => None,
        };
        let answer = self.act.ask()?.send(&self.control);
        let answer = answer.map_err(|failure| match file {
            Some(file) => failure.about(file.display()),
            None => failure,
        })?;
        if !answer.is_null() {
            render::json(&answer, &mut context.stdout)?;
        }
        Ok(Done::Fine)
    }
}

impl Act {
    fn ask(self) -> Result<Ask, Failure> {
        Ok(match self {
            Act::Reset => Ask::post(&["reset"]),
            Act::Load { file } => Ask::post(&["load"]).body(seed_as_json(&file)?),
            Act::Clock(clock) => clock.ask(),
            Act::Account(account) => account.ask()?,
            Act::Apps => Ask::get(&["apps"]),
            Act::App(app) => app.ask(),
            Act::MakeApp(app) => Ask::post(&["apps"]).body(app),
            Act::Revoke { app } => Ask::post(&["apps", &app, "revoke"]),
            Act::Users => Ask::get(&["users"]),
            Act::User(user) => user.ask(),
            Act::Faults => Ask::get(&["faults"]),
            Act::Fault(fault) => Ask::post(&["faults"]).body(fault),
            Act::ClearFaults { id: None } => Ask::delete(&["faults"]),
            Act::ClearFaults { id: Some(id) } => Ask::delete(&["faults", &id.to_string()]),
            Act::Meetings => Ask::get(&["meetings"]),
            Act::Join(join) => join.ask(),
            Act::Participant(participant) => participant.ask(),
            Act::Remove(seat) => seat.ask(&[]),
            Act::Cut(seat) => seat.ask(&["connection"]),
            Act::Admit(meeting) => meeting.ask("admit"),
            Act::Broadcast(meeting) => meeting.ask("broadcast"),
            Act::End(meeting) => meeting.ask("end"),
            Act::Requests(requests) => requests.ask(),
            Act::Attempts(since) => since.of(Ask::get(&["attempts"])),
            Act::Events(since) => since.of(Ask::get(&["webhooks", "events"])),
            Act::Subscriptions => Ask::get(&["webhooks", "subscriptions"]),
            Act::Subscribe(subscribe) => Ask::post(&["webhooks", "subscriptions"]).body(subscribe),
            Act::Unsubscribe { id } => Ask::delete(&["webhooks", "subscriptions", &id]),
        })
    }
}

//! Time, what goes wrong, and what was asked and told.

use clap::{Args, ValueEnum};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::Ask;

#[derive(Args, Debug)]
pub(super) struct Clock {
    /// Let it stand still
    #[arg(long, conflicts_with = "run")]
    freeze: bool,
    /// Let it run again
    #[arg(long)]
    run: bool,
    /// Put it forward, whether it stands or runs
    #[arg(long, value_name = "SECONDS")]
    advance: Option<u32>,
}

impl Clock {
    pub(super) fn ask(self) -> Ask {
        let mut change = Map::new();
        if self.freeze || self.run {
            change.insert("frozen".to_owned(), self.freeze.into());
        }
        if let Some(seconds) = self.advance {
            change.insert("advanceSeconds".to_owned(), seconds.into());
        }
        Ask::change_or_read(&["clock"], change)
    }
}

#[derive(Args, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fault {
    /// A method or none, and a path: "POST /v2/users/*/meetings"; * is any one part, ** at the end any rest
    route: String,
    /// How many requests meet it; all that come, without it
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    /// How likely a request meets it, from 0 to 1; the same in every run of an emulator with --seed
    #[arg(long, value_name = "P")]
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    /// How long it takes, in milliseconds
    #[arg(long, value_name = "MS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    delay_ms: Option<u64>,
    /// The status that is answered, with what Zoom says and sends with it
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// The body that is answered: JSON, or else text
    #[arg(long, value_name = "JSON|TEXT", value_parser = json_or_text)]
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    /// A header that is answered: "retry-after: 2"; may be given more than once
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_object")]
    headers: Vec<(String, String)>,
    /// How the connection ends before its time
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<Connection>,
    /// Make the access tokens of the app that calls invalid, before it is answered
    #[arg(long)]
    revoke_tokens: bool,
}

#[derive(Clone, Copy, Debug, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
enum Connection {
    /// Nothing is answered
    Reset,
    /// Half a body is
    Partial,
}

fn json_or_text(text: &str) -> Result<Value, std::convert::Infallible> {
    Ok(serde_json::from_str(text).unwrap_or_else(|_| text.into()))
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("a header is a name, a colon and a value")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn as_object<S: Serializer>(pairs: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

#[derive(Args, Debug)]
pub(super) struct Since {
    /// The id of the last one that is known; 0 for all that are kept
    #[arg(long, value_name = "ID")]
    since: Option<u64>,
    /// Wait so long for the first, 30 at most
    #[arg(long, value_name = "SECONDS")]
    wait: Option<u64>,
}

impl Since {
    pub(super) fn of(self, ask: Ask) -> Ask {
        ask.query("since", self.since).query("wait", self.wait)
    }
}

#[derive(Args, Debug)]
pub(super) struct Requests {
    #[command(flatten)]
    since: Since,
    /// A method or none, and a path, as a fault has it: "POST /v2/users/*/meetings"
    #[arg(long)]
    route: Option<String>,
    /// The status that was answered
    #[arg(long)]
    status: Option<u16>,
    /// What of Zoom was asked: oauth, rest, join or other
    #[arg(long)]
    kind: Option<String>,
    /// Anywhere in path, query, body or answer
    #[arg(long, value_name = "TEXT")]
    contains: Option<String>,
}

impl Requests {
    pub(super) fn ask(self) -> Ask {
        self.since
            .of(Ask::get(&["requests"]))
            .query("route", self.route)
            .query("status", self.status)
            .query("kind", self.kind)
            .query("contains", self.contains)
    }
}

#[derive(Args, Debug)]
pub(super) struct Subscribe {
    /// Begins with http:// or https://
    url: String,
    /// An event it hears of, such as meeting.started; once each. All, without it
    #[arg(long = "event", value_name = "NAME")]
    events: Vec<String>,
    /// For people
    #[arg(long)]
    name: Option<String>,
}

impl Serialize for Subscribe {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut body = json!({ "url": self.url, "name": self.name.clone().unwrap_or_default() });
        if !self.events.is_empty() {
            body["events"] = json!(self.events);
        }
        body.serialize(to)
    }
}

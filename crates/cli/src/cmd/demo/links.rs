//! What the demo makes through the gateway's own HTTP API, and the links to it.

use std::io::{self, Write};

use countersign_gateway::SdkAssets;
use countersign_token::{ExposeSecret, Secret};
use serde_json::{Value, json};

use crate::emulator::Facts;
use crate::failure::Failure;
use crate::loopback::Loopback;
use crate::render::style::{DOUBTFUL, LINK, QUIET, STRONG, paint};

/// A meeting and a webinar, with ways in.
pub(super) struct Links {
    origin: String,
    key: Secret,
    emulator: Facts,
    events: [Event; 2],
}

/// A meeting or a webinar.
struct Event {
    kind: &'static str,
    topic: &'static str,
    number: u64,
    ways: Vec<Way>,
}

/// A link that starts or joins in one view.
struct Way {
    intent: &'static str,
    view: &'static str,
    link: String,
}

impl Links {
    /// Creates both, at `direct`, as somebody with an API key would.
    pub(super) async fn create(
        origin: String,
        direct: &str,
        key: Secret,
        emulator: Facts,
    ) -> Result<Links, Failure> {
        let maker = Maker {
            http: Loopback::new()?,
            direct,
            key: &key,
            host: &emulator.host_email,
        };
        let meeting = maker
            .event("meeting", "meetings", "A meeting to try")
            .await?;
        let webinar = maker
            .event("webinar", "webinars", "A webinar to try")
            .await?;
        Ok(Links {
            origin,
            key,
            emulator,
            events: [meeting, webinar],
        })
    }

    pub(super) fn print(
        &self,
        wanted_port: u16,
        sdk: &SdkAssets,
        to: &mut impl Write,
    ) -> io::Result<()> {
        writeln!(
            to,
            "{} {}",
            paint(STRONG, "Countersign demo"),
            paint(LINK, &self.origin)
        )?;
        if wanted_port != 0 && !self.origin.ends_with(&format!(":{wanted_port}")) {
            writeln!(
                to,
                "{} port {wanted_port} is taken, this is the next free one",
                paint(DOUBTFUL, "note")
            )?;
        }
        for event in &self.events {
            let (kind, number) = (event.kind, event.number);
            writeln!(
                to,
                "\n{} {}",
                paint(STRONG, event.topic),
                paint(QUIET, format!("({kind} {number})"))
            )?;
            for way in &event.ways {
                let act = match way.intent {
                    "start" => "start as host",
                    _ => "join as attendee",
                };
                let view = match way.view {
                    "component" => "Component View",
                    _ => "Client View",
                };
                writeln!(to, "  {act:16}  {view:14}  {}", paint(LINK, &way.link))?;
            }
        }
        writeln!(to, "\n{}", paint(STRONG, "And"))?;
        for (name, path) in [("the Doctor", "/doctor"), ("your own signature", "/try")] {
            writeln!(
                to,
                "  {name:32}  {}",
                paint(LINK, format!("{}{path}", self.origin))
            )?;
        }
        if let Some(control) = &self.emulator.control {
            writeln!(
                to,
                "  {:32}  {}",
                "the emulator's control port",
                paint(LINK, format!("{control}/attempts"))
            )?;
        }
        writeln!(
            to,
            "  {:32}  {}",
            "a key for the HTTP API",
            self.key.expose_secret()
        )?;
        let from = match sdk {
            SdkAssets::Dir(dir) => dir.display().to_string(),
            SdkAssets::Cdn(url) => format!("Zoom's CDN, {url}, which needs the Internet"),
        };
        writeln!(to, "  {:32}  {from}", "the Web SDK comes from")?;
        writeln!(
            to,
            "\n{}",
            paint(
                QUIET,
                "No Zoom here: the emulator has no media. Ctrl-C stops it and all is forgotten."
            )
        )
    }

    /// For programs. Whoever runs the demo may know all of this: it is made up and ends with it.
    pub(super) fn as_json(&self) -> Value {
        let event = |event: &Event| {
            let ways: Vec<Value> = event
                .ways
                .iter()
                .map(|way| json!({"intent": way.intent, "view": way.view, "link": way.link}))
                .collect();
            json!({"kind": event.kind, "number": event.number.to_string(), "topic": event.topic, "links": ways})
        };
        json!({
            "origin": self.origin,
            "key": self.key.expose_secret(),
            "events": self.events.iter().map(event).collect::<Vec<_>>(),
            "emulator": self.emulator.as_json(),
        })
    }
}

struct Maker<'a> {
    http: Loopback,
    direct: &'a str,
    key: &'a Secret,
    host: &'a str,
}

impl Maker<'_> {
    async fn event(
        &self,
        kind: &'static str,
        path: &str,
        topic: &'static str,
    ) -> Result<Event, Failure> {
        let made = self
            .post(
                &format!("/v1/{path}"),
                &json!({"host": self.host, "topic": topic}),
            )
            .await?;
        let number = made["id"].as_u64().ok_or_else(|| {
            Failure::CouldNotRun(format!("the gateway made a {kind} without a number"))
        })?;
        let mut ways = Vec::new();
        for (intent, view) in [
            ("start", "component"),
            ("join", "component"),
            ("start", "client"),
            ("join", "client"),
        ] {
            let ask = json!({"view": view, "expiresIn": 86_400});
            let entry = self
                .post(&format!("/v1/{path}/{number}/{intent}"), &ask)
                .await?;
            let link = entry["link"].as_str().ok_or_else(|| {
                Failure::CouldNotRun("the gateway answered without a link".to_owned())
            })?;
            ways.push(Way {
                intent,
                view,
                link: link.to_owned(),
            });
        }
        Ok(Event {
            kind,
            topic,
            number,
            ways,
        })
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let url = format!("{}{path}", self.direct);
        self.http.post_json(&url, Some(self.key), body).await
    }
}

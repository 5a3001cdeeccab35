//! The whole chain once, over HTTP on this machine: create, start, join, and be refused.

mod attempt;
mod step;

use std::io::Write;

use countersign_emulator::{Emulator, EmulatorOptions};
use countersign_token::{
    Claims, ClientId, ExposeSecret, MeetingNumber, Role, Secret, Signer, Ttl, UnixSeconds,
    WebClaims,
};
use countersign_zoom::{
    AddRegistrant, ApprovalType, Config, CreateMeeting, CreateWebinar, WebinarSettings, Zoom,
};
use serde_json::json;

use self::attempt::Person;
use self::step::{Stop, shown};
use super::forum;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::loopback::Loopback;
use crate::render::style::{BAD, GOOD, QUIET, paint};

/// Starts an emulator, walks, and says whether every step ended as it should.
pub(super) async fn once(seed: Option<u64>, context: &mut Context) -> Result<Done, Failure> {
    let options = EmulatorOptions {
        seed,
        ..EmulatorOptions::default()
    };
    let emulator = Emulator::start_with(options)
        .await
        .map_err(|error| Failure::CouldNotRun(error.to_string()))?;
    walk(&emulator, context.now, &mut context.stdout).await
}

async fn walk(
    emulator: &Emulator,
    now: UnixSeconds,
    out: &mut (dyn Write + Send),
) -> Result<Done, Failure> {
    let mut walk = Walk {
        http: Loopback::new()?,
        now,
        out,
        emulator,
        amiss: 0,
    };
    let walked = walk.whole().await;
    let out = walk.out;
    match walked {
        Ok(()) if walk.amiss == 0 => {
            writeln!(out, "\n{}", paint(GOOD, "Every step ended as it should."))?;
            Ok(Done::Fine)
        }
        Ok(()) | Err(Stop::Amiss) => {
            writeln!(
                out,
                "\n{}",
                paint(BAD, "A step ended otherwise than it should.")
            )?;
            Ok(Done::Findings)
        }
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

struct Walk<'a> {
    http: Loopback,
    now: UnixSeconds,
    out: &'a mut (dyn Write + Send),
    emulator: &'a Emulator,
    /// How many steps ended otherwise than they should.
    amiss: u32,
}

/// What was made over REST.
struct Event {
    number: MeetingNumber,
    passcode: Secret,
}

impl Walk<'_> {
    async fn whole(&mut self) -> Result<(), Stop> {
        let credentials = self.emulator.credentials();
        let host = credentials.host.email.clone();
        let app = credentials.meeting_sdk.clone();
        self.title("Create, over Zoom's REST API")?;
        let zoom = self.zoom()?;
        let sent = "POST /oauth/token, account_credentials";
        let grant = self.need("access token", sent, zoom.authenticate().await)?;
        self.good(
            "access token",
            sent,
            &format!("{} scopes", grant.scopes.len()),
        )?;

        let sent = format!("POST /v2/users/{host}/meetings");
        let ask = CreateMeeting {
            topic: Some("A meeting".to_owned()),
            ..CreateMeeting::default()
        };
        let made = self.need("meeting", &sent, zoom.meetings().create(&host, &ask).await)?;
        let meeting = self.event("meeting", &sent, made.id, made.password)?;

        let sent = format!("POST /v2/users/{host}/webinars, with registration");
        let ask = CreateWebinar {
            topic: Some("A webinar".to_owned()),
            settings: Some(WebinarSettings {
                approval_type: Some(ApprovalType::Automatic.into()),
                ..WebinarSettings::default()
            }),
            ..CreateWebinar::default()
        };
        let made = self.need("webinar", &sent, zoom.webinars().create(&host, &ask).await)?;
        let webinar = self.event("webinar", &sent, made.id, made.password)?;

        let sent = format!(
            "POST /v2/webinars/{}/registrants, anna@example.com",
            webinar.number
        );
        let anna = AddRegistrant {
            email: "anna@example.com".to_owned(),
            first_name: "Anna".to_owned(),
            ..AddRegistrant::default()
        };
        let registrants = zoom.webinars().registrants(webinar.number.get());
        let registration = self.need("registrant", &sent, registrants.add(&anna).await)?;
        let tk = self.some("registrant", &sent, "a tk", registration.tk())?;
        self.good("registrant", &sent, &format!("approved, tk {}", shown(&tk)))?;

        let sent = format!("GET /v2/users/{host}/token?type=zak");
        let zak = self.need("ZAK", &sent, zoom.users().zak(&host, None).await)?;
        self.good("ZAK", &sent, &shown(&zak))?;

        self.title("Start and join, as the Web SDK does")?;
        let signer = ClientId::new(&app.client_id)
            .map_err(|error| error.to_string())
            .and_then(|id| Signer::new(id, &app.client_secret).map_err(|error| error.to_string()))
            .map_err(Failure::CouldNotRun)?;
        for (event, what) in [(&meeting, "meeting"), (&webinar, "webinar")] {
            let signature = self.sign(&signer, event.number, Role::Host)?;
            let person = Person {
                name: "Host",
                email: &host,
                zak: Some(&zak),
                ..Person::default()
            };
            let name = format!("start {what}");
            self.accepted(&name, event.number, &signature, &person)
                .await?;
            self.host_comes(event.number).await?;
            let signature = self.sign(&signer, event.number, Role::Attendee)?;
            let person = Person {
                name: "Anna",
                email: "anna@example.com",
                passcode: Some(&event.passcode),
                tk: (what == "webinar").then_some(&tk),
                ..Person::default()
            };
            let name = format!("join {what}");
            self.accepted(&name, event.number, &signature, &person)
                .await?;
        }

        self.title("And the signature of the forum thread, https://devforum.zoom.us/t/98154")?;
        let note =
            "SDKs before 4.0 send it to Zoom; later ones read it first and stop with a TypeError";
        writeln!(self.out, "  {}", paint(QUIET, note))?;
        let made = forum::generate(
            &app.client_id,
            &app.client_secret,
            meeting.number.get(),
            self.now,
        );
        let person = Person {
            name: "Anna",
            passcode: Some(&meeting.passcode),
            ..Person::default()
        };
        let number = meeting.number;
        self.refused(
            "the HMAC alone",
            number,
            &made.returned,
            &person,
            "sig-only",
        )
        .await?;
        self.refused(
            "as a whole token",
            number,
            &made.whole,
            &person,
            "missing-mn",
        )
        .await
    }

    fn zoom(&self) -> Result<Zoom, Failure> {
        let credentials = self.emulator.credentials();
        let url = |text: String| {
            text.parse()
                .map_err(|error| Failure::CouldNotRun(format!("{text}: {error}")))
        };
        let mut config = Config::new(
            credentials.account_id,
            credentials.s2s.client_id,
            credentials.s2s.client_secret,
        );
        config.api = url(self.emulator.api_url())?;
        config.oauth = url(self.emulator.oauth_url())?;
        Zoom::new(config).map_err(|error| Failure::CouldNotRun(error.to_string()))
    }

    fn event(
        &mut self,
        step: &str,
        sent: &str,
        number: u64,
        passcode: Option<Secret>,
    ) -> Result<Event, Stop> {
        let number = MeetingNumber::try_from(number).ok();
        let number = self.some(step, sent, "a meeting number", number)?;
        let passcode = self.some(step, sent, "a passcode", passcode)?;
        let length = passcode.expose_secret().len();
        self.good(
            step,
            sent,
            &format!("{number}, a passcode of {length} characters"),
        )?;
        Ok(Event { number, passcode })
    }

    fn sign(&mut self, signer: &Signer, number: MeetingNumber, role: Role) -> Result<String, Stop> {
        let claims = Claims::Web(WebClaims::new(number, role));
        let signature = signer.sign(&claims, self.now, Ttl::DEFAULT).into_string();
        let sent = format!("mn {number}, role {role}, 2 h");
        self.good("sign", &sent, &shown(&Secret::from(signature.clone())))?;
        Ok(signature)
    }

    /// What the Web SDK's socket does next; without a browser the control port stands in for it.
    async fn host_comes(&mut self, number: MeetingNumber) -> Result<(), Stop> {
        let control = self
            .emulator
            .control_url()
            .ok_or_else(|| Failure::CouldNotRun("the emulator has no control port".to_owned()))?;
        let url = format!("{control}/meetings/{number}/participants");
        let host = json!({"name": "Host", "role": "host"});
        self.http.post_json(&url, None, &host).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_ends_otherwise_says_what_was_expected_and_fails_the_walk() {
        let mut out = Vec::new();
        let done = crate::server::runtime().unwrap().block_on(async {
            let emulator = Emulator::start().await;
            let app = emulator.credentials().meeting_sdk.client_id;
            emulator.state().set_app_enabled(&app, false);
            let now = emulator.state().clock().now();
            walk(&emulator, now, &mut out).await.unwrap()
        });
        assert_eq!(done, Done::Findings);
        let text = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        let step = text
            .lines()
            .find(|line| line.contains("✗ start meeting"))
            .unwrap();
        assert!(
            step.contains("expected accepted, got refused: 200"),
            "{step}"
        );
        assert!(step.ends_with("shows as 3710"), "{step}");
        assert!(!text.contains("as it should."), "{text}");
    }
}

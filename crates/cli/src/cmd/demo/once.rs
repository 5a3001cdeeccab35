//! The whole chain once, over HTTP on this machine: create, start, join, and be refused.

use std::io::{self, Write};

use countersign_diagnose::Report;
use countersign_emulator::{Emulator, EmulatorOptions, Verdict};
use countersign_token::{
    Claims, ClientId, ExposeSecret, MeetingNumber, Role, Secret, Signer, Ttl, UnixSeconds,
    WebClaims,
};
use countersign_zoom::{
    AddRegistrant, ApprovalType, Config, CreateMeeting, CreateWebinar, WebinarSettings, Zoom,
};
use serde_json::json;

use super::forum;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::loopback::Loopback;
use crate::render;
use crate::render::style::{BAD, GOOD, QUIET, STRONG, paint};

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

/// Why a walk ended early.
enum Stop {
    /// A step ended otherwise, and the next ones need what it should have given.
    Amiss,
    Failed(Failure),
}

/// What somebody gives to `join()` besides the signature.
#[derive(Default)]
struct Person<'a> {
    name: &'a str,
    email: &'a str,
    passcode: Option<&'a Secret>,
    zak: Option<&'a Secret>,
    tk: Option<&'a Secret>,
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

    /// Sends what Client View sends, for its refusals are in the answer itself.
    async fn present(
        &mut self,
        number: MeetingNumber,
        signature: &str,
        person: &Person<'_>,
    ) -> Result<(Verdict, Report), Stop> {
        let text = |secret: Option<&Secret>| {
            secret
                .map_or("", |secret| secret.expose_secret())
                .to_owned()
        };
        let (number, client_id) = (
            number.to_string(),
            self.emulator.credentials().meeting_sdk.client_id,
        );
        let (passcode, zak, tk) = (text(person.passcode), text(person.zak), text(person.tk));
        let fields = [
            ("meetingNumber", number.as_str()),
            ("userName", person.name),
            ("passWord", &passcode),
            ("signature", signature),
            ("signatureType", "sdk"),
            ("apiKey", &client_id),
            ("lang", "en-US"),
            ("userEmail", person.email),
            ("cv", countersign_gateway::SDK_VERSION),
            ("proxy", "1"),
            ("tk", &tk),
            ("ztk", ""),
            ("zsk", &zak),
            ("ulsm", if zak.is_empty() { "0" } else { "1" }),
            ("suid", ""),
            ("customerKey", ""),
        ];
        let url = format!("{}/api/v1/wc/info", self.emulator.base_url());
        self.http.post_form(&url, &fields).await?;
        match self.emulator.attempts().since(0).last() {
            Some(attempt) => Ok((attempt.verdict.clone(), attempt.report.clone())),
            None => Err(Failure::CouldNotRun("the emulator kept no attempt".to_owned()).into()),
        }
    }

    async fn accepted(
        &mut self,
        step: &str,
        number: MeetingNumber,
        signature: &str,
        person: &Person<'_>,
    ) -> Result<(), Stop> {
        let (verdict, report) = self.present(number, signature, person).await?;
        let sent = sent(person);
        match verdict {
            Verdict::Accepted => self.good(step, &sent, "accepted"),
            refused => {
                self.amiss(step, &sent, "accepted", &in_words(&refused))?;
                Ok(render::report(&report, &mut self.out)?)
            }
        }
    }

    /// The attempt must end as 3712, and the doctor must find `rule`.
    async fn refused(
        &mut self,
        step: &str,
        number: MeetingNumber,
        signature: &str,
        person: &Person<'_>,
        rule: &str,
    ) -> Result<(), Stop> {
        let (verdict, report) = self.present(number, signature, person).await?;
        let (sent, got) = (sent(person), in_words(&verdict));
        match &verdict {
            Verdict::Refused { shown: 3712, .. } => self.good(step, &sent, &got)?,
            _ => self.amiss(step, &sent, "refused, shown as 3712", &got)?,
        }
        writeln!(self.out)?;
        render::findings(&report, &mut self.out)?;
        writeln!(self.out)?;
        if !report.findings.iter().any(|finding| finding.rule == rule) {
            self.amiss("doctor", step, &format!("the finding {rule}"), "others")?;
        }
        Ok(())
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

    fn title(&mut self, title: &str) -> io::Result<()> {
        writeln!(self.out, "{}", paint(STRONG, title))
    }

    fn good(&mut self, step: &str, sent: &str, got: &str) -> Result<(), Stop> {
        self.line(&paint(GOOD, "✓"), step, sent, got)?;
        Ok(())
    }

    fn amiss(&mut self, step: &str, sent: &str, expected: &str, got: &str) -> Result<(), Stop> {
        self.amiss += 1;
        let got = format!(
            "{} {expected}, {} {got}",
            paint(BAD, "expected"),
            paint(BAD, "got")
        );
        self.line(&paint(BAD, "✗"), step, sent, &got)?;
        Ok(())
    }

    fn line(&mut self, mark: &str, step: &str, sent: &str, got: &str) -> io::Result<()> {
        let arrow = paint(QUIET, "→");
        writeln!(self.out, "  {mark} {step:16} {sent} {arrow} {got}")
    }

    /// The next steps need what this one should have given.
    fn need<T>(
        &mut self,
        step: &str,
        sent: &str,
        result: Result<T, countersign_zoom::Error>,
    ) -> Result<T, Stop> {
        match result {
            Ok(value) => Ok(value),
            Err(error) => {
                self.amiss(step, sent, "an answer", &error.to_string())?;
                Err(Stop::Amiss)
            }
        }
    }

    fn some<T>(
        &mut self,
        step: &str,
        sent: &str,
        expected: &str,
        value: Option<T>,
    ) -> Result<T, Stop> {
        match value {
            Some(value) => Ok(value),
            None => {
                self.amiss(step, sent, expected, "none")?;
                Err(Stop::Amiss)
            }
        }
    }
}

/// What goes to the join endpoint, by name.
fn sent(person: &Person<'_>) -> String {
    let given = [
        Some("signature"),
        person.passcode.map(|_| "passcode"),
        person.zak.map(|_| "ZAK"),
        person.tk.map(|_| "tk"),
        (!person.email.is_empty()).then_some("e-mail"),
    ];
    let given: Vec<&str> = given.into_iter().flatten().collect();
    format!("POST /api/v1/wc/info, {}", given.join(", "))
}

fn in_words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Accepted => "accepted".to_owned(),
        Verdict::Refused {
            shown, sent, text, ..
        } => {
            format!("refused: {sent} {text:?}, which the SDK shows as {shown}")
        }
    }
}

/// The beginning of a secret and its length: enough to tell two apart, too little to use.
fn shown(secret: &Secret) -> String {
    let text = secret.expose_secret();
    let begin: String = text.chars().take(6).collect();
    format!("{begin}… ({} characters)", text.chars().count())
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Failed(error.into())
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

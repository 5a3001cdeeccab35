mod attempt;
mod secrets;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use countersign_diagnose::pasted::{Kind, Pasted, error_seen};
use countersign_diagnose::{Case, Intent, Report, SdkVersion, View, corrected_claims};
use countersign_token::MeetingNumber;
use serde_json::{Map, Value, json};

use self::attempt::{Attempt, read_file};
use self::secrets::{Named, Secrets};
use super::FindingsFormat;
use crate::context::{Context, Output};
use crate::failure::{Done, Failure};
use crate::render::{self, Located, NotRead};

/// Say why Zoom calls a signature invalid
///
/// Reads what you have, a signature, what Zoom said, or a whole case in JSON, and names every cause it finds, most
/// telling first, each with the evidence and what to change. The more it is given, the more it can say.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Doctor {
    /// Files, or the things themselves: signatures, cases in JSON, source code, what Zoom said; `-`, or nothing, for
    /// standard input
    ///
    /// What belongs to one attempt is judged together: a signature and an error make one case. A second signature, or
    /// a second case in JSON, begins the next one.
    #[arg(value_name = "FILE|SIGNATURE|ERROR")]
    input: Vec<String>,
    /// Read the signature from this file
    #[arg(long, value_name = "FILE", help_heading = "The signature")]
    signature_file: Option<PathBuf>,
    /// The client ID that should be in the signature
    #[arg(long, value_name = "ID", help_heading = "The signature")]
    client_id: Option<String>,
    /// The environment variable that holds the client secret; repeat it with a role for other secrets
    ///
    /// The roles are meeting_sdk (which is meant when none is given), s2s (of the Server-to-Server OAuth app) and
    /// webhook; any other name does too. With several the doctor says which of them signed.
    #[arg(long, value_name = "[ROLE=]NAME", help_heading = "The signature")]
    secret_env: Vec<Named>,
    /// The file that holds the client secret; likewise
    #[arg(long, value_name = "[ROLE=]FILE", help_heading = "The signature")]
    secret_file: Vec<Named>,
    /// Judge at this moment, in epoch seconds, instead of now
    #[arg(long, value_name = "SECONDS", help_heading = "The signature")]
    now: Option<u64>,
    /// What Zoom or the console said: a code (3712) or a text, an exception included
    #[arg(long, value_name = "CODE|TEXT", help_heading = "What happened")]
    error: Option<String>,
    /// The number that join() gets
    #[arg(long, value_name = "N", help_heading = "What happened")]
    meeting: Option<MeetingNumber>,
    /// A file with the options that join() gets, as JSON or as they stand in code
    #[arg(long, value_name = "FILE", help_heading = "What happened")]
    join_file: Option<PathBuf>,
    /// The code that signs, or the page that joins: JavaScript, TypeScript, HTML, Python, PHP, Java, Kotlin, C#, Go or Ruby
    #[arg(long, value_name = "FILE", help_heading = "What happened")]
    source_file: Option<PathBuf>,
    /// The view of the web SDK
    #[arg(long, help_heading = "What happened")]
    view: Option<ViewName>,
    /// Whether the user meant to start the meeting or to join it
    #[arg(long, help_heading = "What happened")]
    intent: Option<IntentName>,
    /// The SDK that got the signature
    #[arg(long, help_heading = "What happened")]
    platform: Option<PlatformName>,
    /// The version of that SDK, such as 6.2.0
    #[arg(long, value_name = "X.Y.Z", help_heading = "What happened")]
    sdk_version: Option<SdkVersion>,
    /// The number belongs to a webinar
    #[arg(long, help_heading = "What happened")]
    webinar: bool,
    /// The host is outside the account that owns the app
    #[arg(long, help_heading = "What happened")]
    external: bool,
    /// How to print the report
    #[arg(long, default_value = "text")]
    format: FindingsFormat,
    /// Tell it in sentences, without columns, marks and colours: to be read aloud or pasted into a message
    #[arg(long)]
    plain: bool,
    /// Also print a signature that is right, made with the client secret; whoever has it may join until it expires
    #[arg(long)]
    corrected: bool,
}

const AFTER_LONG_HELP: &str = "\
A secret never comes as an argument and is never printed. With it the doctor checks the last part of
the signature, and when that is wrong searches for how it was made: a line end in the secret, the
secret of another app, base64 of another kind and much more. Nothing leaves this machine.

It shows what is inside the signature, but not the signature itself: with one that is right anybody
may join, or with role 1 start. That is why a corrected one is printed only with --corrected.

Examples:
  countersign doctor signature.txt
  pbpaste | countersign doctor --error 3712 --meeting 81234567890
  countersign doctor signature.txt 3712 --secret-env ZOOM_MEETING_SDK_SECRET
  countersign doctor signature.txt --secret-env meeting_sdk=SDK_SECRET --secret-env s2s=ZOOM_CLIENT_SECRET
  countersign doctor signature.txt --secret-file /run/secrets/meeting-sdk --corrected
  countersign doctor sign.js signature.txt
  countersign doctor cases/*.json --format sarif > countersign.sarif
  countersign doctor \"Cannot read properties of undefined (reading 'replace')\"

Anything may be pasted: a token or its HMAC, what the endpoint answered, a curl command or an
address with a signature in it, decoded claims, a code, a message, an exception or an error object,
options of join(), lines of an .env file, code, a case, or a forum post with several of these. What
it was taken for is said first where it is not to be seen at a glance.

A case is a JSON object; every field is optional: signature, header, payload, client_id,
client_secret, secrets {ROLE: value}, now, platform, sdk_version, view, intent, webinar, external,
join, error {code, text}, source {language, text}, env {NAME: value}. The options given here win
over the fields.

The JSON is one report, or, for several cases, a list of {input, report}.

Exit codes:
  0  no finding is an error
  1  Zoom refuses this: at least one finding is an error
  2  what was typed, or given to read, makes no sense
  3  a file could not be read";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ViewName {
    /// Component View, ZoomMtgEmbedded
    Component,
    /// Client View, ZoomMtg
    Client,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum IntentName {
    Start,
    Join,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PlatformName {
    Web,
    Native,
}

impl Doctor {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        if self.corrected && self.format != FindingsFormat::Text {
            return Err(Failure::Usage(
                "--corrected goes with --format text: a report holds nothing that lets one in"
                    .to_owned(),
            ));
        }
        if self.plain && self.format != FindingsFormat::Text {
            return Err(Failure::Usage("--plain goes with --format text".to_owned()));
        }
        let attempts = self.attempts(context)?;
        let reports: Vec<Report> = attempts
            .iter()
            .map(|attempt| attempt.judge(context.now))
            .collect();
        self.print(&attempts, &reports, context)?;
        Ok(match reports.iter().any(Report::has_errors) {
            true => Done::Findings,
            false => Done::Fine,
        })
    }

    fn print(
        &self,
        attempts: &[Attempt],
        reports: &[Report],
        context: &mut Context,
    ) -> io::Result<()> {
        let out = &mut context.stdout;
        let both = || attempts.iter().zip(reports);
        match (self.format, reports) {
            (FindingsFormat::Json, [report]) => render::json(report, out),
            (FindingsFormat::Json, _) => {
                let list: Vec<Value> = both()
                    .map(|(attempt, report)| json!({"input": attempt.name, "report": report}))
                    .collect();
                render::json(&list, out)
            }
            (FindingsFormat::Sarif, _) => {
                let located: Vec<Located> = both()
                    .flat_map(|(attempt, report)| {
                        report.findings.iter().map(|finding| Located {
                            finding,
                            file: attempt.file.as_deref(),
                            source: attempt.source.as_deref(),
                        })
                    })
                    .collect();
                let not_read: Vec<NotRead> = both()
                    .flat_map(|(attempt, report)| {
                        let of_source = report.skipped.iter().filter(|one| one.rule == "source");
                        of_source.map(|skipped| NotRead {
                            because: skipped.because.clone(),
                            file: attempt.source.as_deref().or(attempt.file.as_deref()),
                        })
                    })
                    .collect();
                render::sarif(&located, &not_read, out)
            }
            (FindingsFormat::Text, _) => {
                for (number, (attempt, report)) in both().enumerate() {
                    if number > 0 {
                        writeln!(out)?;
                    }
                    if reports.len() > 1 {
                        render::heading(&attempt.name, self.plain, out)?;
                    }
                    if let Some(words) = attempt.taken_for() {
                        writeln!(out, "{words}\n")?;
                    }
                    self.print_text(&attempt.case, report, context.now, out)?;
                }
                Ok(())
            }
        }
    }

    fn print_text(
        &self,
        case: &Case,
        report: &Report,
        now: u64,
        out: &mut Output,
    ) -> io::Result<()> {
        let now = case.now.unwrap_or(now);
        match self.plain {
            true => render::narration(case, report, now, out)?,
            false => {
                if case.signature.is_some() || case.payload.is_some() {
                    render::token(case, report, now, out)?;
                    writeln!(out)?;
                }
                render::report(case, report, out)?;
            }
        }
        let wrong = report.has_errors() || self.corrected;
        match corrected_claims(case, now).filter(|_| wrong) {
            Some(correction) => {
                render::correction(&correction, case, now, self.corrected, self.plain, out)
            }
            None if self.corrected => writeln!(
                out,
                "\nNo corrected signature: neither a signature nor a meeting number was given."
            ),
            None => Ok(()),
        }
    }

    /// What was read, with the options put over it.
    fn attempts(&self, context: &mut Context) -> Result<Vec<Attempt>, Failure> {
        let secrets = Secrets::read(&self.secret_env, &self.secret_file, &context.env)?;
        let join = self.join_file.as_deref().map(join_options).transpose()?;
        let mut attempts = self.read(context)?;
        if let (Some(path), [attempt]) = (&self.signature_file, &mut attempts[..]) {
            let read = Pasted::read_as(&read_file(path)?, Kind::Signature);
            attempt.case.signature = read.map_err(unreadable)?.case.signature;
            attempt.file = Some(path.clone());
        } else if self.signature_file.is_some() {
            return Err(Failure::Usage(
                "--signature-file goes with one case; give several signatures without it"
                    .to_owned(),
            ));
        }
        for attempt in &mut attempts {
            if let Some(path) = &self.source_file {
                attempt.read_source(path)?;
            }
            let case = &mut attempt.case;
            secrets.put_into(case);
            case.join = join.clone().or(case.join.take());
            self.put_into(case);
        }
        Ok(attempts)
    }

    fn put_into(&self, case: &mut Case) {
        if let Some(number) = self.meeting {
            case.join
                .get_or_insert_default()
                .insert("meetingNumber".to_owned(), number.to_string().into());
        }
        if let Some(error) = &self.error {
            case.error = Some(error_seen(error));
        }
        case.client_id = self.client_id.clone().or(case.client_id.take());
        case.now = self.now.or(case.now);
        case.sdk_version = self.sdk_version.or(case.sdk_version);
        case.view = self.view.map(View::from).or(case.view);
        case.intent = self.intent.map(Intent::from).or(case.intent);
        case.platform = self.platform.map(Into::into).or(case.platform);
        case.webinar = self.webinar.then_some(true).or(case.webinar);
        case.external = self.external.then_some(true).or(case.external);
    }

    /// The inputs, each put to the attempt before it where that has a place for it.
    fn read(&self, context: &mut Context) -> Result<Vec<Attempt>, Failure> {
        let said_enough =
            self.error.is_some() || self.signature_file.is_some() || self.source_file.is_some();
        let mut inputs: Vec<&str> = self.input.iter().map(String::as_str).collect();
        if inputs.is_empty() && self.signature_file.is_none() && self.source_file.is_none() {
            inputs.push("-");
        }
        let mut attempts: Vec<Attempt> = Vec::new();
        for input in inputs {
            if input == "-" && self.input.is_empty() && said_enough && context.stdin.terminal {
                continue;
            }
            let Some(next) = Attempt::read(input, context)? else {
                continue;
            };
            match attempts.last_mut().filter(|last| last.has_place_for(&next)) {
                Some(last) => last.add(next),
                None => attempts.push(next),
            }
        }
        match attempts.is_empty() {
            false => Ok(attempts),
            true if said_enough => Ok(vec![Attempt {
                name: "the options".to_owned(),
                ..Attempt::default()
            }]),
            true => Err(Failure::Usage(
                "there is nothing to read: give a signature, the code that signs, a case in JSON, or --error with what Zoom said".to_owned(),
            )),
        }
    }
}

/// What was given to read makes no sense.
fn unreadable(error: impl std::fmt::Display) -> Failure {
    Failure::Usage(error.to_string())
}

fn join_options(path: &Path) -> Result<Map<String, Value>, Failure> {
    let read = Pasted::read_as(&read_file(path)?, Kind::Join);
    let options = read.map(|read| read.case.join.unwrap_or_default());
    options.map_err(|_| {
        Failure::Usage(format!(
            "{} is not an object with the options of join(), as JSON or as it stands in code",
            path.display()
        ))
    })
}

impl From<ViewName> for View {
    fn from(name: ViewName) -> View {
        match name {
            ViewName::Component => View::Component,
            ViewName::Client => View::Client,
        }
    }
}

impl From<IntentName> for Intent {
    fn from(name: IntentName) -> Intent {
        match name {
            IntentName::Start => Intent::Start,
            IntentName::Join => Intent::Join,
        }
    }
}

impl From<PlatformName> for countersign_diagnose::Platform {
    fn from(name: PlatformName) -> countersign_diagnose::Platform {
        match name {
            PlatformName::Web => countersign_diagnose::Platform::Web,
            PlatformName::Native => countersign_diagnose::Platform::Native,
        }
    }
}

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use countersign_diagnose::{
    Case, ErrorSeen, Intent, MAX_CASE_BYTES, Report, SdkVersion, View, diagnose,
};
use countersign_token::{MAX_TOKEN_BYTES, MeetingNumber, Secret};
use serde_json::{Map, Value};

use super::FindingsFormat;
use crate::context::{Context, read_text};
use crate::credentials::read_secret;
use crate::failure::{Done, Failure};
use crate::render::{self, Located};

/// Say why Zoom calls a signature invalid
///
/// Reads a signature, or a whole case in JSON, and names every cause it finds, most telling first, each with the
/// evidence and what to change. The more it is given, the more it can say.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Doctor {
    /// A file with a signature or a case in JSON; `-`, or nothing, for standard input; or the signature itself
    #[arg(value_name = "FILE|SIGNATURE", conflicts_with = "signature_file")]
    input: Option<String>,
    /// Read the signature from this file
    #[arg(long, value_name = "FILE", help_heading = "The signature")]
    signature_file: Option<PathBuf>,
    /// The client ID that should be in the signature
    #[arg(long, value_name = "ID", help_heading = "The signature")]
    client_id: Option<String>,
    /// The environment variable that holds the client secret
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with = "secret_file",
        help_heading = "The signature"
    )]
    secret_env: Option<String>,
    /// The file that holds the client secret
    #[arg(long, value_name = "FILE", help_heading = "The signature")]
    secret_file: Option<PathBuf>,
    /// Judge at this moment, in epoch seconds, instead of now
    #[arg(long, value_name = "SECONDS", help_heading = "The signature")]
    now: Option<u64>,
    /// What Zoom or the console said: a code (3712) or a text, an exception included
    #[arg(long, value_name = "CODE|TEXT", help_heading = "What happened")]
    error: Option<String>,
    /// The number that join() gets
    #[arg(long, value_name = "N", help_heading = "What happened")]
    meeting: Option<MeetingNumber>,
    /// A JSON file with the options that join() gets
    #[arg(long, value_name = "FILE", help_heading = "What happened")]
    join_file: Option<PathBuf>,
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
}

const AFTER_LONG_HELP: &str = "\
A secret never comes as an argument and is never printed. With it the doctor checks the last part of
the signature, and when that is wrong searches for how it was made.

Examples:
  countersign doctor signature.txt
  pbpaste | countersign doctor --error 3712 --meeting 81234567890
  countersign doctor signature.txt --secret-env ZOOM_MEETING_SDK_SECRET
  countersign doctor case.json --format json
  countersign doctor --error \"Cannot read properties of undefined (reading 'replace')\"

A case is a JSON object; every field is optional: signature, client_id, client_secret, now,
platform, sdk_version, view, intent, webinar, external, join, error {code, text},
source {language, text}, env {NAME: value}.

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
        let case = self.case(context)?;
        let now = case.now.unwrap_or(context.now);
        let report = diagnose(&case, context.now);
        let out = &mut context.stdout;
        match self.format {
            FindingsFormat::Json => render::json(&report, out)?,
            FindingsFormat::Sarif => render::sarif(&self.located(&report), out)?,
            FindingsFormat::Text => {
                if let Some(signature) = &case.signature {
                    render::token(signature, case.client_secret.as_ref(), now, out)?;
                    writeln!(out)?;
                }
                render::report(&report, out)?;
            }
        }
        Ok(match report.has_errors() {
            true => Done::Findings,
            false => Done::Fine,
        })
    }

    /// Where the findings are: in the file that was read.
    fn located<'a>(&'a self, report: &'a Report) -> Vec<Located<'a>> {
        let input = self.input.as_deref().map(Path::new);
        let file = self
            .signature_file
            .as_deref()
            .or(input.filter(|path| path.is_file()));
        let located = |finding| Located { finding, file };
        report.findings.iter().map(located).collect()
    }

    /// What was read, with the options put over it.
    fn case(&self, context: &mut Context) -> Result<Case, Failure> {
        let mut case = self.read(context)?;
        if let Some(path) = &self.secret_file {
            case.client_secret = Some(Secret::from(read_secret(path)?));
        }
        if let Some(name) = &self.secret_env {
            let secret = context.env.get(name).ok_or_else(|| {
                Failure::Usage(format!(
                    "--secret-env: the environment has no variable {name}"
                ))
            })?;
            case.client_secret = Some(Secret::from(secret.clone()));
        }
        if let Some(path) = &self.join_file {
            case.join = Some(join_options(path)?);
        }
        if let Some(number) = self.meeting {
            case.join
                .get_or_insert_default()
                .insert("meetingNumber".to_owned(), number.to_string().into());
        }
        if let Some(error) = &self.error {
            case.error = Some(error_seen(error));
        }
        case.client_id = self.client_id.clone().or(case.client_id);
        case.now = self.now.or(case.now);
        case.sdk_version = self.sdk_version.or(case.sdk_version);
        case.view = self.view.map(View::from).or(case.view);
        case.intent = self.intent.map(Intent::from).or(case.intent);
        case.platform = self.platform.map(Into::into).or(case.platform);
        case.webinar = self.webinar.then_some(true).or(case.webinar);
        case.external = self.external.then_some(true).or(case.external);
        Ok(case)
    }

    fn read(&self, context: &mut Context) -> Result<Case, Failure> {
        if let Some(path) = &self.signature_file {
            return Ok(signature(&read_file(path)?));
        }
        let text = match self.input.as_deref() {
            None if self.error.is_some() && context.stdin.terminal => return Ok(Case::default()),
            None | Some("-") => {
                if context.stdin.terminal {
                    writeln!(
                        context.stderr,
                        "paste the signature or the case, then press Enter and Ctrl-D"
                    )?;
                }
                context.stdin.read_text(MAX_CASE_BYTES)?
            }
            Some(input) if looks_like_a_token(input) => input.to_owned(),
            Some(path) => read_file(Path::new(path))?,
        };
        match text.trim_start().starts_with('{') {
            true => Case::from_json(&text).map_err(|error| Failure::Usage(error.to_string())),
            false if text.trim().is_empty() && self.error.is_some() => Ok(Case::default()),
            false if text.trim().is_empty() => Err(Failure::Usage(
                "there is nothing to read: give a signature, a case in JSON, or --error with what Zoom said".to_owned(),
            )),
            false => Ok(signature(&text)),
        }
    }
}

/// A JSON Web Token begins with `{"` in base64; a file name hardly does.
fn looks_like_a_token(input: &str) -> bool {
    input.starts_with("eyJ") && input.len() <= MAX_TOKEN_BYTES * 4 && !Path::new(input).exists()
}

/// The line end is the file's; anything else around the signature may be the mistake.
fn signature(text: &str) -> Case {
    Case {
        signature: Some(text.trim_end_matches(['\r', '\n']).to_owned()),
        ..Case::default()
    }
}

fn read_file(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
    read_text(file, MAX_CASE_BYTES, &name)
}

fn join_options(path: &Path) -> Result<Map<String, Value>, Failure> {
    serde_json::from_str(&read_file(path)?).map_err(|error| {
        Failure::Usage(format!(
            "{} is not a JSON object with the options of join(): line {}, column {}",
            path.display(),
            error.line(),
            error.column()
        ))
    })
}

/// Digits are a code, anything else a text.
fn error_seen(seen: &str) -> ErrorSeen {
    let number = seen.strip_prefix('-').unwrap_or(seen);
    match !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        true => ErrorSeen {
            code: Some(seen.to_owned()),
            text: None,
        },
        false => ErrorSeen {
            code: None,
            text: Some(seen.to_owned()),
        },
    }
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

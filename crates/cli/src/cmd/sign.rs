use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use countersign_token::{Claims, MeetingNumber, NativeClaims, Role, Ttl, WebClaims};

use crate::context::Context;
use crate::credentials;
use crate::failure::{Done, Failure};

/// Print a signature for one meeting and role
///
/// Signs with the client secret of your Meeting SDK app and prints the signature alone, ready for `join()`.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Sign {
    /// Meeting or webinar number: digits only, the same that join() gets
    #[arg(long, value_name = "N")]
    meeting: Option<MeetingNumber>,
    /// 0 joins, 1 starts (which also needs the host's ZAK in join())
    #[arg(long, value_name = "0|1")]
    role: Option<Role>,
    /// Seconds that the signature lives: 1801 to 172799
    #[arg(long, value_name = "S", default_value = "7200", value_parser = ttl)]
    ttl: Ttl,
    /// The SDK that gets it; a native token names no meeting and no role
    #[arg(long, default_value = "web")]
    platform: Platform,
    /// Read the credentials from this file instead of the environment
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
}

const AFTER_LONG_HELP: &str = "\
The credentials never come as arguments, where every process of the machine could read them. They
come from the environment,
  ZOOM_MEETING_SDK_KEY     or COUNTERSIGN_MEETING_SDK_CLIENT_ID
  ZOOM_MEETING_SDK_SECRET  or COUNTERSIGN_MEETING_SDK_CLIENT_SECRET (or …_FILE, a file's name)
or from a file: a countersign.toml with client_id and client_secret in [meeting_sdk], or any other
file with lines NAME=value.

Examples:
  countersign sign --meeting 81234567890 --role 0
  countersign sign --meeting 81234567890 --role 1 --ttl 3600 --credentials countersign.toml
  countersign sign --platform native";

/// Where the token is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Platform {
    /// Meeting SDK for Web
    Web,
    /// Meeting SDK for Android, iOS, macOS, Windows, Linux
    Native,
}

impl Sign {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let claims = self.claims()?;
        let signer = credentials::signer(&context.env, self.credentials.as_deref())?;
        let signature = signer.sign(&claims, context.now, self.ttl);
        writeln!(context.stdout, "{}", signature.as_str())?;
        Ok(Done::Fine)
    }

    fn claims(&self) -> Result<Claims, Failure> {
        match (self.platform, self.meeting, self.role) {
            (Platform::Web, Some(meeting), Some(role)) => {
                Ok(Claims::Web(WebClaims::new(meeting, role)))
            }
            (Platform::Web, ..) => Err(Failure::Usage(
                "a signature for the web SDK needs --meeting N and --role 0 or 1".to_owned(),
            )),
            (Platform::Native, None, None) => Ok(Claims::Native(NativeClaims {})),
            (Platform::Native, ..) => Err(Failure::Usage(
                "a native token is good for any meeting and role: leave out --meeting and --role"
                    .to_owned(),
            )),
        }
    }
}

fn ttl(text: &str) -> Result<Ttl, String> {
    let seconds: u64 = text
        .parse()
        .map_err(|_| "the lifetime must be a whole number of seconds, such as 7200".to_owned())?;
    Ttl::from_secs(seconds).map_err(|error| error.to_string())
}

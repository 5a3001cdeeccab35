use std::io::Write;

use clap::{Args, Subcommand};
use countersign_diagnose::moment;
use countersign_gateway::{ApiKey, KeyError, Keys};
use countersign_token::ExposeSecret;

use super::Format;
use super::serve::ConfigOptions;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render;
use crate::server;

/// Make, list and revoke the API keys of a gateway
///
/// Whoever calls the gateway sends a key as `Authorization: Bearer cs_…`. The gateway keeps only its hash.
#[derive(Args, Debug)]
pub(super) struct Key {
    #[command(subcommand)]
    act: Act,
    #[command(flatten)]
    config: ConfigOptions,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Make a key and print it, this once
    #[command(
        after_long_help = "Example:\n  countersign key create website --host anna@example.com"
    )]
    Create {
        /// A name to tell it by; a name is never used twice
        name: String,
        /// A Zoom user for whom the key may create and start; repeat it for more. Without it: every user
        #[arg(long = "host", value_name = "E-MAIL|ID")]
        hosts: Vec<String>,
    },
    /// List the keys, oldest first
    List {
        /// How to print them
        #[arg(long, default_value = "text")]
        format: Format,
    },
    /// Revoke a key at once; the links it made end with it
    Revoke {
        /// Its name
        name: String,
    },
}

impl Key {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let config = self.config.load(context.env.clone())?;
        server::runtime()?.block_on(async {
            let keys = Keys::open(&config)
                .await
                .map_err(|error| Failure::CouldNotRun(error.to_string()))?;
            self.act.run(&keys, context).await?;
            Ok(Done::Fine)
        })
    }
}

impl Act {
    async fn run(self, keys: &Keys, context: &mut Context) -> Result<(), Failure> {
        let out = &mut context.stdout;
        match self {
            Act::Create { name, hosts } => {
                let new = keys.create(&name, hosts).await?;
                writeln!(out, "{}", new.secret.expose_secret())?;
                writeln!(
                    context.stderr,
                    "the key {:?} is shown this once: only its hash is kept",
                    new.key.name
                )?;
            }
            Act::List { format } => {
                let all = keys.list().await?;
                match format {
                    Format::Text if all.is_empty() => writeln!(
                        context.stderr,
                        "there is no key yet; `countersign key create NAME` makes one"
                    )?,
                    Format::Text => table(&all, out)?,
                    Format::Json => render::json(&all.iter().map(object).collect::<Vec<_>>(), out)?,
                }
            }
            Act::Revoke { name } => {
                keys.revoke(&name).await?;
                writeln!(out, "revoked {name:?}")?;
            }
        }
        Ok(())
    }
}

fn table(keys: &[ApiKey], to: &mut impl Write) -> std::io::Result<()> {
    let width = keys
        .iter()
        .map(|key| key.name.chars().count())
        .max()
        .unwrap_or(0);
    for key in keys {
        let hosts = match &key.hosts {
            Some(hosts) => hosts.join(", "),
            None => "every user".to_owned(),
        };
        let state = match key.revoked_at {
            Some(at) => format!("revoked {}", moment::date(at)),
            None => "in force".to_owned(),
        };
        writeln!(
            to,
            "{:width$}  {state:20}  since {}  for {hosts}",
            key.name,
            moment::date(key.created_at)
        )?;
    }
    Ok(())
}

fn object(key: &ApiKey) -> serde_json::Value {
    serde_json::json!({
        "name": key.name,
        "hosts": key.hosts,
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
    })
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Failure {
        match error {
            KeyError::Random(_) | KeyError::Store(_) => Failure::CouldNotRun(error.to_string()),
            _ => Failure::Usage(error.to_string()),
        }
    }
}

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use countersign_emulator::MAX_SNAPSHOT;
use reqwest::Method;
use serde_json::Value;

use super::control::Ask;
use super::emulate::ControlUrl;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::loopback::Loopback;
use crate::render;
use crate::server;

/// Take the whole state of a running emulator, and put it back
///
/// Users, apps, meetings, registrants, what was counted, subscriptions and the clock are in it; participants, faults and
/// the lists of requests, attempts and events are not.
#[derive(Args, Debug)]
pub(super) struct Snapshot {
    #[command(subcommand)]
    act: Act,
    #[command(flatten)]
    control: ControlUrl,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Write the state as JSON
    Take {
        /// The file, which only its owner may read; standard output, when it is left out
        file: Option<PathBuf>,
        /// With client secrets and signing keys, so that another emulator takes it too. Passcodes are in it anyway
        #[arg(long)]
        secrets: bool,
    },
    /// Put a file in the place of the state; a bad one changes nothing
    Load {
        /// What `take` wrote
        file: PathBuf,
    },
}

impl Snapshot {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        match self.act {
            Act::Take { file, secrets } => {
                let ask = Ask::new(Method::GET, &["snapshot"]).query("secrets", Some(secrets));
                let document = ask.send(&self.control)?;
                match file {
                    Some(file) => write(&file, &document)?,
                    None => render::json(&document, &mut context.stdout)?,
                }
            }
            Act::Load { file } => {
                let document = read(&file)?;
                let url = self.control.url(&["snapshot".to_owned()], &[])?;
                let loaded = server::runtime()?.block_on(async {
                    Loopback::new()?
                        .control(Method::PUT, url, Some(document))
                        .await
                });
                loaded.map_err(|failure| failure.about(file.display()))?;
            }
        }
        Ok(Done::Fine)
    }
}

fn write(path: &Path, document: &Value) -> Result<(), Failure> {
    let write = || {
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(path)?;
        serde_json::to_writer_pretty(&mut file, document)?;
        writeln!(file)
    };
    write().map_err(|error| {
        Failure::CouldNotRun(format!("{}: cannot be written: {error}", path.display()))
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display();
    let failed = |error| Failure::CouldNotRun(format!("cannot read {name}: {error}"));
    let mut document = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MAX_SNAPSHOT as u64 + 1)
        .read_to_end(&mut document)
        .map_err(failed)?;
    match document.len() > MAX_SNAPSHOT {
        true => Err(Failure::Usage(format!(
            "{name} has more than {MAX_SNAPSHOT} bytes, which no snapshot has"
        ))),
        false => Ok(document),
    }
}

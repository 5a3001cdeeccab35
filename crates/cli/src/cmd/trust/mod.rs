mod anchors;
mod keychain;
mod nss;
mod print;
mod store;
mod tool;
mod windows;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use countersign_emulator::{Authority, TlsError};

use self::store::{Store, Trouble};
use self::tool::Tools;
use crate::authority::{self, System};
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render::style::{BAD, GOOD, QUIET, paint};

/// Have this machine trust the emulator's local authority
///
/// `countersign emulate --tls` answers with a certificate of an authority that is made on the first run and kept. Its key is readable by
/// its owner alone, and it may sign for zoom.us and the names below it, zoom.emulator.internal, localhost and loopback
/// addresses, and for nothing else.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Trust {
    /// Take it out of every store again; the authority itself stays, delete its folder to have a new one
    #[arg(long, group = "act")]
    remove: bool,
    /// Only say where it is trusted; ends with 1 if a store is without it
    #[arg(long, group = "act")]
    status: bool,
    /// Change nothing; print what programs with a store of their own want to be told, as a shell reads it
    #[arg(long, group = "act")]
    print: bool,
    /// Only this kind of store; may be given more than once
    #[arg(long = "store", value_name = "KIND")]
    stores: Vec<Kind>,
    /// Where the authority is kept, if not in the user's data folder
    #[arg(long, value_name = "DIR")]
    tls_dir: Option<PathBuf>,
    /// The root of the file system that holds the system's store
    #[arg(long, value_name = "DIR", default_value = "/", hide = true)]
    prefix: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// What curl, OpenSSL, Go, .NET and, on Debian, Java look into; needs root on Linux
    System,
    /// The NSS databases of Chromium, Chrome and Firefox; needs certutil
    Browsers,
}

const AFTER_LONG_HELP: &str = "\
Examples:
  countersign trust                        the system's store and the browsers'
  countersign trust --store browsers       without root
  countersign trust --status
  eval \"$(countersign trust --print)\"      for Node, Python and what else has a store of its own
  countersign trust --remove

Stores: on Linux the folder of trusted authorities of Debian, Fedora, Arch or openSUSE and the NSS
databases in HOME; on macOS the login keychain; on Windows the user's Root store. Of these, Debian's
folder and NSS have been tried for real.";

#[derive(Clone, Copy)]
enum Act {
    Add,
    Remove,
    Look,
}

impl Trust {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let system = System::OURS;
        let asked = self.tls_dir.as_deref();
        let dir = authority::folder(asked, &context.env, system)?;
        if let (None, Some(user)) = (asked, context.env.get("SUDO_USER")) {
            return Err(Failure::Usage(format!(
                "under sudo this would be root's authority, not {user}'s; add --tls-dir with the folder that \
                 `countersign trust --status` names when {user} runs it"
            )));
        }
        if self.print {
            let authority = made(&dir, context)?;
            print::exports(&authority, system, &mut context.stdout)?;
            return Ok(Done::Fine);
        }
        let act = match (self.remove, self.status) {
            (true, _) => Act::Remove,
            (_, true) => Act::Look,
            _ => Act::Add,
        };
        let authority = match act {
            Act::Add => Some(made(&dir, context)?),
            Act::Remove | Act::Look => Authority::load(&dir).map_err(no_authority)?,
        };
        let Some(authority) = authority else {
            writeln!(
                context.stdout,
                "there is no authority in {} yet",
                dir.display()
            )?;
            return Ok(match act {
                Act::Look => Done::Findings,
                _ => Done::Fine,
            });
        };
        writeln!(
            context.stdout,
            "{}, {}",
            authority.name(),
            authority.path().display()
        )?;
        let tools = Tools::new(&context.env);
        let mut missing = false;
        let mut troubles = 0;
        for store in self.stores(system, &tools, context)? {
            match one(act, &*store, &authority, context)? {
                Ok(trusted) => missing |= !trusted,
                Err(()) => troubles += 1,
            }
        }
        if troubles > 0 {
            let stores = if troubles == 1 { "store" } else { "stores" };
            return Err(Failure::CouldNotRun(format!(
                "{troubles} {stores} could not be asked or changed, see above"
            )));
        }
        if let Act::Add = act {
            let text = "Node, Python and Java have stores of their own: countersign trust --print";
            writeln!(context.stdout, "{}", paint(QUIET, text))?;
        }
        Ok(match (act, missing) {
            (Act::Look, true) => Done::Findings,
            _ => Done::Fine,
        })
    }

    /// The stores of this machine, of the kinds that were asked for.
    fn stores<'a>(
        &self,
        system: System,
        tools: &'a Tools,
        context: &mut Context,
    ) -> Result<Vec<Box<dyn Store + 'a>>, Failure> {
        let wants = |kind| self.stores.is_empty() || self.stores.contains(&kind);
        let mut stores: Vec<Box<dyn Store + 'a>> = Vec::new();
        if wants(Kind::Browsers) {
            match nss::databases(&context.env, system, tools) {
                found if found.is_empty() => {
                    writeln!(
                        context.stdout,
                        "{}",
                        paint(QUIET, "no browser here has a store of its own")
                    )?;
                }
                found if !tools.has(nss::TOOL) => {
                    let text = format!(
                        "{} has a store of its own, which needs the program certutil: install libnss3-tools (Debian), nss-tools (Fedora) \
                         or nss (Homebrew)",
                        found[0].title()
                    );
                    if !self.stores.is_empty() {
                        return Err(Failure::CouldNotRun(text));
                    }
                    writeln!(context.stdout, "{}    {text}", paint(BAD, "left out"))?;
                }
                found => stores.extend(
                    found
                        .into_iter()
                        .map(|store| Box::new(store) as Box<dyn Store + 'a>),
                ),
            }
        }
        if wants(Kind::System) {
            stores.push(match system {
                System::Linux => match anchors::Anchors::find(&self.prefix, tools) {
                    Some(anchors) => Box::new(anchors),
                    None => return Err(Failure::CouldNotRun(anchors::none(&self.prefix))),
                },
                System::Macos => Box::new(keychain::Keychain::of(&context.env, tools)),
                System::Windows => Box::new(windows::RootStore::of(tools)),
            });
        }
        Ok(stores)
    }
}

/// Does it and says so; whether the authority is trusted there now.
fn one(
    act: Act,
    store: &dyn Store,
    authority: &Authority,
    context: &mut Context,
) -> Result<Result<bool, ()>, Failure> {
    let done = match act {
        Act::Add => store.add(authority).map(|()| ("trusted", true)),
        Act::Remove => store.remove(authority).map(|was| match was {
            true => ("removed", false),
            false => ("not there", false),
        }),
        Act::Look => store.has(authority).map(|has| match has {
            true => ("trusted", true),
            false => ("not trusted", false),
        }),
    };
    let out = &mut context.stdout;
    match done {
        Ok((word, trusted)) => {
            let style = if trusted { GOOD } else { QUIET };
            writeln!(
                out,
                "{}  {}",
                paint(style, format_args!("{word:11}")),
                store.title()
            )?;
            Ok(Ok(trusted))
        }
        Err(Trouble(text)) => {
            writeln!(
                out,
                "{}  {}: {text}",
                paint(BAD, "failed     "),
                store.title()
            )?;
            Ok(Err(()))
        }
    }
}

fn made(dir: &Path, context: &Context) -> Result<Authority, Failure> {
    Authority::load_or_make(dir, &[], context.now).map_err(no_authority)
}

fn no_authority(error: TlsError) -> Failure {
    Failure::CouldNotRun(error.to_string())
}

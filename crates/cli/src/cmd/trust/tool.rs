//! The platform's own programs: what they change, they know best how to change.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::store::Trouble;

/// A complaint is passed on up to this length.
const MAX_COMPLAINT: usize = 400;
/// Where programs for administrators are, which are not in everybody's PATH.
const ALSO: [&str; 2] = ["/usr/sbin", "/sbin"];

/// The programs of one environment.
pub(super) struct Tools {
    env: BTreeMap<String, String>,
    folders: Vec<PathBuf>,
}

impl Tools {
    pub(super) fn new(env: &BTreeMap<String, String>) -> Tools {
        let path = env.get("PATH").map(String::as_str).unwrap_or_default();
        let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
        Tools {
            env: env.clone(),
            folders: folders.chain(ALSO.map(PathBuf::from)).collect(),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<PathBuf> {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let mut places = self.folders.iter().map(|folder| folder.join(&file));
        places.find(|place| place.is_file())
    }

    /// Runs it to its end; anything but success is trouble, in the program's own words.
    pub(super) fn run(&self, name: &str, args: &[OsString]) -> Result<(), Trouble> {
        let (well, said) = self.try_run(name, args)?;
        match well {
            true => Ok(()),
            false => Err(Trouble(format!("{name} failed: {said}"))),
        }
    }

    /// Whether it ended well, and what it said.
    pub(super) fn try_run(&self, name: &str, args: &[OsString]) -> Result<(bool, String), Trouble> {
        let program = self
            .find(name)
            .ok_or_else(|| Trouble(format!("there is no program {name} in PATH")))?;
        let output = Command::new(program)
            .args(args)
            .env_clear()
            .envs(&self.env)
            .current_dir(Path::new("/"))
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Trouble(format!("cannot run {name}: {error}")))?;
        let said = [output.stderr, output.stdout].concat();
        let said = String::from_utf8_lossy(&said);
        let said = said.trim().replace('\n', "; ");
        let said = said.chars().take(MAX_COMPLAINT).collect();
        Ok((output.status.success(), said))
    }
}

/// Arguments for a program.
pub(super) fn args<const N: usize>(words: [&dyn AsRef<std::ffi::OsStr>; N]) -> Vec<OsString> {
    words.iter().map(|word| word.as_ref().to_owned()).collect()
}

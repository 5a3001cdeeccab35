//! The login keychain of macOS. Written from Apple's manual page security(1); it has not been tried.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use countersign_emulator::Authority;

use super::store::{Store, Trouble};
use super::tool::{Tools, args};

const TOOL: &str = "security";

pub(super) struct Keychain<'a> {
    file: PathBuf,
    tools: &'a Tools,
}

impl<'a> Keychain<'a> {
    pub(super) fn of(env: &BTreeMap<String, String>, tools: &'a Tools) -> Keychain<'a> {
        let home = env.get("HOME").map(String::as_str).unwrap_or_default();
        Keychain {
            file: Path::new(home).join("Library/Keychains/login.keychain-db"),
            tools,
        }
    }
}

impl Store for Keychain<'_> {
    fn title(&self) -> String {
        format!("the login keychain, {}", self.file.display())
    }

    fn has(&self, authority: &Authority) -> Result<bool, Trouble> {
        let look = args([&"find-certificate", &"-c", &authority.name(), &self.file]);
        Ok(self.tools.try_run(TOOL, &look)?.0)
    }

    fn add(&self, authority: &Authority) -> Result<(), Trouble> {
        let path = authority.path();
        let add = args([
            &"add-trusted-cert",
            &"-r",
            &"trustRoot",
            &"-p",
            &"ssl",
            &"-k",
            &self.file,
            &path,
        ]);
        self.tools.run(TOOL, &add)
    }

    fn remove(&self, authority: &Authority) -> Result<bool, Trouble> {
        if !self.has(authority)? {
            return Ok(false);
        }
        // -t: the settings that trust it, too.
        let delete = args([
            &"delete-certificate",
            &"-c",
            &authority.name(),
            &"-t",
            &self.file,
        ]);
        self.tools.run(TOOL, &delete)?;
        Ok(true)
    }
}

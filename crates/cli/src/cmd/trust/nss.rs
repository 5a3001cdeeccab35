//! The NSS databases of Chromium, Chrome and Firefox.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use countersign_emulator::Authority;

use super::store::{Store, Trouble};
use super::tool::{Tools, args};
use crate::authority::System;

pub(super) const TOOL: &str = "certutil";
/// Firefox has many profiles; nobody has more.
const MAX_PROFILES: usize = 64;
/// Chromium's, below HOME; it looks into the first only, unless it comes as a snap.
const CHROMIUM: [&str; 3] = [
    ".pki/nssdb",
    ".local/share/pki/nssdb",
    "snap/chromium/current/.pki/nssdb",
];
/// Folders of Firefox profiles, below HOME.
const FIREFOX: [&str; 4] = [
    ".mozilla/firefox",
    "snap/firefox/common/.mozilla/firefox",
    ".var/app/org.mozilla.firefox/.mozilla/firefox",
    "Library/Application Support/Firefox/Profiles",
];
/// Programs that read Chromium's database.
const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
];

/// One database.
pub(super) struct Nss<'a> {
    browser: &'static str,
    folder: PathBuf,
    tools: &'a Tools,
}

/// All that are there, and the one that Chromium would make on its first need.
pub(super) fn databases<'a>(
    env: &BTreeMap<String, String>,
    system: System,
    tools: &'a Tools,
) -> Vec<Nss<'a>> {
    let Some(home) = env.get("HOME").filter(|home| !home.is_empty()) else {
        return Vec::new();
    };
    let home = Path::new(home);
    let store = |browser, folder| Nss {
        browser,
        folder,
        tools,
    };
    let mut found: Vec<Nss<'a>> = CHROMIUM
        .iter()
        .map(|folder| home.join(folder))
        .filter(|folder| is_database(folder))
        .map(|folder| store("Chromium", folder))
        .collect();
    let to_come = system == System::Linux && BROWSERS.iter().any(|name| tools.has(name));
    if found.is_empty() && to_come {
        found.push(store("Chromium", home.join(CHROMIUM[0])));
    }
    for folder in FIREFOX {
        let profiles = home.join(folder).read_dir().into_iter().flatten().flatten();
        let mut profiles: Vec<PathBuf> = profiles
            .map(|entry| entry.path())
            .filter(|folder| is_database(folder))
            .take(MAX_PROFILES)
            .collect();
        profiles.sort();
        found.extend(profiles.into_iter().map(|folder| store("Firefox", folder)));
    }
    found
}

/// Of the kind that is written since 2014.
fn is_database(folder: &Path) -> bool {
    folder.join("cert9.db").is_file()
}

impl Nss<'_> {
    fn certutil(&self, words: &[OsString]) -> Vec<OsString> {
        let mut database = OsString::from("sql:");
        database.push(&self.folder);
        [&args([&"-d", &database]), words].concat()
    }
}

impl Store for Nss<'_> {
    fn title(&self) -> String {
        format!("{}, {}", self.browser, self.folder.display())
    }

    fn has(&self, authority: &Authority) -> Result<bool, Trouble> {
        if !is_database(&self.folder) {
            return Ok(false);
        }
        let look = self.certutil(&args([&"-L", &"-n", &authority.name()]));
        Ok(self.tools.try_run(TOOL, &look)?.0)
    }

    fn add(&self, authority: &Authority) -> Result<(), Trouble> {
        if !is_database(&self.folder) {
            fs::create_dir_all(&self.folder).map_err(|error| Trouble(error.to_string()))?;
            self.tools
                .run(TOOL, &self.certutil(&args([&"-N", &"--empty-password"])))?;
        }
        // Trusted to issue certificates of servers, and nothing else.
        let add = args([
            &"-A",
            &"-t",
            &"C,,",
            &"-n",
            &authority.name(),
            &"-i",
            &authority.path(),
        ]);
        self.tools.run(TOOL, &self.certutil(&add))
    }

    fn remove(&self, authority: &Authority) -> Result<bool, Trouble> {
        if !self.has(authority)? {
            return Ok(false);
        }
        let delete = args([&"-D", &"-n", &authority.name()]);
        self.tools.run(TOOL, &self.certutil(&delete))?;
        Ok(true)
    }
}

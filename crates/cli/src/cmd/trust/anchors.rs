//! The folder of trusted authorities of a Linux, from which a program of the distribution's makes what others read.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use countersign_emulator::Authority;

use super::store::{Store, Trouble};
use super::tool::{Tools, args};

/// Folder, program and arguments, by distribution.
const KNOWN: [(&str, &str, &[&str]); 4] = [
    // Fedora, RHEL
    (
        "etc/pki/ca-trust/source/anchors",
        "update-ca-trust",
        &["extract"],
    ),
    // Debian, Ubuntu, Alpine
    (
        "usr/local/share/ca-certificates",
        "update-ca-certificates",
        &[],
    ),
    // Arch
    (
        "etc/ca-certificates/trust-source/anchors",
        "trust",
        &["extract-compat"],
    ),
    // openSUSE
    ("usr/share/pki/trust/anchors", "update-ca-certificates", &[]),
];

pub(super) struct Anchors<'a> {
    folder: PathBuf,
    program: &'static str,
    args: Vec<OsString>,
    tools: &'a Tools,
}

impl<'a> Anchors<'a> {
    /// The one that is there.
    pub(super) fn find(prefix: &Path, tools: &'a Tools) -> Option<Anchors<'a>> {
        let (folder, program, words) = KNOWN
            .into_iter()
            .find(|(folder, ..)| prefix.join(folder).is_dir())?;
        let mut args: Vec<OsString> = words.iter().map(OsString::from).collect();
        if prefix != Path::new("/") && program == "update-ca-certificates" {
            args.extend(debian_under(prefix));
        }
        Some(Anchors {
            folder: prefix.join(folder),
            program,
            args,
            tools,
        })
    }

    fn file(&self, authority: &Authority) -> PathBuf {
        self.folder
            .join(format!("countersign-emulator-{}.crt", authority.id()))
    }

    fn trouble(&self, error: &std::io::Error, what: &str, authority: &Authority) -> Trouble {
        if error.kind() != ErrorKind::PermissionDenied {
            return Trouble(error.to_string());
        }
        let dir = authority.path();
        let dir = dir.parent().unwrap_or(Path::new("."));
        Trouble(format!(
            "only root may change it; run\n             sudo \"$(command -v countersign)\" trust {what}--store system --tls-dir '{}'",
            dir.display()
        ))
    }
}

/// What to say when there is none.
pub(super) fn none(prefix: &Path) -> String {
    let folders = KNOWN.map(|(folder, ..)| prefix.join(folder).display().to_string());
    format!(
        "this system has none of the folders for trusted authorities that are known ({}); install the package ca-certificates, or tell each \
         program by itself: countersign trust --print",
        folders.join(", ")
    )
}

fn debian_under(prefix: &Path) -> Vec<OsString> {
    [
        ("--certsconf", "etc/ca-certificates.conf"),
        ("--certsdir", "usr/share/ca-certificates"),
        ("--localcertsdir", "usr/local/share/ca-certificates"),
        ("--etccertsdir", "etc/ssl/certs"),
        ("--hooksdir", "etc/ca-certificates/update.d"),
    ]
    .into_iter()
    .flat_map(|(option, folder)| args([&option, &prefix.join(folder)]))
    .collect()
}

impl Store for Anchors<'_> {
    fn title(&self) -> String {
        format!("the system, {}", self.folder.display())
    }

    fn has(&self, authority: &Authority) -> Result<bool, Trouble> {
        match fs::read_to_string(self.file(authority)) {
            Ok(text) => Ok(text == authority.pem()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Trouble(error.to_string())),
        }
    }

    /// The program runs even if the file is there: it may have failed the last time.
    fn add(&self, authority: &Authority) -> Result<(), Trouble> {
        let file = self.file(authority);
        if !self.has(authority)? {
            write_readable(&file, authority.pem())
                .map_err(|error| self.trouble(&error, "", authority))?;
        }
        self.tools.run(self.program, &self.args)
    }

    fn remove(&self, authority: &Authority) -> Result<bool, Trouble> {
        match fs::remove_file(self.file(authority)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(self.trouble(&error, "--remove ", authority)),
            Ok(()) => {}
        }
        self.tools.run(self.program, &self.args)?;
        Ok(true)
    }
}

/// By everybody, whatever root's umask is.
fn write_readable(file: &Path, text: &str) -> std::io::Result<()> {
    fs::write(file, text)?;
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    Ok(())
}

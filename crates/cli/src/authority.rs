//! Where the emulator's local authority is kept: one folder per user, so that it is trusted once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The operating systems that differ in where they keep things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    Linux,
    Macos,
    Windows,
}

impl System {
    /// The one that this program was made for; what is none of the others is taken for a kind of Linux.
    pub(crate) const OURS: System = if cfg!(target_os = "macos") {
        System::Macos
    } else if cfg!(windows) {
        System::Windows
    } else {
        System::Linux
    };
}

/// The folder that was asked for, or the user's own, as an absolute path.
pub(crate) fn folder(
    asked: Option<&Path>,
    env: &BTreeMap<String, String>,
    system: System,
) -> Result<PathBuf, Failure> {
    if let Some(asked) = asked {
        return std::path::absolute(asked)
            .map_err(|error| Failure::Usage(format!("{}: {error}", asked.display())));
    }
    let set = |name: &str| env.get(name).filter(|value| !value.is_empty());
    let home = || set("HOME").map(PathBuf::from);
    let data = match system {
        System::Linux => set("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| home().map(|home| home.join(".local/share"))),
        System::Macos => home().map(|home| home.join("Library/Application Support")),
        System::Windows => set("LOCALAPPDATA").map(PathBuf::from),
    };
    let Some(data) = data else {
        let text = "there is no HOME to keep the local authority in; say where with --tls-dir DIR";
        return Err(Failure::Usage(text.to_owned()));
    };
    Ok(data.join("countersign").join("ca"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_place_and_what_is_asked_for_wins() {
        let env = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        for (system, pairs, expected) in [
            (
                System::Linux,
                &[("HOME", "/h")][..],
                "/h/.local/share/countersign/ca",
            ),
            (
                System::Linux,
                &[("HOME", "/h"), ("XDG_DATA_HOME", "/x")],
                "/x/countersign/ca",
            ),
            (
                System::Linux,
                &[("HOME", "/h"), ("XDG_DATA_HOME", "")],
                "/h/.local/share/countersign/ca",
            ),
            (
                System::Macos,
                &[("HOME", "/h")],
                "/h/Library/Application Support/countersign/ca",
            ),
            (
                System::Windows,
                &[("LOCALAPPDATA", "/l")],
                "/l/countersign/ca",
            ),
        ] {
            assert_eq!(
                folder(None, &env(pairs), system).unwrap(),
                PathBuf::from(expected)
            );
        }
        let asked = folder(Some(Path::new("here")), &env(&[]), System::Linux).unwrap();
        assert!(asked.is_absolute() && asked.ends_with("here"));
        let failure = folder(None, &env(&[]), System::Linux).unwrap_err();
        assert!(failure.message().contains("--tls-dir"));
    }
}

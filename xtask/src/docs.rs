//! The generated pages under `docs/`.

use std::fs;

use anyhow::{Result, bail};

use crate::run;

/// Each page and the words after `countersign docs` that print it.
const PAGES: &[(&str, &str)] = &[
    ("docs/rules.md", "rules"),
    ("docs/cli.md", "cli"),
    ("docs/openapi.json", "openapi"),
    ("docs/emulator-control.json", "emulator-control"),
];

/// Writes every page anew.
pub(crate) fn write() -> Result<()> {
    for (path, what) in PAGES {
        fs::write(run::root().join(path), generate(what)?)?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Fails when a page is not what would be written now.
pub(crate) fn check() -> Result<()> {
    for (path, what) in PAGES {
        if fs::read_to_string(run::root().join(path)).unwrap_or_default() != generate(what)? {
            bail!("{path} is stale; run `cargo xtask docs` and commit it");
        }
    }
    Ok(())
}

fn generate(what: &str) -> Result<String> {
    let args = [
        "run",
        "--quiet",
        "--package",
        "countersign",
        "--",
        "docs",
        what,
    ];
    run::output(run::command("cargo", ".", &args))
}

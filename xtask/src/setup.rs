//! Installing what the tests need.

use std::fs;

use anyhow::{Result, bail};

use crate::{
    need::{self, NEEDS},
    run,
};

/// Debian packages, npm packages and Python packages; what is there already is left alone.
pub(crate) fn everything() -> Result<()> {
    debian()?;
    npm("tests/browser")?;
    npm("tests/foreign")?;
    python("tests/foreign")
}

fn debian() -> Result<()> {
    let missing = || {
        NEEDS
            .iter()
            .filter(|need| !need.is_met())
            .map(|need| need.package)
    };
    let packages: Vec<&str> = missing().collect();
    if packages.is_empty() {
        return Ok(());
    }
    if !need::may_install() {
        bail!(
            "please install what is missing: sudo apt-get install -y {}",
            packages.join(" ")
        );
    }
    println!("installing {}", packages.join(" "));
    let apt = |args: &[&str]| {
        let mut command = run::command("apt-get", ".", args);
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(std::process::Stdio::null());
        run::succeed(command)
    };
    apt(&["update", "-q"])?;
    apt(&[
        &["install", "-y", "-q", "--no-install-recommends"],
        packages.as_slice(),
    ]
    .concat())?;
    match missing().next() {
        Some(package) => bail!("{package} was installed, but its program is still not found"),
        None => Ok(()),
    }
}

/// `npm ci`, when the lock file has changed since the last one.
fn npm(folder: &str) -> Result<()> {
    once_per(
        folder,
        "package-lock.json",
        "node_modules/.installed-lock",
        || {
            run::succeed(run::command(
                "npm",
                folder,
                &[
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                ],
            ))
        },
    )
}

/// A virtual environment with `requirements.txt`, when that has changed since the last one.
fn python(folder: &str) -> Result<()> {
    once_per(folder, "requirements.txt", ".venv/.installed-lock", || {
        let made = run::succeed(run::command(
            "python3",
            folder,
            &["-m", "venv", "--clear", ".venv"],
        ));
        if made.is_err() {
            bail!("please install Python's venv: sudo apt-get install -y python3-venv");
        }
        run::succeed(run::command(
            ".venv/bin/pip",
            folder,
            &[
                "install",
                "-q",
                "--disable-pip-version-check",
                "-r",
                "requirements.txt",
            ],
        ))
    })
}

/// The program `cargo-deny`, built once under `target/` when the machine has none.
pub(crate) fn cargo_deny() -> Result<String> {
    let ours = run::root().join("target/tools/bin/cargo-deny");
    if let Some(found) = need::in_path("cargo-deny").or(ours.is_file().then_some(ours)) {
        return Ok(found.to_string_lossy().into_owned());
    }
    println!("installing cargo-deny");
    let args = [
        "install",
        "--quiet",
        "--root",
        "target/tools",
        "--version",
        "0.20.2",
        "cargo-deny",
    ];
    run::succeed(run::command("cargo", ".", &args))?;
    Ok(run::root()
        .join("target/tools/bin/cargo-deny")
        .to_string_lossy()
        .into_owned())
}

fn once_per(
    folder: &str,
    lock: &str,
    stamp: &str,
    install: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let folder_path = run::root().join(folder);
    let wanted = fs::read(folder_path.join(lock))?;
    if fs::read(folder_path.join(stamp)).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("installing {folder}/{lock}");
    install()?;
    Ok(fs::write(folder_path.join(stamp), wanted)?)
}

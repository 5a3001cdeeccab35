//! Installing what the tests need.

use std::fs;

use anyhow::{Result, bail};

use crate::{
    need::{self, NEEDS},
    run,
};

/// Zoom's own samples, as they were read; their terms keep them out of this repository.
const SAMPLES: &[(&str, &str)] = &[
    ("webhook-sample", "e4d48a7729dfb90234ccb6c60dd395a4be1a0e96"),
    (
        "meetingsdk-auth-endpoint-sample",
        "c6427b85c6cec3c2d6ed74bb3cc64359ec582584",
    ),
];

/// Debian packages, npm packages, Python packages and Zoom's samples; what is there already is left alone.
pub(crate) fn everything() -> Result<()> {
    debian()?;
    npm("tests/browser")?;
    npm("tests/foreign")?;
    python("tests/foreign")?;
    samples("tests/foreign/samples")
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

/// Clones Zoom's samples. They are on GitHub alone: where that is out of reach, their tests are skipped and say so.
fn samples(folder: &str) -> Result<()> {
    for (name, commit) in SAMPLES {
        let clone = format!("{folder}/{name}");
        if run::root().join(&clone).join("node_modules").is_dir() {
            continue;
        }
        fs::create_dir_all(run::root().join(&clone))?;
        let git = |args: &[&str]| run::succeed(run::command("git", &clone, args));
        git(&["init", "--quiet"])?;
        let url = format!("https://github.com/zoom/{name}");
        let fetch = ["60", "git", "fetch", "--quiet", "--depth=1", &url, commit];
        let mut fetch = run::command("timeout", &clone, &fetch);
        fetch.env("GIT_TERMINAL_PROMPT", "0");
        if run::succeed(fetch).is_err() {
            println!("GitHub is out of reach: zoom/{name} will not be run");
            continue;
        }
        git(&["checkout", "--quiet", "--force", commit])?;
        let install = [
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ];
        run::succeed(run::command("npm", &clone, &install))?;
    }
    Ok(())
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

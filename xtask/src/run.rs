//! Running other programs from the workspace's root.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::tally::Tally;

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

/// A command that starts in the workspace's root (or a folder of it), with no standard input.
pub(crate) fn command(program: &str, folder: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(root().join(folder))
        .stdin(Stdio::null());
    command
}

/// Runs it to its end; anything but success is an error.
pub(crate) fn succeed(mut command: Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command
        .status()
        .with_context(|| format!("cannot start {shown}"))?;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    Ok(())
}

/// Its standard output.
pub(crate) fn output(mut command: Command) -> Result<String> {
    let shown = format!("{command:?}");
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {shown}"))?;
    if !output.status.success() {
        bail!("{shown} ended with {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{shown} did not print UTF-8"))
}

/// Runs a test runner, passes on what it prints and counts its tests. A runner that fails without
/// counting a failed test, or that runs no test at all, counts as one failed.
pub(crate) fn count(mut command: Command) -> Result<Tally> {
    let shown = format!("{command:?}");
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    let mut tally = Tally::default();
    for line in BufReader::new(child.stdout.take().expect("it is piped")).lines() {
        let line = line.unwrap_or_else(|_| "(a line that is not UTF-8)".to_owned());
        println!("{line}");
        tally.read(&line);
    }
    let status = child.wait()?;
    if (!status.success() && tally.failed == 0) || tally.is_empty() {
        println!("{shown} ended with {status} after {tally}");
        tally.failed += 1;
    }
    Ok(tally)
}

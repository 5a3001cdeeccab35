//! The steps of `cargo xtask test`.

use std::{
    process::{Command, ExitCode},
    time::Instant,
};

use anyhow::{Result, bail};

use crate::{docs, run, setup, tally::Tally};

/// One step: what it is called, what it is for, how it is done.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<Tally>,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "formatting",
        run: || check(cargo(&["fmt", "--all", "--check"])),
    },
    Step {
        name: "clippy",
        about: "lints, warnings fail",
        run: clippy,
    },
    Step {
        name: "rustdoc",
        about: "documentation, warnings fail",
        run: rustdoc,
    },
    Step {
        name: "deny",
        about: "licences, bans and sources of dependencies",
        run: deny,
    },
    Step {
        name: "rust",
        about: "tests of the crates, with real PostgreSQL and Redis",
        run: rust,
    },
    Step {
        name: "docs",
        about: "generated pages are fresh",
        run: || docs::check().map(|()| Tally::of(true)),
    },
    Step {
        name: "demo",
        about: "the whole chain without a browser",
        run: demo,
    },
    Step {
        name: "browser",
        about: "the real Web SDK in Chromium",
        run: browser,
    },
    Step {
        name: "foreign",
        about: "other people's clients against the emulator",
        run: || node("tests/foreign"),
    },
    Step {
        name: "examples",
        about: "the examples, run as they stand",
        run: || node("tests/examples"),
    },
];

pub(crate) fn list() {
    for step in STEPS {
        println!("{:9} {}", step.name, step.about);
    }
}

/// Runs the wanted steps, or all; a step that fails does not keep the next from running.
pub(crate) fn test(wanted: &[&str]) -> Result<ExitCode> {
    if let Some(unknown) = wanted
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("there is no step {unknown:?}; `cargo xtask steps` lists them");
    }
    setup::everything()?;
    let mut total = Tally::default();
    let mut failed = Vec::new();
    for step in STEPS
        .iter()
        .filter(|step| wanted.is_empty() || wanted.contains(&step.name))
    {
        println!("\n== {}: {}", step.name, step.about);
        let start = Instant::now();
        let tally = (step.run)().unwrap_or_else(|error| {
            println!("{error:#}");
            Tally::of(false)
        });
        println!("== {}: {tally} in {:.0?}", step.name, start.elapsed());
        total += tally;
        if tally.failed > 0 {
            failed.push(step.name);
        }
    }
    if !failed.is_empty() {
        println!("\nfailed: {}", failed.join(", "));
    }
    println!("\n{total}");
    Ok(if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn cargo(args: &[&str]) -> Command {
    run::command("cargo", ".", args)
}

fn check(command: Command) -> Result<Tally> {
    run::succeed(command).map(|()| Tally::of(true))
}

fn clippy() -> Result<Tally> {
    check(cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn rustdoc() -> Result<Tally> {
    let mut command = cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    check(command)
}

/// Advisories are left to where their database can be fetched.
fn deny() -> Result<Tally> {
    let program = setup::cargo_deny()?;
    check(run::command(
        &program,
        ".",
        &[
            "--log-level",
            "error",
            "check",
            "bans",
            "licenses",
            "sources",
        ],
    ))
}

fn rust() -> Result<Tally> {
    run::count(cargo(&["test", "--quiet", "--workspace", "--no-fail-fast"]))
}

/// Builds the program that the remaining steps run.
fn release() -> Result<()> {
    run::succeed(cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "countersign",
    ]))
}

fn demo() -> Result<Tally> {
    release()?;
    check(cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "countersign",
        "--",
        "demo",
        "--once",
    ]))
}

fn browser() -> Result<Tally> {
    node("tests/browser")
}

/// Runs the `*.test.mjs` of a folder, one file at a time: they share two cores with a browser.
fn node(folder: &str) -> Result<Tally> {
    release()?;
    let mut tests: Vec<String> = run::root()
        .join(folder)
        .read_dir()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    tests.sort();
    let args: Vec<&str> = ["--test", "--test-concurrency=1"]
        .into_iter()
        .chain(tests.iter().map(String::as_str))
        .collect();
    run::count(run::command("node", folder, &args))
}

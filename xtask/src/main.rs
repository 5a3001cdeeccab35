//! Set-up, tests and generated docs of this workspace: `cargo xtask help`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program talks to a terminal"
)]

mod docs;
mod measure;
mod need;
mod run;
mod setup;
mod steps;
mod tally;

use std::process::ExitCode;

use anyhow::Result;

const HELP: &str = "\
cargo xtask COMMAND

  test [STEP…]   install what the tests need, run everything (or these steps), end with a summary line
  setup          only install what the tests need
  docs           write the generated pages under docs/
  steps          list the steps of `test`
  measure        time to the first answer and idle memory of the release program
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run_command(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_command(words: &[&str]) -> Result<ExitCode> {
    match words {
        ["test", wanted @ ..] => steps::test(wanted),
        ["setup"] => setup::everything().map(|()| ExitCode::SUCCESS),
        ["docs"] => docs::write().map(|()| ExitCode::SUCCESS),
        ["measure"] => measure::start_and_idle().map(|()| ExitCode::SUCCESS),
        ["steps"] => {
            steps::list();
            Ok(ExitCode::SUCCESS)
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprint!("{HELP}");
            Ok(ExitCode::from(2))
        }
    }
}

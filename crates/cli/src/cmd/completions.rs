use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use crate::context::Context;
use crate::failure::{Done, Failure};

/// Print the completions for a shell
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

const AFTER_LONG_HELP: &str = "\
Examples:
  countersign completions bash > ~/.local/share/bash-completion/completions/countersign
  countersign completions fish > ~/.config/fish/completions/countersign.fish";

impl Completions {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        // Into memory first: the generator panics when its writer fails.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "countersign", &mut script);
        context.stdout.write_all(&script)?;
        Ok(Done::Fine)
    }
}

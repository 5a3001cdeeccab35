use std::io::Write;

use clap::{Args, CommandFactory, ValueEnum};

use super::Cli;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render;

/// Print a generated page of the documentation, in Markdown
#[derive(Args, Debug)]
pub(super) struct Docs {
    /// The page
    page: Page,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Page {
    /// docs/cli.md
    Cli,
    /// docs/rules.md
    Rules,
}

impl Docs {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let page = match self.page {
            Page::Cli => render::cli_markdown(Cli::command()),
            Page::Rules => countersign_diagnose::rules_markdown(),
        };
        context.stdout.write_all(page.as_bytes())?;
        Ok(Done::Fine)
    }
}

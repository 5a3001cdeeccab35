//! One attempt to join or start, put together from what was given.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use countersign_diagnose::{Case, MAX_CASE_BYTES, Report, diagnose_with};
use countersign_lint::Language;
use countersign_token::UnixSeconds;

use super::pasted;
use crate::code;
use crate::context::{Context, read_text};
use crate::failure::Failure;

/// What is known about one attempt, and where it comes from.
#[derive(Default)]
pub(super) struct Attempt {
    /// What messages call it.
    pub(super) name: String,
    /// The file that the signature or the case was read from.
    pub(super) file: Option<PathBuf>,
    /// The file that the source code was read from.
    pub(super) source: Option<PathBuf>,
    pub(super) case: Case,
    /// Whether it is a case in JSON.
    pub(super) whole: bool,
}

impl Attempt {
    /// Reads one input; nothing where it is empty.
    pub(super) fn read(input: &str, context: &mut Context) -> Result<Option<Attempt>, Failure> {
        let path = Path::new(input);
        let (name, file, text) = match input {
            "-" => {
                if context.stdin.terminal {
                    writeln!(
                        context.stderr,
                        "paste the signature, the error or the case, then press Enter and Ctrl-D"
                    )?;
                }
                let text = context.stdin.read_text(MAX_CASE_BYTES)?;
                ("standard input", None, text)
            }
            _ if is_itself(input) => ("an argument", None, input.to_owned()),
            _ => (input, Some(path.to_owned()), read_file(path)?),
        };
        if text.trim().is_empty() {
            return Ok(None);
        }
        let mut attempt = Attempt {
            name: name.to_owned(),
            ..Attempt::default()
        };
        if let Some(language) = file.as_deref().and_then(Language::of_path) {
            attempt.case.source = Some(pasted::source(text, Some(language)));
            attempt.source = file;
        } else {
            attempt.case = pasted::case(&text)?;
            attempt.file = file;
            attempt.whole = text.trim_start().starts_with('{');
        }
        Ok(Some(attempt))
    }

    /// Puts the code in this file into the case.
    pub(super) fn read_source(&mut self, path: &Path) -> Result<(), Failure> {
        let text = read_file(path)?;
        self.case.source = Some(pasted::source(text, Language::of_path(path)));
        self.source = Some(path.to_owned());
        Ok(())
    }

    /// What is wrong with it, in the token and in the code.
    pub(super) fn judge(&self, now: UnixSeconds) -> Report {
        let name = self.source.as_deref().map(Path::to_string_lossy);
        let found = code::findings(&self.case, name.as_deref());
        diagnose_with(&self.case, now, found)
    }

    /// Whether the two can be one attempt.
    pub(super) fn has_place_for(&self, next: &Attempt) -> bool {
        let both = |has: fn(&Case) -> bool| has(&self.case) && has(&next.case);
        !(self.whole && next.whole
            || both(|case| case.signature.is_some())
            || both(|case| case.error.is_some())
            || both(|case| case.source.is_some()))
    }

    /// Adds what belongs to the same attempt.
    pub(super) fn add(&mut self, mut next: Attempt) {
        if next.whole {
            std::mem::swap(self, &mut next);
        }
        self.case.signature = self.case.signature.take().or(next.case.signature);
        self.case.error = self.case.error.take().or(next.case.error);
        self.case.source = self.case.source.take().or(next.case.source);
        self.file = self.file.take().or(next.file);
        self.source = self.source.take().or(next.source);
    }
}

/// Whether an argument is what it would otherwise name a file of.
fn is_itself(input: &str) -> bool {
    (pasted::starts_like_a_token(input) || pasted::is_error(input)) && !Path::new(input).exists()
}

/// Reads a file that is no longer than a case may be.
pub(super) fn read_file(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
    read_text(file, MAX_CASE_BYTES, &name)
}

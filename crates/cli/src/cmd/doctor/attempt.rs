//! One attempt to join or start, put together from what was given.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use countersign_diagnose::pasted::{Kind, Pasted};
use countersign_diagnose::{Case, Language, MAX_CASE_BYTES, Report, Source, diagnose_with};
use countersign_token::UnixSeconds;

use super::unreadable;
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
    /// What was pasted, as it was recognised; the case is in [`Attempt::case`].
    pub(super) taken: Vec<Pasted>,
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
            attempt.case.source = Some(source(text, Some(language)));
            attempt.source = file;
        } else {
            let mut read = Pasted::recognise(&text).map_err(unreadable)?;
            attempt.case = std::mem::take(&mut read.case);
            attempt.taken.push(read);
            attempt.file = file;
        }
        Ok(Some(attempt))
    }

    /// Puts the code in this file into the case.
    pub(super) fn read_source(&mut self, path: &Path) -> Result<(), Failure> {
        let text = read_file(path)?;
        self.case.source = Some(source(text, Language::of_path(path)));
        self.source = Some(path.to_owned());
        Ok(())
    }

    /// What is wrong with it, in the token and in the code.
    pub(super) fn judge(&self, now: UnixSeconds) -> Report {
        let name = self.source.as_deref().map(Path::to_string_lossy);
        let code = code::read(&self.case, name.as_deref());
        diagnose_with(&self.case, now, code)
    }

    /// Whether it is a case in JSON.
    fn is_case(&self) -> bool {
        self.taken.iter().any(|read| read.has(Kind::Case))
    }

    /// What it was taken for, in a sentence, where that is not to be seen at a glance.
    pub(super) fn taken_for(&self) -> Option<String> {
        let mut all = Pasted::default();
        for read in &self.taken {
            all.add(read.clone());
        }
        let is_plain = all.taken.len() < 2
            && !self.taken.iter().any(|read| read.is_guess)
            && [Kind::Signature, Kind::Error, Kind::Case]
                .iter()
                .any(|kind| all.has(*kind));
        let is_guess = !self.taken.is_empty() && self.taken.iter().all(|read| read.is_guess);
        let begins = match is_guess {
            true => "Nothing in it is known, so it is taken for",
            false => "Taken for",
        };
        (!is_plain && !all.taken.is_empty()).then(|| format!("{begins} {}.", all.words()))
    }

    /// Whether the two can be one attempt.
    pub(super) fn has_place_for(&self, next: &Attempt) -> bool {
        let both = |has: fn(&Case) -> bool| has(&self.case) && has(&next.case);
        !(self.is_case() && next.is_case()
            || both(|case| case.signature.is_some())
            || both(|case| case.error.is_some())
            || both(|case| case.source.is_some()))
    }

    /// Adds what belongs to the same attempt.
    pub(super) fn add(&mut self, mut next: Attempt) {
        if next.is_case() {
            std::mem::swap(self, &mut next);
        }
        let mut case = Pasted {
            case: std::mem::take(&mut self.case),
            ..Pasted::default()
        };
        case.add(Pasted {
            case: next.case,
            ..Pasted::default()
        });
        self.case = case.case;
        self.taken.append(&mut next.taken);
        self.file = self.file.take().or(next.file);
        self.source = self.source.take().or(next.source);
    }
}

/// Whether an argument is what it would otherwise name a file of.
fn is_itself(input: &str) -> bool {
    // The name of a file that is not there is no signature.
    let says = || {
        let is_several = input.trim().contains(char::is_whitespace);
        Pasted::recognise(input).is_ok_and(|read| !read.is_guess || is_several)
    };
    !Path::new(input).exists() && says()
}

/// Reads a file that is no longer than a case may be.
pub(super) fn read_file(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
    read_text(file, MAX_CASE_BYTES, &name)
}

fn source(text: String, language: Option<Language>) -> Source {
    Source {
        language: language.map(|language| language.id().to_owned()),
        text,
    }
}

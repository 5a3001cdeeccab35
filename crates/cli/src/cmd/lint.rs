use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use countersign_diagnose::Severity;
use countersign_lint::{
    Linted, LintedFile, MAX_FILES, MAX_SOURCE_BYTES, Source, lint_paths, lint_source,
};
use serde_json::json;

use super::FindingsFormat;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render;

/// Find in source code the mistakes that make Zoom refuse a signature
///
/// Reads JavaScript, TypeScript, the scripts of HTML, Vue and Svelte, Python, PHP, Java, Kotlin, C#, Go and Ruby, looks
/// for the places that sign for the Meeting SDK, and names every mistake there with its line, its column and the fix.
/// Other code is passed over in silence.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Lint {
    /// Files and folders; the current folder unless given; `-` for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// How to print what was found
    #[arg(long, default_value = "text")]
    format: FindingsFormat,
}

const AFTER_LONG_HELP: &str = "\
What Git ignores, hidden files, dependencies and minified files are passed over; a file that is
named is read whatever it is called. The names, not the values, of variables in .env files tell
which secrets are set.

Examples:
  countersign lint
  countersign lint server/ web/src/join.ts
  pbpaste | countersign lint -
  countersign lint --format sarif > countersign.sarif
  countersign explain base64-standard-segments      more about one rule

Exit codes:
  0  nothing is as bad as --fail-on says
  1  at least one finding is
  2  what was typed makes no sense
  3  a file or a folder could not be read";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Zoom refuses what this makes
    Error,
    /// It may, or a secret leaks
    Warning,
}

impl Lint {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let linted = self.lint(context)?;
        let out = &mut context.stdout;
        match self.format {
            FindingsFormat::Text => render::linted(&linted, out)?,
            FindingsFormat::Json => render::json(&document(&linted), out)?,
            FindingsFormat::Sarif => {
                let located: Vec<_> = linted.files.iter().flat_map(located).collect();
                render::sarif(&located, &not_read(&linted), out)?;
            }
        }
        if let Some((path, error)) = linted.unreadable.first() {
            return Err(Failure::CouldNotRun(format!(
                "cannot read {}: {error}",
                path.display()
            )));
        }
        let worst = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
        };
        let mut findings = linted.files.iter().flat_map(|file| &file.findings);
        Ok(match findings.any(|finding| finding.severity <= worst) {
            true => Done::Findings,
            false => Done::Fine,
        })
    }

    fn lint(&self, context: &mut Context) -> Result<Linted, Failure> {
        if self.paths == [Path::new("-")] {
            return pasted(context);
        }
        let here = [PathBuf::from(".")];
        let paths = match self.paths.is_empty() {
            true => &here[..],
            false => &self.paths,
        };
        let watched = std::io::stderr().is_terminal();
        let stderr = &mut context.stderr;
        let linted = lint_paths(paths, MAX_FILES, |read, _| {
            if watched && read % 64 == 0 {
                // When nobody can be told how far it is, it goes on all the same.
                let _ = write!(stderr, "\r{read} sources read").and_then(|()| stderr.flush());
            }
        });
        if watched {
            let _ = write!(stderr, "\r{:32}\r", "").and_then(|()| stderr.flush());
        }
        Ok(linted)
    }
}

fn pasted(context: &mut Context) -> Result<Linted, Failure> {
    let text = context.stdin.read_text(MAX_SOURCE_BYTES)?;
    let read = lint_source(&Source {
        text: &text,
        ..Source::default()
    });
    let file = LintedFile {
        path: PathBuf::from("-"),
        findings: read.findings,
        unread: read.unread,
    };
    Ok(Linted {
        files: Some(file)
            .filter(|file| !file.findings.is_empty() || file.unread.is_some())
            .into_iter()
            .collect(),
        read: 1,
        ..Linted::default()
    })
}

fn located(file: &LintedFile) -> impl Iterator<Item = render::Located<'_>> {
    file.findings.iter().map(|finding| render::Located {
        finding,
        file: None,
        source: Some(&file.path),
    })
}

/// What a reader of the findings has to know: where no finding does not mean that nothing is wrong.
fn not_read(linted: &Linted) -> Vec<render::NotRead<'_>> {
    let in_part = linted.files.iter().filter_map(|file| {
        Some(render::NotRead {
            because: file.unread?.to_string(),
            file: Some(&file.path),
        })
    });
    let too_long = linted.too_long.iter().map(|path| render::NotRead {
        because: render::TOO_LONG.to_owned(),
        file: Some(path),
    });
    let unreadable = linted
        .unreadable
        .iter()
        .map(|(path, error)| render::NotRead {
            because: format!("it cannot be read: {error}"),
            file: Some(path),
        });
    let rest = linted.cut_short.then(|| render::NotRead {
        because: render::CUT_SHORT.to_owned(),
        file: None,
    });
    in_part
        .chain(too_long)
        .chain(unreadable)
        .chain(rest)
        .collect()
}

fn document(linted: &Linted) -> serde_json::Value {
    let path = |path: &Path| path.to_string_lossy().into_owned();
    json!({
        "version": 1,
        "files": linted.files.iter().map(|file| json!({
            "path": path(&file.path),
            "findings": file.findings,
            "unread": file.unread,
        })).collect::<Vec<_>>(),
        "read": linted.read,
        "unreadable": linted.unreadable.iter().map(|(at, error)| json!({"path": path(at), "because": error.to_string()})).collect::<Vec<_>>(),
        "too_long": linted.too_long.iter().map(|at| path(at)).collect::<Vec<_>>(),
        "cut_short": linted.cut_short,
    })
}

#[cfg(test)]
mod tests {
    use countersign_diagnose::{Unread, WhyUnread};

    use super::*;

    /// A file of which nothing was read, as text, as JSON and as SARIF.
    fn shown(why: WhyUnread) -> [String; 3] {
        let unread = Unread {
            lines: None,
            of_lines: 9,
            bytes: 0,
            of_bytes: 200,
            why,
        };
        let linted = Linted {
            files: vec![LintedFile {
                path: PathBuf::from("a.js"),
                findings: Vec::new(),
                unread: Some(unread),
            }],
            read: 1,
            ..Linted::default()
        };
        let (mut text, mut sarif) = (Vec::new(), Vec::new());
        render::linted(&linted, &mut text).expect("text");
        render::sarif(&[], &not_read(&linted), &mut sarif).expect("SARIF");
        let sarif: serde_json::Value = serde_json::from_slice(&sarif).expect("JSON");
        let told = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        [
            String::from_utf8(text).expect("UTF-8"),
            document(&linted)["files"][0]["unread"]["why"].to_string(),
            told["message"]["text"].to_string(),
        ]
    }

    #[test]
    fn each_cause_of_not_reading_has_words_of_its_own_in_every_format() {
        for (why, word, words) in [
            (
                WhyUnread::OutOfTime,
                "out-of-time",
                "parsing it takes too long",
            ),
            (WhyUnread::Busy, "busy", "too much other code is being read"),
            (WhyUnread::Failed, "failed", "by a mistake of Countersign"),
        ] {
            let [text, json, sarif] = shown(why);
            assert!(text.contains(words), "{text}");
            assert_eq!(json, format!("\"{word}\""));
            assert!(sarif.contains(words), "{sarif}");
        }
    }
}

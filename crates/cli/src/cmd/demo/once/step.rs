//! One step: what was sent, what came back, and what that means for the next.

use std::io;

use countersign_token::{ExposeSecret, Secret};

use super::Walk;
use crate::failure::Failure;
use crate::render::style::{BAD, GOOD, QUIET, STRONG, paint};

/// Why a walk ended early.
pub(super) enum Stop {
    /// A step ended otherwise, and the next ones need what it should have given.
    Amiss,
    Failed(Failure),
}

impl Walk<'_> {
    pub(super) fn title(&mut self, title: &str) -> io::Result<()> {
        writeln!(self.out, "{}", paint(STRONG, title))
    }

    pub(super) fn good(&mut self, step: &str, sent: &str, got: &str) -> Result<(), Stop> {
        self.line(&paint(GOOD, "✓"), step, sent, got)?;
        Ok(())
    }

    pub(super) fn amiss(
        &mut self,
        step: &str,
        sent: &str,
        expected: &str,
        got: &str,
    ) -> Result<(), Stop> {
        self.amiss += 1;
        let got = format!(
            "{} {expected}, {} {got}",
            paint(BAD, "expected"),
            paint(BAD, "got")
        );
        self.line(&paint(BAD, "✗"), step, sent, &got)?;
        Ok(())
    }

    fn line(&mut self, mark: &str, step: &str, sent: &str, got: &str) -> io::Result<()> {
        let arrow = paint(QUIET, "→");
        writeln!(self.out, "  {mark} {step:16} {sent} {arrow} {got}")
    }

    /// The next steps need what this one should have given.
    pub(super) fn need<T>(
        &mut self,
        step: &str,
        sent: &str,
        result: Result<T, countersign_zoom::Error>,
    ) -> Result<T, Stop> {
        match result {
            Ok(value) => Ok(value),
            Err(error) => {
                self.amiss(step, sent, "an answer", &error.to_string())?;
                Err(Stop::Amiss)
            }
        }
    }

    pub(super) fn some<T>(
        &mut self,
        step: &str,
        sent: &str,
        expected: &str,
        value: Option<T>,
    ) -> Result<T, Stop> {
        match value {
            Some(value) => Ok(value),
            None => {
                self.amiss(step, sent, expected, "none")?;
                Err(Stop::Amiss)
            }
        }
    }
}

/// The beginning of a secret and its length: enough to tell two apart, too little to use.
pub(super) fn shown(secret: &Secret) -> String {
    let text = secret.expose_secret();
    let begin: String = text.chars().take(6).collect();
    format!("{begin}… ({} characters)", text.chars().count())
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Failed(error.into())
    }
}

//! How a command ends.

use std::io;
use std::process::ExitCode;

/// A command that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Nothing is wrong.
    Fine,
    /// It found errors, or a step ended otherwise than it should.
    Findings,
}

/// A command that could not do what it was asked. Says what was wrong, where, and what to do.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was typed or given to read makes no sense.
    Usage(String),
    /// A file, an address or a server is not what it needs to be.
    CouldNotRun(String),
}

impl Done {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Done::Fine => ExitCode::SUCCESS,
            Done::Findings => ExitCode::from(1),
        }
    }
}

impl Failure {
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Usage(_) => ExitCode::from(2),
            Failure::CouldNotRun(_) => ExitCode::from(3),
        }
    }

    /// The same, of something that was read.
    pub(crate) fn about(self, name: impl std::fmt::Display) -> Failure {
        match self {
            Failure::Usage(message) => Failure::Usage(format!("{name}: {message}")),
            could_not_run @ Failure::CouldNotRun(_) => could_not_run,
        }
    }

    pub(crate) fn message(&self) -> &str {
        match self {
            Failure::Usage(message) | Failure::CouldNotRun(message) => message,
        }
    }
}

/// Only writing gives a bare `io::Error`; everything that reads names what it read.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::CouldNotRun(format!("cannot write the output: {error}"))
    }
}

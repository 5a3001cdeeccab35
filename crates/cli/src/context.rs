//! What a command may look at: the environment, the time and the standard streams.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Read, Write};

use countersign_token::UnixSeconds;

use crate::failure::Failure;

/// The surroundings of one run, handed down so that nothing below reads them by itself.
pub(crate) struct Context {
    /// The environment; variables that are not UTF-8 are left out.
    pub(crate) env: BTreeMap<String, String>,
    /// Epoch seconds at the start.
    pub(crate) now: UnixSeconds,
    pub(crate) stdin: Input,
    pub(crate) stdout: Output,
    pub(crate) stderr: Output,
}

impl Context {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is main's own look at the clock"
    )]
    pub(crate) fn of_this_process() -> Context {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Context {
            env: std::env::vars_os().filter_map(text).collect(),
            now,
            stdin: Input {
                from: Box::new(io::stdin()),
                terminal: io::stdin().is_terminal(),
            },
            stdout: Output::new(anstream::stdout()),
            stderr: Output::new(anstream::stderr()),
        }
    }
}

/// Standard input.
pub(crate) struct Input {
    from: Box<dyn Read>,
    /// Whether somebody has to type.
    pub(crate) terminal: bool,
}

impl Input {
    /// Everything that is there, up to `most` bytes.
    pub(crate) fn read_text(&mut self, most: usize) -> Result<String, Failure> {
        read_text(&mut self.from, most, "standard input")
    }
}

/// Reads UTF-8 text of at most `most` bytes; `name` is what messages call its source.
pub(crate) fn read_text(from: impl Read, most: usize, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
    if bytes.len() > most {
        return Err(Failure::Usage(format!(
            "{name} has more than {most} bytes, which is the most that is read"
        )));
    }
    String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{name} is not UTF-8 text")))
}

/// Standard output or error. Styles are written always; they are dropped when nobody sees them.
///
/// A reader that went away (`countersign doctor … | head`) is no error: the rest is dropped and the exit code stays
/// what it would have been.
pub(crate) struct Output {
    to: Box<dyn Write + Send>,
    gone: bool,
}

impl Output {
    fn new(to: impl Write + Send + 'static) -> Output {
        Output {
            to: Box::new(to),
            gone: false,
        }
    }

    fn unless_gone<T>(
        &mut self,
        otherwise: T,
        act: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.gone {
            return Ok(otherwise);
        }
        match act(&mut self.to) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(otherwise)
            }
            result => result,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_gone(bytes.len(), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone((), |to| to.flush())
    }
}

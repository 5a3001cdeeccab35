//! What a reader of source code hands over.

use std::fmt;

use serde::Serialize;

use crate::Finding;

/// What was found in some code, and what of it was not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeRead {
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// Set when a mistake may stand where nobody looked.
    pub unread: Option<Unread>,
}

impl From<Vec<Finding>> for CodeRead {
    fn from(findings: Vec<Finding>) -> CodeRead {
        CodeRead {
            findings,
            unread: None,
        }
    }
}

/// How much of some code was read, where it was not all. [`fmt::Display`] says it in one clause, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The first and the last line that were read, from 1; nothing when none was.
    pub lines: Option<(usize, usize)>,
    /// How many lines there are.
    pub of_lines: usize,
    /// How many bytes were read.
    pub bytes: usize,
    /// How many bytes there are.
    pub of_bytes: usize,
    /// Why no more of it.
    pub why: WhyUnread,
}

/// Why code was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUnread {
    /// It is longer than what is read of one source.
    TooLong,
    /// It nests or repeats in a way that parsing it would take too long.
    TooTangled,
    /// The time that the caller waits was over while it was read.
    OutOfTime,
    /// As much other code as may be at once was being read, until the time that the caller waits was over.
    Busy,
    /// The reader stumbled, by a mistake of its own.
    Failed,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unread {
            of_lines,
            bytes,
            of_bytes,
            ..
        } = *self;
        match self.lines {
            None => write!(f, "the code was not read: ")?,
            // A bundle has few lines, and they are long.
            Some((1, last)) if last == of_lines => {
                write!(f, "{bytes} of the code's {of_bytes} bytes were read: ")?;
            }
            Some((first, last)) => write!(
                f,
                "the code was read from line {first} to line {last} of {of_lines}: "
            )?,
        }
        f.write_str(match self.why {
            WhyUnread::TooLong => "there is too much of it",
            WhyUnread::TooTangled => "the rest is too tangled to parse",
            WhyUnread::OutOfTime => "parsing it takes too long",
            WhyUnread::Busy => "too much other code is being read at the moment",
            WhyUnread::Failed => "the reader stumbled over it, by a mistake of Countersign",
        })?;
        f.write_str(match self.why {
            WhyUnread::TooLong | WhyUnread::TooTangled | WhyUnread::OutOfTime => {
                "; give the function that signs, or the call of join(), by itself"
            }
            WhyUnread::Busy => "; ask again in a moment",
            WhyUnread::Failed => {
                "; please report it with the code, its secrets taken out, and give the function that signs by itself"
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_where_reading_ended_and_what_to_do() {
        let unread = Unread {
            lines: Some((3, 210)),
            of_lines: 5000,
            bytes: 8192,
            of_bytes: 200_000,
            why: WhyUnread::TooLong,
        };
        let said = |unread: Unread| unread.to_string();
        assert!(
            said(unread).starts_with("the code was read from line 3 to line 210 of 5000: there")
        );
        let bundle = Unread {
            lines: Some((1, 1)),
            of_lines: 1,
            why: WhyUnread::TooTangled,
            ..unread
        };
        assert!(said(bundle).starts_with("8192 of the code's 200000 bytes were read: the rest"));
        let nothing = Unread {
            lines: None,
            why: WhyUnread::OutOfTime,
            ..unread
        };
        assert!(said(nothing).starts_with("the code was not read: parsing it takes too long;"));
        let busy = Unread {
            why: WhyUnread::Busy,
            ..nothing
        };
        assert_eq!(
            said(busy),
            "the code was not read: too much other code is being read at the moment; ask again in a moment"
        );
        let failed = Unread {
            why: WhyUnread::Failed,
            ..nothing
        };
        assert!(said(failed).contains("by a mistake of Countersign; please report it"));
    }
}

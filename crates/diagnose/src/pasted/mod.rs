//! Pasted text: whatever somebody has in hand, recognised and put into a [`Case`].
//!
//! ```
//! use countersign_diagnose::pasted::{Kind, Pasted};
//!
//! let pasted = Pasted::recognise("ZoomMtg.join({ signature: 'q83vASNFZ4k=', userName: 'Ada' }) says errorCode: 3712")?;
//! assert!(pasted.has(Kind::Join) && pasted.has(Kind::Error));
//! assert_eq!(pasted.words(), "options of ZoomMtg.join(), Client View, and what the SDK said");
//! assert_eq!(pasted.case.signature.as_deref(), Some("q83vASNFZ4k="));
//! # Ok::<(), countersign_diagnose::pasted::Unreadable>(())
//! ```
//!
//! A text is first looked at as one thing: a token, a code, an object, the lines of an `.env` file, code. What is none
//! of these is a mixture, such as a forum post, out of which each thing is taken that is recognised ([`Pasted::recognise`]
//! tells which). The work is linear in the text, and the text is bounded by [`MAX_CASE_BYTES`].

mod address;
mod circumstances;
mod code;
mod environment;
mod lines;
mod literal;
mod loose;
mod mixture;
mod object;
mod prose;
mod quotes;
mod said;
mod token;

use std::borrow::Cow;

use crate::{Case, CaseError, ErrorSeen, MAX_CASE_BYTES};

pub(crate) use environment::is_redacted;
pub(crate) use quotes::curled_lines;
pub use quotes::straightened;

/// What a pasted text can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A signature, whole or not, or whatever was passed in its place.
    Signature,
    /// What an endpoint that signs has answered, or a request that carries a signature.
    Answer,
    /// Header or payload of a token, decoded.
    Claims,
    /// What the SDK, the console or the server said.
    Error,
    /// Options of `join()`.
    Join,
    /// Environment variables.
    Env,
    /// Code.
    Code,
    /// A whole case in JSON.
    Case,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 8] = [
        Kind::Signature,
        Kind::Answer,
        Kind::Claims,
        Kind::Error,
        Kind::Join,
        Kind::Env,
        Kind::Code,
        Kind::Case,
    ];

    /// A word for programs, such as `signature`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Signature => "signature",
            Kind::Answer => "answer",
            Kind::Claims => "claims",
            Kind::Error => "error",
            Kind::Join => "join",
            Kind::Env => "env",
            Kind::Code => "code",
            Kind::Case => "case",
        }
    }

    /// Words for people, such as `a signature`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Signature => "a signature",
            Kind::Answer => "the answer of an endpoint that signs",
            Kind::Claims => "the decoded claims of a signature",
            Kind::Error => "what the SDK said",
            Kind::Join => "options of join()",
            Kind::Env => "environment variables",
            Kind::Code => "code",
            Kind::Case => "a case in JSON",
        }
    }

    /// The kind of that [`id`](Kind::id).
    #[must_use]
    pub fn of_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// What a part of a text was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its kind.
    pub kind: Kind,
    /// The same in words, more exactly: `a signature in quotes`.
    pub words: String,
}

/// A text that was read.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// What it tells about the attempt.
    pub case: Case,
    /// What was recognised in it. Empty for an empty text.
    pub taken: Vec<Taken>,
    /// Nothing spoke for what it was taken for, and nothing else was left.
    pub is_guess: bool,
}

/// Why a text is not what it seems to be, or what it was said to be. No value of it is repeated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is longer than [`MAX_CASE_BYTES`], or seems to be a case and is none.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is no object in it.
    #[error(
        "this cannot be read as an object: paste it with its braces, as in {{ signature: \"…\" }}"
    )]
    NoObject,
    /// It is no answer with a signature.
    #[error("this answer has no signature in it: it is looked for as signature, jwt or token")]
    NoSignature,
    /// It has no variable.
    #[error("there is no variable in this: one a line, as in ZOOM_MEETING_SDK_KEY=…")]
    NoVariable,
}

impl Pasted {
    /// Takes a text for what it looks like: a token or an HMAC, with or without what clings to it; an answer, a request
    /// or an address that carries one; decoded claims; a code, a message, an exception or an error object; options of
    /// `join()` as JSON or JavaScript; lines of an `.env` file; code; a case in JSON; or several of these in one text.
    ///
    /// # Errors
    /// When the text is longer than [`MAX_CASE_BYTES`], or is a case in JSON with a mistake.
    pub fn recognise(text: &str) -> Result<Pasted, Unreadable> {
        bounded(text)?;
        let bare = text.trim();
        if bare.is_empty() {
            return Ok(Pasted::default());
        }
        if let Some(token) = token::alone(text) {
            return Ok(token);
        }
        let straight = straightened(text);
        let read = Self::of_straight(&straight)?;
        Ok(match &straight {
            Cow::Borrowed(_) => read,
            Cow::Owned(_) => read.with_quotes_of(text),
        })
    }

    /// A text whose quotes are straight, and which is no token alone.
    fn of_straight(text: &str) -> Result<Pasted, Unreadable> {
        let bare = text.trim();
        if said::is_code(bare) || said::is_exception(bare) {
            return Ok(said::read(bare));
        }
        if let Some(literal) = literal::read(bare)
            && let Some(read) = object::read(bare, &literal)
        {
            return read;
        }
        if bare.starts_with("{\"") && bare.ends_with('}') && !bare.contains("}\n") {
            return Ok(Pasted::of(
                Kind::Case,
                Kind::Case.name(),
                Case::from_json(bare)?,
            ));
        }
        if environment::is_all_of(bare) {
            return Ok(environment::read(bare));
        }
        let mixture = mixture::read(text);
        match mixture.taken.is_empty() {
            false => Ok(mixture),
            true => Ok(said::or_signature(text)),
        }
    }

    /// Takes a text for what somebody says it is.
    ///
    /// # Errors
    /// When the text is longer than [`MAX_CASE_BYTES`] or cannot be read as that.
    pub fn read_as(text: &str, kind: Kind) -> Result<Pasted, Unreadable> {
        bounded(text)?;
        let bare = text.trim();
        let object = || literal::read(bare).ok_or(Unreadable::NoObject);
        Ok(match kind {
            _ if bare.is_empty() => Pasted::default(),
            Kind::Signature => token::signature(text),
            Kind::Answer => object::answer(&object()?.names).ok_or(Unreadable::NoSignature)?,
            Kind::Claims => object::decoded(object()?.names),
            Kind::Error => match object() {
                Ok(literal) => object::error(&literal.names),
                Err(_) => said::read(bare),
            },
            Kind::Join => object::join(&object()?),
            Kind::Env => Some(environment::read(bare))
                .filter(|read| !read.case.env.is_empty())
                .ok_or(Unreadable::NoVariable)?,
            Kind::Code => code::whole(text),
            Kind::Case => Pasted::of(kind, kind.name(), Case::from_json(text)?),
        })
    }

    /// Whether something was taken for this.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.taken.iter().any(|taken| taken.kind == kind)
    }

    /// What it was taken for: `a signature, code in PHP and what the SDK said`.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<&str> = self
            .taken
            .iter()
            .map(|taken| taken.words.as_str())
            .collect();
        match words.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            // A comma of its own must not run into the list.
            Some((last, before)) if before.iter().any(|words| words.contains(',')) => {
                format!("{}, and {last}", before.join("; "))
            }
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
        }
    }

    /// Adds what belongs to the same attempt. What is already known stays.
    pub fn add(&mut self, other: Pasted) {
        for taken in other.taken {
            if !self.taken.contains(&taken) {
                self.taken.push(taken);
            }
        }
        self.is_guess &= other.is_guess;
        add(&mut self.case, other.case);
    }

    /// With the quotes of the code as they were written, for the rules to see.
    fn with_quotes_of(mut self, text: &str) -> Pasted {
        if let Some(source) = &mut self.case.source {
            let mut written = text.lines();
            let lines = source.text.lines().map(|line| {
                let written = written.next().unwrap_or_default();
                let is_same = line.chars().count() == written.chars().count();
                if is_same && *straightened(written) == *line {
                    written
                } else {
                    line
                }
            });
            source.text = lines.collect::<Vec<_>>().join("\n");
        }
        self
    }

    fn of(kind: Kind, words: &str, case: Case) -> Pasted {
        Pasted {
            case,
            taken: vec![Taken {
                kind,
                words: words.to_owned(),
            }],
            is_guess: false,
        }
    }
}

/// What was said, by itself: digits are a code, anything else a text.
#[must_use]
pub fn error_seen(said: &str) -> ErrorSeen {
    said::seen(said.trim())
}

fn bounded(text: &str) -> Result<(), Unreadable> {
    match text.len() {
        bytes if bytes > MAX_CASE_BYTES => Err(CaseError::TooLong { bytes }.into()),
        _ => Ok(()),
    }
}

fn add(case: &mut Case, other: Case) {
    fn fill<T>(field: &mut Option<T>, other: Option<T>) {
        *field = field.take().or(other);
    }
    fill(&mut case.signature, other.signature);
    fill(&mut case.header, other.header);
    fill(&mut case.payload, other.payload);
    fill(&mut case.client_id, other.client_id);
    fill(&mut case.client_secret, other.client_secret);
    fill(&mut case.now, other.now);
    fill(&mut case.platform, other.platform);
    fill(&mut case.sdk_version, other.sdk_version);
    fill(&mut case.view, other.view);
    fill(&mut case.intent, other.intent);
    fill(&mut case.webinar, other.webinar);
    fill(&mut case.external, other.external);
    fill(&mut case.source, other.source);
    for (name, secret) in other.secrets {
        case.secrets.entry(name).or_insert(secret);
    }
    for (name, value) in other.env {
        case.env.entry(name).or_insert(value);
    }
    for (name, value) in other.join.into_iter().flatten() {
        case.join
            .get_or_insert_default()
            .entry(name)
            .or_insert(value);
    }
    match (&mut case.error, other.error) {
        (Some(error), Some(other)) => {
            fill(&mut error.code, other.code);
            fill(&mut error.text, other.text);
        }
        (error, other) => fill(error, other),
    }
}

#[cfg(test)]
mod tests;

//! A source to be read, and the reading of it.

use std::{borrow::Cow, ops::Range, time::Duration};

use countersign_diagnose::{CodeRead, Finding, Unread, WhyUnread, pasted::straightened};

use crate::{
    Language, Target,
    facts::Facts,
    finding::Found,
    in_time::{Stop, Undone, in_time, untimed},
    interest::place_of_interest,
    placeholders::filled,
    rules,
    syntax::{self, Read},
};

/// In bytes. More than is parsed of a long text before its place of interest, and after.
const AROUND: usize = 16 * 1024;

/// Longer sources are not read; nobody signs in a file of this size.
pub const MAX_SOURCE_BYTES: usize = 1024 * 1024;

/// How long somebody who waits for an answer should wait for the reading of one source, whatever it is: twice what programs of a
/// mebibyte take. What else a case of a mebibyte costs (`whole_cost` among the examples, `case_cost` among those of
/// `countersign-diagnose`) fits into what is left of 50 ms. A build for debugging reads some ten times slower, and has the more time.
pub const READ_WITHIN: Duration = match cfg!(debug_assertions) {
    true => Duration::from_secs(4),
    false => Duration::from_millis(20),
};

/// Some source code.
#[derive(Clone, Copy, Default)]
pub struct Source<'a> {
    /// Its language, if it is known; else it is told by the name, then by the text.
    pub language: Option<Language>,
    /// The code, or a part of it. It may contain secrets; no finding repeats one.
    pub text: &'a str,
    /// The name of its file.
    pub name: Option<&'a str>,
    /// Names of environment variables that are set where it runs. When there are any, a secret that is read from
    /// another one is reported.
    pub env: &'a [&'a str],
    /// The SDK that it is for. The severity of some findings follows it, as it does for a token.
    pub target: Target,
    /// Somebody says that this signs or joins, as who pastes it does. Else a source has to show by Zoom's words that it
    /// does, and a fragment of a signer that has none of them is passed over.
    pub presumed: bool,
    /// How long to wait at most, by the clock: [`READ_WITHIN`] is a good time where the text may be anybody's. Without it no
    /// clock is looked at, and no thread started.
    pub within: Option<Duration>,
}

impl Source<'_> {
    /// The language that it is read as.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
            .or_else(|| Language::of_path(self.name?.as_ref()))
            .or_else(|| Language::guess(self.text))
            .unwrap_or(Language::JavaScript)
    }
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("language", &self.language)
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// Finds the mistakes in a source that make Zoom refuse its signatures, in the order of the text.
///
/// Every finding has one piece of evidence with the part `source` and the place `line:column`, both from 1 and in
/// characters; give what is returned to [`countersign_diagnose::diagnose_with`] to weigh it with a token. A source that
/// does not sign for the Meeting SDK has no findings. Where only a part could be read of one that does, or nothing of one
/// that may, that is told, and why: it is too long (of more than [`MAX_SOURCE_BYTES`] nothing is read) or too tangled, the time
/// was over, too much else was being read, or the reader panicked, which ends here.
#[must_use]
pub fn lint_source(source: &Source<'_>) -> CodeRead {
    let nothing = |why| CodeRead {
        unread: Some(unread(source.text, 0..0, why)),
        ..CodeRead::default()
    };
    let told = |read: Result<CodeRead, Undone>| {
        read.unwrap_or_else(|why| {
            nothing(match why {
                Undone::OutOfTime => WhyUnread::OutOfTime,
                Undone::Busy => WhyUnread::Busy,
                Undone::Panicked => WhyUnread::Failed,
            })
        })
    };
    if source.text.len() > MAX_SOURCE_BYTES {
        return nothing(WhyUnread::TooLong);
    }
    let Some(within) = source.within else {
        return told(untimed(|stop| read(source, stop)));
    };
    let (text, name) = (source.text.to_owned(), source.name.map(str::to_owned));
    let env: Vec<String> = source.env.iter().map(|name| (*name).to_owned()).collect();
    let (language, target, presumed) = (source.language, source.target, source.presumed);
    told(in_time(within, move |stop| {
        let env: Vec<&str> = env.iter().map(String::as_str).collect();
        let source = Source {
            language,
            text: &text,
            name: name.as_deref(),
            env: &env,
            target,
            presumed,
            within: None,
        };
        read(&source, stop)
    }))
}

fn read(source: &Source<'_>, stop: &Stop) -> CodeRead {
    let language = source.language();
    let somewhere = source.presumed.then_some(0);
    let Some(from) = place_of_interest(source.text).or(somewhere) else {
        return CodeRead::default();
    };
    let (text, from) = readable(source.text, from, language);
    let mut read = read_as(&text, language, source, from, stop);
    // The scripts of a page that PHP writes.
    if language == Language::Php && text.contains("<script") {
        let page = without_php(&text);
        let of_page = read_as(&page, Language::Html, source, from, stop);
        for finding in of_page.findings {
            if !read.findings.contains(&finding) {
                read.findings.push(finding);
            }
        }
        read.findings.sort_by_key(line_and_column);
        read.unread = read.unread.or(of_page.unread);
    }
    read
}

/// The text as it was before a forum or a careful person changed it, and where its place of interest is then: around that
/// place, further than is read of it. Lines and characters keep their places.
fn readable(text: &str, from: usize, language: Language) -> (Cow<'_, str>, usize) {
    let line_before = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let start = text.floor_char_boundary(from.saturating_sub(AROUND));
    let end = text.ceil_char_boundary(from.saturating_add(AROUND).min(text.len()));
    // Whole lines, unless they are as long as all that is read.
    let start = match line_before(start) {
        line if start - line <= AROUND => line,
        _ => start,
    };
    let changed = match filled(straightened(&text[start..end]), language) {
        Cow::Borrowed(_) => return (Cow::Borrowed(text), from),
        Cow::Owned(changed) => changed,
    };
    let before = text[start..from].chars().count();
    let from = changed
        .char_indices()
        .nth(before)
        .map_or(changed.len(), |(at, _)| at);
    let whole = [&text[..start], changed.as_str(), &text[end..]].concat();
    (Cow::Owned(whole), start + from)
}

fn line_and_column(finding: &Finding) -> Option<(usize, usize)> {
    let (line, column) = finding.evidence.first()?.at.as_deref()?.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

fn read_as(
    text: &str,
    language: Language,
    source: &Source<'_>,
    from: usize,
    stop: &Stop,
) -> CodeRead {
    let Read { model, part, why } = syntax::read(text, language, from, stop);
    let left = why.map(|why| unread(text, part, why));
    let Some(model) = model else {
        return CodeRead {
            unread: left,
            ..CodeRead::default()
        };
    };
    let Some(facts) = Facts::gather(&model, source) else {
        return CodeRead::default();
    };
    let mut found = Found::new(&facts);
    for check in rules::CHECKS {
        check(&mut found);
    }
    CodeRead {
        findings: found.into_findings(),
        unread: left,
    }
}

/// What is left of a text of which one part was read. Of a page it is a part of its scripts, in which what stands between them
/// is blanked out byte by byte, so that it may begin and end within a character of the page.
fn unread(text: &str, part: Range<usize>, why: WhyUnread) -> Unread {
    let part = text.floor_char_boundary(part.start)..text.floor_char_boundary(part.end);
    let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    let line = |at: usize| 1 + lines(&text[..at]);
    let last = |part: &Range<usize>| line(part.start) + lines(text[part.clone()].trim_end());
    Unread {
        lines: (!part.is_empty()).then(|| (line(part.start), last(&part))),
        of_lines: last(&(0..text.len())),
        bytes: part.len(),
        of_bytes: text.len(),
        why,
    }
}

/// The text with PHP's code blanked out; positions in lines and characters stay.
fn without_php(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("<?") {
        let (before, code) = rest.split_at(open);
        let end = code.find("?>").map_or(code.len(), |end| end + 2);
        page.push_str(before);
        page.extend(
            code[..end]
                .chars()
                .map(|c| if c == '\n' { '\n' } else { ' ' }),
        );
        rest = &code[end..];
    }
    page.push_str(rest);
    page
}

//! A source to be read, and the reading of it.

use countersign_diagnose::{Finding, pasted::straightened};

use crate::{
    Language, facts::Facts, finding::Found, interest::place_of_interest, placeholders::filled,
    rules, syntax,
};

/// Longer sources are not read; nobody signs in a file of this size.
pub const MAX_SOURCE_BYTES: usize = 1024 * 1024;

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
    /// Somebody says that this signs or joins, as who pastes it does. Else a source has to show by Zoom's words that it
    /// does, and a fragment of a signer that has none of them is passed over.
    pub presumed: bool,
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
/// characters; give them to [`countersign_diagnose::diagnose_with`] to weigh them with a token. A source that does not
/// sign for the Meeting SDK has no findings, and neither has one of more than [`MAX_SOURCE_BYTES`].
#[must_use]
pub fn lint_source(source: &Source<'_>) -> Vec<Finding> {
    if source.text.len() > MAX_SOURCE_BYTES {
        return Vec::new();
    }
    let language = source.language();
    let text = filled(straightened(source.text), language);
    let somewhere = source.presumed.then_some(0);
    let Some(from) = place_of_interest(&text).or(somewhere) else {
        return Vec::new();
    };
    let mut findings = lint_as(&text, language, source, from);
    // The scripts of a page that PHP writes.
    if language == Language::Php && text.contains("<script") {
        let page = without_php(&text);
        let of_page = lint_as(&page, Language::Html, source, from);
        for finding in of_page {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        findings.sort_by_key(line_and_column);
    }
    findings
}

fn line_and_column(finding: &Finding) -> Option<(usize, usize)> {
    let (line, column) = finding.evidence.first()?.at.as_deref()?.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

fn lint_as(text: &str, language: Language, source: &Source<'_>, from: usize) -> Vec<Finding> {
    let Some(model) = syntax::read(text, language, from) else {
        return Vec::new();
    };
    let Some(facts) = Facts::gather(&model, source.env, source.presumed) else {
        return Vec::new();
    };
    let mut found = Found::new(&facts);
    for check in rules::CHECKS {
        check(&mut found);
    }
    found.into_findings()
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

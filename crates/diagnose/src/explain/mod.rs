//! Explains a rule, a code or a message.

use serde::Serialize;

/// What there is to say about a rule, a code or a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What was asked about.
    pub about: About,
    /// One line: the rule's summary, or the code with Zoom's text.
    pub title: String,
    /// The rule's page in Markdown; nothing for codes and messages.
    pub page: Option<String>,
    /// What it means; several where Zoom uses one code in several places. Empty for rules.
    pub meanings: Vec<Meaning>,
}

/// What was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// A rule, by its id.
    Rule,
    /// A code of Zoom's.
    Code,
    /// A message of Zoom's or an exception.
    Message,
}

/// What a code or message means in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The code, as shown; empty for an exception without one.
    pub code: String,
    /// Where it is seen, such as `web SDK` or `REST API`.
    pub seen_in: String,
    /// The text that Zoom shows with it.
    pub zoom_says: String,
    /// What Zoom means by it.
    pub means: String,
    /// Rules that find the causes that lead there.
    pub rules: Vec<String>,
    /// What to check, first things first.
    pub check_first: Vec<String>,
    /// Where to read about it.
    pub url: String,
}

/// Explains a rule (`wrong-secret`), a code (`3712`), or a message that was pasted ("Signature is invalid.", or an
/// exception such as "Cannot read properties of undefined (reading 'replace')").
#[must_use]
pub fn explain(what: &str) -> Option<Explanation> {
    let rule = crate::RULES.iter().find(|rule| rule.id == what.trim())?;
    Some(Explanation {
        about: About::Rule,
        title: rule.summary.to_owned(),
        page: Some(rule.page.to_owned()),
        meanings: Vec::new(),
    })
}

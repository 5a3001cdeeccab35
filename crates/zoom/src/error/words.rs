//! The words of a server and of this crate, made fit to print.

use std::fmt;

/// The most that is kept of one text that a server sends, in characters.
pub(super) const MAX_TEXT: usize = 2000;

/// A server's text, made fit to print: secrets cut out, no control characters, not too long.
pub(crate) fn clean(text: &str, secrets: &[&str]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "[secret]");
    }
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MAX_TEXT)
        .collect()
}

/// The end of every message: whether it may have happened, and what Zoom's support asks for.
pub(super) fn tracking_and_ambiguity(
    f: &mut fmt::Formatter<'_>,
    tracking_id: Option<&str>,
    ambiguous: bool,
) -> fmt::Result {
    if ambiguous {
        write!(
            f,
            "; it may have been created all the same: list before you repeat"
        )?;
    }
    match tracking_id {
        Some(id) => write!(f, " (tracking id {id})"),
        None => Ok(()),
    }
}

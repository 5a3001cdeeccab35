//! An explanation as text.

use std::io::{self, Write};

use countersign_diagnose::{Explanation, Meaning};

use super::style::{LINK, QUIET, STRONG, paint};
use super::wrap::wrapped;

/// Prints a rule's page, or what a code or message means.
pub(crate) fn explanation(explanation: &Explanation, to: &mut impl Write) -> io::Result<()> {
    if let Some(page) = &explanation.page {
        return self::page(page, to);
    }
    match explanation.meanings.as_slice() {
        [only] => meaning(only, &explanation.title, to),
        several => {
            writeln!(to, "{}", paint(STRONG, &explanation.title))?;
            several.iter().try_for_each(|one| {
                writeln!(to)?;
                meaning(one, "", to)
            })
        }
    }
}

/// Markdown reads well as it is. Its headings stand out and its paragraphs are broken into lines.
fn page(page: &str, to: &mut impl Write) -> io::Result<()> {
    let mut code = false;
    for line in without_examples(page).lines() {
        code ^= line.starts_with("```");
        if code || line.starts_with("```") || line.starts_with('|') {
            writeln!(to, "{line}")?;
        } else if line.starts_with('#') {
            writeln!(to, "{}", paint(STRONG, line))?;
        } else if line.is_empty() {
            writeln!(to)?;
        } else {
            let (bullet, text) = bullet(line);
            lines(bullet, text, to)?;
        }
    }
    Ok(())
}

/// A rule's page without the examples at its end, which are there for the tests.
pub(super) fn without_examples(page: &str) -> String {
    let mut code = false;
    let kept: Vec<&str> = page
        .trim_end()
        .lines()
        .take_while(|line| {
            code ^= line.starts_with("```");
            code || *line != "## Examples"
        })
        .collect();
    kept.join("\n")
}

/// `- ` or `12. ` at the beginning of an item, and the rest.
fn bullet(line: &str) -> (&str, &str) {
    let marker = line.split_inclusive(' ').next().unwrap_or_default();
    let number = marker.strip_suffix(". ").unwrap_or_default();
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match matches!(marker, "- " | "* ") || numbered {
        true => line.split_at(marker.len()),
        false => ("", line),
    }
}

/// `title` stands in for a code that is not there.
fn meaning(meaning: &Meaning, title: &str, to: &mut impl Write) -> io::Result<()> {
    let name = match meaning.code.is_empty() {
        true => title,
        false => &meaning.code,
    };
    let place = paint(QUIET, format!("({})", meaning.seen_in));
    writeln!(to, "{} {place}", paint(STRONG, name))?;
    if !meaning.zoom_says.is_empty() {
        lines("  Zoom says: ", &meaning.zoom_says, to)?;
    }
    lines("  It means:  ", &meaning.means, to)?;
    if !meaning.check_first.is_empty() {
        writeln!(to, "  Check first:")?;
        for (number, check) in meaning.check_first.iter().enumerate() {
            lines(&format!("    {}. ", number + 1), check, to)?;
        }
    }
    if !meaning.rules.is_empty() {
        lines("  Rules: ", &meaning.rules.join(", "), to)?;
    }
    match meaning.url.is_empty() {
        true => Ok(()),
        false => writeln!(
            to,
            "  {} {}",
            paint(QUIET, "see"),
            paint(LINK, &meaning.url)
        ),
    }
}

fn lines(first: &str, text: &str, to: &mut impl Write) -> io::Result<()> {
    wrapped(first, text)
        .iter()
        .try_for_each(|line| writeln!(to, "{line}"))
}

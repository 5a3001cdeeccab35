//! An explanation as text.

use std::io::{self, Write};

use countersign_diagnose::{Explanation, Meaning};

use super::style::{LINK, QUIET, STRONG, paint};

/// Prints a rule's page, or what a code or message means.
pub(crate) fn explanation(explanation: &Explanation, to: &mut impl Write) -> io::Result<()> {
    match &explanation.page {
        Some(page) => self::page(page, to),
        None => {
            writeln!(to, "{}", paint(STRONG, &explanation.title))?;
            explanation
                .meanings
                .iter()
                .try_for_each(|one| meaning(one, to))
        }
    }
}

/// Markdown reads well as it is; only its headings stand out.
fn page(page: &str, to: &mut impl Write) -> io::Result<()> {
    let mut code = false;
    for line in page.trim_end().lines() {
        code ^= line.starts_with("```");
        match line.starts_with('#') && !code {
            true => writeln!(to, "{}", paint(STRONG, line))?,
            false => writeln!(to, "{line}")?,
        }
    }
    Ok(())
}

fn meaning(meaning: &Meaning, to: &mut impl Write) -> io::Result<()> {
    let code = match meaning.code.is_empty() {
        true => String::new(),
        false => format!("{} ", meaning.code),
    };
    writeln!(
        to,
        "\n{}{}",
        code,
        paint(QUIET, format!("({})", meaning.seen_in))
    )?;
    if !meaning.zoom_says.is_empty() {
        writeln!(to, "  Zoom says: {}", meaning.zoom_says)?;
    }
    writeln!(to, "  {}", meaning.means)?;
    if !meaning.check_first.is_empty() {
        writeln!(to, "  Check first:")?;
        for (number, check) in meaning.check_first.iter().enumerate() {
            writeln!(to, "    {}. {check}", number + 1)?;
        }
    }
    if !meaning.rules.is_empty() {
        writeln!(to, "  Rules: {}", meaning.rules.join(", "))?;
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

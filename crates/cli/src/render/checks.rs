//! A table of what was checked, with the next step for what is wrong.

use std::io::{self, Write};

use serde::Serialize;

use super::style::{BAD, DOUBTFUL, GOOD, QUIET, STRONG, paint};
use super::wrap::wrapped;

/// One point that was looked at.
#[derive(Debug, Serialize)]
pub(crate) struct Check {
    /// Its name, which never changes.
    pub(crate) check: &'static str,
    pub(crate) status: Status,
    /// What was found, or why it was skipped.
    pub(crate) message: String,
    /// What to do, in whole sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_step: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Ok,
    /// Something will not work, but not everything needs it.
    Warning,
    Failed,
    Skipped,
}

/// Prints the checks of `zoom` and their count.
pub(crate) fn checks(zoom: &str, checks: &[Check], to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "{} {zoom}\n", paint(STRONG, "Zoom at"))?;
    let width = checks.iter().map(|check| check.check.len()).max();
    let width = width.unwrap_or(0);
    for check in checks {
        let (style, sign, lead) = match check.status {
            Status::Ok => (GOOD, "✓", ""),
            Status::Warning => (DOUBTFUL, "!", ""),
            Status::Failed => (BAD, "✗", ""),
            Status::Skipped => (QUIET, "–", "skipped: "),
        };
        let first = format!("  {sign} {:width$}  ", check.check);
        let message = wrapped(&first, &format!("{lead}{}", check.message)).join("\n");
        let (head, rest) = message.split_at(first.len());
        writeln!(to, "{}{rest}", paint(style, head))?;
        if let Some(step) = &check.next_step {
            for line in wrapped(&format!("{:width$}→ ", "", width = width + 6), step) {
                writeln!(to, "{line}")?;
            }
        }
    }
    writeln!(to, "\n{}", count(checks))
}

/// "1 to mend, 2 to know, 3 skipped, 4 right".
fn count(checks: &[Check]) -> String {
    let kinds = [
        (Status::Failed, "to mend"),
        (Status::Warning, "to know"),
        (Status::Skipped, "skipped"),
        (Status::Ok, "right"),
    ];
    let counted = kinds.into_iter().filter_map(|(status, words)| {
        let number = checks.iter().filter(|check| check.status == status).count();
        (number > 0).then(|| format!("{number} {words}"))
    });
    counted.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cross_has_its_next_step_below() {
        let check = |check, status, message: &str, next_step: Option<&str>| Check {
            check,
            status,
            message: message.to_owned(),
            next_step: next_step.map(str::to_owned),
        };
        let list = [
            check("pairs", Status::Ok, "each pair is in its place", None),
            check(
                "scopes",
                Status::Failed,
                "the app lacks meeting:read:meeting:admin, meeting:write:meeting:admin, meeting:update:meeting:admin",
                Some("Add them on the Scopes page of the app."),
            ),
            check("user", Status::Warning, "Basic", None),
            check("zak", Status::Skipped, "no token was granted", None),
        ];
        let mut text = Vec::new();
        checks("https://api.zoom.us/v2", &list, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        insta::assert_snapshot!(anstream::adapter::strip_str(&text));
    }
}

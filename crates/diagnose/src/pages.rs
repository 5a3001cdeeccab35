//! The pages of all rules as one document.

use std::fmt::Write as _;

use crate::{RULES, live::LIVE, rule::rule};

/// The rules as one Markdown document: an index, then the page of each, one heading level down.
#[must_use]
pub fn rules_markdown() -> String {
    let mut document = String::from(
        "# Rules\n\n\
         Every cause of a refused signature that Countersign can name. The examples are tests: each *finds* example is \
         found by its rule, each *clean* example is not. All credentials in them are made up.\n\n\
         | rule | finds | expect |\n|---|---|---|\n",
    );
    for rule in RULES {
        let _ = writeln!(
            document,
            "| [{0}](#{0}) | {1} | {2} |",
            rule.id,
            rule.summary,
            rule.code.unwrap_or("depends")
        );
    }
    for rule in RULES {
        document.push('\n');
        let mut fenced = false;
        for line in rule.page.lines() {
            fenced ^= line.starts_with("```");
            if !fenced && line.starts_with('#') {
                document.push('#');
            }
            document.push_str(line);
            document.push('\n');
        }
    }
    document.push_str(
        "\n## Live checks\n\n\
         No token can show these: Zoom's Marketplace, the other account, the code or time can. A report asks for them in \
         `live_checks`, exactly when nothing else explains the failure; `countersign check` and `countersign lint` find \
         some of them.\n",
    );
    for live in LIVE.iter().filter(|live| rule(live.id).is_none()) {
        let _ = write!(document, "\n##{}", live.page());
    }
    document
}

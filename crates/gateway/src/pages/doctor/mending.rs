//! The code that mends what a rule finds, out of the rule's page.

use countersign_diagnose::RULES;

use super::snippet::{LANGUAGES, Shown, Snippet};

/// What a page has to show.
#[derive(Default)]
pub(super) struct Mending {
    pub(super) snippets: Vec<Snippet>,
    /// Every language is there, so that the chosen one is enough.
    pub(super) is_choice: bool,
}

impl Mending {
    /// Nothing for a rule that is mended without code.
    pub(super) fn of_rule(id: &str) -> Mending {
        let page = RULES
            .iter()
            .find(|rule| rule.id == id)
            .map_or("", |rule| rule.page);
        let snippets = snippets(section(page, "How to mend it"));
        let has = |language: &Shown| snippets.iter().any(|snippet| snippet.language == language);
        Mending {
            is_choice: LANGUAGES.iter().all(has),
            snippets,
        }
    }
}

/// What stands below a heading of a page.
pub(super) fn section(page: &'static str, heading: &str) -> &'static str {
    let below = page
        .split_once(&format!("\n## {heading}\n"))
        .map_or("", |(_, below)| below);
    below
        .split_once("\n## ")
        .map_or(below, |(section, _)| section)
        .trim()
}

fn snippets(section: &'static str) -> Vec<Snippet> {
    let fences = section.split("```").skip(1).step_by(2);
    fences.filter_map(Snippet::of_fence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_on_a_page_is_shown_whole() {
        for rule in RULES {
            let on_page = section(rule.page, "How to mend it").matches("```").count() / 2;
            assert_eq!(
                Mending::of_rule(rule.id).snippets.len(),
                on_page,
                "{}",
                rule.id
            );
        }
        let mending = Mending::of_rule("iat-in-future");
        assert!(mending.is_choice);
        assert!(
            mending
                .snippets
                .iter()
                .any(|snippet| snippet.language.id == "python"
                    && snippet.code.starts_with("iat = int(time.time())"))
        );
    }
}

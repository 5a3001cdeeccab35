//! The explanation pages are tests: every example of a page is put before the rules.

use std::{collections::BTreeSet, fs, path::Path};

use countersign_diagnose::{Case, RULES, Report, Rule, diagnose, rules_markdown};

/// Judged at the time that the example names; this one would show if it named none.
const NOW: u64 = 0;

#[derive(Debug)]
struct Example {
    finds: bool,
    line: usize,
    json: String,
}

fn examples(rule: &Rule) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut finds = None;
    let mut inside = false;
    for (number, line) in rule.page.lines().enumerate() {
        match line {
            _ if line.starts_with("*finds*") => finds = Some(true),
            _ if line.starts_with("*clean*") => finds = Some(false),
            "```json case" => {
                let finds = finds
                    .take()
                    .unwrap_or_else(|| panic!("{}: no marker before line {number}", rule.id));
                examples.push(Example {
                    finds,
                    line: number + 1,
                    json: String::new(),
                });
                inside = true;
            }
            "```" => inside = false,
            _ if inside => {
                let json = &mut examples.last_mut().expect("a block is open").json;
                json.push_str(line);
                json.push('\n');
            }
            _ => {}
        }
    }
    examples
}

fn rules(report: &Report) -> Vec<&str> {
    report
        .findings
        .iter()
        .map(|finding| &*finding.rule)
        .collect()
}

#[test]
fn every_example_is_found_or_clean_as_its_page_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(rule) {
            let place = format!("{}.md, line {}", rule.id, example.line);
            let case =
                Case::from_json(&example.json).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert!(case.now.is_some(), "{place} names no time");
            let report = diagnose(&case, NOW);
            let found = rules(&report);
            if found.contains(&rule.id) != example.finds {
                wrong.push(format!("{place}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_finds_example_makes_its_rule_the_first_finding() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(rule).into_iter().filter(|example| example.finds) {
            let report = diagnose(&Case::from_json(&example.json).unwrap(), NOW);
            let found = rules(&report);
            if found.first() != Some(&rule.id) {
                wrong.push(format!("{}.md, line {}: {found:?}", rule.id, example.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_page_has_both_kinds_of_example_and_all_its_sections() {
    for rule in RULES {
        let examples = examples(rule);
        assert!(
            examples.iter().any(|example| example.finds),
            "{} finds nothing",
            rule.id
        );
        assert!(
            examples.iter().any(|example| !example.finds),
            "{} has no clean example",
            rule.id
        );
        assert!(
            rule.page.starts_with(&format!("# {}\n", rule.id)),
            "{}",
            rule.id
        );
        for section in [
            "## What it finds",
            "## Why Zoom refuses it",
            "## How to mend it",
            "## Examples",
        ] {
            assert!(rule.page.contains(section), "{}: {section}", rule.id);
        }
        assert!(
            rule.page.contains("](https://"),
            "{} names no source",
            rule.id
        );
    }
}

#[test]
fn a_page_with_code_has_it_in_every_language() {
    const LANGUAGES: [&str; 7] = ["js", "python", "php", "java", "csharp", "go", "ruby"];
    for rule in RULES {
        let has = |language: &&str| rule.page.contains(&format!("```{language}\n"));
        let lacking: Vec<_> = LANGUAGES
            .into_iter()
            .filter(|language| !has(language))
            .collect();
        // What one language alone gets wrong is shown in that one.
        let of_servers = LANGUAGES[..3].iter().all(has);
        assert!(
            !of_servers || lacking.is_empty(),
            "{}: {lacking:?}",
            rule.id
        );
    }
}

#[test]
fn rule_ids_are_unique_kebab_case_and_name_their_files() {
    let mut ids = BTreeSet::new();
    for rule in RULES {
        assert!(
            ids.insert(rule.id.replace('-', "_")),
            "{} is there twice",
            rule.id
        );
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            rule.id.chars().all(kebab) && !rule.id.starts_with('-') && !rule.id.ends_with('-'),
            "{}",
            rule.id
        );
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "mod.rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, files);
}

#[test]
fn summaries_and_messages_are_clauses_and_fixes_are_sentences() {
    let clause = |text: &str| {
        !text.ends_with('.') && !text.starts_with(char::is_whitespace) && !text.is_empty()
    };
    let lower = |text: &str| {
        !text.starts_with(char::is_uppercase)
            || text.starts_with("Zoom")
            || text.starts_with("HTML")
    };
    for rule in RULES {
        assert!(
            clause(rule.summary) && lower(rule.summary),
            "{}",
            rule.summary
        );
        assert!(rule.url.starts_with("https://"), "{}", rule.url);
        for example in examples(rule) {
            for finding in diagnose(&Case::from_json(&example.json).unwrap(), NOW).findings {
                assert!(
                    clause(&finding.message) && lower(&finding.message),
                    "{}",
                    finding.message
                );
                assert!(
                    finding.fix.ends_with('.'),
                    "{}: {}",
                    finding.rule,
                    finding.fix
                );
                assert!(
                    !finding.evidence.is_empty(),
                    "{} shows no evidence",
                    finding.rule
                );
            }
        }
    }
}

#[test]
fn the_document_holds_every_page_below_one_title() {
    let document = rules_markdown();
    let titles = |level: &str| {
        document
            .lines()
            .filter(|line| line.starts_with(level))
            .count()
    };
    assert_eq!(titles("# "), 1);
    assert_eq!(titles("## "), RULES.len() + 1);
    assert!(
        document.contains("import time\nimport jwt  # PyJWT\n"),
        "code stays as it is"
    );
}

#[test]
fn the_document_in_docs_is_the_one_that_would_be_written_now() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let written = fs::read_to_string(path).unwrap();
    assert!(
        written == rules_markdown(),
        "docs/rules.md is stale: run `cargo xtask docs`"
    );
}

//! Correct generators are not complained about; broken ones are, where and as their first line says.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::{fs, path::PathBuf};

use countersign_diagnose::{Part, Severity, explain};
use countersign_lint::{MAX_FILES, Source, lint_paths, lint_source};

fn folder(name: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/sources")
        .join(name);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

/// `rule:line` of every finding that is more than a remark, and of those where `remarks` are wanted.
fn found(name: &str, text: &str, remarks: bool) -> Vec<String> {
    let source = Source {
        text,
        name: Some(name),
        ..Source::default()
    };
    let mut all: Vec<String> = lint_source(&source)
        .findings
        .into_iter()
        .filter(|finding| remarks || finding.severity != Severity::Info)
        .map(|finding| {
            let evidence = &finding.evidence[0];
            assert_eq!(evidence.part, Part::Source);
            let line = evidence
                .at
                .as_deref()
                .unwrap()
                .split(':')
                .next()
                .unwrap()
                .to_owned();
            format!("{}:{line}", finding.rule)
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn correct_generators_and_pages_have_neither_error_nor_warning() {
    for (name, text) in folder("clean") {
        assert_eq!(found(&name, &text, false), [""; 0], "{name}");
    }
}

#[test]
fn broken_sources_have_what_their_first_line_names_and_no_more() {
    let mut wrong = Vec::new();
    for (name, text) in folder("broken") {
        let (first, rest) = text.split_once('\n').unwrap();
        let (_, wanted) = first
            .split_once("finds:")
            .unwrap_or_else(|| panic!("{name} says not what it has"));
        let mut wanted: Vec<String> = wanted
            .split_whitespace()
            .filter(|word| word.contains(':'))
            .map(str::to_owned)
            .collect();
        wanted.sort();
        // The first line is not for the eyes of the rules.
        let found = found(&name, &format!("\n{rest}"), true);
        if found != wanted {
            wrong.push(format!("{name}: found {found:?}\n   wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_code_is_passed_over() {
    for (name, text) in folder("unrelated") {
        assert_eq!(found(&name, &text, true), [""; 0], "{name}");
    }
}

/// Our own pages, examples and test stages sign and join as they should.
#[test]
fn the_code_of_this_repository_has_neither_error_nor_warning() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let paths = [
        "crates",
        "examples",
        "bench",
        "xtask",
        "tests/browser/stage",
    ]
    .map(|folder| root.join(folder));
    let linted = lint_paths(&paths, MAX_FILES, |_, _| {});
    assert!(linted.read > 5, "{linted:?}");
    let wrong: Vec<_> = linted
        .files
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| (&file.path, finding)))
        .filter(|(_, finding)| finding.severity != Severity::Info)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_finding_has_a_message_a_fix_and_an_address() {
    for (name, text) in folder("broken") {
        let source = Source {
            text: &text,
            name: Some(&name),
            ..Source::default()
        };
        for finding in lint_source(&source).findings {
            let clause =
                !finding.message.ends_with('.') && !finding.message.starts_with(char::is_uppercase);
            assert!(clause, "{}", finding.message);
            assert!(finding.fix.ends_with('.'), "{}", finding.fix);
            assert!(finding.url.starts_with("https://"));
            // What no token shows, and code does, is a live check: it has a page as rules have.
            let explained = explain(&finding.rule).and_then(|explained| explained.page);
            assert!(
                explained.is_some_and(|page| page.starts_with(&format!("# {}\n", finding.rule))),
                "{} has no page",
                finding.rule
            );
        }
    }
}

//! One mistake put into a correct generator is named, in every language.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod csharp;
mod go;
mod java;
mod kotlin;
mod node;
mod page;
mod php;
mod python;
mod ruby;
mod typescript;

use std::{fs, path::Path};

use countersign_lint::{Source, lint_source};

/// `(file, what is right, what is wrong instead, the rule that says so)`
type Mistake = (&'static str, &'static str, &'static str, &'static str);

const MISTAKES: &[&[Mistake]] = &[
    csharp::MISTAKES,
    go::MISTAKES,
    java::MISTAKES,
    kotlin::MISTAKES,
    node::MISTAKES,
    page::MISTAKES,
    php::MISTAKES,
    python::MISTAKES,
    ruby::MISTAKES,
    typescript::MISTAKES,
];

#[test]
fn a_lifetime_given_to_the_library_is_judged() {
    for (lifetime, rule) in [
        ("'7d'", Some("ttl-too-long")),
        ("'10 minutes'", Some("ttl-zero-or-short")),
        ("60 * 5", Some("ttl-zero-or-short")),
        ("'2h'", None),
        ("7200", None),
        ("lifetime", None),
        ("'7200'", None),
    ] {
        let code = format!(
            "const iat = Math.floor(Date.now() / 1000) - 30;\nconst token = jwt.sign({{ appKey, mn, role, iat }}, secret, {{ algorithm: 'HS256', expiresIn: {lifetime} }});"
        );
        let found: Vec<String> = rules("sign.js", &code)
            .into_iter()
            .filter(|found| found.starts_with("ttl-"))
            .collect();
        assert_eq!(found.first().map(String::as_str), rule, "{lifetime}");
    }
}

fn clean(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources/clean");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn rules(name: &str, text: &str) -> Vec<String> {
    let source = Source {
        text,
        name: Some(name),
        ..Source::default()
    };
    lint_source(&source)
        .findings
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn one_mistake_in_a_correct_generator_is_named() {
    let mut missed = Vec::new();
    for (file, right, wrong, rule) in MISTAKES.iter().copied().flatten() {
        let good = clean(file);
        let bad = good.replacen(right, wrong, 1);
        assert_ne!(good, bad, "{file} does not hold {right}");
        let found = rules(file, &bad);
        if !found.iter().any(|found| found == rule) {
            missed.push(format!("{file}: {wrong}: {rule} expected, found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn null_among_the_options_of_join_is_a_note_and_undefined_a_warning() {
    for (value, severity) in [
        ("null", countersign_diagnose::Severity::Info),
        ("undefined", countersign_diagnose::Severity::Warning),
    ] {
        let text = clean("join_page.html").replacen(
            "await client.join({ signature,",
            &format!("await client.join({{ zak: {value}, signature,"),
            1,
        );
        let read = lint_source(&Source {
            text: &text,
            name: Some("join_page.html"),
            ..Source::default()
        });
        let said: Vec<_> = read
            .findings
            .iter()
            .map(|finding| (finding.rule.as_str(), finding.severity))
            .collect();
        assert_eq!(said, [("undefined-optional", severity)], "{value}");
    }
}

//! Each rule in each language, in whole files and in what people paste of them: found, or said why it cannot be.
//!
//! `fixtures/sources/rows/` has the generators and their mistakes; its README tells how they are written down.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod written;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use countersign_diagnose::{RULES, Severity, explain};
use countersign_lint::{Source, lint_source};
use written::{LANGUAGES, Rows, rows};

/// What is pasted, as the tags of the lines that it leaves out.
const VIEWS: [(&str, &str); 7] = [
    ("whole file", ""),
    ("no imports", "i"),
    ("head lost", "ih"),
    ("payload only", "ichbse"),
    ("sign call only", "ichbpe"),
    ("cut off", "e"),
    // The payload's last line, where it only closes what the payload opened.
    ("bracket lost", "}"),
];

/// The part of a generator that a view shows.
fn seen(text: &str, without: &str) -> String {
    let closes = |line: &str| !line.is_empty() && line.trim().chars().all(|c| ")]};,".contains(c));
    let last_of_payload = text
        .lines()
        .rfind(|line| line.starts_with("p|"))
        .filter(|line| closes(&line[2..]));
    text.lines()
        .filter(|line| !without.contains(&line[..1]))
        .filter(|line| without != "}" || last_of_payload != Some(*line))
        .map(|line| format!("{}\n", &line[2..]))
        .collect()
}

/// Rules of errors, warnings and remarks.
fn found(name: &str, text: &str) -> BTreeMap<String, Severity> {
    let source = Source {
        text,
        name: Some(name),
        presumed: true,
        ..Source::default()
    };
    let findings = lint_source(&source).findings;
    findings
        .into_iter()
        .rev()
        .map(|finding| (finding.rule, finding.severity))
        .collect()
}

fn more_than_remarks(found: &BTreeMap<String, Severity>) -> BTreeSet<&str> {
    let grave = found
        .iter()
        .filter(|(_, severity)| **severity != Severity::Info);
    grave.map(|(rule, _)| rule.as_str()).collect()
}

/// The rules that the linter knows: all names of rules in its source.
fn own_rules() -> BTreeSet<String> {
    let mut rules = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    for file in fs::read_dir(sources).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let names = text.split('"').filter(|word| {
            word.contains('-') && word.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
        });
        rules.extend(
            names
                .filter(|name| {
                    RULES.iter().any(|rule| rule.id == *name)
                        || explain(name).is_some_and(|explained| explained.page.is_some())
                })
                .map(str::to_owned),
        );
    }
    rules
}

#[test]
fn every_rule_in_every_language_is_found_or_cannot_be() {
    let mut wrong = Vec::new();
    let mut table: BTreeMap<String, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    let (mut cells, mut hidden, mut clean) = (0, 0, 0);
    for (language, file) in LANGUAGES {
        let rows = rows(language);
        for generator in &rows.generators {
            let here = format!("{language} {}", generator.name);
            let file = match generator.text.contains("<script") {
                true => "a.html",
                false => file,
            };
            let mut shown_in = BTreeMap::new();
            for (view, without) in VIEWS {
                let good = seen(&generator.text, without);
                let found = found(file, &good);
                let grave = more_than_remarks(&found);
                let wanted: BTreeSet<&str> = generator.always.iter().map(String::as_str).collect();
                clean += 1;
                if !grave.is_subset(&wanted) {
                    wrong.push(format!("{here}, {view}: false alarm {grave:?}\n{good}"));
                }
                for rule in &generator.always {
                    if found.contains_key(rule) {
                        let row = table.entry(rule.clone()).or_default();
                        row.entry(language).or_default().insert(view.to_owned());
                    }
                }
                shown_in.insert(view, good);
            }
            for mistake in &generator.mistakes {
                let bad = generator.with(mistake);
                for (view, without) in VIEWS {
                    let text = seen(&bad, without);
                    if shown_in.get(view) == Some(&text) {
                        continue;
                    }
                    let found = found(file, &text);
                    let named = found.contains_key(&mistake.rule);
                    let says = &mistake.rule;
                    match (named, mistake.hidden.get(view)) {
                        (true, None) => {
                            cells += 1;
                            let row = table.entry(mistake.rule.clone()).or_default();
                            row.entry(language).or_default().insert(view.to_owned());
                        }
                        (false, Some(_)) => hidden += 1,
                        (false, None) => wrong.push(format!(
                            "{here}, {view}: {says} missed, found {:?}\n{text}",
                            found.keys()
                        )),
                        (true, Some(reason)) => wrong.push(format!(
                            "{here}, {view}: {says} found, though {reason}\n{text}"
                        )),
                    }
                    let mut others = more_than_remarks(&found);
                    others.retain(|rule| *rule != mistake.rule && !mistake.also.contains(*rule));
                    if !others.is_empty() {
                        wrong.push(format!(
                            "{here}, {view}: besides {says} also {others:?}\n{text}"
                        ));
                    }
                }
            }
        }
    }
    let own = own_rules();
    println!(
        "{cells} cells found, {hidden} told not possible, {clean} correct texts without alarm"
    );
    let all: Vec<(&str, Rows)> = LANGUAGES
        .iter()
        .map(|(language, _)| (*language, rows(language)))
        .collect();
    for rule in &own {
        println!("{rule}");
        let elsewhere = all
            .iter()
            .find_map(|(at, rows)| Some((*at, rows.only_here.get(rule)?)));
        for (language, rows) in &all {
            let seen = table.get(rule).and_then(|row| row.get(language));
            let impossible = rows.impossible.get(rule).or_else(|| {
                let (at, reason) = elsewhere?;
                (at != *language).then_some(reason)
            });
            let any = rows.impossible.get("*").filter(|_| seen.is_none());
            match (seen, impossible.or(any)) {
                (Some(views), None) => {
                    let in_order = VIEWS.iter().filter(|(view, _)| views.contains(*view));
                    let names: Vec<&str> = in_order.map(|(view, _)| *view).collect();
                    println!("  {language:<10} found: {}", names.join(", "));
                }
                (None, Some(reason)) => println!("  {language:<10} not possible: {reason}"),
                (Some(_), Some(_)) => {
                    wrong.push(format!("{language}: {rule} is found and said impossible"));
                }
                (None, None) => wrong.push(format!("{language}: nothing about {rule}")),
            }
        }
    }
    let unknown: Vec<&String> = table.keys().filter(|rule| !own.contains(*rule)).collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

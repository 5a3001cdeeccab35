//! The corpus in `fixtures/cases/`: each case with all the findings that it must give, and no other.

use std::collections::{BTreeMap, BTreeSet};

use countersign_diagnose::{Case, Report, Severity, diagnose};
use serde_json::Value;

const TOKENS: &str = include_str!("../../../fixtures/cases/tokens.json");
const WRITTEN: &str = include_str!("../../../fixtures/cases/written.json");
const CLEAN: &str = include_str!("../../../fixtures/cases/clean.json");

struct Specimen {
    name: String,
    expect: BTreeSet<String>,
    report: Report,
}

fn specimens(json: &str) -> Vec<Specimen> {
    let specimens: Vec<Value> = serde_json::from_str(json).expect("a list of cases");
    specimens
        .into_iter()
        .map(|specimen| {
            let name = specimen["name"].as_str().expect("a name").to_owned();
            let case = Case::from_json(&specimen["case"].to_string())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let expect = specimen["expect"].as_array().expect("a list").iter();
            Specimen {
                name,
                expect: expect
                    .map(|rule| rule.as_str().expect("a rule").to_owned())
                    .collect(),
                report: diagnose(&case, 0),
            }
        })
        .collect()
}

/// How often a rule was right, missing, or there without cause.
#[derive(Default)]
struct Score {
    right: u32,
    missing: u32,
    wrong: u32,
}

#[test]
fn precision_and_recall_are_one_for_every_rule() {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut mistakes = Vec::new();
    let mut count = 0;
    for specimen in [TOKENS, WRITTEN, CLEAN].into_iter().flat_map(specimens) {
        count += 1;
        let found: BTreeSet<String> = specimen
            .report
            .findings
            .iter()
            .map(|finding| finding.rule.clone())
            .collect();
        for rule in specimen.expect.union(&found) {
            let score = scores.entry(rule.clone()).or_default();
            match (specimen.expect.contains(rule), found.contains(rule)) {
                (true, true) => score.right += 1,
                (true, false) => score.missing += 1,
                (false, _) => score.wrong += 1,
            }
        }
        if found != specimen.expect {
            mistakes.push(format!(
                "{}: expected {:?}, found {found:?}",
                specimen.name, specimen.expect
            ));
        }
    }
    println!(
        "{:30} {:>5} {:>9} {:>6}",
        "rule", "cases", "precision", "recall"
    );
    for (
        rule,
        Score {
            right,
            missing,
            wrong,
        },
    ) in &scores
    {
        let share = |of: u32| f64::from(*right) / f64::from((right + of).max(1));
        println!(
            "{rule:30} {:>5} {:>9.2} {:>6.2}",
            right + missing,
            share(*wrong),
            share(*missing)
        );
    }
    assert!(
        mistakes.is_empty(),
        "{} of {count}: {mistakes:#?}",
        mistakes.len()
    );
    assert!(count >= 300 + 40);
}

#[test]
fn every_rule_has_two_cases_in_the_corpus() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let expected = [TOKENS, WRITTEN].into_iter().flat_map(specimens);
    for rule in expected.flat_map(|specimen| specimen.expect) {
        *seen.entry(rule).or_default() += 1;
    }
    let all = countersign_diagnose::RULES
        .iter()
        .map(|rule| rule.id.to_owned());
    let too_few: Vec<String> = all
        .filter(|rule| seen.get(rule).is_none_or(|count| *count < 2))
        .collect();
    assert!(too_few.is_empty(), "{too_few:?}");
}

#[test]
fn clean_cases_give_neither_error_nor_warning() {
    let clean = specimens(CLEAN);
    assert!(clean.len() >= 40);
    for Specimen { name, report, .. } in clean {
        let alarms: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Info)
            .collect();
        assert!(alarms.is_empty(), "{name}: {alarms:#?}");
    }
}

//! How the files of `fixtures/sources/rows/` are written down; their README tells it.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// File, its name for the language.
pub(crate) const LANGUAGES: [(&str, &str); 9] = [
    ("javascript", "a.js"),
    ("page", "a.js"),
    ("python", "a.py"),
    ("php", "a.php"),
    ("java", "A.java"),
    ("kotlin", "a.kt"),
    ("csharp", "a.cs"),
    ("go", "a.go"),
    ("ruby", "a.rb"),
];

#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) generators: Vec<Generator>,
    /// Rule, and why no code of the language can have its mistake; `*` is for all others.
    pub(crate) impossible: BTreeMap<String, String>,
    /// Rule, and why the code of no other language can have its mistake.
    pub(crate) only_here: BTreeMap<String, String>,
}

#[derive(Default)]
pub(crate) struct Generator {
    pub(crate) name: String,
    /// Each line with its tag.
    pub(crate) text: String,
    /// What is wrong with it in any case.
    pub(crate) always: BTreeSet<String>,
    pub(crate) mistakes: Vec<Mistake>,
}

#[derive(Default)]
pub(crate) struct Mistake {
    pub(crate) rule: String,
    /// What is replaced by what.
    pub(crate) changes: Vec<(Vec<String>, Vec<String>)>,
    /// Other rules that speak as well.
    pub(crate) also: BTreeSet<String>,
    /// View, and why it does not show the mistake though it has its line.
    pub(crate) hidden: BTreeMap<String, String>,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources/rows")
}

pub(crate) fn rows(language: &str) -> Rows {
    let text = fs::read_to_string(folder().join(format!("{language}.txt"))).unwrap();
    let mut rows = Rows::default();
    for (at, line) in text.lines().enumerate() {
        let rest = line.get(2..).unwrap_or("");
        let colon = || {
            let (name, reason) = rest.split_once(": ").unwrap();
            (name.to_owned(), reason.to_owned())
        };
        match line.get(..2) {
            Some("# ") => rows.generators.push(Generator {
                name: rest.to_owned(),
                ..Generator::default()
            }),
            Some("x ") => rows.impossible.extend([colon()]),
            Some("o ") => rows.only_here.extend([colon()]),
            None | Some("") => {}
            Some(tag) if tag.ends_with('|') => {
                let generator = rows.generators.last_mut().unwrap();
                generator.text.push_str(line);
                generator.text.push('\n');
            }
            Some("= ") => rows.generators.last_mut().unwrap().mistakes.push(Mistake {
                rule: rest.to_owned(),
                ..Mistake::default()
            }),
            Some(mark) => {
                let generator = rows.generators.last_mut().unwrap();
                if mark == "al" {
                    generator.always.insert(line["always ".len()..].to_owned());
                    continue;
                }
                let mistake = generator.mistakes.last_mut().unwrap();
                match mark {
                    "- " => match mistake.changes.last_mut() {
                        Some((right, wrong)) if wrong.is_empty() => right.push(rest.to_owned()),
                        _ => mistake.changes.push((vec![rest.to_owned()], Vec::new())),
                    },
                    "+ " => mistake.changes.last_mut().unwrap().1.push(rest.to_owned()),
                    "& " => drop(mistake.also.insert(rest.to_owned())),
                    "! " => mistake.hidden.extend([colon()]),
                    _ => panic!("{language}.txt:{}: {line}", at + 1),
                }
            }
        }
    }
    rows
}

impl Generator {
    /// Its text, tags and all, with a mistake.
    pub(crate) fn with(&self, mistake: &Mistake) -> String {
        let mut bad = self.text.clone();
        for (right, new) in &mistake.changes {
            let (right, new) = (right.join("\n"), new.join("\n"));
            let changed = bad.replacen(&right, &new, 1);
            assert_ne!(changed, bad, "{} does not hold {right}", self.name);
            bad = changed;
        }
        bad
    }
}

//! What hostile sources cost, in every language.
//!
//! `cargo run --release -p countersign-lint --example hostile_cost [KIND…]`
//! `cargo run --release -p countersign-lint --example hostile_cost -- --search STEPS [SEED]`
//!
//! The first reads texts of one mebibyte. One line a kind of text: the worst language first, then all of them, each with
//! the milliseconds of work where nobody leaves; at last the longest that anybody waits who does.
//!
//! The second looks for worse texts: for each language it begins with code and changes pieces of it by chance, so many
//! steps, and keeps what takes longer. One line a language: the first cost, the worst, and how long one waits for that.

mod cost;
mod search;
mod texts;

use cost::{alone, waited};
use countersign_lint::{Language, READ_WITHIN};
use search::{Worst, search};
use texts::TEXTS;

const LANGUAGES: [Language; 10] = [
    Language::JavaScript,
    Language::TypeScript,
    Language::Html,
    Language::Python,
    Language::Php,
    Language::Java,
    Language::Kotlin,
    Language::CSharp,
    Language::Go,
    Language::Ruby,
];
#[expect(clippy::print_stdout, reason = "the numbers are what it is for")]
fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    println!("somebody waits {READ_WITHIN:?} at most for the parsing");
    if wanted.first().is_some_and(|word| word == "--search") {
        let number = |at: usize| wanted.get(at).and_then(|word| word.parse().ok());
        let (steps, seed) = (number(1).unwrap_or(200), number(2).unwrap_or(42));
        for language in LANGUAGES {
            let Worst {
                first,
                alone,
                waited,
                changes,
            } = search(language, steps as usize, seed);
            println!(
                "{:12} {first:6.1} ms, then {alone:6.1} ms after {changes} changes; waited {waited:6.1} ms",
                language.name()
            );
        }
        return;
    }
    let mut worst: Vec<(f64, String)> = Vec::new();
    let mut longest = (0.0, String::new());
    for (name, kind) in TEXTS {
        if !wanted.is_empty() && !wanted.iter().any(|one| one == name) {
            continue;
        }
        let text = kind.whole();
        let mut costs: Vec<(f64, Language)> = LANGUAGES
            .into_iter()
            .map(|language| (alone(&text, language), language))
            .collect();
        for language in LANGUAGES {
            let wait = waited(&text, language);
            if wait > longest.0 {
                longest = (wait, format!("{name}, {}", language.name()));
            }
        }
        costs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let shown: Vec<String> = costs
            .iter()
            .map(|(cost, language)| format!("{} {cost:.1}", language.name()))
            .collect();
        println!("{name:24} {}", shown.join("  "));
        worst.extend(
            costs
                .into_iter()
                .map(|(cost, language)| (cost, format!("{name}, {}", language.name()))),
        );
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\nthe worst of {}:", worst.len());
    for (cost, what) in worst.iter().take(12) {
        println!("{cost:6.1} ms  {what}");
    }
    println!("waited at most {:.1} ms: {}", longest.0, longest.1);
}

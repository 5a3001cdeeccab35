//! Whatever is given as source code, the linter comes to an end, points into the text, and shows no secret.
//!
//! The first byte chooses the language. `cargo +nightly fuzz run source -- -max_len=1048576 -timeout=1`
#![no_main]

use countersign_diagnose::WhyUnread;
use countersign_lint::{Language, Source, lint_source};
use libfuzzer_sys::fuzz_target;

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
const SECRET: &str = "Canary7hatMustN0tSingInAnyRep0rt";

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    // The head makes every text worth a look.
    let text = format!(
        "zoom sdkKey meetingNumber role hmac sdkSecret = '{SECRET}'\n{}",
        String::from_utf8_lossy(rest)
    );
    let read = lint_source(&Source {
        language: Some(LANGUAGES[usize::from(*first) % LANGUAGES.len()]),
        text: &text,
        ..Source::default()
    });
    // A panic of the reader ends in it, and is told.
    assert!(read.unread.is_none_or(|unread| unread.why != WhyUnread::Failed));
    let lines = text.lines().count() + 1;
    if let Some((first, last)) = read.unread.and_then(|unread| unread.lines) {
        assert!(1 <= first && first <= last && last <= lines, "{first} to {last}");
    }
    for finding in &read.findings {
        let at = finding.evidence[0].at.as_deref().unwrap_or_default();
        let line = at.split_once(':').and_then(|(line, _)| line.parse().ok());
        assert!(line.is_some_and(|line: usize| (1..=lines).contains(&line)), "{at}");
    }
    assert!(!format!("{read:?}").contains(SECRET));
});

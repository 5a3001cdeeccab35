//! What the reading of one text costs, in milliseconds.

use std::{fs, time::Instant};

use countersign_lint::{Language, READ_WITHIN, Source, lint_source};

const RUNS: usize = 5;

/// The work: the least time on a processor of some runs (on Linux; elsewhere by the clock), which others on the machine
/// disturb least. Nobody leaves.
pub(crate) fn alone(text: &str, language: Language) -> f64 {
    let page = in_page(text, language);
    let source = Source {
        language: Some(language),
        text: page.as_deref().unwrap_or(text),
        presumed: true,
        ..Source::default()
    };
    let once = || {
        let (begin, clock) = (on_processor(), Instant::now());
        std::hint::black_box(lint_source(&source));
        match (begin, on_processor()) {
            (Some(begin), Some(end)) => (end - begin) as f64 / 1e6,
            _ => clock.elapsed().as_secs_f64() * 1e3,
        }
    };
    once().min(once()).min(once())
}

/// The wait of somebody who leaves in time: the longest of some runs, by the clock.
pub(crate) fn waited(text: &str, language: Language) -> f64 {
    let page = in_page(text, language);
    let source = Source {
        language: Some(language),
        text: page.as_deref().unwrap_or(text),
        presumed: true,
        within: Some(READ_WITHIN),
        ..Source::default()
    };
    let once = |_| {
        let clock = Instant::now();
        std::hint::black_box(lint_source(&source));
        clock.elapsed().as_secs_f64() * 1e3
    };
    (0..RUNS).map(once).fold(0.0, f64::max)
}

/// For a page the text is in one script.
fn in_page(text: &str, language: Language) -> Option<String> {
    let begin = "<script>";
    let fits = text.floor_char_boundary(countersign_lint::MAX_SOURCE_BYTES - begin.len());
    (language == Language::Html).then(|| [begin, &text[..fits]].concat())
}

/// How long this thread was on a processor, in nanoseconds.
fn on_processor() -> Option<u64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

//! What a mebibyte costs on its whole way: taken apart as a paste, its code read, judged.
//!
//! `cargo run --release -p countersign-lint --example whole_cost [KIND…]`
//! `cargo run --release -p countersign-lint --example whole_cost -- --files PATH…`
//!
//! One line a text, in milliseconds, and of each part the least of some runs, which others on the machine disturb least:
//! recognised, waited for the code, judged; at last the longest of all, and the longest where the code is given as such, in
//! its worst language. With files, each is cut to a mebibyte, gets a function that signs in its middle, and is read by its name:
//! what that takes where nobody leaves, and what of it was not read.

use std::time::Instant;

use countersign_diagnose::{self as diagnose, Case, CodeRead, MAX_CASE_BYTES, pasted::Pasted};
use countersign_lint::{Language, READ_WITHIN, Source, lint_source};

const RUNS: usize = 5;
/// A second of the year 2025.
const NOW: u64 = 1_760_000_000;

/// `(name, what stands first, what is repeated, what stands last)`.
const TEXTS: &[(&str, &str, &str, &str)] = &[
    ("segments", "", "eyJ.", ""),
    ("objects", "", "{\"mn\":1,\"role\":0}\n", ""),
    ("objects in objects", "", "{\"mn\":{\"role\":", ""),
    (
        "claims without braces",
        "",
        "appKey: key,\nmn: number,\nexp: 1,\n",
        "",
    ),
    ("fences", "", "```js\nconst a = { mn, role };\n```\n", ""),
    ("open fences", "", "```\n", ""),
    ("fences of tildes and ticks", "", "~~~\n````\n```\n", ""),
    (
        "one string",
        "const sdkSecret = \"",
        "a",
        "\";\nZoomMtg.join({ signature });",
    ),
    ("one open string", "ZoomMtg.join({ signature: \"", "a b", ""),
    (
        "one template",
        "const mn = `",
        "${a} ",
        "`; ZoomMtg.join({ signature });",
    ),
    ("open templates", "ZoomMtg.join({ signature: ", "`${`", ""),
    (
        "words",
        "",
        "token exp role mn secret appKey sdkKey iat ",
        "",
    ),
    (
        "names of Zoom",
        "",
        "ZoomMtg meetingNumber sdkKey tokenExp ",
        "",
    ),
    (
        "errors",
        "",
        "{type: 'JOIN_MEETING_FAILED', reason: 'Signature is invalid', errorCode: 3712}\n",
        "",
    ),
    (
        "stacks",
        "",
        "TypeError: Cannot read properties of undefined (reading 'replace')\n    at a (b.js:1:1)\n",
        "",
    ),
    (
        "tokens",
        "",
        "eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJhIn0.AAAA ",
        "",
    ),
    (
        "tokens in lines",
        "",
        "signature: eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJhIn0.AAAA\n",
        "",
    ),
    ("one token", "eyJhbGciOiJIUzI1NiJ9.", "eyJh", ".AAAA"),
    (
        "quotes that were curled",
        "const payload = { “mn”: ‘1’ };\n",
        "“a”: ‘b’, ",
        "",
    ),
    (
        "variables",
        "",
        "ZOOM_SDK_SECRET=aaaaaaaaaaaaaaaaaaaaaaaa\n",
        "",
    ),
    ("quoted lines", "", "> > > const mn = role;\n", ""),
    ("tables", "", "| mn | role | exp |\n", ""),
    ("tags", "<script>ZoomMtg.join({", "<b>mn</b><br>", ""),
    ("entities", "", "&quot;mn&quot;: &amp;amp;", ""),
    ("escapes", "\"{", "\\\"mn\\\":\\\\n", ""),
    ("percents", "?signature=", "%22mn%22", ""),
    ("lines of one letter", "ZoomMtg\n", "a\n", ""),
    ("carriage returns", "ZoomMtg\r\n", "mn: 1\r", ""),
    ("deep JavaScript", "ZoomMtg.join(", "f({a:[", ""),
    ("deep Python", "def sign(sdkKey):\n", " if a:\n  (", ""),
    ("deep Ruby", "def sign(sdk_key)\n", "begin; a do |b| ", ""),
    ("deep PHP", "<?php function sign($sdkKey) {", "if (f([", ""),
    (
        "deep Java",
        "class S { String sign(String sdkKey) {",
        "{ new A() { B b = c -> ",
        "",
    ),
    (
        "deep Kotlin",
        "fun sign(sdkKey: String) = ",
        "run { \"${",
        "",
    ),
    (
        "deep C#",
        "class S { string Sign(string sdkKey) => ",
        "$\"{ (a, b) => ",
        "",
    ),
    (
        "deep Go",
        "func sign(sdkKey string) {",
        "func() { map[string]any{\"a\": ",
        "",
    ),
    (
        "lost braces",
        "function sign(sdkKey, sdkSecret, meetingNumber, role)\n",
        "  if (a)\n    b = { c\n",
        "",
    ),
    (
        "blacked out",
        "const sdkKey = ",
        "[REDACTED] <your secret> **** ",
        "",
    ),
];

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
    if let Some((first, files)) = wanted.split_first()
        && first == "--files"
    {
        for file in files {
            of_file(file);
        }
        return;
    }
    let (mut longest, mut longest_named) = ((0.0, ""), (0.0, String::new()));
    for (name, begin, piece, end) in TEXTS {
        if !wanted.is_empty() && !wanted.iter().any(|one| one == name) {
            continue;
        }
        let room = MAX_CASE_BYTES - begin.len() - end.len();
        let text = [begin, &*piece.repeat(room / piece.len()), end].concat();
        let [recognised, read, judged] = least(|| pasted(&text));
        let whole = recognised + read + judged;
        println!("{whole:7.1} ms  {name}: {recognised:.1} + {read:.1} + {judged:.1}");
        if whole > longest.0 {
            longest = (whole, name);
        }
        // A case of JSON is a little longer than the code in it.
        let code = &text[..text.floor_char_boundary(MAX_CASE_BYTES - 1024)];
        for language in LANGUAGES {
            let case = Case {
                source: Some(diagnose::Source {
                    language: Some(language.name().to_owned()),
                    text: code.to_owned(),
                }),
                ..Case::default()
            };
            let took: f64 = least(|| judged_case(&case)).iter().sum();
            if took > longest_named.0 {
                longest_named = (took, format!("{name}, {}", language.name()));
            }
        }
    }
    println!("\npasted, at most {:.1} ms: {}", longest.0, longest.1);
    println!(
        "given as code, at most {:.1} ms: {}",
        longest_named.0, longest_named.1
    );
}

const SIGNS: &str = "\n\nfunction sign(sdkKey, sdkSecret, meetingNumber, role) {\n  const iat = Math.floor(Date.now() / 1000) - 30;\n  const claims = { appKey: sdkKey, meetingNumber, role, iat, exp: iat + 7200, tokenExp: iat + 7200 };\n  return jwt.sign(claims, sdkSecret, { algorithm: 'HS256' });\n}\n\n";

#[expect(clippy::print_stdout, reason = "the numbers are what it is for")]
fn of_file(path: &str) {
    let text = match std::fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => return println!("{path}: {error}"),
    };
    let half = text.len().min(MAX_CASE_BYTES - SIGNS.len()) / 2;
    let half = text[..text.floor_char_boundary(half)]
        .rfind('\n')
        .unwrap_or(0);
    let rest = text.floor_char_boundary(half + (MAX_CASE_BYTES - SIGNS.len()) / 2);
    let text = [&text[..half], SIGNS, &text[half..rest]].concat();
    let read = |within| {
        lint_source(&Source {
            text: &text,
            name: Some(path),
            within,
            ..Source::default()
        })
    };
    let [alone] = least(|| [milliseconds(|| read(None)).0]);
    let [waited] = least(|| [milliseconds(|| read(Some(READ_WITHIN))).0]);
    let seen = read(None);
    let rules: Vec<&str> = seen.findings.iter().map(|one| one.rule.as_str()).collect();
    println!(
        "{alone:7.1} ms, waited {waited:.1}, {} bytes, found {rules:?}: {path}",
        text.len()
    );
}

fn least<const PARTS: usize>(run: impl Fn() -> [f64; PARTS]) -> [f64; PARTS] {
    let runs: Vec<_> = (0..RUNS).map(|_| run()).collect();
    std::array::from_fn(|part| runs.iter().map(|run| run[part]).fold(f64::MAX, f64::min))
}

fn milliseconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let began = Instant::now();
    let done = std::hint::black_box(work());
    (began.elapsed().as_secs_f64() * 1e3, done)
}

fn pasted(text: &str) -> [f64; 3] {
    let (recognised, read) = milliseconds(|| Pasted::recognise(text));
    let Ok(read) = read else {
        return [recognised, 0.0, 0.0];
    };
    let [code, judged] = judged_case(&read.case);
    [recognised, code, judged]
}

fn judged_case(case: &Case) -> [f64; 2] {
    let (took, read) = milliseconds(|| match &case.source {
        None => CodeRead::default(),
        Some(source) => lint_source(&Source {
            language: source.language.as_deref().and_then(Language::from_name),
            text: &source.text,
            presumed: true,
            within: Some(READ_WITHIN),
            ..Source::default()
        }),
    });
    let (judged, _) = milliseconds(|| diagnose::diagnose_with(case, NOW, read));
    [took, judged]
}

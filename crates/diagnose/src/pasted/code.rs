//! Code, by itself or between other lines.

use super::{Kind, Pasted};
use crate::{Case, Language, Source};

/// The longest part of a line that is looked at, in bytes.
const MAX_LOOK: usize = 300;

/// Words that a line of code begins with.
const BEGINNINGS: [&str; 40] = [
    "const ",
    "let ",
    "var ",
    "function",
    "async ",
    "await ",
    "import ",
    "from ",
    "export ",
    "return",
    "def ",
    "class ",
    "public ",
    "private ",
    "protected ",
    "static ",
    "package ",
    "func ",
    "using ",
    "namespace ",
    "require",
    "<?php",
    "?>",
    "<script",
    "</script",
    "//",
    "/*",
    "*/",
    "if (",
    "else",
    "for (",
    "try",
    "catch",
    "}",
    ")",
    "]",
    "@",
    "$",
    "module.",
    "exports.",
];

/// A text that is code.
pub(super) fn whole(text: &str) -> Pasted {
    of(text.to_owned(), Language::guess(text))
}

pub(super) fn of(text: String, language: Option<Language>) -> Pasted {
    let words = language.map_or("code".to_owned(), |language| {
        format!("code in {}", language.name())
    });
    let case = Case {
        source: Some(Source {
            language: language.map(|language| language.id().to_owned()),
            text,
        }),
        ..Case::default()
    };
    Pasted::of(Kind::Code, &words, case)
}

/// Whether lines that look like code are: they assign or call, and are more than a line, or of a language.
pub(super) fn is_code(text: &str, lines: usize) -> bool {
    let does = text.contains(['(', '{', ';']) && text.contains(['=', ';', ':']);
    does && (lines >= 2 && text.contains('=') && text.contains('(')
        || Language::guess(text).is_some())
}

/// Whether a line looks like one of code and not like one of prose.
pub(super) fn is_line_of(line: &str) -> bool {
    let line = line.trim();
    let line = &line[..line.floor_char_boundary(MAX_LOOK)];
    if is_of_log(line) {
        return false;
    }
    let begins = BEGINNINGS.iter().any(|word| line.starts_with(word));
    let ends = line.ends_with([';', '{', '}', '(', '[', '\\']) || line.ends_with("=>");
    let signs = [
        " = ", "=>", " := ", "->", "();", "==", "+= ", "::", "!=", " ? ",
    ];
    // Each sign has one of these; most lines of prose have none.
    let may_have = line
        .bytes()
        .any(|byte| matches!(byte, b'=' | b'>' | b';' | b':' | b'?'));
    let has = may_have && signs.iter().any(|sign| line.contains(sign));
    let calls =
        line.contains('(') && (line.ends_with(')') || line.ends_with("),") || line.contains("."));
    let is_pair = line.ends_with(',') && line.contains(':') && !line.contains(". ");
    let is_prose = line.ends_with(['.', '?', '!']) && line.split_whitespace().count() > 4
        || line.starts_with(|c: char| c.is_ascii_uppercase())
            && line.split_whitespace().count() > 6
            && !ends;
    let is_sentence = is_prose && !line.contains([';', '=']);
    // Words of the list begin sentences as well: "let me know", "from my server".
    let words_only = !line.contains([
        '(', ')', '=', '{', '}', ';', '"', '\'', '[', '<', '/', '.', '$', '@', ':', '*', ']',
    ]);
    !is_sentence
        && (begins && (!words_only || line.len() < 8)
            || is_import(line)
            || opens_block(line)
            || ends
            || has
            || calls && !is_prose
            || is_pair)
}

/// Whether a line begins with a date, as those of a log do: `[2025-09-04 02:42:05,759: INFO] …`.
fn is_of_log(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(', '"']).as_bytes();
    let is = |at: usize, sign: u8| line.get(at) == Some(&sign);
    let is_year = line.len() > 10 && line[..4].iter().all(u8::is_ascii_digit);
    is_year && (is(4, b'-') && is(7, b'-') || is(4, b'/') && is(7, b'/'))
}

/// `import hmac`, `from time import time`: words alone, and no sentence.
fn is_import(line: &str) -> bool {
    if !line.starts_with("import ") && !line.starts_with("from ") {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_name = |word: &&&str| {
        let word = word.trim_end_matches(',');
        word.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
    };
    match words.as_slice() {
        ["import", rest @ ..] => rest.len() == 1 && rest.iter().all(|word| is_name(&word)),
        ["from", _, "import", rest @ ..] => {
            (1..=6).contains(&rest.len()) && rest.iter().all(|word| is_name(&word))
        }
        _ => false,
    }
}

/// `if not number:`, as Python begins a block.
fn opens_block(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    if !line.ends_with(':') {
        return false;
    }
    let begins = ["if", "elif", "for", "while", "with", "except"];
    let mut words = line.split_whitespace();
    let first = words.next().is_some_and(|word| begins.contains(&word));
    matches!(line, "else:" | "try:" | "except:" | "finally:")
        || first && (1..MOST_WORDS).contains(&words.count())
}

/// Whether a line goes on with an expression of the line before: `+ "," + mn`, `.sign(key)`.
pub(super) fn goes_on(line: &str) -> bool {
    ["+ ", ". ", "? ", ": ", "&& ", "|| ", "| "]
        .iter()
        .any(|sign| line.starts_with(sign))
        || line.starts_with('.') && line.contains('(')
}

/// Whether the next line goes on with what this one of code leaves open.
pub(super) fn is_open(line: &str) -> bool {
    without_comment(line).ends_with(['{', '(', '[', ',', '+', '=', '|', '&'])
}

/// Whether a line may be within what another left open: the last claim, which has no comma, or one with a comment. A
/// sentence may not.
pub(super) fn may_go_on(line: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let line = without_comment(line);
    let is_word = |word: &&str| word.starts_with(char::is_alphabetic);
    !line.ends_with(['.', '?', '!'])
        && line.split_whitespace().filter(is_word).count() <= MOST_WORDS
}

fn without_comment(line: &str) -> &str {
    let line = &line[..line.floor_char_boundary(MAX_LOOK)];
    let end = [" //", "\t//", " #"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min();
    line[..end.unwrap_or(line.len())].trim_end()
}

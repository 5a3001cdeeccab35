//! From text to tree, whole or in part, within a budget.

use std::ops::{ControlFlow, Range};

use countersign_diagnose::WhyUnread;
use tree_sitter::{ParseOptions, Tree as WholeTree};

use super::{
    completion::{PutIn, ways},
    ordinary::{SHORT, errors_in, looks_ordinary, ordinary_part},
};
use crate::{Language, in_time::Stop};

/// The parser reports every hundred steps; code of a usual kind needs that for some 40 bytes.
pub(super) const BYTES_PER_REPORT: usize = 24;
/// The parser is given so much of the text at a time, in bytes, so that how often it reads tells how far it looks.
const CHUNK: usize = 256;
/// How often it may read what it has read before: for code, hardly twice.
const READINGS: usize = 6;
/// How many errors a text may have for another way to complete it to be tried.
const FEW_ERRORS: usize = 40;
/// How much is parsed, in bytes: some 200 lines. Code that signs is a screenful; more of a hostile text would take long.
const LONGEST: usize = 8 * 1024;
/// The same where lines are long: nothing tells there where a statement ends, and nesting costs with its square.
const LONGEST_OF_LONG_LINES: usize = 4 * 1024;
/// In bytes.
const LONG_LINE: usize = 2 * 1024;

/// A parser that ends at the next report when it is told to stop.
pub(super) struct Parser<'s> {
    parser: tree_sitter::Parser,
    stop: &'s Stop,
}

impl Parser<'_> {
    pub(super) fn new<'s>(code: &str, language: Language, stop: &'s Stop) -> Option<Parser<'s>> {
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&grammar(code, language)).ok()?;
        Some(Parser { parser, stop })
    }
}

/// What is read of a text around the first place of interest, more where it looks like code; and why not all of it.
pub(super) fn window(
    code: &str,
    from: usize,
    language: Language,
    stop: &Stop,
) -> (Range<usize>, Option<WhyUnread>) {
    let mut whole = around(code, from, LONGEST);
    if code[whole.clone()]
        .lines()
        .any(|line| line.len() > LONG_LINE)
    {
        whole = around(code, from, LONGEST_OF_LONG_LINES);
    }
    let leaves = |part: &Range<usize>, why| {
        let rest = [&code[..part.start], &code[part.end..]];
        rest.iter()
            .any(|rest| !rest.trim_ascii().is_empty())
            .then_some(why)
    };
    let text = &code[whole.clone()];
    if text.len() <= SHORT {
        let why = leaves(&whole, WhyUnread::TooLong);
        return (whole, why);
    }
    let part = looks_ordinary(text)
        .then(|| Parser::new(text, language, stop))
        .flatten()
        .and_then(|mut parser| ordinary_part(&mut parser, text, from.saturating_sub(whole.start)))
        .filter(|part| part.len() > SHORT);
    match part {
        Some(part) => {
            let why = match part.len() == text.len() {
                true => WhyUnread::TooLong,
                false => WhyUnread::TooTangled,
            };
            let part = whole.start + part.start..whole.start + part.end;
            let why = leaves(&part, why);
            (part, why)
        }
        None => {
            let part = around(code, from, SHORT);
            let why = leaves(&part, WhyUnread::TooTangled);
            (part, why)
        }
    }
}

/// So many bytes around a place, if possible from the begin of a line.
fn around(code: &str, from: usize, longest: usize) -> Range<usize> {
    if code.len() <= longest {
        return 0..code.len();
    }
    let start = boundary(code, from.saturating_sub(longest / 4));
    let line = code[start..boundary(code, from)]
        .find('\n')
        .map_or(start, |newline| start + newline + 1);
    line..boundary(code, line + longest)
}

/// The place itself, or where the character begins that it is in.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The text with everything outside of `<script>` blanked out; positions stay.
pub(super) fn scripts_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    let blank = |text: &str, to: &mut String| {
        to.extend(
            text.bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
    };
    while let Some(open) = lower[at..].find("<script").map(|open| at + open) {
        let Some(start) = lower[open..].find('>').map(|end| open + end + 1) else {
            break;
        };
        let end = lower[start..]
            .find("</script")
            .map_or(text.len(), |end| start + end);
        blank(&text[at..start], &mut code);
        code.push_str(&text[start..end]);
        at = end;
    }
    blank(&text[at..], &mut code);
    code
}

/// The tree with the fewest errors of some ways to complete a fragment, and what was put in for it.
pub(super) fn parse(code: &str, language: Language, stop: &Stop) -> Option<(WholeTree, PutIn)> {
    let mut parser = Parser::new(code, language, stop)?;
    // Enough for a paste in every way there is, and for a long text in two: there the others are seldom better.
    let mut budget = 200 + code.len() / 48;
    let mut best: Option<(usize, WholeTree, PutIn)> = None;
    for way in ways(code, language) {
        let Some(tree) = parse_bounded(&mut parser, &way.text, &mut budget) else {
            break;
        };
        let (errors, many) = (error_bytes(&tree), errors_in(&tree) > FEW_ERRORS);
        if best.as_ref().is_none_or(|(least, ..)| errors < *least) {
            best = Some((errors, tree, way.put_in));
        }
        if errors == 0 || many {
            break;
        }
    }
    best.map(|(_, tree, put_in)| (tree, put_in))
}

fn grammar(code: &str, language: Language) -> tree_sitter::Language {
    match language {
        Language::JavaScript | Language::Html => tree_sitter_typescript::LANGUAGE_TSX.into(),
        // Only in one of both may a type stand in angle brackets before a value.
        Language::TypeScript if code.contains("</") => tree_sitter_typescript::LANGUAGE_TSX.into(),
        Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        Language::Python => tree_sitter_python::LANGUAGE.into(),
        Language::Php if code.contains("<?") => tree_sitter_php::LANGUAGE_PHP.into(),
        Language::Php => tree_sitter_php::LANGUAGE_PHP_ONLY.into(),
        Language::Java => tree_sitter_java::LANGUAGE.into(),
        Language::Kotlin => tree_sitter_kotlin_ng::LANGUAGE.into(),
        Language::CSharp => tree_sitter_c_sharp::LANGUAGE.into(),
        Language::Go => tree_sitter_go::LANGUAGE.into(),
        Language::Ruby => tree_sitter_ruby::LANGUAGE.into(),
    }
}

/// Parses with a budget of the parser's own progress reports (one per some hundred steps), so that it needs no clock.
pub(super) fn parse_bounded(
    parser: &mut Parser<'_>,
    text: &str,
    budget: &mut usize,
) -> Option<WholeTree> {
    let Parser { parser, stop } = parser;
    let mut report = |_: &tree_sitter::ParseState| match budget.checked_sub(1) {
        Some(left) if !stop.is_asked() => {
            *budget = left;
            ControlFlow::Continue(())
        }
        _ => ControlFlow::Break(()),
    };
    let options = ParseOptions::new().progress_callback(&mut report);
    let bytes = text.as_bytes();
    let mut readings = 200 + READINGS * text.len() / CHUNK;
    let tree = parser.parse_with_options(
        // Where it looks far ahead from every place, the text ends early.
        &mut |at, _| {
            readings = readings.saturating_sub(1);
            let rest = bytes.get(at..).filter(|_| readings > 0).unwrap_or_default();
            &rest[..rest.len().min(CHUNK)]
        },
        None,
        Some(options),
    );
    if tree.is_none() {
        parser.reset();
    }
    tree
}

/// How much of the text the parser could not make sense of.
fn error_bytes(tree: &WholeTree) -> usize {
    let mut cursor = tree.walk();
    let mut bytes = 0;
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            bytes += 1 + node.byte_range().len();
        }
        if node.has_error() && !node.is_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return bytes;
            }
        }
    }
}

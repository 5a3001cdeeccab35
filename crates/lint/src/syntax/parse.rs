//! From text to tree, whole or in part, within a budget.

use std::ops::{ControlFlow, Range};

use tree_sitter::{ParseOptions, Parser, Tree as WholeTree};

use super::DEEPEST;
use crate::Language;

/// The parser reports every hundred steps; code of a usual kind needs that for some 40 bytes.
const BYTES_PER_REPORT: usize = 24;
/// How much is parsed, in bytes: some 400 lines. Code that signs is a screenful; more of a hostile text would take long.
const LONGEST: usize = 16 * 1024;

/// What is read of a text, if possible from the begin of a line.
pub(super) fn window(code: &str, from: usize) -> Range<usize> {
    if code.len() <= LONGEST {
        return 0..code.len();
    }
    let boundary = |at: usize| {
        (0..=at.min(code.len()))
            .rev()
            .find(|at| code.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let start = boundary(from.saturating_sub(LONGEST / 4));
    let line = code[start..boundary(from)]
        .find('\n')
        .map_or(start, |newline| start + newline + 1);
    line..boundary(line + LONGEST)
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

/// The tree with the fewest errors of some ways to complete a fragment, and by how much its offsets are too big.
pub(super) fn parse(code: &str, language: Language) -> Option<(WholeTree, usize)> {
    let mut parser = Parser::new();
    parser.set_language(&grammar(code, language)).ok()?;
    let mut budget = 300 + code.len() / BYTES_PER_REPORT;
    let mut best: Option<(usize, WholeTree, usize)> = None;
    let closers = closers(code);
    let in_class = format!("{closers}}}");
    // A method without its class, as people paste it.
    let wrapped = match language {
        Language::Java | Language::CSharp => Some(("class Fragment {", in_class.as_str())),
        Language::JavaScript | Language::TypeScript => Some(("function ", closers.as_str())),
        _ => None,
    };
    let ways = [("", ""), ("", &closers)].into_iter().chain(wrapped);
    for (before, after) in ways {
        let text = [before, code, after].concat();
        let Some(tree) = parse_bounded(&mut parser, &text, &mut budget) else {
            break;
        };
        let errors = error_bytes(&tree);
        if best.as_ref().is_none_or(|(least, ..)| errors < *least) {
            best = Some((errors, tree, before.len()));
        }
        if errors == 0 {
            break;
        }
    }
    best.map(|(_, tree, shift)| (tree, shift))
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
fn parse_bounded(parser: &mut Parser, text: &str, budget: &mut usize) -> Option<WholeTree> {
    let mut report = |_: &tree_sitter::ParseState| match budget.checked_sub(1) {
        Some(left) => {
            *budget = left;
            ControlFlow::Continue(())
        }
        None => ControlFlow::Break(()),
    };
    let options = ParseOptions::new().progress_callback(&mut report);
    let bytes = text.as_bytes();
    let tree = parser.parse_with_options(
        &mut |at, _| bytes.get(at..).unwrap_or_default(),
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

/// The closing brackets that a fragment lacks at its end.
fn closers(code: &str) -> String {
    let mut open = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    for c in code.chars() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            // No text of these goes on in the next line, but a lone apostrophe in a comment ends there.
            (Some(with), c) if c == with || (c == '\n' && with != '`') => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ')' | ']' | '}') if open.last() == Some(&c) => {
                open.pop();
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            return String::new();
        }
    }
    // A comment in the last line must not swallow them.
    std::iter::once('\n')
        .chain(open.into_iter().rev())
        .collect()
}

//! Whether a text reads like code, so that much of it may be parsed.
//!
//! The parser goes on after errors by trying what might have been meant. That costs some 70 microseconds an error, and
//! grows with the square of the length where nothing ever closes. So what does not look like code that people write is
//! read in small part only: nobody signs there.

use std::ops::Range;

use tree_sitter::Tree as WholeTree;

use super::parse::{BYTES_PER_REPORT, Parser, boundary, parse_bounded};

/// In bytes. Of a text that is not ordinary no more than this is parsed.
pub(super) const SHORT: usize = 768;
/// How long the pieces are that are tried before the whole. In bytes.
const PIECE: usize = 512;
/// How many nodes a piece may have that fit nowhere: it was cut out of its functions.
const MOST_ODD: usize = 80;
/// The same in all pieces together, per piece.
const USUALLY_ODD: usize = 24;
/// How deep the tree of a piece may be.
const DEEPEST: usize = 80;
/// How many brackets may be open at once, and how many may close nothing, for each kibibyte at most.
const DEEP: usize = 40;
const STRAY: usize = 12;

/// Whether a text has the proportions of code: varied, more letters than signs, its brackets in pairs.
pub(super) fn looks_ordinary(text: &str) -> bool {
    is_varied(text.as_bytes()) && is_mostly_words(text.as_bytes()) && pairs_its_brackets(text)
}

/// Code of people has a new group of four bytes every third byte or so; what is repeated has few.
fn is_varied(text: &[u8]) -> bool {
    let mut seen = [0_u64; 256];
    for four in text.windows(4) {
        let hash = four.iter().fold(0_u32, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        }) >> 18;
        seen[hash as usize / 64] |= 1 << (hash % 64);
    }
    let distinct: u32 = seen.iter().map(|word| word.count_ones()).sum();
    let written = text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .count();
    distinct as usize >= (written / 16).min(500)
}

fn is_mostly_words(text: &[u8]) -> bool {
    let words = text
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || **byte == b'_')
        .count();
    words * 2 >= text.len()
}

fn pairs_its_brackets(text: &str) -> bool {
    let (mut open, mut stray) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' if open == 0 => stray += 1,
            b')' | b']' | b'}' => open -= 1,
            _ => {}
        }
        if open > DEEP {
            return false;
        }
    }
    stray <= STRAY * (1 + text.len() / 1024)
}

/// The pieces around a place that, each parsed by itself, fit as well as pieces that were cut out of code do.
pub(super) fn ordinary_part(
    parser: &mut Parser<'_>,
    text: &str,
    from: usize,
) -> Option<Range<usize>> {
    let mut ends = Vec::new();
    let mut at = 0;
    while at < text.len() {
        at = end_of_piece(text, at);
        ends.push(at);
    }
    let begin = |piece: usize| piece.checked_sub(1).map_or(0, |before| ends[before]);
    let own = ends
        .partition_point(|end| *end <= from)
        .min(ends.len().checked_sub(1)?);
    let (mut odd, mut pieces) = (0, 0);
    let mut fits = |piece: usize| {
        let mut budget = 40 + PIECE / BYTES_PER_REPORT;
        let tree = parse_bounded(parser, &text[begin(piece)..ends[piece]], &mut budget)?;
        let (here, depth) = odd_and_deep(&tree);
        odd += here;
        pieces += 1;
        let most = MOST_ODD + USUALLY_ODD * pieces;
        (here <= MOST_ODD && odd <= most && depth <= DEEPEST).then_some(piece)
    };
    fits(own)?;
    let last = (own + 1..ends.len())
        .map_while(&mut fits)
        .last()
        .unwrap_or(own);
    let first = (0..own).rev().map_while(&mut fits).last().unwrap_or(own);
    Some(begin(first)..ends[last])
}

/// Whole lines, unless they are long.
fn end_of_piece(text: &str, start: usize) -> usize {
    let end = boundary(text, start + PIECE);
    let middle = boundary(text, start + PIECE / 2);
    if end == text.len() {
        return end;
    }
    text[middle..end]
        .rfind('\n')
        .map_or(end, |newline| middle + newline + 1)
}

/// How many nodes are errors, missing or directly in an error, and how deep the tree is.
fn odd_and_deep(tree: &WholeTree) -> (usize, usize) {
    let mut cursor = tree.walk();
    let (mut odd, mut deepest) = (0, 0);
    // Of each node around the cursor, whether it is an error.
    let mut around: Vec<bool> = Vec::new();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() || around.last() == Some(&true) {
            odd += 1;
        }
        deepest = deepest.max(around.len());
        if cursor.goto_first_child() {
            around.push(node.is_error());
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return (odd, deepest);
            }
            around.pop();
        }
    }
}

/// How many places the parser could make no sense of.
pub(super) fn errors_in(tree: &WholeTree) -> usize {
    let mut cursor = tree.walk();
    let mut errors = 0;
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            errors += 1;
        }
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return errors;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::parse::window, SHORT};
    use crate::Language;

    const ALL: [Language; 9] = [
        Language::JavaScript,
        Language::TypeScript,
        Language::Python,
        Language::Php,
        Language::Java,
        Language::Kotlin,
        Language::CSharp,
        Language::Go,
        Language::Ruby,
    ];
    /// In bytes; as long as what is looked at of any text.
    const LONG: usize = 8 * 1024;

    fn parsed(text: &str, language: Language) -> usize {
        window(text, 0, language, &crate::in_time::Stop::default())
            .0
            .len()
    }

    #[test]
    fn of_what_is_repeated_little_is_parsed() {
        let seeds = [
            "x ",
            ",",
            ";",
            "!",
            "- ",
            ".a",
            "(a)",
            "[a]",
            "a => ",
            "a < ",
            "a<",
            "/* a ",
            "/*",
            "\"a",
            "'a ",
            "`${",
            "\"#{",
            "f\"{",
            "\"${",
            "<<~A ",
            "<<<A\n$a ",
            "%w(",
            "<a b={",
            "<a>",
            "<script>",
            "<?php ",
            "\\\n",
            "if (x) ",
            "function f(a) {",
            "class A {",
            "end ",
            "fun a() = ",
            "@A(",
            "#if a\n",
        ];
        for language in ALL {
            for seed in seeds {
                let text = seed.repeat(LONG / seed.len());
                assert!(parsed(&text, language) <= SHORT, "{seed} in {language:?}");
            }
        }
    }

    #[test]
    fn code_is_parsed_as_far_as_ever() {
        let line = |at: usize| {
            format!(
                "function step{at}(wish) {{\n  const sum{at} = wish.part{at}(\"t{at}\");\n  return sum{at} + {at};\n}}\n\n"
            )
        };
        let text: String = (0..400).map(line).collect();
        assert!(parsed(&text, Language::JavaScript) > LONG * 3 / 4);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn of_brackets_and_signs_by_chance_little_is_parsed(
            signs in prop::collection::vec(
                prop::sample::select(vec!["(", ")", "[", "]", "{", "}", "+", "<", ">", "\"", "'", "`", "/*", "\\", "a"]), 8_000..12_000,
            ),
            language in prop::sample::select(ALL.to_vec()),
        ) {
            prop_assert!(parsed(&signs.concat(), language) <= SHORT);
        }
    }
}

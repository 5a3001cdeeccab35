//! Blocks that lost both braces, put back where their indents say that they were.
//!
//! Forums lose lines that are a bracket and nothing else, and in C# and Java the opening ones stand on such lines.

use super::{DEEPEST, completion::Completed};
use crate::Language;

/// How often something may be put in.
const MOST_PUT_IN: usize = 64;

/// A bracket that waits to be closed.
struct Open {
    closer: char,
    /// Of the line that it is in.
    indent: usize,
    line: usize,
    /// It was put in here after `new`, which makes an expression.
    of_new: bool,
}

/// Nothing where no block lost its opening brace.
pub(super) fn with_blocks(code: &str, language: Language) -> Option<Completed> {
    let mut opened = 0;
    let mut mended = Completed {
        text: String::with_capacity(code.len() + 64),
        put_in: Vec::new(),
    };
    let mut open: Vec<Open> = Vec::new();
    let mut before = "";
    let mut indent_before = 0;
    for (at, line) in code.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        if bare.is_empty() {
            mended.text.push_str(line);
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let first = bare.chars().next();
        let is_closer = first.is_some_and(|c| matches!(c, ')' | ']' | '}'));
        while let Some(top) = open.last()
            && top.line < at
            && !is_closer
            && indent <= top.indent
            && !goes_on(bare)
        {
            mended.put(top);
            open.pop();
        }
        if indent > indent_before
            && begins_block(before, language)
            && !bare.starts_with('{')
            && !goes_on(bare)
        {
            opened += 1;
            mended.put_text("{\n");
            open.push(Open {
                closer: '}',
                indent: indent_before,
                line: at - 1,
                of_new: before.ends_with("new"),
            });
        }
        mended.line(line, indent, at, &mut open);
        if open.len() > DEEPEST || mended.put_in.len() > MOST_PUT_IN {
            return None;
        }
        (before, indent_before) = (without_comment(bare), indent);
    }
    if opened == 0 {
        return None;
    }
    mended.text.push('\n');
    for open in open.iter().rev() {
        mended.text.push(open.closer);
    }
    Some(mended)
}

impl Completed {
    fn put(&mut self, open: &Open) {
        let end = if open.of_new { ";\n" } else { "\n" };
        self.put_text(&format!("{}{end}", open.closer));
    }

    fn put_text(&mut self, text: &str) {
        self.put_in.push((self.text.len(), text.len()));
        self.text.push_str(text);
    }

    /// The line itself; what it closes closes what was lost inside as well.
    fn line(&mut self, line: &str, indent: usize, at: usize, open: &mut Vec<Open>) {
        let mut quote = None;
        let mut is_escaped = false;
        for c in line.chars() {
            match (quote, c) {
                _ if is_escaped => is_escaped = false,
                (Some(_), '\\') => is_escaped = true,
                (Some(with), c) if c == with => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'' | '`') => quote = Some(c),
                (None, '(' | '[' | '{') => open.push(Open {
                    closer: match c {
                        '(' => ')',
                        '[' => ']',
                        _ => '}',
                    },
                    indent,
                    line: at,
                    of_new: false,
                }),
                (None, ')' | ']' | '}') if open.iter().any(|open| open.closer == c) => {
                    while let Some(top) = open.pop()
                        && top.closer != c
                    {
                        self.put(&top);
                    }
                }
                _ => {}
            }
            self.text.push(c);
        }
    }
}

/// Whether a line goes on with the one before, whatever its indent.
fn goes_on(line: &str) -> bool {
    line.starts_with(['.', '+', '?', ':', '&', '|', '#', '*', '/', '\'', '"', '<'])
}

/// Whether what is deeper below this line was in braces.
fn begins_block(line: &str, language: Language) -> bool {
    let has_braces = matches!(
        language,
        Language::CSharp
            | Language::Java
            | Language::Php
            | Language::JavaScript
            | Language::TypeScript
    );
    let starts = [
        "public ",
        "private ",
        "protected ",
        "internal ",
        "static ",
        "function ",
        "if ",
        "if(",
        "for ",
        "foreach ",
        "while ",
        "class ",
        "namespace ",
    ];
    let is_head =
        line.ends_with(')') || line.starts_with("class ") || line.starts_with("namespace ");
    let is_word = matches!(line, "try" | "else" | "finally");
    language == Language::CSharp && line.ends_with(" new")
        || has_braces && (is_word || is_head && starts.iter().any(|word| line.starts_with(word)))
}

fn without_comment(line: &str) -> &str {
    line.split(" //").next().unwrap_or(line).trim_end()
}

#[cfg(test)]
mod tests {
    use super::with_blocks;
    use crate::{Language, syntax::completion::place_before};

    const LOST: &str = "static string Sign(string key)\n  var claims = new\n    appKey = key\n  return Write(claims);\n";

    #[test]
    fn what_is_deeper_below_a_head_was_in_braces() {
        let whole = "static string Sign(string key)\n{\n  var claims = new\n{\n    appKey = key\n};\n  return Write(claims);\n\n}";
        let found = with_blocks(LOST, Language::CSharp).map(|found| (found.text, found.put_in));
        let (text, put_in) = found.unwrap_or_default();
        assert_eq!(text, whole);
        let place = |word: &str| text.find(word).map(|at| place_before(&put_in, at));
        assert_eq!(place("return"), LOST.find("return"));
    }

    #[test]
    fn what_has_its_braces_stays() {
        for code in [
            "",
            "f({\n  a: 1,\n})\n",
            "if (x) {\n  y()\n}\nelse {\n  z()\n}\n",
            "a = f(b,\n  c)\n",
        ] {
            assert!(with_blocks(code, Language::JavaScript).is_none(), "{code}");
        }
    }
}

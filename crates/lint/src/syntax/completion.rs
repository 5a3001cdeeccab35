//! Ways to complete a fragment that was cut out of a text, so that it can be parsed.

use super::{DEEPEST, layout::with_blocks};
use crate::Language;

/// How often something may be put in. A paste that lost more lines than that is parsed as it is.
const MOST_PUT_IN: usize = 16;

/// What was put into a text: where, in bytes of the completed text, and how many bytes.
pub(super) type PutIn = Vec<(usize, usize)>;

/// A text with what was put into it.
pub(super) struct Completed {
    pub(super) text: String,
    pub(super) put_in: PutIn,
}

impl Completed {
    fn around(before: &str, code: &str, after: &str) -> Completed {
        Completed {
            text: [before, code, after].concat(),
            put_in: vec![(0, before.len())],
        }
    }
}

/// Where a place of a completed text is in the text before.
pub(super) fn place_before(put_in: &[(usize, usize)], at: usize) -> usize {
    put_in
        .iter()
        .take_while(|(start, _)| *start < at)
        .fold(at, |place, (start, length)| {
            place - (at - start).min(*length)
        })
}

/// One way after the other, the most likely first. Each is made when it is asked for.
pub(super) fn ways(code: &str, language: Language) -> impl Iterator<Item = Completed> {
    let makers: [fn(&str, Language) -> Option<Completed>; 7] = [
        as_it_is,
        closed,
        in_its_class,
        by_indentation,
        by_statements,
        with_blocks,
        as_entries,
    ];
    makers
        .into_iter()
        .filter_map(move |make| make(code, language))
}

fn as_it_is(code: &str, _: Language) -> Option<Completed> {
    Some(Completed::around("", code, ""))
}

fn closed(code: &str, language: Language) -> Option<Completed> {
    let mut closers = closers(code);
    if language == Language::Ruby {
        closers.push_str(&"\nend".repeat(ends_lost(code)));
    }
    Some(Completed::around("", code, &closers))
}

/// How many of Ruby's blocks a fragment leaves open.
fn ends_lost(code: &str) -> usize {
    let (mut open, mut ends) = (0_usize, 0_usize);
    for line in code.lines().map(str::trim) {
        let first = line.split([' ', '(']).next().unwrap_or("");
        let block = line.ends_with(" do") || line.ends_with('|') && line.contains(" do |");
        let opens = matches!(
            first,
            "def" | "class" | "module" | "if" | "unless" | "begin" | "case" | "while"
        );
        open += usize::from(opens || block);
        ends += usize::from(first == "end" || first.starts_with("end."));
    }
    open.saturating_sub(ends).min(8)
}

/// A method without its class, as people paste it.
fn in_its_class(code: &str, language: Language) -> Option<Completed> {
    let closers = closers(code);
    match language {
        Language::Java | Language::CSharp => Some(Completed::around(
            "class Fragment {",
            code,
            &format!("{closers}}}"),
        )),
        Language::JavaScript | Language::TypeScript => {
            Some(Completed::around("function ", code, &closers))
        }
        _ => None,
    }
}

/// Entries of the payload without the braces around them, or calls without what they are made on.
fn as_entries(code: &str, language: Language) -> Option<Completed> {
    let first = code.lines().find(|line| !line.trim().is_empty())?.trim();
    let chain = first.starts_with('.');
    if !chain && !first.ends_with(',') {
        return None;
    }
    let (before, after) = match language {
        Language::Java | Language::CSharp if chain => {
            ("class Fragment { void f() { builder", "\n;}}")
        }
        _ if chain => ("builder", "\n"),
        Language::JavaScript | Language::TypeScript | Language::Html => ("({", "\n})"),
        Language::Python | Language::Ruby => ("_ = {", "\n}"),
        Language::Php => ("$_ = [", "\n];"),
        Language::Java => ("class Fragment { Object o = Map.of(", "\n);}"),
        Language::Kotlin => ("val o = mapOf(", "\n)"),
        Language::CSharp => ("var o = new {", "\n};"),
        Language::Go => ("var o = map[string]any{", "\n}"),
    };
    Some(Completed::around(before, code, after))
}

/// A bracket that a forum lost is put where its lines end to be indented.
fn by_indentation(code: &str, language: Language) -> Option<Completed> {
    let statements_end =
        matches!(language, Language::Php | Language::Java | Language::CSharp).then_some(';');
    let mut text = String::with_capacity(code.len() + MOST_PUT_IN);
    let mut put_in = Vec::new();
    // Closing bracket, indentation of the line that opened it.
    let mut open: Vec<(char, usize)> = Vec::new();
    for line in code.split_inclusive('\n') {
        let written = line.trim_start();
        let indent = line.len() - written.len();
        if !written.is_empty() && !written.starts_with([')', ']', '}', '.']) {
            let from = open
                .iter()
                .position(|(_, opened)| *opened >= indent)
                .unwrap_or(open.len());
            let lost: String = open.drain(from..).rev().map(|(closer, _)| closer).collect();
            if !lost.is_empty() && put_in.len() < MOST_PUT_IN {
                let in_block = open.last().is_none_or(|(closer, _)| *closer == '}');
                let end = text.trim_end().len();
                let separator = if in_block { statements_end } else { Some(',') };
                let lost: String = lost.chars().chain(separator).collect();
                text.insert_str(end, &lost);
                put_in.push((end, lost.len()));
            }
        }
        let mut brackets = Brackets::default();
        for c in line.chars() {
            match brackets.code(c) {
                Some('(') => open.push((')', indent)),
                Some('[') => open.push((']', indent)),
                Some('{') => open.push(('}', indent)),
                Some(c) if open.last().is_some_and(|(closer, _)| *closer == c) => drop(open.pop()),
                _ => {}
            }
        }
        if open.len() > DEEPEST {
            return None;
        }
        text.push_str(line);
    }
    if put_in.is_empty() {
        return None;
    }
    text.push('\n');
    text.extend(open.into_iter().rev().map(|(closer, _)| closer));
    Some(Completed { text, put_in })
}

/// Where the indents are lost with the brackets, a list or a map ends before what can only be a statement.
fn by_statements(code: &str, language: Language) -> Option<Completed> {
    // What is assigned within braces of C# is an entry.
    if language == Language::CSharp {
        return None;
    }
    let statements_end = matches!(language, Language::Php | Language::Java).then_some(';');
    let mut text = String::with_capacity(code.len() + MOST_PUT_IN);
    let mut put_in = Vec::new();
    // Closing bracket, the line that opened it, whether entries follow it.
    let mut open: Vec<(char, usize, bool)> = Vec::new();
    for (at, line) in code.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        if let Some((_, from, true)) = open.last()
            && begins_statement(bare)
            && put_in.len() < MOST_PUT_IN
        {
            let first = open.iter().position(|(_, opened, _)| opened == from);
            let lost: String = open
                .drain(first.unwrap_or(0)..)
                .rev()
                .map(|(closer, ..)| closer)
                .chain(statements_end)
                .collect();
            let end = text.trim_end().len();
            // Behind a comment it would be one as well.
            let lost = format!("\n{lost}");
            text.insert_str(end, &lost);
            put_in.push((end, lost.len()));
        }
        let mut brackets = Brackets::default();
        let mut before = ' ';
        for c in line.chars() {
            let Some(c) = brackets.code(c) else { continue };
            match c {
                '(' => open.push((')', at, false)),
                '[' => open.push((']', at, matches!(before, '=' | '(' | ','))),
                '{' => open.push(('}', at, matches!(before, '=' | '(' | '[' | ','))),
                _ if open.last().is_some_and(|(closer, ..)| *closer == c) => drop(open.pop()),
                _ => {}
            }
            if !c.is_whitespace() {
                before = c;
            }
        }
        if open.len() > DEEPEST {
            return None;
        }
        text.push_str(line);
    }
    if put_in.is_empty() {
        return None;
    }
    text.push('\n');
    text.extend(open.into_iter().rev().map(|(closer, ..)| closer));
    Some(Completed { text, put_in })
}

/// Whether a line can be no entry of a list or a map.
fn begins_statement(line: &str) -> bool {
    const KEYWORDS: [&str; 7] = [
        "return ",
        "const ",
        "let ",
        "var ",
        "def ",
        "function ",
        "import ",
    ];
    let is_assigned = line
        .split_once(" = ")
        .is_some_and(|(name, _)| is_a_name(name.trim_start_matches('$')) && !line.ends_with(','));
    is_assigned || KEYWORDS.iter().any(|word| line.starts_with(word))
}

/// A name, with a type before it or not.
fn is_a_name(text: &str) -> bool {
    text.len() < 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'.'))
}

/// Tells the signs of code from those of texts in quotes.
#[derive(Default)]
struct Brackets {
    quote: Option<char>,
    escaped: bool,
}

impl Brackets {
    /// The sign, if it stands in no quotes.
    fn code(&mut self, c: char) -> Option<char> {
        match (self.quote, c) {
            _ if self.escaped => self.escaped = false,
            (Some(_), '\\') => self.escaped = true,
            // No text of these goes on in the next line, but a lone apostrophe in a comment ends there.
            (Some(with), c) if c == with || (c == '\n' && with != '`') => self.quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => self.quote = Some(c),
            (None, c) => return Some(c),
        }
        None
    }
}

/// The closing brackets that a fragment lacks at its end.
fn closers(code: &str) -> String {
    let mut open = Vec::new();
    let mut brackets = Brackets::default();
    for c in code.chars() {
        match brackets.code(c) {
            Some('(') => open.push(')'),
            Some('[') => open.push(']'),
            Some('{') => open.push('}'),
            Some(c @ (')' | ']' | '}')) if open.last() == Some(&c) => {
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

#[cfg(test)]
mod tests {
    use super::{by_indentation, by_statements, place_before};
    use crate::Language;

    #[test]
    fn a_lost_bracket_is_put_where_the_indentation_ends() {
        let code = "    $claims = [\n        'mn' => $mn,\n    return sign($claims);\n";
        let completed = by_indentation(code, Language::Php).map(|one| (one.text, one.put_in));
        let (text, put_in) = completed.unwrap_or_default();
        assert_eq!(
            text,
            "    $claims = [\n        'mn' => $mn,];\n    return sign($claims);\n\n"
        );
        assert_eq!(put_in, [(36, 2)]);
        let place = |word: &str| text.find(word).map(|at| place_before(&put_in, at));
        assert_eq!(place("return"), code.find("return"));
        assert_eq!(place("claims"), code.find("claims"));
    }

    #[test]
    fn without_indents_a_map_ends_before_a_statement() {
        let code = "claims = {\n\"mn\": number, # digits\n\"role\": 0 # joins\ntoken = sign(claims)\nreturn token\n";
        let completed = by_statements(code, Language::Python).map(|one| (one.text, one.put_in));
        let (text, put_in) = completed.unwrap_or_default();
        assert_eq!(
            text,
            "claims = {\n\"mn\": number, # digits\n\"role\": 0 # joins\n}\ntoken = sign(claims)\nreturn token\n\n"
        );
        let place = |word: &str| text.find(word).map(|at| place_before(&put_in, at));
        assert_eq!(place("token"), code.find("token"));
        // Entries of C# are assigned.
        let code = "var a = new {\nmn = number,\nrole = 0\n};\nreturn a;\n";
        assert!(by_statements(code, Language::CSharp).is_none());
    }

    #[test]
    fn nothing_is_put_where_nothing_is_lost() {
        let code = "const a = {\n  b: [\n    1,\n  ],\n};\nfoo(a, {\n  c,\n});\n";
        assert!(by_indentation(code, Language::JavaScript).is_none());
        assert!(by_statements(code, Language::JavaScript).is_none());
    }
}

//! From text to [`Model`]: tree-sitter reads it, a reader per language translates its tree.

mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod php;
mod python;
mod ruby;

use std::{
    borrow::Cow,
    ops::{ControlFlow, Range},
};

use tree_sitter::{Node as Tree, ParseOptions, Parser, Tree as WholeTree};

use crate::{
    Language,
    model::{Function, Id, Kind, Model, Node, Parameter},
};

/// How deep expressions may nest; what is deeper is not looked at.
const DEEPEST: usize = 128;

/// The parser reports every hundred steps; code of a usual kind needs that for some 40 bytes.
const BYTES_PER_REPORT: usize = 12;
/// How much is parsed, in bytes. Code that signs is a screenful; the rest of a bundle need not be read for it.
const LONGEST: usize = 64 * 1024;

/// Reads a source. Nothing when it cannot be parsed within its budget: the work allowed grows with the length only.
///
/// Of a long text only the part around `from`, the first place of interest, is read.
pub(crate) fn read(text: &str, language: Language, from: usize) -> Option<Model<'_>> {
    let code: Cow<'_, str> = match language {
        Language::Html => scripts_only(text).into(),
        _ => text.into(),
    };
    let window = window(&code, from);
    let (tree, shift) = parse(&code[window.clone()], language)?;
    let mut reader = Reader {
        shift,
        origin: window.start,
        language,
        depth: 0,
        functions_open: Vec::new(),
        json_names: Vec::new(),
        model: Model::new(text, language),
    };
    reader.lower(tree.root_node());
    reader.comments(&tree);
    let mut model = reader.model;
    model.index();
    Some(model)
}

/// What is read of a text, if possible from the begin of a line.
fn window(code: &str, from: usize) -> Range<usize> {
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
fn scripts_only(text: &str) -> String {
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
fn parse(code: &str, language: Language) -> Option<(WholeTree, usize)> {
    let mut parser = Parser::new();
    parser.set_language(&grammar(code, language)).ok()?;
    let mut budget = 500 + code.len() / BYTES_PER_REPORT;
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

/// Translates a tree.
struct Reader<'t> {
    /// How much was put before what was parsed.
    shift: usize,
    /// Where what was parsed begins in the text.
    origin: usize,
    language: Language,
    depth: usize,
    functions_open: Vec<usize>,
    /// Go: names of fields and what their tags call them in JSON.
    json_names: Vec<(String, String)>,
    model: Model<'t>,
}

impl Reader<'_> {
    /// Translates a node and everything in it.
    fn lower(&mut self, node: Tree<'_>) -> Id {
        if self.depth >= DEEPEST {
            return self.add(node, Kind::Other(Vec::new()));
        }
        self.depth += 1;
        let id = self.lower_any(node);
        self.depth -= 1;
        id
    }

    fn lower_any(&mut self, node: Tree<'_>) -> Id {
        let kind = node.kind();
        if kind.contains("comment") {
            return self.add(node, Kind::Other(Vec::new()));
        }
        if node.is_error() {
            return self.error(node);
        }
        if kind.contains("unary") && self.text(node).starts_with('-') {
            return self.negative(node);
        }
        match self.language {
            Language::JavaScript | Language::TypeScript | Language::Html => {
                javascript::read(self, node)
            }
            Language::Python => python::read(self, node),
            Language::Php => php::read(self, node),
            Language::Java => java::read(self, node),
            Language::Kotlin => kotlin::read(self, node),
            Language::CSharp => csharp::read(self, node),
            Language::Go => go::read(self, node),
            Language::Ruby => ruby::read(self, node),
        }
    }

    /// All comments, wherever they stand.
    fn comments(&mut self, tree: &WholeTree) {
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            if node.kind() == "comment" || node.kind().ends_with("_comment") {
                let span = self.span(node);
                self.model.comments.push(span);
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
            }
        }
    }

    /// Entries that lost the braces around them are a map all the same.
    fn error(&mut self, node: Tree<'_>) -> Id {
        let children = self.children(node);
        let (pairs, mut others): (Vec<Id>, Vec<Id>) = children
            .into_iter()
            .partition(|id| matches!(self.model.kind(*id), Kind::Pair { .. }));
        if !pairs.is_empty() {
            others.push(self.add(node, Kind::Map(pairs)));
        }
        self.add(node, Kind::Other(others))
    }

    fn add(&mut self, node: Tree<'_>, kind: Kind) -> Id {
        let id = self.model.nodes.len();
        self.model.nodes.push(Node {
            kind,
            span: self.span(node),
            parent: None,
            function: self.functions_open.last().copied(),
        });
        for child in self.model.children(id) {
            self.model.nodes[child].parent = Some(id);
        }
        id
    }

    /// Where a node is in the text of the model.
    fn span(&self, node: Tree<'_>) -> Range<usize> {
        let within =
            |at: usize| (self.origin + at.saturating_sub(self.shift)).min(self.model.text.len());
        within(node.start_byte())..within(node.end_byte())
    }

    /// The text of a node.
    fn text(&self, node: Tree<'_>) -> &str {
        self.model.text.get(self.span(node)).unwrap_or("")
    }

    fn children(&mut self, node: Tree<'_>) -> Vec<Id> {
        let mut cursor = node.walk();
        let children: Vec<_> = node.named_children(&mut cursor).collect();
        children
            .into_iter()
            .map(|child| self.lower(child))
            .collect()
    }

    /// As [`Reader::children`], without comments.
    fn values(&mut self, node: Tree<'_>) -> Vec<Id> {
        named(node)
            .into_iter()
            .map(|child| self.lower(child))
            .collect()
    }

    fn field(&mut self, node: Tree<'_>, name: &str) -> Option<Id> {
        node.child_by_field_name(name)
            .map(|child| self.lower(child))
    }

    fn field_text(&self, node: Tree<'_>, name: &str) -> String {
        node.child_by_field_name(name)
            .map(|child| self.text(child).to_owned())
            .unwrap_or_default()
    }

    fn arguments(&mut self, node: Tree<'_>, field: &str) -> Vec<Id> {
        node.child_by_field_name(field)
            .map(|list| self.values(list))
            .unwrap_or_default()
    }

    fn other(&mut self, node: Tree<'_>) -> Id {
        let children = self.children(node);
        match children.as_slice() {
            // A wrapper of one expression adds nothing.
            [only] if node.kind() != "ERROR" => *only,
            _ => self.add(node, Kind::Other(children)),
        }
    }

    /// A call of an expression: `callee(args)`.
    fn call(&mut self, node: Tree<'_>, callee: Option<Id>, args: Vec<Id>) -> Id {
        let kind = match callee.map(|callee| self.model.kind(callee)) {
            Some(Kind::Member { of, name }) => Kind::Call {
                of: Some(*of),
                name: name.clone(),
                args,
            },
            Some(Kind::Name(name)) => Kind::Call {
                of: None,
                name: name.clone(),
                args,
            },
            _ => Kind::Call {
                of: callee,
                name: String::new(),
                args,
            },
        };
        self.add(node, kind)
    }

    fn member(&mut self, node: Tree<'_>, of: &str, name: &str) -> Id {
        let name = self.field_text(node, name);
        match self.field(node, of) {
            Some(of) => self.add(node, Kind::Member { of, name }),
            None => self.add(node, Kind::Name(name)),
        }
    }

    /// `of[key]`: a member when the key is a literal.
    fn index(&mut self, node: Tree<'_>, of: Option<Id>, key: Option<Id>) -> Id {
        match (of, key.map(|key| self.model.kind(key))) {
            (Some(of), Some(Kind::Text(name))) => {
                let name = name.clone();
                self.add(node, Kind::Member { of, name })
            }
            _ => self.add(node, Kind::Other(of.into_iter().chain(key).collect())),
        }
    }

    fn binary(&mut self, node: Tree<'_>) -> Id {
        let op = self.field_text(node, "operator");
        match (self.field(node, "left"), self.field(node, "right")) {
            (Some(left), Some(right)) => self.add(node, Kind::Binary { op, left, right }),
            (one, other) => self.add(node, Kind::Other(one.into_iter().chain(other).collect())),
        }
    }

    fn assign(&mut self, node: Tree<'_>, to: Option<Id>, value: Option<Id>) -> Id {
        match (to, value) {
            (Some(to), Some(value)) => self.add(node, Kind::Assign { to, value }),
            (one, other) => self.add(node, Kind::Other(one.into_iter().chain(other).collect())),
        }
    }

    fn choice(
        &mut self,
        node: Tree<'_>,
        condition: Option<Id>,
        yes: Option<Id>,
        no: Option<Id>,
    ) -> Id {
        match (condition, yes, no) {
            (Some(condition), Some(yes), Some(no)) => {
                self.add(node, Kind::Choice { condition, yes, no })
            }
            (one, two, three) => {
                let all = one.into_iter().chain(two).chain(three).collect();
                self.add(node, Kind::Other(all))
            }
        }
    }

    fn returns(&mut self, node: Tree<'_>) -> Id {
        let value = self.values(node).into_iter().next();
        self.add(node, Kind::Return(value))
    }

    /// A number, in any of the writings of these languages.
    fn number(&mut self, node: Tree<'_>) -> Id {
        let text = self.text(node).replace('_', "").to_ascii_lowercase();
        let hex = text.starts_with("0x");
        let bare = text.trim_end_matches(if hex {
            &['l', 'n', 'u'][..]
        } else {
            &['l', 'n', 'u', 'd', 'm', 'f'][..]
        });
        let value = match text.strip_prefix("0x") {
            Some(_) => u64::from_str_radix(bare.trim_start_matches("0x"), 16)
                .map(|value| value as f64)
                .unwrap_or(f64::NAN),
            None => bare.parse().unwrap_or(f64::NAN),
        };
        let kind = Kind::Number {
            value,
            single: !hex && text.ends_with('f'),
            whole: hex || !bare.contains(['.', 'e']) && !text.ends_with(['f', 'd', 'm']),
        };
        self.add(node, kind)
    }

    fn negative(&mut self, node: Tree<'_>) -> Id {
        let of = self.other(node);
        match *self.model.kind(of) {
            Kind::Number {
                value,
                single,
                whole,
            } => self.add(
                node,
                Kind::Number {
                    value: -value,
                    single,
                    whole,
                },
            ),
            _ => of,
        }
    }

    /// A literal text, or a template if expressions are in it. `fragments` are the kinds of its literal parts.
    fn string(&mut self, node: Tree<'_>, fragments: &[&str]) -> Id {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut only_literal = true;
        for child in named(node) {
            let kind = child.kind();
            if fragments.contains(&kind) || kind.contains("escape") {
                literal.push_str(self.text(child));
                let text = self.text(child).to_owned();
                let piece = self.add(child, Kind::Text(text));
                pieces.push(piece);
            } else if !matches!(
                kind,
                "string_start"
                    | "string_end"
                    | "interpolation_start"
                    | "heredoc_start"
                    | "heredoc_end"
            ) {
                only_literal = false;
                let piece = self.lower(child);
                pieces.push(piece);
            }
        }
        match only_literal {
            true => self.add(node, Kind::Text(literal)),
            false => self.add(node, Kind::Template(pieces)),
        }
    }

    /// A literal whose node has no children for its text.
    fn quoted(&mut self, node: Tree<'_>) -> Id {
        let text = self
            .text(node)
            .trim_matches(['"', '\'', '`', '@', 'b'])
            .to_owned();
        self.add(node, Kind::Text(text))
    }

    /// The key of an entry, as a text.
    fn key(&self, node: Tree<'_>) -> String {
        self.text(node)
            .trim_matches(['"', '\'', '`', ':', '[', ']', '(', ')', ' '])
            .to_owned()
    }

    /// A function: its parameters, then its body, whose last expression is returned when `body_is_value`.
    fn function(
        &mut self,
        node: Tree<'_>,
        name: String,
        parameters: Vec<Parameter>,
        body: Option<Tree<'_>>,
        body_is_value: bool,
    ) -> Id {
        let at = self.model.functions.len();
        self.model.functions.push(Function {
            name,
            parameters,
            span: self.span(node),
            outer: self.functions_open.last().copied(),
        });
        self.functions_open.push(at);
        let inside: Vec<Id> = body
            .map(|body| {
                let value = self.lower(body);
                match body_is_value {
                    true => self.add(body, Kind::Return(Some(value))),
                    false => value,
                }
            })
            .into_iter()
            .collect();
        self.functions_open.pop();
        self.add(node, Kind::Other(inside))
    }
}

/// The named children of a node without comments.
fn named(node: Tree<'_>) -> Vec<Tree<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter(|child| !child.kind().contains("comment"))
        .collect()
}

//! From text to [`Model`]: tree-sitter reads it, a reader per language translates its tree.

mod completion;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod layout;
mod literal;
mod ordinary;
mod parse;
mod php;
mod python;
mod ruby;

use std::{borrow::Cow, ops::Range};

use countersign_diagnose::WhyUnread;
use tree_sitter::{Node as Tree, Tree as WholeTree};

use completion::{PutIn, place_before};
use parse::{parse, scripts_only, window};

use crate::{
    Language,
    in_time::Stop,
    model::{Function, Id, Kind, Model, Node, Parameter},
};

/// How deep expressions may nest; what is deeper is not looked at.
const DEEPEST: usize = 128;

/// A source, as far as it was read.
pub(crate) struct Read<'t> {
    /// Nothing when it cannot be parsed within its budget: the work allowed grows with the length only.
    pub(crate) model: Option<Model<'t>>,
    /// The part of the text that was read, in bytes.
    pub(crate) part: Range<usize>,
    /// Why not all of it.
    pub(crate) why: Option<WhyUnread>,
}

/// Reads a source; of a long text the part around `from`, the place of most interest.
pub(crate) fn read<'t>(text: &'t str, language: Language, from: usize, stop: &Stop) -> Read<'t> {
    let code: Cow<'_, str> = match language {
        Language::Html => scripts_only(text).into(),
        _ => text.into(),
    };
    let (window, why) = window(&code, from, language, stop);
    let Some((tree, put_in)) = parse(&code[window.clone()], language, stop) else {
        return Read {
            model: None,
            part: 0..0,
            why: Some(WhyUnread::TooTangled),
        };
    };
    let mut reader = Reader {
        put_in,
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
    Read {
        model: Some(model),
        part: window,
        why,
    }
}

/// Translates a tree.
struct Reader<'t> {
    /// What was put into the text before it was parsed: where, and how many bytes.
    put_in: PutIn,
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
            |at: usize| (self.origin + place_before(&self.put_in, at)).min(self.model.text.len());
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

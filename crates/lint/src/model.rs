//! What rules look at: a source as expressions, the same for every language.

mod names;
mod places;

use std::{collections::HashMap, ops::Range};

use crate::Language;

/// Index of a node.
pub(crate) type Id = usize;

/// A source that was read.
pub(crate) struct Model<'t> {
    pub(crate) text: &'t str,
    pub(crate) language: Language,
    pub(crate) nodes: Vec<Node>,
    pub(crate) functions: Vec<Function>,
    pub(crate) comments: Vec<Range<usize>>,
    /// `(name node, value)` of all assignments, by name, in the order of the text.
    pub(crate) assigned: HashMap<String, Vec<(Id, Id)>>,
    /// The first function of each name.
    named: HashMap<String, usize>,
    /// What functions return first.
    returned: HashMap<usize, Id>,
}

/// An expression or a statement.
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// Bytes of the text.
    pub(crate) span: Range<usize>,
    pub(crate) parent: Option<Id>,
    /// The innermost function around it, as index of [`Model::functions`].
    pub(crate) function: Option<usize>,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// `of.name(args)`, `name(args)`; `new Name(args)` has the name `new Name`.
    Call {
        of: Option<Id>,
        name: String,
        args: Vec<Id>,
    },
    /// A literal of keys and values: object, dictionary, array with keys, hash, struct.
    Map(Vec<Id>),
    /// One entry of a map, or a named argument.
    Pair {
        key: String,
        value: Option<Id>,
    },
    List(Vec<Id>),
    /// A literal text, without its quotes.
    Text(String),
    /// A text with expressions in it.
    Template(Vec<Id>),
    Number {
        value: f64,
        /// Written as a single precision literal.
        single: bool,
        /// Written with a point or exponent.
        whole: bool,
    },
    Name(String),
    /// `of.name`, `of->name`, `of::name`, `of["name"]`.
    Member {
        of: Id,
        name: String,
    },
    Binary {
        op: String,
        left: Id,
        right: Id,
    },
    Cast {
        to: String,
        of: Id,
    },
    /// `if ? yes : no` as an expression.
    Choice {
        condition: Id,
        yes: Id,
        no: Id,
    },
    Assign {
        to: Id,
        value: Id,
    },
    Return(Option<Id>),
    /// Anything else, with what is in it.
    Other(Vec<Id>),
}

/// A function or method.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) span: Range<usize>,
    pub(crate) outer: Option<usize>,
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    /// It may be left out.
    pub(crate) optional: bool,
    /// The text of its type, as far as the language has one.
    pub(crate) of_type: String,
}

/// How many nodes of those in a node are looked at.
const MANY_INSIDE: usize = 32;

impl Model<'_> {
    pub(crate) fn kind(&self, id: Id) -> &Kind {
        &self.nodes[id].kind
    }

    /// The source text of a node.
    pub(crate) fn shown(&self, id: Id) -> &str {
        self.text.get(self.nodes[id].span.clone()).unwrap_or("")
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        0..self.nodes.len()
    }

    /// All calls, in the order of the text's expressions.
    pub(crate) fn calls(&self) -> impl Iterator<Item = (Id, Option<Id>, &str, &[Id])> {
        self.ids().filter_map(|id| match self.kind(id) {
            Kind::Call { of, name, args } => Some((id, *of, name.as_str(), args.as_slice())),
            _ => None,
        })
    }

    pub(crate) fn call(&self, id: Id) -> Option<(Option<Id>, &str, &[Id])> {
        match self.kind(id) {
            Kind::Call { of, name, args } => Some((*of, name, args)),
            _ => None,
        }
    }

    pub(crate) fn assigns(&self) -> impl Iterator<Item = (Id, Id, Id)> {
        self.ids().filter_map(|id| match *self.kind(id) {
            Kind::Assign { to, value } => Some((id, to, value)),
            _ => None,
        })
    }

    pub(crate) fn text_of(&self, id: Id) -> Option<&str> {
        match self.kind(id) {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The last name of an expression: `c` of `a.b.c`.
    pub(crate) fn last_name(&self, id: Id) -> Option<&str> {
        match self.kind(id) {
            Kind::Name(name) | Kind::Member { name, .. } => Some(name),
            Kind::Call { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The last name of what a call is made on: `b` of `a.b.call()`.
    pub(crate) fn receiver(&self, of: Option<Id>) -> &str {
        of.and_then(|of| self.last_name(of)).unwrap_or("")
    }

    pub(crate) fn new(text: &str, language: Language) -> Model<'_> {
        Model {
            text,
            language,
            nodes: Vec::new(),
            functions: Vec::new(),
            comments: Vec::new(),
            assigned: HashMap::new(),
            named: HashMap::new(),
            returned: HashMap::new(),
        }
    }

    /// The function of this source that has this name.
    pub(crate) fn own_function(&self, name: &str) -> Option<usize> {
        self.named.get(name).copied()
    }

    /// What a function returns, at the first place where it does.
    pub(crate) fn returned(&self, function: usize) -> Option<Id> {
        self.returned.get(&function).copied()
    }

    /// The name of a variable or of a field of one's own.
    pub(crate) fn variable(&self, id: Id) -> Option<&str> {
        match self.kind(id) {
            Kind::Name(name) => Some(name),
            Kind::Member { of, name } => match self.kind(*of) {
                Kind::Name(own) if matches!(own.as_str(), "this" | "self" | "static" | "cls") => {
                    Some(name)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The nodes around `id`, innermost first, itself not among them.
    pub(crate) fn around(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes[id].parent, |id| self.nodes[*id].parent)
    }

    /// What is directly in a node.
    pub(crate) fn children(&self, id: Id) -> Vec<Id> {
        match self.kind(id) {
            Kind::Call { of, args, .. } => of.iter().chain(args).copied().collect(),
            Kind::Map(all) | Kind::List(all) | Kind::Template(all) | Kind::Other(all) => {
                all.clone()
            }
            Kind::Pair { value, .. } | Kind::Return(value) => value.iter().copied().collect(),
            Kind::Member { of, .. } | Kind::Cast { of, .. } => vec![*of],
            Kind::Binary { left, right, .. } => vec![*left, *right],
            Kind::Choice { condition, yes, no } => vec![*condition, *yes, *no],
            Kind::Assign { to, value } => vec![*to, *value],
            Kind::Text(_) | Kind::Number { .. } | Kind::Name(_) => Vec::new(),
        }
    }

    /// `id` and what is in it, the outermost first; not everything where that is much.
    pub(crate) fn inside(&self, id: Id) -> Vec<Id> {
        let mut all = vec![id];
        let mut at = 0;
        while at < all.len() && all.len() < MANY_INSIDE {
            all.extend(self.children(all[at]));
            at += 1;
        }
        all
    }

    /// The operands of a concatenation, flat: `a + "." + b`, a template, `join`.
    pub(crate) fn pieces(&self, id: Id) -> Vec<Id> {
        match self.kind(id) {
            Kind::Binary { op, left, right } if op == "+" || op == "." => {
                let mut pieces = self.pieces(*left);
                pieces.extend(self.pieces(*right));
                pieces
            }
            Kind::Template(pieces) => pieces
                .iter()
                .flat_map(|piece| self.pieces(*piece))
                .collect(),
            _ => vec![id],
        }
    }
}

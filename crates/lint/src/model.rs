//! What rules look at: a source as expressions, the same for every language.

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

/// How far names are followed to what was assigned to them.
const FAR: usize = 12;

/// How many assignments to one name are looked at.
const MANY: usize = 32;

/// How many bytes of text around a place are looked at.
const NEAR: usize = 8 * 1024;

impl Model<'_> {
    pub(crate) fn kind(&self, id: Id) -> &Kind {
        &self.nodes[id].kind
    }

    /// The source text of a node.
    pub(crate) fn shown(&self, id: Id) -> &str {
        self.text.get(self.nodes[id].span.clone()).unwrap_or("")
    }

    /// Where to point at a node: in a chain of calls over several lines at the call itself, not at the chain's begin.
    pub(crate) fn place(&self, id: Id) -> Range<usize> {
        let span = self.nodes[id].span.clone();
        let Kind::Call { of: Some(of), .. } = self.kind(id) else {
            return span;
        };
        let receiver_end = self.nodes[*of].span.end;
        let before = self.text.get(span.start..receiver_end).unwrap_or("");
        let rest = self.text.get(receiver_end..span.end).unwrap_or("");
        if !before.contains('\n') && !rest.trim_start_matches([' ', '\r']).starts_with('\n') {
            return span;
        }
        let name = rest
            .find(|c: char| c.is_alphanumeric() || c == '_')
            .unwrap_or(0);
        receiver_end + name..span.end
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

    /// Where `id` is a name, what was last assigned to it before, if that can be told; else `id` itself.
    pub(crate) fn resolve(&self, id: Id) -> Id {
        let mut id = id;
        for _ in 0..FAR {
            match self.assigned(id) {
                Some(value) => id = value,
                None => break,
            }
        }
        id
    }

    fn assigned(&self, id: Id) -> Option<Id> {
        let name = self.variable(id)?;
        let node = &self.nodes[id];
        let all = self.assigned.get(name)?;
        let before = |value: Id| self.nodes[value].span.end <= node.span.start;
        let end = all.partition_point(|(to, _)| self.nodes[*to].span.start < node.span.start);
        let earlier = all[..end].iter().rev().take(MANY);
        // A field or a constant may be set further down than it is used.
        let later = all[end..]
            .iter()
            .take(MANY)
            .filter(|(to, _)| self.nodes[*to].function.is_none());
        let mut seen = earlier
            .filter(|(_, value)| before(*value))
            .chain(later)
            .filter(|(to, value)| {
                let own = self.nodes[*to].span.start..self.nodes[*value].span.end;
                self.within(node.function, self.nodes[*to].function)
                    && !own.contains(&node.span.start)
            });
        // A parameter hides what is outside.
        let hidden = node.function.is_some_and(|at| {
            self.functions[at]
                .parameters
                .iter()
                .any(|parameter| parameter.name == name)
        });
        let (_, value) =
            seen.find(|(to, _)| !hidden || self.nodes[*to].function == node.function)?;
        Some(*value)
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

    /// To be called once, when all nodes are there.
    pub(crate) fn index(&mut self) {
        for (at, function) in self.functions.iter().enumerate() {
            if !function.name.is_empty() {
                self.named.entry(function.name.clone()).or_insert(at);
            }
        }
        for node in &self.nodes {
            if let (Kind::Return(Some(value)), Some(function)) = (&node.kind, node.function) {
                self.returned.entry(function).or_insert(*value);
            }
        }
        let mut assigned: HashMap<String, Vec<(Id, Id)>> = HashMap::new();
        for (_, to, value) in self.assigns() {
            if let Some(name) = self.variable(to) {
                assigned
                    .entry(name.to_owned())
                    .or_default()
                    .push((to, value));
            }
        }
        for all in assigned.values_mut() {
            all.sort_by_key(|(to, _)| self.nodes[*to].span.start);
        }
        self.assigned = assigned;
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

    /// Whether function `inner` is `outer` or inside of it; everything is inside of no function.
    fn within(&self, inner: Option<usize>, outer: Option<usize>) -> bool {
        let Some(outer) = outer else { return true };
        let mut at = inner;
        while let Some(function) = at {
            if function == outer {
                return true;
            }
            at = self.functions[function].outer;
        }
        false
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
        while at < all.len() && all.len() < MANY {
            all.extend(self.children(all[at]));
            at += 1;
        }
        all
    }

    /// The text of the function around a node; outside of any the text around it.
    pub(crate) fn surroundings(&self, id: Id) -> &str {
        let node = &self.nodes[id];
        let whole = match node.function {
            Some(at) => self.functions[at].span.clone(),
            None => self.between_functions(node.span.clone()),
        };
        let from = node.span.start.saturating_sub(NEAR).max(whole.start);
        let to = (node.span.end + NEAR).min(whole.end);
        let from = (from..=node.span.start)
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(from);
        let to = (node.span.end..=to)
            .rev()
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(to);
        self.text.get(from..to).unwrap_or("")
    }

    /// Around a place outside of functions, what is in none.
    fn between_functions(&self, place: Range<usize>) -> Range<usize> {
        let spans = || {
            let outer = self.functions.iter().filter(|one| one.outer.is_none());
            outer.map(|one| one.span.clone())
        };
        let from = spans()
            .map(|span| span.end)
            .filter(|end| *end <= place.start);
        let to = spans()
            .map(|span| span.start)
            .filter(|start| *start >= place.end);
        from.max().unwrap_or(0)..to.min().unwrap_or(self.text.len())
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

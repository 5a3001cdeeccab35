//! What may put more claims into a variable than can be seen: `addRole(payload)`, `payload[key] = value`, `claims.putAll(extra)`.

use std::collections::HashMap;

use super::setters::{root, setter};
use crate::model::{Id, Kind, Model};

/// How many functions are looked at that put something into a variable of one name.
const MANY: usize = 64;

/// First words of functions and methods that add to what they are given.
const ADD: [&str; 24] = [
    "add", "append", "apply", "assign", "complete", "compute", "concat", "copy", "decorate",
    "deep", "define", "enrich", "ensure", "extend", "fill", "insert", "merge", "plus", "push",
    "put", "set", "store", "union", "update",
];
/// The same of methods alone, which functions that sign are called by too.
const METHODS_ADD: [&str; 12] = [
    "also",
    "claim",
    "claims",
    "let",
    "mixin",
    "setdefault",
    "reverse",
    "run",
    "tap",
    "try",
    "with",
    "foreach",
];
/// Words of functions that sign or write down what they are given, or only look at it.
const KEEP: [&str; 49] = [
    "sign",
    "signed",
    "signer",
    "signature",
    "encode",
    "encoded",
    "encoder",
    "enc",
    "json",
    "stringify",
    "serialize",
    "serialise",
    "serializer",
    "base64",
    "b64",
    "base64url",
    "b64url",
    "url",
    "dump",
    "dumps",
    "marshal",
    "token",
    "jwt",
    "jws",
    "hmac",
    "sha256",
    "hash",
    "log",
    "println",
    "print",
    "printf",
    "write",
    "debug",
    "info",
    "warn",
    "error",
    "verify",
    "validate",
    "decode",
    "generate",
    "bytes",
    "str",
    "string",
    "len",
    "count",
    "keys",
    "entries",
    "values",
    "freeze",
];
/// Methods of libraries that take the claims of a token as a whole.
const TAKE: [&str; 7] = [
    "setClaims",
    "addClaims",
    "withClaims",
    "withPayload",
    "setPayload",
    "claims",
    "payload",
];

/// Where more may be put into variables: by name, the function that does and the last place in it.
pub(super) struct More<'m> {
    model: &'m Model<'m>,
    places: HashMap<&'m str, HashMap<Option<usize>, usize>>,
}

impl<'m> More<'m> {
    pub(super) fn of(model: &'m Model<'m>) -> More<'m> {
        let mut more = More {
            model,
            places: HashMap::new(),
        };
        // What is given to functions of the source itself: which, and at which place.
        let mut given = Vec::new();
        for id in model.ids() {
            match model.kind(id) {
                // payload[key] = value; a literal key makes a member
                Kind::Assign { to, .. } => {
                    if let Kind::Other(parts) = model.kind(*to)
                        && let [of, _] = parts.as_slice()
                    {
                        more.put(*of, id);
                    }
                }
                // { ...payload, ...extra }
                Kind::Map(entries) => {
                    for entry in entries {
                        more.put(*entry, id);
                    }
                }
                // payload | extra, claims + extra; what is joined to a text is one
                Kind::Binary { op, left, right }
                    if op == "|" || op == "+" && !is_a_text(model, *right) =>
                {
                    more.put(*left, id);
                }
                Kind::Call { of, name, args } => {
                    if let Some(of) = of
                        && setter(model, id, name, args).is_none()
                        && method_adds(name)
                    {
                        more.put(*of, id);
                        let (root, _) = root(model, *of);
                        if TAKE.contains(&name.as_str())
                            && let Some(at) = model
                                .inside(*of)
                                .into_iter()
                                .find(|at| model.variable(*at) == Some(&root))
                        {
                            more.put(at, id);
                        }
                    }
                    for (at, arg) in args.iter().enumerate() {
                        let arg = match model.kind(*arg) {
                            Kind::Pair {
                                value: Some(value), ..
                            } => *value,
                            _ => *arg,
                        };
                        let own = model.own_function(name).filter(|_| {
                            of.is_none() || matches!(model.receiver(*of), "this" | "self")
                        });
                        match own {
                            Some(own) => given.push((own, at, arg, id)),
                            None if adds(of.is_some(), name) => more.put(arg, id),
                            None => {}
                        }
                    }
                }
                _ => {}
            }
        }
        for (own, at, arg, id) in given {
            let parameter = model.functions[own].parameters.get(at);
            if parameter.is_none_or(|parameter| more.adds_to(own, &parameter.name)) {
                more.put(arg, id);
            }
        }
        more
    }

    fn put(&mut self, variable: Id, at: Id) {
        if let Some(name) = self.model.variable(variable) {
            let node = &self.model.nodes[at];
            let last = self
                .places
                .entry(name)
                .or_default()
                .entry(node.function)
                .or_default();
            *last = node.span.start.max(*last);
        }
    }

    /// Whether a function puts something into its parameter.
    fn adds_to(&self, function: usize, parameter: &str) -> bool {
        let inside = self
            .places
            .get(parameter)
            .is_some_and(|places| places.contains_key(&Some(function)));
        inside
            || self.model.assigns().any(|(id, to, _)| {
                self.model.nodes[id].function == Some(function)
                    && matches!(self.model.kind(to), Kind::Member { of, .. } if self.model.variable(*of) == Some(parameter))
            })
    }

    /// Whether more may be put into the variable of a function, from a place on.
    pub(super) fn may_be_in(&self, function: Option<usize>, variable: &str, from: usize) -> bool {
        let Some(places) = self.places.get(variable) else {
            return false;
        };
        places
            .iter()
            .take(MANY)
            .any(|(by, last)| *last >= from && self.is_seen(*by, function, variable))
    }

    /// Whether a name in one function is the variable of the other: the same, or around it and hidden by no parameter.
    fn is_seen(&self, inner: Option<usize>, outer: Option<usize>, variable: &str) -> bool {
        let mut at = inner;
        while at != outer {
            let Some(function) = at.map(|at| &self.model.functions[at]) else {
                return false;
            };
            if function
                .parameters
                .iter()
                .any(|parameter| parameter.name == variable)
            {
                return false;
            }
            at = function.outer;
        }
        true
    }
}

/// Whether an operand of `+` shows that texts are joined.
fn is_a_text(model: &Model<'_>, id: Id) -> bool {
    matches!(
        model.kind(id),
        Kind::Text(_) | Kind::Template(_) | Kind::Binary { .. }
    )
}

/// Whether a literal is given to a function that adds to it: `Object.assign({ … }, extra)`.
pub(super) fn is_added_to(model: &Model<'_>, literal: Id) -> bool {
    let call = model.nodes[literal]
        .parent
        .and_then(|parent| model.call(parent));
    call.is_some_and(|(of, name, args)| {
        let words = words(name);
        let first = words.first().map_or("", String::as_str);
        let adds = ADD.contains(&first) || words.iter().any(|word| word == "merge");
        args.len() > 1 && adds && !(of.is_some() && TAKE.contains(&name))
    })
}

/// Whether a function may add to what it is given.
fn adds(is_method: bool, name: &str) -> bool {
    if name.to_ascii_lowercase().starts_with("new") || is_method && TAKE.contains(&name) {
        return false;
    }
    let words = words(name);
    let first = words.first().map_or("", String::as_str);
    ADD.contains(&first)
        || first == "with"
        || !words.iter().any(|word| KEEP.contains(&word.as_str()))
}

/// Whether a method may add to what it is called on.
fn method_adds(name: &str) -> bool {
    let words = words(name);
    let first = words.first().map_or("", String::as_str);
    let of_the_head = [
        "header",
        "protected",
        "signing",
        "key",
        "audience",
        "id",
        "not",
    ];
    (ADD.contains(&first) || METHODS_ADD.contains(&first))
        && !words
            .iter()
            .skip(1)
            .any(|word| of_the_head.contains(&word.as_str()))
}

/// The words of a name, in lower case: `add`, `role` of `addRole` and of `add_role`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let (true, Some(last)) = (c.is_alphanumeric(), words.last_mut()) {
            last.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

//! Following a text through a source: what it was made from, and what becomes of it.

use crate::{
    encoding::Encoding,
    facts::Facts,
    model::{Id, Kind},
};

/// Longer functions are not ones that make a text safe for URLs. In bytes.
const MOST_TEXT: usize = 4 * 1024;

impl Facts<'_> {
    /// What a text was made from: encodings, replacements and functions of one's own taken away.
    pub(crate) fn core(&self, id: Id) -> Id {
        let model = self.model;
        let mut at = id;
        for _ in 0..16 {
            let mut budget = self.budget.borrow_mut();
            if *budget == 0 {
                return at;
            }
            *budget -= 1;
            drop(budget);
            at = model.plain(at);
            if model.mac(at).is_some() {
                return at;
            }
            if let Some(of) = model.encoding(at).and_then(|encoding| encoding.of) {
                at = of;
                continue;
            }
            let Some((of, name, args)) = model.call(at) else {
                return at;
            };
            let next = match name {
                "replace" | "replaceAll" | "rstrip" | "TrimEnd" | "Replace" | "tr" | "gsub"
                | "delete" | "translate" | "toString" | "substring" | "slice" | "hex" => of,
                "rtrim" | "strtr" | "TrimRight" | "TrimSuffix" | "new Uint8Array"
                | "fromCharCode" => args.first().copied(),
                "str_replace" => args.get(2).copied(),
                "apply" => args.get(1).copied(),
                "ReplaceAll" => args.first().copied(),
                _ => self.through_own_function(at, name, args),
            };
            match next {
                Some(next) if next != at => at = next,
                _ => return at,
            }
        }
        at
    }

    /// Where a function of this source makes a MAC, that; where it only writes its argument, the argument.
    fn through_own_function(&self, call: Id, name: &str, args: &[Id]) -> Option<Id> {
        let model = self.model;
        let Some(function) = model.own_function(name) else {
            // Of a helper that a fragment does not show, what it is given.
            return match (model.call(call), args) {
                (Some((None, ..)), [only]) if !name.starts_with("new ") => Some(*only),
                _ => None,
            };
        };
        let own_mac = self
            .macs
            .iter()
            .find(|mac| model.nodes[mac.at].function == Some(function));
        match own_mac {
            Some(mac) => Some(mac.at),
            None => args.first().copied(),
        }
    }

    /// Whether an encoding, a MAC or a call is later made safe for URLs: `(+ and / replaced, = stripped)`.
    pub(crate) fn made_url_safe(&self, id: Id) -> (bool, bool) {
        let model = self.model;
        let mut texts: Vec<&str> = vec![model.surroundings(id)];
        let own = |name: &str| {
            let function = &model.functions[model.own_function(name)?];
            model
                .text
                .get(function.span.clone())
                .filter(|text| text.len() < MOST_TEXT)
        };
        for around in model.around(id) {
            if let Some((_, name, _)) = model.call(around) {
                texts.extend(own(name));
            }
        }
        // Or the variable it went into is given to such a function.
        for (_, _, name, args) in model.calls() {
            if let Some(text) = own(name)
                && args.iter().any(|arg| model.plain(*arg) == id)
            {
                texts.push(text);
            }
        }
        let safe = texts.iter().any(|text| replaces_plus(text));
        let bare = texts.iter().any(|text| strips_padding(text));
        (safe, bare)
    }

    /// The encodings put directly around a MAC or an encoding.
    pub(crate) fn encodings_of(&self, id: Id) -> impl Iterator<Item = &(Id, Encoding)> {
        self.encodings.iter().filter(move |(_, encoding)| {
            encoding
                .of
                .is_some_and(|of| self.model.plain(of) == id || self.inner(of) == id)
        })
    }

    /// As [`Facts::core`] for the ways from bytes to a binary string only.
    fn inner(&self, of: Id) -> Id {
        let model = self.model;
        let at = model.plain(of);
        match model.call(at) {
            Some((_, "fromCharCode" | "new Uint8Array", [only])) => self.inner_once(*only),
            Some((_, "apply", [_, bytes])) => self.inner_once(*bytes),
            _ => at,
        }
    }

    fn inner_once(&self, of: Id) -> Id {
        let at = self.model.plain(of);
        match self.model.call(at) {
            Some((_, "new Uint8Array", [only])) => self.model.plain(*only),
            _ => at,
        }
    }

    /// Whether an expression is a part of a token: its header, its payload or its MAC.
    pub(crate) fn is_segment(&self, id: Id) -> bool {
        let model = self.model;
        if self
            .macs
            .iter()
            .any(|mac| self.inner(id) == mac.at || model.plain(id) == mac.at)
        {
            return true;
        }
        let words = ["header", "payload", "claim", "signature", "hmac", "jwtbody"];
        let named = |id: Id| {
            let names = model.names(id);
            names
                .iter()
                .any(|name| words.iter().any(|word| name.contains(word)) && !name.contains("auth"))
        };
        if named(id) {
            return true;
        }
        let at = model.plain(id);
        if let Some((of, name, args)) = model.call(at) {
            let json = matches!(
                name,
                "stringify"
                    | "dumps"
                    | "json_encode"
                    | "toJson"
                    | "Serialize"
                    | "SerializeObject"
                    | "Marshal"
                    | "to_json"
                    | "generate"
                    | "writeValueAsString"
                    | "toString"
            );
            let of_what = args.first().copied().or(of);
            if json
                && of_what.is_some_and(|what| named(what) || self.is_token_map(model.resolve(what)))
            {
                return true;
            }
        }
        self.is_token_map(at) || self.is_given_a_segment(id)
    }

    fn is_token_map(&self, id: Id) -> bool {
        let is_header = matches!(self.model.kind(id), Kind::Map(entries) if entries.iter().any(|entry| matches!(self.model.kind(*entry), Kind::Pair { key, .. } if key == "alg")));
        let shown = self.model.shown(id);
        is_header
            || self.claims.iter().any(|set| set.at == id)
            || (shown.len() < 500 && shown.contains("HS256") && shown.contains("alg"))
    }

    /// Whether the expression is a parameter, or made from one, of a function that is called with a part of a token.
    fn is_given_a_segment(&self, id: Id) -> bool {
        let model = self.model;
        let Some(function) = model.nodes[id].function else {
            return false;
        };
        let inside = model.inside(id);
        let parameters = &model.functions[function].parameters;
        let from_parameter = inside.iter().take(32).any(|inner| {
            let at = model.plain(*inner);
            matches!(model.kind(at), Kind::Name(name) if parameters.iter().any(|parameter| parameter.name == *name))
        });
        let name = &model.functions[function].name;
        from_parameter
            && !name.is_empty()
            && model.calls().any(|(_, _, called, args)| {
                called == name && args.iter().any(|arg| self.is_segment_argument(*arg))
            })
    }

    fn is_segment_argument(&self, id: Id) -> bool {
        let model = self.model;
        let words = ["header", "payload", "claim", "signature", "hmac"];
        let shown: Vec<Id> = model.inside(id);
        shown.iter().take(16).any(|inner| {
            let names = model.names(*inner);
            names
                .iter()
                .any(|name| words.iter().any(|word| name.contains(word)))
                || self.is_token_map(model.plain(*inner))
        })
    }

    /// Whether an encoding is of the user name and password of HTTP: `id:secret`.
    pub(crate) fn is_basic_auth(&self, id: Id) -> bool {
        let model = self.model;
        let inside = model
            .encoding(id)
            .and_then(|encoding| encoding.of)
            .map(|of| model.plain(of));
        let colon = inside.is_some_and(|of| {
            self.parts(of)
                .iter()
                // JSON has colons, too.
                .any(|part| {
                    let text = model.text_of(*part);
                    text.is_some_and(|text| text.contains(':') && !text.contains('"'))
                })
        });
        colon
            || model
                .around(id)
                .take(6)
                .any(|around| match model.kind(around) {
                    Kind::Binary { .. } | Kind::Template(_) => {
                        model.shown(around).contains("Basic")
                    }
                    Kind::Pair { key, .. } => key.eq_ignore_ascii_case("authorization"),
                    _ => false,
                })
    }
}

fn replaces_plus(text: &str) -> bool {
    let how = [
        "replace",
        "Replace",
        "strtr",
        ".tr(",
        ".tr ",
        "translate",
        "gsub",
    ];
    let plus = ["\\+", "'+'", "\"+\"", "'+/", "\"+/", "[+]"];
    let dash = ["'-'", "\"-\"", "'-_", "\"-_"];
    let has = |any: &[&str]| any.iter().any(|one| text.contains(one));
    has(&how) && has(&plus) && has(&dash)
}

fn strips_padding(text: &str) -> bool {
    [
        "'='", "\"=\"", "/=", "=+$", "=*$", "[=]", "'==", "\"==", "+/=", "='",
    ]
    .iter()
    .any(|one| text.contains(one))
}

//! Which calls make a MAC, in the libraries people sign with.

use crate::{
    encoding::{Writing, named_writing},
    model::{Id, Kind, Model},
};

/// A keyed MAC that is computed.
pub(crate) struct Mac {
    /// The call that gives the result.
    pub(crate) at: Id,
    pub(crate) key: Option<Id>,
    pub(crate) message: Option<Id>,
    /// `sha256` and the like, in lower case without dashes; empty when it is not told.
    pub(crate) hash: String,
    /// Nothing when it gives bytes.
    pub(crate) writing: Option<Writing>,
}

impl Model<'_> {
    /// The MAC whose result this call is.
    pub(crate) fn mac(&self, id: Id) -> Option<Mac> {
        let (of, name, args) = self.call(id)?;
        let arg = |at: usize| args.get(at).copied();
        let receiver = self.receiver(of);
        // What a function of the source's own does is read inside it, whatever its name and its order of arguments.
        let own = matches!(receiver, "" | "this" | "self")
            && self.functions.iter().any(|function| function.name == name);
        if own {
            return None;
        }
        let mac = |hash: &str, key, message, writing| {
            Some(Mac {
                at: id,
                key,
                message,
                hash: hash.to_ascii_lowercase().replace(['-', '_'], ""),
                writing,
            })
        };
        match name {
            // OpenSSL::HMAC.digest(digest, key, data); hmac.digest(key, data, digest)
            "digest" | "hexdigest" | "base64digest" | "urlsafe_base64digest"
                if receiver == "HMAC" =>
            {
                let writing = match name {
                    "hexdigest" => Some(Writing::Hex),
                    "base64digest" => Some(Writing::Base64),
                    _ => None,
                };
                mac(&self.hash_named(arg(0)), arg(1), arg(2), writing)
            }
            "digest" if receiver == "hmac" && args.len() == 3 => {
                mac(&self.hash_named(arg(2)), arg(0), arg(1), None)
            }
            // createHmac("sha256", key).update(message).digest(how); hmac.new(key, message, hash).digest()
            "digest" | "hexdigest" => {
                let (start, updates) = self.chain(of?);
                let (inner, begun, given) = self.call(start)?;
                let writing = match (name, arg(0).and_then(|how| self.text_of(how))) {
                    ("hexdigest", _) => Some(Writing::Hex),
                    (_, Some(how)) => named_writing(how),
                    _ => None,
                };
                let message = updates.or_else(|| self.fed(of?, &["update"]));
                match (begun, self.receiver(inner)) {
                    ("createHmac", _) => mac(
                        &self.hash_named(given.first().copied()),
                        given.get(1).copied(),
                        message,
                        writing,
                    ),
                    ("new", "hmac" | "HMAC") => {
                        let by_name = |name: &str| {
                            given.iter().find_map(|arg| match self.kind(*arg) {
                                Kind::Pair { key, value } if key == name => *value,
                                _ => None,
                            })
                        };
                        let plain = |at: usize| {
                            given
                                .get(at)
                                .copied()
                                .filter(|arg| !matches!(self.kind(*arg), Kind::Pair { .. }))
                        };
                        let hash = by_name("digestmod").or(plain(2));
                        mac(
                            &self.hash_named(hash),
                            by_name("key").or(plain(0)),
                            by_name("msg").or(plain(1)).or(message),
                            writing,
                        )
                    }
                    _ => None,
                }
            }
            "HmacSHA256" | "HmacSHA1" | "HmacSHA512" | "HmacSHA384" | "HmacMD5" => {
                mac(&name[4..], arg(1), arg(0), None)
            }
            "hash_hmac" => {
                let raw = arg(3).is_some_and(|raw| match self.kind(raw) {
                    Kind::Pair {
                        value: Some(value), ..
                    } => self.shown(*value) == "true",
                    _ => matches!(self.shown(raw), "true" | "TRUE" | "True" | "1"),
                });
                mac(
                    &self.hash_named(arg(0)),
                    arg(2),
                    arg(1),
                    (!raw).then_some(Writing::Hex),
                )
            }
            "doFinal" => {
                let key = self.given_to(of?, "init").first().copied();
                let hash = self
                    .call(self.resolve(of?))
                    .and_then(|(_, _, args)| args.first().copied());
                let message = arg(0).or_else(|| self.fed(of?, &["update"]));
                mac(
                    self.hash_named(hash).trim_start_matches("hmac"),
                    key,
                    message,
                    None,
                )
            }
            "hmac" | "hmacHex" => {
                let (_, made, given) = self.call(self.resolve(of?))?;
                (made == "new HmacUtils").then_some(())?;
                let writing = (name == "hmacHex").then_some(Writing::Hex);
                // HmacAlgorithms.HMAC_SHA_256
                mac(
                    self.hash_named(given.first().copied())
                        .trim_start_matches("hmac"),
                    given.get(1).copied(),
                    arg(0),
                    writing,
                )
            }
            // Helpers of that name, of one's own or not, that the text does not show.
            "hmacSHA256" | "hmacsha256" | "HMACSHA256" | "hmac_sha256"
                if args.len() == 2 && self.own_function(name).is_none() =>
            {
                let is_key = |at: usize| {
                    arg(at).is_some_and(|id| {
                        self.is_secret(id) || self.text_of(self.resolve(id)).is_some()
                    })
                };
                let (key, message) = match (is_key(0), is_key(1)) {
                    (true, false) => (arg(0), arg(1)),
                    _ => (arg(1), arg(0)),
                };
                mac("sha256", key, message, None)
            }
            "hmacSha256" | "hmacSha256Hex" => {
                let writing = (name == "hmacSha256Hex").then_some(Writing::Hex);
                // commons-codec takes the key first, crypto-js the message; elsewhere the names decide.
                let secret_last = receiver != "HmacUtils"
                    && (self.text.contains("crypto-js")
                        || arg(1).is_some_and(|key| self.is_secret(key)));
                let (key, message) = if secret_last {
                    (arg(1), arg(0))
                } else {
                    (arg(0), arg(1))
                };
                mac("sha256", key, message, writing)
            }
            "ComputeHash" => {
                let (_, made, given) = self.call(self.resolve(of?))?;
                let hash = made.strip_prefix("new HMAC")?;
                mac(hash, given.first().copied(), arg(0), None)
            }
            "HashData" => mac(receiver.strip_prefix("HMAC")?, arg(0), arg(1), None),
            "Sum" => {
                let (inner, made, given) = self.call(self.resolve(of?))?;
                (made == "New" && self.receiver(inner) == "hmac").then_some(())?;
                let hash = given.first().map_or("", |hash| match self.kind(*hash) {
                    Kind::Member { of, .. } => self.last_name(*of).unwrap_or(""),
                    _ => "",
                });
                mac(hash, given.get(1).copied(), self.fed(of?, &["Write"]), None)
            }
            "sign" if receiver == "subtle" => mac("sha256", arg(1), arg(2), None),
            _ => None,
        }
    }

    /// Whether it is a secret by its name.
    fn is_secret(&self, id: Id) -> bool {
        self.names(id)
            .first()
            .is_some_and(|name| name.contains("secret"))
    }

    /// The call that a chain of calls began with, and what `update` was given on the way.
    fn chain(&self, end: Id) -> (Id, Option<Id>) {
        let mut at = self.resolve(end);
        let mut message = None;
        for _ in 0..8 {
            match self.call(at) {
                Some((Some(of), "update", args)) => {
                    message = args.first().copied();
                    at = self.resolve(of);
                }
                _ => break,
            }
        }
        (at, message)
    }

    /// What the variable `of` was fed with by its methods of these names.
    fn fed(&self, of: Id, methods: &[&str]) -> Option<Id> {
        methods
            .iter()
            .find_map(|method| self.given_to(of, method).first().copied())
    }

    /// The arguments of the first call of this method on the same variable.
    fn given_to(&self, of: Id, method: &str) -> Vec<Id> {
        let Some(variable) = self.variable(of) else {
            return Vec::new();
        };
        let function = self.nodes[of].function;
        self.calls()
            .find(|(id, on, name, _)| {
                *name == method
                    && self.nodes[*id].function == function
                    && on.is_some_and(|on| self.variable(on) == Some(variable))
            })
            .map(|(.., args)| args.to_vec())
            .unwrap_or_default()
    }

    /// The name of a hash as an argument: `"SHA256"`, `hashlib.sha256`, `OpenSSL::Digest.new('sha256')`.
    fn hash_named(&self, id: Option<Id>) -> String {
        let Some(id) = id.map(|id| self.resolve(id)) else {
            return String::new();
        };
        match self.kind(id) {
            Kind::Text(text) => text.clone(),
            Kind::Name(name) | Kind::Member { name, .. } => name.clone(),
            Kind::Call { name, args, .. } => {
                match args.first().and_then(|arg| self.text_of(*arg)) {
                    Some(text) => text.to_owned(),
                    None => name.clone(),
                }
            }
            _ => String::new(),
        }
        .to_ascii_lowercase()
        .replace(['-', '_'], "")
    }
}

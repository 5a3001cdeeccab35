//! Which calls encode and which make a MAC, in the libraries people sign with.

use crate::model::{Id, Kind, Model};

/// How bytes are written as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// `+ / =`
    Base64,
    /// `- _ =`
    Base64UrlPadded,
    /// `- _`
    Base64Url,
    Hex,
}

/// A call that writes bytes as a text.
pub(crate) struct Encoding {
    pub(crate) writing: Writing,
    pub(crate) of: Option<Id>,
}

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
    /// The encoding that a call makes, if it is one.
    pub(crate) fn encoding(&self, id: Id) -> Option<Encoding> {
        use Writing::*;
        let (of, name, args) = self.call(id)?;
        let first = args.first().copied();
        let receiver = self.receiver(of);
        let with = |writing, of| Some(Encoding { writing, of });
        let lower = receiver.to_ascii_lowercase();
        match name {
            "btoa" | "b64encode" | "standard_b64encode" | "encodebytes" | "base64_encode"
            | "encodeBase64String" | "encodeBase64" | "printBase64Binary" | "ToBase64String"
            | "strict_encode64" | "encode64" => with(Base64, first),
            "urlsafe_b64encode" => with(Base64UrlPadded, first),
            "urlsafe_encode64" => {
                let bare = args.iter().any(|arg| matches!(self.kind(*arg), Kind::Pair { key, value: Some(value) } if key == "padding" && self.shown(*value) == "false"));
                with(if bare { Base64Url } else { Base64UrlPadded }, first)
            }
            "encodeBase64URLSafeString"
            | "Base64UrlEncode"
            | "base64UrlEncode"
            | "base64url_encode"
            | "encodeURI"
                if !lower.is_empty() || name != "encodeURI" =>
            {
                with(Base64Url, first)
            }
            "bin2hex" | "hexlify" | "ToHexString" | "encodeHexString" | "printHexBinary"
            | "formatHex" => with(Hex, first),
            _ if lower_name_makes_hex(name) => with(Hex, first),
            "ToString" if receiver == "BitConverter" => with(Hex, first),
            "hex" if args.is_empty() && of.is_some() => with(Hex, of),
            "EncodeToString" => with(
                match receiver {
                    "StdEncoding" | "RawStdEncoding" => Base64,
                    "URLEncoding" => Base64UrlPadded,
                    "RawURLEncoding" => Base64Url,
                    "hex" => Hex,
                    _ => return None,
                },
                first,
            ),
            // CryptoJS.enc.Base64.stringify(words)
            "stringify" => with(named_writing(receiver)?, first),
            // words.toString(CryptoJS.enc.Base64), buffer.toString("base64")
            "toString" => {
                let how = first?;
                let name = self.text_of(how).or_else(|| self.last_name(how))?;
                with(named_writing(name)?, of)
            }
            "encodeToString" | "encode" => {
                let made_by = of.map(|of| self.resolve(of)).and_then(|of| self.call(of));
                let writing = match made_by {
                    Some((_, "getEncoder" | "getMimeEncoder", _)) => Base64,
                    Some((_, "getUrlEncoder", _)) => Base64UrlPadded,
                    Some((inner, "withoutPadding" | "withPadding", _)) => {
                        match self.receiver(inner) {
                            "getUrlEncoder" | "UrlSafe" => Base64Url,
                            _ => Base64,
                        }
                    }
                    _ if receiver == "UrlSafe" => Base64UrlPadded,
                    _ if lower == "base64url" => Base64Url,
                    // Android: the second argument tells.
                    _ if lower == "base64" || lower.ends_with("base64") => {
                        let flags = args.get(1).map_or("", |flags| self.shown(*flags));
                        match (flags.contains("URL_SAFE"), flags.contains("NO_PADDING")) {
                            (true, true) => Base64Url,
                            (true, false) => Base64UrlPadded,
                            _ if flags == "true" => Base64Url,
                            _ => Base64,
                        }
                    }
                    _ if receiver == "Base64UrlEncoder" => Base64Url,
                    _ => return None,
                };
                with(writing, first)
            }
            "Encode" if receiver == "Base64UrlEncoder" || receiver == "Base64Url" => {
                with(Base64Url, first)
            }
            _ => None,
        }
    }

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
                mac(
                    &self.hash_named(given.first().copied()),
                    given.get(1).copied(),
                    arg(0),
                    writing,
                )
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

    /// What an expression is made of, without what only changes its type: `secret` of `secret.getBytes(UTF_8)`.
    /// Names are followed.
    pub(crate) fn plain(&self, id: Id) -> Id {
        let mut id = id;
        for _ in 0..16 {
            let at = self.resolve(id);
            match self.unwrapped(at) {
                Some(inner) => id = inner,
                None => return at,
            }
        }
        id
    }

    /// One conversion taken away.
    pub(crate) fn unwrapped(&self, id: Id) -> Option<Id> {
        match self.kind(id) {
            Kind::Cast { of, .. } => Some(*of),
            Kind::Other(inner) if inner.len() == 1 => Some(inner[0]),
            Kind::Pair { value, .. } => *value,
            Kind::Call { of, name, args } => {
                if self.encoding(id).is_some() || self.mac(id).is_some() {
                    return None;
                }
                let first = args.first().copied();
                match name.as_str() {
                    "encode" | "decode"
                        if matches!(
                            self.receiver(*of),
                            "new TextEncoder" | "TextEncoder" | "utf8" | "encoder"
                        ) =>
                    {
                        first
                    }
                    "getBytes" | "encode" | "decode" | "toByteArray" | "toCharArray" | "to_s"
                    | "force_encoding" | "b" | "getEncoded" => *of,
                    "trim" | "strip" | "chomp" => of.or(first),
                    "toString" | "ToString" if args.is_empty() => *of,
                    "from"
                        if matches!(self.receiver(*of), "Buffer" | "Uint8Array")
                            && args.len() == 1 =>
                    {
                        first
                    }
                    "from" if self.receiver(*of) == "Buffer" => {
                        let how = args
                            .get(1)
                            .and_then(|how| self.text_of(*how))
                            .unwrap_or("utf8");
                        how.starts_with("utf").then_some(first?)
                    }
                    "parse" if matches!(self.receiver(*of), "Utf8" | "Latin1") => first,
                    "GetBytes"
                    | "bytes"
                    | "bytearray"
                    | "str"
                    | "String"
                    | "new String"
                    | "utf8_encode"
                    | "new SecretKeySpec"
                    | "new SymmetricSecurityKey"
                    | "hmacShaKeyFor"
                    | "unescape"
                    | "encodeURIComponent"
                    | "new Uint8Array"
                    | "trimSecret" => first,
                    "importKey" => args.get(1).copied(),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The names an expression goes by on the way to what it is made of, in lower case without underscores, first the
    /// nearest.
    pub(crate) fn names(&self, id: Id) -> Vec<String> {
        let mut names = Vec::new();
        let mut id = id;
        for _ in 0..16 {
            if let Some(read) = self.env_read(id) {
                names.push(plain_name(&read.name));
                break;
            }
            if let Kind::Name(name) | Kind::Member { name, .. } = self.kind(id) {
                names.push(plain_name(name));
            }
            let next = self.unwrapped(id).unwrap_or_else(|| self.resolve(id));
            if next == id {
                break;
            }
            id = next;
        }
        names
    }
}

pub(crate) fn plain_name(name: &str) -> String {
    name.to_ascii_lowercase().replace(['_', '-'], "")
}

/// Many write a function of their own for it.
fn lower_name_makes_hex(name: &str) -> bool {
    let name = plain_name(name);
    name.contains("tohex") && !name.contains("fromhex")
}

fn named_writing(name: &str) -> Option<Writing> {
    match name.to_ascii_lowercase().as_str() {
        "base64" => Some(Writing::Base64),
        "base64url" => Some(Writing::Base64Url),
        "hex" => Some(Writing::Hex),
        _ => None,
    }
}

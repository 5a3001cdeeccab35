//! What an expression is made of, and the names it goes by.

use crate::model::{Id, Kind, Model};

impl Model<'_> {
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
                    // function clientSecret() { return '…'; }
                    _ if args.is_empty()
                        && matches!(self.receiver(*of), "" | "this" | "self" | "static") =>
                    {
                        let returned = self.returned(self.own_function(name)?)?;
                        self.text_of(returned).is_some().then_some(returned)
                    }
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
            // config('zoom.sdk_secret')
            if let Kind::Call { name, args, .. } = self.kind(id)
                && matches!(
                    name.as_str(),
                    "config"
                        | "get"
                        | "getProperty"
                        | "GetValue"
                        | "GetString"
                        | "get_option"
                        | "fetch"
                        | "dig"
                )
                && let Some(text) = args.last().and_then(|arg| self.text_of(*arg))
            {
                names.push(plain_name(text));
                break;
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

//! Which calls write bytes as a text, in the libraries people sign with.

use crate::{
    model::{Id, Kind, Model},
    plain::plain_name,
};

/// How bytes are written as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// `+ / =`
    Base64,
    /// `- _ =`
    Base64UrlPadded,
    /// `- _`, and the number of pads as a digit at the end.
    Base64UrlCounted,
    /// `- _`
    Base64Url,
    Hex,
}

/// A call that writes bytes as a text.
pub(crate) struct Encoding {
    pub(crate) writing: Writing,
    pub(crate) of: Option<Id>,
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
        let text = first.and_then(|first| self.text_of(first));
        match name {
            "btoa" | "b64encode" | "standard_b64encode" | "encodebytes" | "base64_encode"
            | "encodeBase64String" | "encodeBase64" | "printBase64Binary" | "ToBase64String"
            | "strict_encode64" | "encode64" => with(Base64, first),
            // HttpServerUtility.UrlTokenEncode(bytes)
            "UrlTokenEncode" => with(Base64UrlCounted, first),
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
            _ if lower_name_makes_hex(name) => with(Hex, first.or(of)),
            "ToString" if receiver == "BitConverter" => with(Hex, first),
            // mac.joinToString("") { "%02x".format(it) }; bytes.map(b => b.toString(16)).join("")
            "joinToString" if self.shown(id).contains("%02x") => with(Hex, of),
            "join" if of.is_some_and(|of| self.maps_to_hex(of)) => {
                with(Hex, of.and_then(|of| self.call(of)?.0))
            }
            "Sprintf" if text == Some("%x") => with(Hex, args.get(1).copied()),
            "format" if matches!(text, Some("%x" | "%02x" | "%064x")) => with(
                Hex,
                args.get(1)
                    .and_then(|big| self.call(self.resolve(*big))?.2.last())
                    .copied(),
            ),
            // mac.unpack1("H*"), mac.unpack("H*").first, [mac].pack("m0")
            "unpack1" | "unpack" if matches!(text, Some("H*")) => with(Hex, of),
            "pack" if matches!(text, Some("m" | "m0")) => match of.map(|of| self.kind(of)) {
                Some(Kind::List(all)) => with(Base64, all.first().copied()),
                _ => None,
            },
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
                    _ if lower == "base64" || lower.ends_with("base64") => match args.get(1) {
                        Some(flags) => self.told_by_flags(*flags)?,
                        None => Base64,
                    },
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

    /// `bytes.map(b => b.toString(16).padStart(2, "0"))`
    fn maps_to_hex(&self, id: Id) -> bool {
        self.call(id).is_some_and(|(_, name, _)| name == "map")
            && self.shown(id).len() < 400
            && self.shown(id).contains("toString(16)")
    }

    /// What the second argument of Android's `Base64`, or of js-base64, makes of it; nothing where that does not show.
    fn told_by_flags(&self, flags: Id) -> Option<Writing> {
        const KNOWN: [&str; 6] = [
            "DEFAULT",
            "NO_WRAP",
            "CRLF",
            "NO_CLOSE",
            "URL_SAFE",
            "NO_PADDING",
        ];
        let at = self.resolve(flags);
        let shown = self.shown(at);
        let (safe, bare) = match self.kind(at) {
            // The values of NO_PADDING and URL_SAFE.
            Kind::Number { value, .. } => {
                let bits = *value as u64;
                (bits & 8 != 0, bits & 1 != 0)
            }
            Kind::Name(_) | Kind::Member { .. }
                if !matches!(shown, "true" | "false")
                    && !KNOWN.iter().any(|known| shown.contains(known)) =>
            {
                return None;
            }
            _ => (
                shown.contains("URL_SAFE") || shown == "true",
                shown.contains("NO_PADDING") || shown == "true",
            ),
        };
        Some(match (safe, bare) {
            (true, true) => Writing::Base64Url,
            (true, false) => Writing::Base64UrlPadded,
            _ => Writing::Base64,
        })
    }
}

/// Many write a function of their own for it.
fn lower_name_makes_hex(name: &str) -> bool {
    let name = plain_name(name);
    name.contains("tohex") && !name.contains("fromhex")
}

pub(crate) fn named_writing(name: &str) -> Option<Writing> {
    match name.to_ascii_lowercase().as_str() {
        "base64" => Some(Writing::Base64),
        "base64url" => Some(Writing::Base64Url),
        "hex" => Some(Writing::Hex),
        _ => None,
    }
}

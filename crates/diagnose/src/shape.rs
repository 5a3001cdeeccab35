//! What a signature looks like from the outside.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use countersign_token::{Inspection, without_count};

use crate::forensics::{LENIENT, hs256, unhex};

/// What a text that was passed as the signature is.
pub(crate) enum Shape<'a> {
    /// Three parts, whatever is in them.
    ThreeParts,
    /// The HMAC alone, written as said.
    BareMac(&'static str),
    /// The signature of the JWT apps that Zoom retired in 2023.
    Legacy(Legacy),
    /// Not a text at all, but something that was turned into one.
    NotAString(Cow<'a, str>),
    /// None of these.
    Other,
}

/// The fields of a legacy signature.
pub(crate) struct Legacy {
    pub(crate) api_key: String,
    pub(crate) meeting_number: String,
    /// Epoch milliseconds, as digits.
    pub(crate) timestamp: String,
    pub(crate) role: String,
    /// HMAC in standard base64.
    pub(crate) hash: String,
}

impl<'a> Shape<'a> {
    pub(crate) fn of(look: &Inspection<'a>) -> Shape<'a> {
        let text = look.text.trim();
        if let Some(what) = not_a_string(text) {
            return Shape::NotAString(what);
        }
        if look.part_count == 3 {
            return Shape::ThreeParts;
        }
        let only = look.parts.first().filter(|_| look.part_count == 1);
        let decoded = only.and_then(|part| part.decoded.as_deref());
        if text.len() == 64 && unhex(text).is_some() {
            return Shape::BareMac("hex");
        }
        // .NET's UrlTokenEncode may have written it as well.
        let counted = || Legacy::of(&LENIENT.decode(url_to_standard(without_count(text)?)).ok()?);
        match decoded {
            Some(bytes) if bytes.len() == 32 => Shape::BareMac("base64"),
            bytes => bytes
                .and_then(Legacy::of)
                .or_else(|| only.and_then(|_| counted()))
                .map_or(Shape::Other, Shape::Legacy),
        }
    }
}

fn url_to_standard(text: &str) -> String {
    text.replace('-', "+").replace('_', "/")
}

fn not_a_string(text: &str) -> Option<Cow<'_, str>> {
    let what = match text {
        "" => "an empty text".into(),
        "undefined" | "null" | "NaN" | "true" | "false" | "None" => {
            format!("the word {text}").into()
        }
        _ if text.starts_with("[object ") || text.starts_with("Promise {") => {
            "a JavaScript object or promise".into()
        }
        _ if text.starts_with('<') => {
            "an HTML page, perhaps the error page of your endpoint".into()
        }
        _ if text.starts_with(['{', '[']) => "a whole JSON answer".into(),
        _ => return None,
    };
    Some(what)
}

impl Legacy {
    /// `apiKey.meetingNumber.milliseconds.role.base64(HMAC)`.
    fn of(bytes: &[u8]) -> Option<Legacy> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut fields = text.split('.').map(str::to_owned);
        let legacy = Legacy {
            api_key: fields.next()?,
            meeting_number: fields.next()?,
            timestamp: fields.next()?,
            role: fields.next()?,
            hash: fields.next()?,
        };
        // A time or number may be "undefined"; five fields that end in a hash are nothing else.
        let is_hash = legacy.hash.trim_end_matches('=').len() == 43 || legacy.hash.len() == 64;
        let fits = fields.next().is_none()
            && is_hash
            && legacy.api_key.len() <= 64
            && legacy.timestamp.len() <= 20
            && legacy.role.len() <= 20;
        fits.then_some(legacy)
    }

    /// Whether its hash was made with this secret: the HMAC covers the base64 of key, number, time and role joined.
    pub(crate) fn made_with(&self, secret: &str) -> bool {
        let message = [
            &*self.api_key,
            &*self.meeting_number,
            &*self.timestamp,
            &*self.role,
        ]
        .concat();
        let mac = hs256(secret.as_bytes(), STANDARD.encode(message).as_bytes());
        STANDARD.encode(mac) == self.hash
    }
}

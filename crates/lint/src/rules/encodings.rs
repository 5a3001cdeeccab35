//! How the parts of a token are written: `base64-standard-segments`, `base64url-padding`, `hmac-hex`,
//! `hmac-hex-then-base64`.

use countersign_diagnose::Confidence::{Certain, Likely};

use crate::{
    Language,
    encoding::Writing,
    finding::{Found, Said},
    mac::Mac,
    model::{Id, Kind},
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    // The retired signature was written in standard base64.
    if !facts.legacy.is_empty() && facts.claims.is_empty() {
        return;
    }
    // What writes hexadecimal text is wrong for that already.
    let told: Vec<Id> = facts
        .macs
        .iter()
        .filter_map(|mac| hex(found, mac))
        .collect();
    let of_macs = facts
        .macs
        .iter()
        .filter_map(|mac| Some((mac.at, mac.writing?)));
    let of_segments = facts
        .encodings
        .iter()
        .filter(|(id, encoding)| {
            !facts.is_basic_auth(*id) && encoding.of.is_some_and(|of| facts.is_segment(of))
        })
        .map(|(id, encoding)| (*id, encoding.writing));
    let all: Vec<(Id, Writing)> = of_macs
        .chain(of_segments)
        .filter(|(id, _)| !told.contains(id))
        .collect();
    for (id, writing) in all {
        let (safe, bare) = match writing {
            Writing::Base64 => facts.made_url_safe(id),
            Writing::Base64UrlPadded => (true, facts.made_url_safe(id).1),
            Writing::Base64UrlCounted => {
                found.error(id, COUNTED);
                continue;
            }
            Writing::Base64Url | Writing::Hex => continue,
        };
        let language = facts.model.language;
        match (safe, bare) {
            (false, _) => found.error(
                id,
                Said {
                    rule: "base64-standard-segments",
                    confidence: Likely,
                    message: "a part of the token is written in standard base64, with + / and =",
                    fix: url_safe(language),
                },
            ),
            (true, false) => found.error(
                id,
                Said {
                    rule: "base64url-padding",
                    confidence: Likely,
                    message: "a part of the token keeps the padding =",
                    fix: without_padding(language),
                },
            ),
            (true, true) => {}
        }
    }
}

const COUNTED: Said<'static> = Said {
    rule: "base64url-padding",
    confidence: Certain,
    message: "UrlTokenEncode writes the number of pads, a digit, at the end of each part",
    fix: "Use Base64UrlEncoder.Encode(bytes), or Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_').",
};

/// Where the hexadecimal text of a MAC is written, if it is.
fn hex(found: &mut Found<'_, '_>, mac: &Mac) -> Option<Id> {
    let facts = found.facts;
    let model = facts.model;
    // Where the hexadecimal text is made.
    let mut made = (mac.writing == Some(Writing::Hex)).then_some(mac.at);
    if made.is_none() {
        made = facts
            .encodings_of(mac.at)
            .find(|(_, encoding)| encoding.writing == Writing::Hex)
            .map(|(id, _)| *id);
    }
    // What CryptoJS gives becomes hexadecimal as soon as it is used as a text.
    let crypto_js = model
        .call(mac.at)
        .is_some_and(|(_, name, _)| name.starts_with("Hmac"));
    if made.is_none() && crypto_js && mac.writing.is_none() {
        made = model
            .calls()
            .find(|(_, of, name, args)| {
                *name == "toString"
                    && args.is_empty()
                    && of.is_some_and(|of| model.resolve(of) == mac.at)
            })
            .map(|(id, ..)| id)
            .or_else(|| {
                let as_text =
                    |id: Id| matches!(model.kind(id), Kind::Binary { .. } | Kind::Template(_));
                model.ids().find(|id| {
                    as_text(*id)
                        && model
                            .children(*id)
                            .iter()
                            .any(|child| model.resolve(*child) == mac.at)
                })
            })
            .or_else(|| {
                let base64 = facts
                    .encodings_of(mac.at)
                    .find(|(id, _)| model.call(*id).is_some_and(|(_, name, _)| name == "btoa"));
                base64.map(|(id, _)| *id)
            });
    }
    let made = made?;
    let again = facts.encodings.iter().find(|(id, encoding)| {
        let of_hex = encoding.of.is_some_and(|of| {
            let plain = model.plain(of);
            let implied = crypto_js
                && plain == mac.at
                && made != mac.at
                && !model.shown(*id).contains("stringify");
            model.resolve(of) == made || plain == made || implied
        });
        encoding.writing != Writing::Hex && (*id == made || of_hex)
    });
    let again = again
        .map(|(id, _)| *id)
        .or_else(|| given_to_base64(found, made));
    let language = model.language;
    match again {
        Some(id) => found.error(
            id,
            Said {
                rule: "hmac-hex-then-base64",
                confidence: Likely,
                message: "the HMAC is turned into hexadecimal text before base64; its bytes are meant",
                fix: bytes(language),
            },
        ),
        None => found.error(
            made,
            Said {
                rule: "hmac-hex",
                confidence: Likely,
                message: "the HMAC is written in hexadecimal; a JWT wants base64url of its bytes",
                fix: bytes(language),
            },
        ),
    }
    Some(again.unwrap_or(made))
}

/// The call of a function of the source's own that writes base64, if it is given this.
fn given_to_base64(found: &Found<'_, '_>, hex: Id) -> Option<Id> {
    let facts = found.facts;
    let model = facts.model;
    let writes_base64 = |name: &str| {
        let function = model.own_function(name);
        function.is_some()
            && facts.encodings.iter().any(|(id, encoding)| {
                model.nodes[*id].function == function && encoding.writing != Writing::Hex
            })
    };
    model
        .calls()
        .find(|(_, _, name, args)| {
            args.iter().any(|arg| model.plain(*arg) == hex) && writes_base64(name)
        })
        .map(|(id, ..)| id)
}

fn url_safe(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Html => {
            "Write base64url: in Node Buffer.from(text).toString('base64url') and .digest('base64url'); in CryptoJS enc.Base64url; else replace + with -, / with _ and drop =. Better: let jsonwebtoken or jose make the token."
        }
        Language::Python => {
            "Write base64url: base64.urlsafe_b64encode(data).rstrip(b\"=\"). Better: jwt.encode(payload, secret, algorithm=\"HS256\") of PyJWT."
        }
        Language::Php => {
            "Write base64url: rtrim(strtr(base64_encode($data), '+/', '-_'), '='). Better: JWT::encode($payload, $secret, 'HS256') of firebase/php-jwt."
        }
        Language::Java | Language::Kotlin => {
            "Write base64url: Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)."
        }
        Language::CSharp => {
            "Write base64url: Base64UrlEncoder.Encode(bytes), or Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')."
        }
        Language::Go => "Write base64url: base64.RawURLEncoding.EncodeToString(data).",
        Language::Ruby => {
            "Write base64url: Base64.urlsafe_encode64(data, padding: false). Better: JWT.encode(payload, secret, 'HS256')."
        }
    }
}

fn without_padding(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Html => {
            "Drop the padding as well: .replace(/=+$/, ''), or write 'base64url' from the start."
        }
        Language::Python => "Drop the padding: base64.urlsafe_b64encode(data).rstrip(b\"=\").",
        Language::Php => "Drop the padding: rtrim(strtr(base64_encode($data), '+/', '-_'), '=').",
        Language::Java | Language::Kotlin => {
            "Drop the padding: Base64.getUrlEncoder().withoutPadding(); on Android add Base64.NO_PADDING."
        }
        Language::CSharp => {
            "Drop the padding: .TrimEnd('='), or use Base64UrlEncoder.Encode(bytes)."
        }
        Language::Go => "Use base64.RawURLEncoding; URLEncoding pads.",
        Language::Ruby => "Drop the padding: Base64.urlsafe_encode64(data, padding: false).",
    }
}

fn bytes(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Html => {
            "Write the bytes: .digest('base64url') in Node, CryptoJS.enc.Base64url.stringify(hmac) with CryptoJS."
        }
        Language::Python => {
            "Use .digest(), not .hexdigest(), then base64.urlsafe_b64encode(mac).rstrip(b\"=\")."
        }
        Language::Php => {
            "Pass true as the fourth argument: hash_hmac('sha256', $data, $secret, true), then base64url."
        }
        Language::Java | Language::Kotlin => {
            "Give the bytes of doFinal() to Base64.getUrlEncoder().withoutPadding()."
        }
        Language::CSharp => "Give the bytes of ComputeHash() to Base64UrlEncoder.Encode().",
        Language::Go => "Give h.Sum(nil) to base64.RawURLEncoding.EncodeToString().",
        Language::Ruby => {
            "Use OpenSSL::HMAC.digest, not hexdigest, then Base64.urlsafe_encode64(mac, padding: false)."
        }
    }
}

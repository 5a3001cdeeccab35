//! What a source does about Zoom's signatures: gathered once, judged by the rules.

use std::cell::RefCell;

use crate::{
    Source, Target,
    claims::{ClaimSet, ClaimSets, claim_sets},
    credentials::EnvRead,
    encoding::Encoding,
    mac::Mac,
    model::{Id, Kind, Model},
    moment::Value,
    plain::plain_name,
};

/// How many of a kind are looked at: sets of claims, MACs, calls of JWT libraries. Nobody writes more into one source,
/// and what the rules do stays in proportion to its length.
const MOST: usize = 50;
/// The same for encodings and for variables of the environment.
const MOST_SMALL: usize = 200;
/// How many steps of following a text back to its making are taken.
const MOST_STEPS: usize = 100_000;

pub(crate) struct Facts<'m> {
    pub(crate) model: &'m Model<'m>,
    /// The text in lower case.
    pub(crate) lower: String,
    pub(crate) claims: Vec<ClaimSet>,
    /// Claims of the Video SDK, in a source that is about the Meeting SDK.
    pub(crate) video_claims: Vec<ClaimSet>,
    /// Claims of the REST API's tokens, in a source that somebody says signs for the Meeting SDK and that has no others.
    pub(crate) api_claims: Vec<ClaimSet>,
    /// MACs over a token, not those of webhooks.
    pub(crate) macs: Vec<Mac>,
    pub(crate) jwts: Vec<Jwt>,
    pub(crate) encodings: Vec<(Id, Encoding)>,
    pub(crate) env: Vec<(Id, EnvRead)>,
    /// Concatenations of the five fields of the signature that was retired in 2023.
    pub(crate) legacy: Vec<Id>,
    /// It makes signatures.
    pub(crate) signs: bool,
    /// It calls the Web SDK.
    pub(crate) page: bool,
    /// The SDK that it is for, as far as that is known or shows.
    pub(crate) target: Target,
    /// Names of variables that are known to be set, if any are.
    pub(crate) known_env: &'m [&'m str],
    /// Steps left for following texts.
    pub(crate) budget: RefCell<usize>,
}

/// Whether a text is like the IDs and keys that Zoom hands out.
fn is_like_a_key(text: &str) -> bool {
    const SHORTEST: usize = 16;
    text.len() >= SHORTEST
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// A call of a JWT library that signs.
pub(crate) struct Jwt {
    pub(crate) at: Id,
    pub(crate) key: Option<Id>,
    /// What is signed, where the call that takes the key takes it too.
    pub(crate) payload: Option<Id>,
    /// In upper case; empty when it is not told.
    pub(crate) algorithm: String,
}

impl<'m> Facts<'m> {
    /// Nothing when the source has nothing to do with signatures of the Meeting SDK.
    pub(crate) fn gather(model: &'m Model<'m>, source: &Source<'m>) -> Option<Facts<'m>> {
        let presumed = source.presumed;
        let lower = model.text.to_ascii_lowercase();
        let ClaimSets {
            of_meetings: claims,
            of_video: mut video_claims,
            of_the_api: mut api_claims,
        } = claim_sets(model, presumed || lower.contains("zoom"));
        if !presumed || !claims.is_empty() || !video_claims.is_empty() {
            api_claims.clear();
        }
        // Who signs for the Video SDK with these is right, and so is who signs for both.
        let of_meetings = ["meetingsdk", "meeting_sdk", "meeting-sdk", "zoommtg"];
        let is_of_meetings = presumed || of_meetings.iter().any(|word| lower.contains(word));
        if !is_of_meetings || !claims.is_empty() {
            video_claims.retain(ClaimSet::is_mixed);
        }
        let mut facts = Facts {
            model,
            claims,
            video_claims,
            api_claims,
            macs: Vec::new(),
            jwts: Vec::new(),
            encodings: Vec::new(),
            env: Vec::new(),
            legacy: Vec::new(),
            signs: false,
            page: ["zoommtg", "@zoom/meetingsdk", "zoomapproot"]
                .iter()
                .any(|word| lower.contains(word)),
            known_env: source.env,
            target: source.target.seen(&lower),
            lower,
            budget: RefCell::new(MOST_STEPS),
        };
        facts.legacy = facts.legacy_concatenations();
        if !facts.legacy.is_empty() {
            facts.api_claims.clear();
        }
        let macs: Vec<Mac> = model
            .calls()
            .filter_map(|(id, ..)| model.mac(id))
            .take(MOST)
            .collect();
        facts.macs = macs
            .into_iter()
            .filter(|mac| facts.is_over_a_token(mac) && !facts.is_beside_legacy(mac.at))
            .collect();
        facts.jwts = model
            .calls()
            .filter_map(|(id, ..)| facts.jwt(id))
            .take(MOST)
            .collect();
        facts.signs = !facts.claims.is_empty()
            || !facts.video_claims.is_empty()
            || !facts.legacy.is_empty()
            || facts.signs_by_its_words()
            || facts.signs_by_its_secret()
            || presumed;
        if !facts.signs && !facts.page {
            return None;
        }
        if !facts.signs {
            facts.macs.clear();
        }
        facts.claims.truncate(MOST);
        facts.encodings = model
            .calls()
            .filter_map(|(id, ..)| Some((id, model.encoding(id)?)))
            .filter(|(id, _)| !facts.is_beside_legacy(*id))
            .take(MOST_SMALL)
            .collect();
        facts.env = model.env_reads(MOST_SMALL);
        Some(facts)
    }

    /// A fragment may have lost its claims: a MAC and Zoom's words are enough.
    fn signs_by_its_words(&self) -> bool {
        let has = |word: &str| self.lower.contains(word);
        let number = has("meetingnumber")
            || has("meeting_number")
            || has("meetingid")
            || has("\"mn\"")
            || has("'mn'");
        !self.macs.is_empty()
            && number
            && (has("zoom") || has("sdkkey") || has("sdk_key") || has("appkey"))
            && has("role")
    }

    /// The secret of Zoom's SDK tells as well what it signs.
    fn signs_by_its_secret(&self) -> bool {
        self.keys().any(|key| {
            let names = self.model.names(key);
            let secret = |name: &&String| name.contains("secret") && name.contains("sdk");
            let all_of_zoom = self.lower.contains("zoom");
            names
                .iter()
                .filter(secret)
                .any(|name| !name.contains("video") && (all_of_zoom || name.contains("meetingsdk")))
        })
    }

    /// Webhooks are validated with a MAC too, in hex and with another secret.
    fn is_over_a_token(&self, mac: &Mac) -> bool {
        const OTHERS: [&str; 15] = [
            "plainToken",
            "encryptedToken",
            "v0:",
            "v0=",
            "x-zm-signature",
            "x_zm_signature",
            "webhook",
            // Who compares a MAC has been given it.
            "timingSafeEqual",
            "compare_digest",
            "hash_equals",
            "secure_compare",
            "MessageDigest.isEqual",
            "FixedTimeEquals",
            "hmac.Equal",
            "ConstantTimeCompare",
        ];
        let came_with_a_request = mac.message.is_some_and(|message| {
            let at = self.model.plain(message);
            let name = self.model.last_name(at).map(plain_name);
            matches!(self.model.kind(at), Kind::Name(_) | Kind::Member { .. })
                && matches!(name.as_deref(), Some("body" | "rawbody" | "requestbody"))
        });
        if came_with_a_request {
            return false;
        }
        let around = self.model.surroundings(mac.at);
        if self.model.nodes[mac.at].function.is_some() {
            return !OTHERS.iter().any(|other| around.contains(other));
        }
        let message = mac
            .message
            .map_or("", |message| self.model.shown(self.model.plain(message)));
        let named = mac.key.map(|key| self.model.names(key)).unwrap_or_default();
        !message.contains("plainToken")
            && !message.contains("v0:")
            && !named
                .iter()
                .any(|name| name.contains("webhook") || name.contains("secrettoken"))
    }

    /// Whether a node is in a function that makes the retired signature, beside one that makes a token.
    fn is_beside_legacy(&self, id: Id) -> bool {
        let function = |id: Id| self.model.nodes[id].function;
        !self.claims.is_empty()
            && function(id).is_some()
            && self
                .legacy
                .iter()
                .any(|legacy| function(*legacy) == function(id))
    }

    /// `key.number.time.role.hash`, or the same without dots, as it was signed.
    fn legacy_concatenations(&self) -> Vec<Id> {
        let model = self.model;
        let mut found: Vec<Id> = Vec::new();
        for id in model.ids() {
            let whole = match model.kind(id) {
                Kind::Binary { op, .. } if op == "+" || op == "." || op == "%" => true,
                Kind::Template(_) => true,
                Kind::Call { name, .. } => matches!(
                    name.as_str(),
                    "join" | "format" | "sprintf" | "Sprintf" | "Format" | "implode"
                ),
                _ => false,
            };
            let inner = model.nodes[id].parent.is_some_and(|parent| {
                matches!(model.kind(parent), Kind::Binary { .. } | Kind::Template(_))
            });
            if whole && !inner && self.is_legacy(&self.parts(id)) {
                found.push(id);
            }
        }
        found
    }

    fn is_legacy(&self, parts: &[Id]) -> bool {
        let mut seen = [false; 4];
        if parts.len() < 4 || parts.len() > 12 {
            return false;
        }
        for part in parts {
            if let Some(text) = self.model.text_of(*part) {
                // The key itself, written down.
                if seen == [false; 4] && is_like_a_key(text) {
                    seen[0] = true;
                    continue;
                }
                if !text.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, '.' | '%' | 's' | 'd' | '{' | '}' | ' ')
                }) {
                    return false;
                }
                continue;
            }
            let names = self.model.names(*part);
            let name = names.first().map_or("", String::as_str);
            let at = match name {
                _ if name.contains("role") => 3,
                _ if name.contains("meeting") || name == "mn" => 1,
                _ if name.contains("key")
                    || name.contains("clientid")
                    || name.contains("accountid")
                    || name.ends_with("api") =>
                {
                    0
                }
                _ if name.contains("time")
                    || matches!(name, "ts" | "now" | "date")
                    || self.model.moment(*part).is_some() =>
                {
                    2
                }
                // What stands between key and time is the number, whatever its name.
                _ if seen == [true, false, false, false] => 1,
                _ => continue,
            };
            // Some write when it ends as well, wherever.
            if at == 2 && seen[2] {
                continue;
            }
            // In this order, or it is something else.
            if (at + 1..4).any(|later| seen[later]) {
                return false;
            }
            seen[at] = true;
        }
        seen == [true; 4]
    }

    /// What a text is put together from, by any of the usual means.
    pub(crate) fn parts(&self, id: Id) -> Vec<Id> {
        let model = self.model;
        let list = |id: Id| match model.kind(model.resolve(id)) {
            Kind::List(all) => all.clone(),
            _ => vec![id],
        };
        match model.kind(id) {
            Kind::Call { name, args, of } => match name.as_str() {
                "format" | "sprintf" | "Sprintf" | "Format" => {
                    of.iter().chain(args).copied().collect()
                }
                "implode" => args.iter().skip(1).flat_map(|arg| list(*arg)).collect(),
                "join" | "Join" => of.iter().chain(args).flat_map(|part| list(*part)).collect(),
                _ => vec![id],
            },
            Kind::Binary { op, left, right } if op == "%" => {
                std::iter::once(*left).chain(list(*right)).collect()
            }
            _ => model.pieces(id),
        }
    }

    fn jwt(&self, id: Id) -> Option<Jwt> {
        let model = self.model;
        let (of, name, args) = model.call(id)?;
        let receiver = model.receiver(of);
        let arg = |at: usize| args.get(at).copied();
        let text = |id: Option<Id>| {
            id.and_then(|id| model.text_of(model.resolve(id)))
                .unwrap_or("")
                .to_ascii_uppercase()
        };
        let named = |name: &str| {
            args.iter().find_map(|arg| match model.kind(*arg) {
                Kind::Pair { key, value } if key == name => *value,
                _ => None,
            })
        };
        let option = |id: Option<Id>, name: &str| {
            let Kind::Map(entries) = model.kind(model.resolve(id?)) else {
                return None;
            };
            entries.iter().find_map(|entry| match model.kind(*entry) {
                Kind::Pair { key, value } if key == name => *value,
                _ => None,
            })
        };
        let takes_both = matches!(name, "sign" | "encode");
        let jwt = |key: Option<Id>, algorithm: String| {
            Some(Jwt {
                at: id,
                key,
                payload: arg(if receiver == "JWS" { 2 } else { 0 })
                    .filter(|_| takes_both && args.len() >= 2),
                algorithm,
            })
        };
        match (name, receiver) {
            ("sign", "JWS") if args.len() >= 4 => jwt(arg(3), text(arg(0))),
            ("sign", "jwt" | "jsonwebtoken" | "JWT" | "jwtService") => {
                jwt(arg(1), text(option(arg(2), "algorithm")))
            }
            ("encode", "jwt" | "JWT" | "pyjwt") => {
                jwt(named("key").or(arg(1)), text(named("algorithm").or(arg(2))))
            }
            ("HMAC256" | "HMAC384" | "HMAC512", "Algorithm") => {
                jwt(arg(0), name.replace("HMAC", "HS"))
            }
            ("signWith", _) => {
                let algorithm = |id: Option<Id>| {
                    id.and_then(|id| model.last_name(id))
                        .filter(|name| name.starts_with("HS"))
                        .map(str::to_owned)
                };
                match algorithm(arg(0)) {
                    Some(first) => jwt(arg(1), first),
                    None => jwt(arg(0), algorithm(arg(1)).unwrap_or_default()),
                }
            }
            ("new SigningCredentials", _) => {
                let algorithm = arg(1).and_then(|id| model.last_name(id)).unwrap_or("");
                jwt(
                    arg(0),
                    algorithm
                        .replace("HmacSha", "HS")
                        .replace("Signature", "")
                        .to_ascii_uppercase(),
                )
            }
            ("SignedString", _) => {
                let made = of.map(|of| model.resolve(of)).and_then(|of| model.call(of));
                let method = made
                    .and_then(|(_, _, args)| model.last_name(*args.first()?))
                    .unwrap_or("");
                jwt(
                    arg(0),
                    method.trim_start_matches("SigningMethod").to_owned(),
                )
            }
            ("sign", _) if of.is_some_and(|of| model.shown(of).contains("SignJWT")) => {
                jwt(arg(0), String::new())
            }
            _ => None,
        }
    }

    /// What signs: the keys of all MACs and JWT calls.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Id> {
        self.macs
            .iter()
            .filter_map(|mac| mac.key)
            .chain(self.jwts.iter().filter_map(|jwt| jwt.key))
    }

    /// The claim's value; where only its name shows, the variable of that name.
    pub(crate) fn claim_value(&self, set: &ClaimSet, key: &str) -> Option<(Id, Value)> {
        let claim = set.get(key)?;
        if let Some(told) = claim.told {
            return Some((claim.at, told));
        }
        if let Some(value) = claim.value {
            return Some((value, self.model.value(value)));
        }
        let function = self.model.nodes[claim.at].function;
        let (to, value) = self
            .model
            .assigned
            .get(key)?
            .iter()
            .rev()
            .find(|(to, _)| self.model.nodes[*to].function == function)?;
        Some((*to, self.model.value(*value)))
    }
}

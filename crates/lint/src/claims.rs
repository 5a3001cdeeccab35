//! The claims that a source signs, however it writes them down.

use crate::{
    Language,
    model::{Id, Kind, Model},
    moment::{Moment, Value, seconds_in},
    placeholders::is_left_out,
};

/// Claims that go into one token.
pub(crate) struct ClaimSet {
    pub(crate) claims: Vec<Claim>,
    /// More may be in it than can be seen.
    pub(crate) open: bool,
    /// Another place of the source sets a role, be it for these or not.
    pub(crate) role_elsewhere: bool,
    pub(crate) at: Id,
}

/// One claim as it is written.
pub(crate) struct Claim {
    pub(crate) key: String,
    /// Nothing where only its name can be seen.
    pub(crate) value: Option<Id>,
    /// What a library makes of it, where that is not the value.
    pub(crate) told: Option<Value>,
    pub(crate) at: Id,
}

/// Claims of the Meeting SDK alone.
const OWN: [&str; 4] = ["appKey", "sdkKey", "mn", "tokenExp"];
/// What people write for `mn`.
pub(crate) const NUMBER_NAMES: [&str; 7] = [
    "meetingNumber",
    "meeting_number",
    "meetingnumber",
    "meetingId",
    "meeting_id",
    "meetingNo",
    "webinarNumber",
];
/// Options of `join()` that no token has.
const JOIN_OPTIONS: [&str; 9] = [
    "signature",
    "userName",
    "passWord",
    "userEmail",
    "password",
    "leaveUrl",
    "success",
    "zak",
    "customize",
];
/// Claims of the tokens that people give to their own users.
const OF_USERS: [&str; 8] = [
    "sub",
    "username",
    "userId",
    "user_id",
    "email",
    "tokenType",
    "appSecret",
    "jti",
];
/// Claims of the Video SDK.
pub(crate) const VIDEO_SDK: [&str; 5] = [
    "tpc",
    "role_type",
    "app_key",
    "session_key",
    "user_identity",
];

impl ClaimSet {
    /// Of several of one name the last: it takes the place of those before.
    pub(crate) fn get(&self, key: &str) -> Option<&Claim> {
        self.claims.iter().rev().find(|claim| claim.key == key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// Whether these are claims of a token of the Video SDK, or some of them among those of the Meeting SDK.
    fn is_video_sdk(&self) -> bool {
        let own = VIDEO_SDK.iter().filter(|key| self.has(key)).count();
        (own >= 2 || own == 1 && self.is_mixed()) && self.has_any(&["iat", "exp", "version"])
    }

    /// Whether there are claims besides that only the Meeting SDK has.
    pub(crate) fn is_mixed(&self) -> bool {
        self.has_any(&["appKey", "sdkKey", "mn"]) || self.has_any(&NUMBER_NAMES)
    }

    /// Whether these are claims of a token for the REST API, as the JWT apps made them: who issued it and when it ends, and
    /// nothing of a meeting.
    fn is_of_the_api(&self, model: &Model<'_>) -> bool {
        const OF_ANY_TOKEN: [&str; 8] = ["iss", "exp", "iat", "nbf", "aud", "jti", "alg", "typ"];
        let only = |claim: &Claim| OF_ANY_TOKEN.contains(&claim.key.as_str());
        let issuer = self.get("iss").and_then(|claim| claim.value);
        let is_an_app = issuer.is_some_and(|issuer| {
            let names = model.names(issuer);
            let words = ["key", "zoom", "clientid"];
            names
                .iter()
                .any(|name| words.iter().any(|word| name.contains(word)))
        });
        is_an_app && self.has("exp") && !self.open && self.claims.iter().all(only)
    }

    /// Whether these are claims of a Meeting SDK token, or meant to be. What other tokens have too, as an app's key or the
    /// number of some meeting, tells that only where the source is `of_zoom`.
    fn is_meeting(&self, of_zoom: bool) -> bool {
        if self.has_any(&JOIN_OPTIONS) || self.has_any(&VIDEO_SDK) {
            return false;
        }
        let own = OWN.iter().filter(|key| self.has(key)).count();
        let misnamed = self.has_any(&NUMBER_NAMES);
        let time = self.has_any(&["iat", "exp", "tokenExp"]);
        let known = own + usize::from(misnamed) >= 2 || self.has("mn") && self.has("role");
        let likely =
            self.has_any(&["appKey", "sdkKey", "tokenExp"]) || misnamed && self.has("role");
        match time {
            true => known || likely && of_zoom && !self.has_any(&OF_USERS),
            false => own >= 2 && self.has("mn"),
        }
    }
}

/// Sets of claims, each with the function and the variable that it belongs to.
type Owned = Vec<(Option<(Option<usize>, String)>, ClaimSet)>;

/// The sets of claims in a source, by what their token is for.
pub(crate) struct ClaimSets {
    pub(crate) of_meetings: Vec<ClaimSet>,
    pub(crate) of_video: Vec<ClaimSet>,
    pub(crate) of_the_api: Vec<ClaimSet>,
}

/// The sets of claims in a source. `of_zoom`: it speaks of Zoom, or somebody said that it signs for it.
pub(crate) fn claim_sets(model: &Model<'_>, of_zoom: bool) -> ClaimSets {
    let mut sets: Owned = Vec::new();
    for id in model.ids() {
        match model.kind(id) {
            Kind::Map(entries) => {
                let mut set = ClaimSet {
                    claims: Vec::new(),
                    open: false,
                    role_elsewhere: false,
                    at: id,
                };
                take_entries(model, entries, &mut set);
                if !set.claims.is_empty() || entries.is_empty() {
                    sets.push((owner(model, id), set));
                }
            }
            // payload["mn"] = …
            Kind::Assign { to, value } => {
                if let Kind::Member { of, name } = model.kind(*to)
                    && let Some(variable) = model.variable(*of)
                {
                    let claim = claim(name, Some(*value), id);
                    put(model, &mut sets, id, variable.to_owned(), claim);
                }
            }
            Kind::Call {
                of: None,
                name,
                args,
            } if name == "new JwtSecurityToken" => take_beside(model, args, &mut sets),
            Kind::Call {
                of: Some(of),
                name,
                args,
            } => {
                if let Some(claim) = setter(model, id, name, args) {
                    let (root, given) = root(model, *of);
                    // new SignJWT({ … }).setIssuedAt()
                    match given.and_then(|map| sets.iter_mut().find(|(_, set)| set.at == map)) {
                        Some((_, set)) => set.claims.push(claim),
                        None => put(model, &mut sets, id, root, claim),
                    }
                }
            }
            // '{"mn":"' + mn + '"}'
            Kind::Text(text) if text.contains("\":") || text.contains("\\\":") => {
                let keys = json_keys(text);
                if !keys.is_empty() {
                    let whole = model
                        .around(id)
                        .take_while(|around| {
                            matches!(model.kind(*around), Kind::Binary { .. } | Kind::Template(_))
                        })
                        .last()
                        .unwrap_or(id);
                    let last = keys.len() - 1;
                    for (at, key) in keys.into_iter().enumerate() {
                        let named = Claim {
                            key,
                            value: None,
                            told: None,
                            at: id,
                        };
                        let claim = match at == last {
                            true => with_next_piece(model, named, text),
                            false => named,
                        };
                        put(model, &mut sets, id, format!("text {whole}"), claim);
                    }
                }
            }
            _ => {}
        }
    }
    let (mut of_meetings, others): (Vec<ClaimSet>, Vec<ClaimSet>) = sets
        .into_iter()
        .map(|(_, set)| set)
        .partition(|set| set.is_meeting(of_zoom));
    let role_elsewhere = others.iter().any(|set| set.has("role"));
    // A wrapper that was put around a map again holds the same.
    of_meetings.dedup_by(|b, a| model.nodes[a.at].span == model.nodes[b.at].span);
    for set in &mut of_meetings {
        set.open |= has_left_out(model, set);
        set.role_elsewhere = role_elsewhere;
    }
    let (of_video, others): (Vec<ClaimSet>, Vec<ClaimSet>) =
        others.into_iter().partition(ClaimSet::is_video_sdk);
    let of_the_api = others
        .into_iter()
        .filter(|set| set.is_of_the_api(model))
        .collect();
    ClaimSets {
        of_meetings,
        of_video,
        of_the_api,
    }
}

/// Whether dots among the claims stand for more of them.
fn has_left_out(model: &Model<'_>, set: &ClaimSet) -> bool {
    let spans = || {
        let places = set.claims.iter().map(|claim| claim.at).chain([set.at]);
        places.map(|at| &model.nodes[at].span)
    };
    let from = spans().map(|span| span.start).min().unwrap_or(0);
    let to = spans().map(|span| span.end).max().unwrap_or(0);
    model
        .comments
        .iter()
        .filter(|comment| from <= comment.start && comment.end <= to)
        .filter_map(|comment| model.text.get(comment.clone()))
        .any(is_left_out)
}

fn claim(key: &str, value: Option<Id>, at: Id) -> Claim {
    let key = match key {
        "ExpiresAt" => "exp",
        "IssuedAt" => "iat",
        _ => key,
    };
    Claim {
        key: key.to_owned(),
        value,
        told: None,
        at,
    }
}

fn take_entries(model: &Model<'_>, entries: &[Id], set: &mut ClaimSet) {
    let descriptor = model.language == Language::CSharp;
    for entry in entries {
        match model.kind(*entry) {
            // new SecurityTokenDescriptor { Subject = new ClaimsIdentity(claims), Expires = … }
            Kind::Pair {
                key,
                value: Some(value),
            } if descriptor && matches!(key.as_str(), "Subject" | "Claims") => {
                match identity(model, *value) {
                    Some(inner) => take_entries(model, inner, set),
                    None => set.open = true,
                }
            }
            Kind::Pair { key, value } if descriptor && of_descriptor(key).is_some() => {
                let key = of_descriptor(key).unwrap_or(key);
                set.claims.push(claim(key, *value, *entry));
            }
            Kind::Pair { key, value }
                if key.ends_with("Claims")
                    && value.is_some_and(|value| matches!(model.kind(value), Kind::Map(_))) =>
            {
                if let Some(value) = value
                    && let Kind::Map(inner) = model.kind(*value)
                {
                    take_entries(model, inner, set);
                }
            }
            Kind::Pair { key, value } => {
                set.claims.push(claim(key, *value, *entry));
                // What another struct's declaration calls it is not in the text.
                set.open |= model.language == Language::Go
                    && key.starts_with(char::is_uppercase)
                    && !matches!(key.as_str(), "ExpiresAt" | "IssuedAt");
            }
            _ => set.open = true,
        }
    }
}

/// What a property of .NET's `SecurityTokenDescriptor`, or a parameter of `JwtSecurityToken`, is called in the token.
fn of_descriptor(name: &str) -> Option<&'static str> {
    match name {
        "Issuer" | "issuer" => Some("iss"),
        "Expires" | "expires" => Some("exp"),
        "IssuedAt" | "issuedAt" => Some("iat"),
        _ => None,
    }
}

/// The claims in a dictionary, or in a list that a `ClaimsIdentity` is made of.
fn identity<'m>(model: &'m Model<'_>, value: Id) -> Option<&'m [Id]> {
    let value = model.resolve(value);
    let list = match model.call(value) {
        Some((None, "new ClaimsIdentity", [list, ..])) => model.resolve(*list),
        _ => value,
    };
    match model.kind(list) {
        Kind::Map(entries) => Some(entries),
        _ => None,
    }
}

/// `new JwtSecurityToken(claims: claims, expires: …)`: what is said beside the claims belongs to them.
fn take_beside(model: &Model<'_>, args: &[Id], sets: &mut Owned) {
    let named = |wanted: &str| {
        args.iter().find_map(|arg| match model.kind(*arg) {
            Kind::Pair {
                key,
                value: Some(value),
            } if key == wanted => Some(*value),
            _ => None,
        })
    };
    let Some(list) = named("claims").map(|list| model.resolve(list)) else {
        return;
    };
    let Some((_, set)) = sets.iter_mut().find(|(_, set)| set.at == list) else {
        return;
    };
    for name in ["issuer", "expires"] {
        if let (Some(value), Some(key)) = (named(name), of_descriptor(name))
            && !set.has(key)
        {
            set.claims.push(claim(key, Some(value), value));
        }
    }
}

/// The variable that a literal is assigned to.
fn owner(model: &Model<'_>, id: Id) -> Option<(Option<usize>, String)> {
    for around in model.around(id).take(4) {
        match model.kind(around) {
            Kind::Assign { to, .. } => {
                return Some((model.nodes[id].function, model.variable(*to)?.to_owned()));
            }
            Kind::Other(_) | Kind::Cast { .. } | Kind::Call { .. } => {}
            _ => return None,
        }
    }
    None
}

/// A method that sets one claim.
fn setter(model: &Model<'_>, id: Id, name: &str, args: &[Id]) -> Option<Claim> {
    match (name, args) {
        (
            "put" | "claim" | "withClaim" | "Add" | "add" | "set" | "addProperty" | "setClaim"
            | "addClaim" | "store" | "AddClaim" | "append" | "accumulate" | "addField"
            | "setProperty" | "withPayloadClaim",
            [key, value],
        ) => Some(claim(model.text_of(*key)?, Some(*value), id)),
        ("setIssuedAt" | "issuedAt" | "withIssuedAt", [value]) => {
            Some(claim("iat", Some(*value), id))
        }
        ("setIssuedAt", []) => Some(Claim {
            told: Some(Value::Moment(Moment::from_now(0.0))),
            ..claim("iat", None, id)
        }),
        ("setSubject" | "subject" | "withSubject", [value]) => Some(claim("sub", Some(*value), id)),
        ("setIssuer" | "issuer" | "withIssuer", [value]) => Some(claim("iss", Some(*value), id)),
        ("setExpiration" | "expiration" | "withExpiresAt", [value]) => {
            Some(claim("exp", Some(*value), id))
        }
        // jose takes "2h" as well.
        ("setExpirationTime" | "expiresAt", [value]) => {
            let span = model.text_of(model.resolve(*value)).and_then(seconds_in);
            Some(match span {
                Some(seconds) => Claim {
                    told: Some(Value::Moment(Moment::from_now(seconds))),
                    ..claim("exp", None, id)
                },
                None => claim("exp", Some(*value), id),
            })
        }
        _ => None,
    }
}

/// What a chain of calls is made on: its name, and the map that a constructor was given.
fn root(model: &Model<'_>, of: Id) -> (String, Option<Id>) {
    let mut at = of;
    for _ in 0..64 {
        match model.kind(at) {
            Kind::Call { of: Some(of), .. } | Kind::Member { of, .. } => at = *of,
            _ => break,
        }
    }
    let given = match model.call(at) {
        Some((None, name, [first, ..])) if name.starts_with("new ") => Some(model.resolve(*first)),
        _ => None,
    };
    (model.variable(at).unwrap_or("").to_owned(), given)
}

fn put(model: &Model<'_>, sets: &mut Owned, id: Id, variable: String, claim: Claim) {
    let owner = Some((model.nodes[id].function, variable));
    match sets.iter_mut().rev().take(64).find(|(of, _)| *of == owner) {
        Some((_, set)) => set.claims.push(claim),
        None => sets.push((
            owner,
            ClaimSet {
                claims: vec![claim],
                open: false,
                role_elsewhere: false,
                at: id,
            },
        )),
    }
}

/// A claim whose value is joined to the text that ends with its key: `"{\"iat\":" + iat`. In quotes of its own it becomes a
/// text, whatever it is.
fn with_next_piece(model: &Model<'_>, claim: Claim, text: &str) -> Claim {
    let text = text.replace("\\\"", "\"");
    let after = text.rsplit("\":").next().unwrap_or_default().trim();
    let next = joined_after(model, claim.at);
    let Some(next) = next.filter(|next| model.text_of(*next).is_none()) else {
        return claim;
    };
    let told = |text: bool| match model.value(next) {
        // What is joined to a text is written there, whether it was a text before or not.
        Value::Moment(moment) => Some(Value::Moment(Moment { text, ..moment })),
        _ => None,
    };
    match after {
        "" => Claim {
            value: Some(next),
            told: told(false),
            ..claim
        },
        "\"" => Claim {
            told: told(true),
            ..claim
        },
        _ => claim,
    }
}

/// The operand that is joined to a text on its right.
fn joined_after(model: &Model<'_>, text: Id) -> Option<Id> {
    let mut at = text;
    for around in model.around(text) {
        match model.kind(around) {
            Kind::Binary { left, right, .. } if *left == at => return Some(*right),
            Kind::Binary { .. } => at = around,
            Kind::Template(pieces) => {
                let own = pieces.iter().position(|piece| *piece == at)?;
                return pieces.get(own + 1).copied();
            }
            _ => return None,
        }
    }
    None
}

/// The keys in a text that holds JSON or a part of it: `{"mn":"` has `mn`.
fn json_keys(text: &str) -> Vec<String> {
    let text = text.replace("\\\"", "\"");
    let mut keys = Vec::new();
    for (at, _) in text.match_indices("\":").take(32) {
        let before = &text[..at];
        let Some(start) = before.rfind('"') else {
            continue;
        };
        let key = &before[start + 1..];
        if !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            keys.push(key.to_owned());
        }
    }
    keys
}

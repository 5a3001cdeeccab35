//! What a source does about Zoom's signatures: gathered once, judged by the rules.

mod jwt;
mod legacy;
mod purpose;

use std::cell::RefCell;

pub(crate) use self::jwt::Jwt;
pub(crate) use self::legacy::is_like_a_key;
use crate::{
    Source, Target,
    claims::{ClaimSet, ClaimSets, claim_sets},
    credentials::EnvRead,
    encoding::Encoding,
    mac::Mac,
    model::{Id, Kind, Model},
    moment::Value,
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

impl<'m> Facts<'m> {
    /// Nothing when the source has nothing to do with signatures of the Meeting SDK.
    pub(crate) fn gather(model: &'m Model<'m>, source: &Source<'m>) -> Option<Facts<'m>> {
        let presumed = source.presumed;
        let lower = model.text.to_ascii_lowercase();
        let ClaimSets {
            of_meetings: claims,
            of_video: mut video_claims,
            of_the_api: mut api_claims,
        } = claim_sets(model, presumed || lower.contains("zoom"), presumed);
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
        // Samples of native apps have the token itself in a constant.
        let holds_a_token = facts.target.is_native() && facts.lower.contains("\"eyj");
        if !facts.signs && !facts.page {
            if !holds_a_token {
                return None;
            }
            facts.jwts.clear();
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

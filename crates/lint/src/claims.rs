//! The claims that a source signs, however it writes them down.

mod entries;
mod more;
mod set;
mod setters;
mod text;

pub(crate) use set::{Claim, ClaimSet, NUMBER_NAMES, VIDEO_SDK};

use self::{
    entries::{take_beside, take_entries},
    more::{More, is_added_to},
    setters::{root, setter},
    text::{json_keys, with_next_piece},
};
use crate::{
    model::{Id, Kind, Model},
    placeholders::is_left_out,
};

/// Sets of claims, each with the function and the variable that it belongs to.
type Owned = Vec<(Option<(Option<usize>, String)>, ClaimSet)>;

/// More sets are not judged.
const MOST: usize = 64;

/// The sets of claims in a source, by what their token is for.
pub(crate) struct ClaimSets {
    pub(crate) of_meetings: Vec<ClaimSet>,
    pub(crate) of_video: Vec<ClaimSet>,
    pub(crate) of_the_api: Vec<ClaimSet>,
}

/// The sets of claims in a source. `of_zoom`: it speaks of Zoom; `presumed`: somebody said that it signs for it.
pub(crate) fn claim_sets(model: &Model<'_>, of_zoom: bool, presumed: bool) -> ClaimSets {
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
    let (mut of_meetings, others): (Owned, Owned) = sets
        .into_iter()
        .partition(|(_, set)| set.is_meeting(of_zoom, presumed));
    if !of_meetings.is_empty() {
        let more = More::of(model);
        for (owner, set) in of_meetings.iter_mut().take(MOST) {
            let from = model.nodes[set.at].span.start;
            set.open |= is_added_to(model, set.at)
                || owner
                    .as_ref()
                    .is_some_and(|(function, name)| more.may_be_in(*function, name, from));
        }
    }
    let bare = |sets: Owned| -> Vec<ClaimSet> { sets.into_iter().map(|(_, set)| set).collect() };
    let (mut of_meetings, others) = (bare(of_meetings), bare(others));
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

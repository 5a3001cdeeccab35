//! How a ZAK is asked for: `zak-bad`.

use countersign_diagnose::Confidence::Likely;

use crate::{
    finding::{Found, Said},
    model::Kind,
};

/// The address where Zoom hands out tokens of users, before the kind that is asked for.
const ASKED: &str = "/token?type=";
/// Kinds that Zoom has ([users: token](https://developers.zoom.us/docs/api/users/)).
const KINDS: [&str; 3] = ["zak", "onbehalf", "token"];

pub(super) fn check(found: &mut Found<'_, '_>) {
    let model = found.facts.model;
    for id in model.ids() {
        let Kind::Text(text) = model.kind(id) else {
            continue;
        };
        let Some((_, kind)) = text.split_once(ASKED) else {
            continue;
        };
        let kind = kind.split('&').next().unwrap_or("");
        // What is put in later cannot be told.
        let told = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if told && !KINDS.contains(&kind) {
            found.error(
                id,
                Said {
                    rule: "zak-bad",
                    confidence: Likely,
                    message: "Zoom is asked for a kind of token that it does not have",
                    fix: "Ask for type=zak, or for type=onbehalf where an app joins on a user's behalf. A registrant's tk is in their join_url.",
                },
            );
        }
    }
}

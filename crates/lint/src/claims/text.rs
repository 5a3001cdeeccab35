//! Claims in a payload that is put together as text.

use super::Claim;
use crate::{
    model::{Id, Kind, Model},
    moment::{Moment, Value},
};

/// The keys in a text that holds JSON or a part of it: `{"mn":"` has `mn`.
pub(super) fn json_keys(text: &str) -> Vec<String> {
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

/// A claim whose value is joined to the text that ends with its key: `"{\"iat\":" + iat`. In quotes of its own it becomes a
/// text, whatever it is.
pub(super) fn with_next_piece(model: &Model<'_>, claim: Claim, text: &str) -> Claim {
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

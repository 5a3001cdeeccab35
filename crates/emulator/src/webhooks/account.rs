//! Events of the account: its users, and the apps that they allow.
//!
//! Source: the event types of Zoom's own `@zoom/rivet` 0.4.0.

use serde_json::{Map, Value, json};

use super::payload::{Worded, by_owner, extend};
use crate::rest;
use crate::state::{State, User, UserStep};

/// The event that a step is; a change of nothing that events show is none.
pub(super) fn word(state: &State, user: &User, step: &UserStep, at_ms: u64) -> Option<Worded> {
    let (verb, mut payload) = match step {
        UserStep::Created(way) => {
            let mut object = named(user);
            object["display_name"] = user.display_name().into();
            let mut payload = by_owner(state, object);
            payload["creation_type"] = (*way).into();
            ("created", payload)
        }
        UserStep::Updated(before) => ("updated", updated(state, before, user, at_ms)?),
        UserStep::Deleted => ("deleted", by_owner(state, named(user))),
        UserStep::Disassociated => ("disassociated", by_owner(state, named(user))),
        UserStep::Activated => ("activated", by_owner(state, named(user))),
        UserStep::Deactivated => ("deactivated", by_owner(state, named(user))),
    };
    let mut whole = json!({ "account_id": state.account_id() });
    extend(&mut whole, payload.take());
    Some(Worded {
        name: format!("user.{verb}"),
        payload: whole,
    })
}

/// A user took back what they had allowed an app. There is no `object`, and the time is in the payload.
pub(super) fn deauthorized(state: &State, client_id: &str, user_id: &str, at_ms: u64) -> Worded {
    Worded {
        name: "app_deauthorized".to_owned(),
        payload: json!({
            "account_id": state.account_id(),
            "user_id": user_id,
            "client_id": client_id,
            "deauthorization_time": rest::utc(at_ms / 1000),
            "event_ts": at_ms,
        }),
    }
}

fn named(user: &User) -> Value {
    json!({
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "type": user.plan as u8,
    })
}

/// Names what changed alone.
fn updated(state: &State, before: &User, after: &User, at_ms: u64) -> Option<Value> {
    let (old, new) = (changeable(before), changeable(after));
    let differs = |name: &&String| old.get(*name) != new.get(*name);
    let names: Vec<&String> = new.keys().filter(differs).collect();
    if names.is_empty() {
        return None;
    }
    let part = |of: &Map<String, Value>| -> Value {
        let mut shown = json!({ "id": after.id });
        for name in &names {
            shown[name.as_str()] = of.get(*name).cloned().unwrap_or_default();
        }
        shown
    };
    let mut payload = by_owner(state, part(&new));
    payload["old_object"] = part(&old);
    payload["time_stamp"] = at_ms.into();
    Some(payload)
}

fn changeable(user: &User) -> Map<String, Value> {
    let shown = json!({
        "first_name": user.first_name,
        "last_name": user.last_name,
        "display_name": user.display_name(),
        "email": user.email,
        "type": user.plan as u8,
        "pmi": user.pmi,
        "timezone": user.timezone,
        "settings": { "feature": { "webinar": user.webinar } },
    });
    match shown {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

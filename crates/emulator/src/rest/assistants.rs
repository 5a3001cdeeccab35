//! Assistants, who may schedule for a user, and that user's view of those they assist: schedulers, in Zoom's words.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::time;
use crate::state::{Assistant, MAX_ASSISTANTS, Plan, User};

/// `GET /users/{userId}/assistants`.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    let assistants = user.assistants.iter().filter_map(|assistant| {
        let one = call.state.user(&assistant.id)?;
        Some(json!({
            "id": one.id, "email": one.email, "can_manage_host_private_event": assistant.private_events,
        }))
    });
    Ok(Reply::ok(
        json!({"assistants": assistants.collect::<Vec<Value>>()}),
    ))
}

/// `POST /users/{userId}/assistants`: all of them, or none.
pub(super) fn add(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let asked = fields.read("assistants", |list| {
        let list = list
            .as_array()
            .filter(|list| list.len() <= MAX_ASSISTANTS)?;
        list.iter().map(named).collect::<Option<Vec<_>>>()
    });
    fields.finish()?;
    let user = call.user()?;
    if user.plan != Plan::Licensed {
        return Err(unlicensed(&user.id));
    }
    let asked = asked.unwrap_or_default().into_iter();
    let new = asked.map(|(name, private_events)| {
        let id = check(call, &user, name)?;
        Ok(Assistant { id, private_events })
    });
    let new: Vec<Assistant> = new.collect::<Result<_, Refusal>>()?;
    if user.assistants.len() + new.len() > MAX_ASSISTANTS {
        return Err(Refusal::invalid_fields(vec!["assistants".to_owned()]));
    }
    let ids: Vec<&str> = new.iter().map(|one| one.id.as_str()).collect();
    let answer = json!({"ids": ids.join(","), "add_at": time::utc(call.now)});
    call.state.add_assistants(&user.id, new);
    Ok(Reply::created(answer))
}

/// `DELETE /users/{userId}/assistants` and `…/{assistantId}`.
pub(super) fn remove(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    if call.part.is_empty() {
        call.state.remove_assistants(&user.id, None);
    } else {
        let one = other(call)?;
        call.state.remove_assistants(&user.id, Some(&one.id));
    }
    Ok(Reply::no_content())
}

/// `GET /users/{userId}/schedulers`.
pub(super) fn schedulers(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    let all = call.state.schedulers_of(&user.id).into_iter();
    let rows: Vec<Value> = all
        .map(|one| json!({"id": one.id, "email": one.email, "pmi": one.pmi}))
        .collect();
    Ok(Reply::ok(json!({"schedulers": rows})))
}

/// `DELETE /users/{userId}/schedulers` and `…/{schedulerId}`.
pub(super) fn leave(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    let left = match call.part.is_empty() {
        true => call.state.schedulers_of(&user.id),
        false => vec![other(call)?],
    };
    for one in left {
        call.state.remove_assistants(&one.id, Some(&user.id));
    }
    Ok(Reply::no_content())
}

/// The second user of the path.
fn other(call: &Call) -> Result<User, Refusal> {
    let found = call.state.find_user(&call.part);
    found.ok_or_else(|| Refusal::no_user(&call.part))
}

/// Id or address, and whether private events are for them.
fn named(one: &Value) -> Option<(&str, bool)> {
    let mut fields = Fields::new(one.as_object()?);
    let id = fields.read("id", body::text(128));
    let email = fields.read("email", body::text(128));
    let private = fields.read("can_manage_host_private_event", body::flag);
    fields.finish().ok()?;
    Some((id.or(email)?, private.unwrap_or(false)))
}

/// The id of one who may become an assistant.
fn check(call: &Call, user: &User, name: &str) -> Result<String, Refusal> {
    let refuse = |message: String| Err(Refusal::new(400, 200, message));
    let Some(one) = call.state.find_user(name) else {
        return refuse(format!("Can't find user {name}."));
    };
    if one.id == user.id {
        return refuse("Can't assign scheduling privilege to yourself.".to_owned());
    }
    if one.plan != Plan::Licensed {
        return Err(unlicensed(name));
    }
    if user.is_assisted_by(&one.id) {
        return refuse(format!(
            "User {name} has already granted scheduling privilege."
        ));
    }
    Ok(one.id)
}

fn unlicensed(name: &str) -> Refusal {
    let message = format!("The user must either be a Licensed user or an On-prem user : {name}.");
    Refusal::new(400, 200, message)
}

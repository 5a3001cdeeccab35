//! Users who are added, changed, shut out and removed.

use serde_json::{Map, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{time, user_settings};
use crate::state::{Departure, HostKey, NewUser, Plan, User, UserStatus};

/// What a body may say about a user, here.
#[derive(Default)]
struct Asked {
    first_name: Option<String>,
    last_name: Option<String>,
    plan: Option<Plan>,
    timezone: Option<String>,
    pmi: Option<u64>,
    host_key: Option<HostKey>,
    use_pmi: Option<bool>,
}

/// `POST /users`. One who is invited (`create`) is pending; the other ways make active users.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    const WAYS: [&str; 4] = ["create", "autoCreate", "custCreate", "ssoCreate"];
    let mut fields = Fields::new(&call.body);
    let way = fields.required("action", |value| {
        WAYS.into_iter().find(|way| value.as_str() == Some(way))
    });
    let info = fields.required("user_info", |value| value.as_object());
    fields.finish()?;
    let (way, nothing) = (way.unwrap_or("create"), Map::new());
    let mut fields = Fields::under("user_info.", info.unwrap_or(&nothing));
    let email = fields.required("email", |value| address(value.as_str()?));
    let plan = fields.required("type", plan);
    let asked = Asked {
        plan,
        ..Asked::read(&mut fields)
    };
    fields.finish()?;
    let email = email.unwrap_or_default();
    if call.state.find_user(&email).is_some() {
        let message = format!("Email \"{email}\" has already been used.");
        return Err(Refusal::new(409, 1005, message));
    }
    let user = call.state.add_user_by(NewUser::basic(&email), way, |user| {
        user.first_name.clear();
        user.last_name.clear();
        asked.apply(user);
        user.api_user = way == "custCreate";
        if way == "create" {
            user.status = UserStatus::Pending;
        }
    });
    Ok(Reply::created(json!({
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "type": user.plan as u8,
    })))
}

/// `PATCH /users/{userId}`. What is not kept here is taken and forgotten.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let plan = fields.read("type", plan);
    let asked = Asked {
        plan,
        ..Asked::read(&mut fields)
    };
    fields.finish()?;
    let user = call.user()?;
    let moves = asked.pmi.is_some();
    let changed = call.state.change_user(&user.id, |user| asked.apply(user));
    match changed || !moves {
        true => Ok(Reply::no_content()),
        false => Err(Refusal::invalid_fields(vec!["pmi".to_owned()])),
    }
}

/// `PUT /users/{userId}/status`.
pub(super) fn status(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let action = fields.required("action", |value| {
        let known = ["activate", "deactivate", "clock_in", "clock_out"];
        known.into_iter().find(|one| value.as_str() == Some(one))
    });
    fields.finish()?;
    let user = call.user()?;
    let status = match action {
        Some("activate") => UserStatus::Active,
        Some("deactivate") => UserStatus::Inactive,
        _ => return Ok(Reply::no_content()),
    };
    if user.admin {
        let message = "Zoom Room and Admin users' status cannot be activated or deactivated.";
        return Err(Refusal::new(400, 200, message));
    }
    call.state
        .change_user(&user.id, |user| user.status = status);
    Ok(Reply::no_content())
}

/// `PUT /users/{userId}/email`.
pub(super) fn email(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let email = fields.required("email", |value| address(value.as_str()?));
    fields.finish()?;
    let user = call.user()?;
    if !call.me.admin {
        let message = "Only an account administrator can change email.";
        return Err(Refusal::new(400, 200, message));
    }
    if user.admin && user.id != call.me.id {
        let message = "Admin can not change other admins email.";
        return Err(Refusal::new(400, 1000, message));
    }
    let email = email.unwrap_or_default();
    let owner = call.state.find_user(&email);
    if owner.is_some_and(|owner| owner.id != user.id) {
        let message = format!("Email \"{email}\" has already been used.");
        return Err(Refusal::new(409, 1005, message));
    }
    call.state.change_email(&user.id, &email);
    Ok(Reply::no_content())
}

/// `DELETE /users/{userId}`: unlinked from the account, or deleted. What is not transferred goes as well.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    if user.id == call.state.credentials().host.id {
        return Err(Refusal::new(400, 200, "No permission."));
    }
    let heir = match call.query("transfer_email") {
        None => None,
        Some(email) => {
            let heir = call.state.find_user(email);
            Some(heir.ok_or_else(|| Refusal::no_user(email))?)
        }
    };
    if heir.as_ref().is_some_and(|heir| heir.id == user.id) {
        let message = "The transfer-to email address cannot be the same as the unlinked or deleted user's email address.";
        return Err(Refusal::new(400, 300, message));
    }
    let deleted = call.query("action") == Some("delete");
    if user.admin && !deleted {
        let message = "You can not disassociate an Admin user.";
        return Err(Refusal::new(400, 1117, message));
    }
    let asked = |name| call.query(name) == Some("true");
    call.state.remove_user(
        &user.id,
        &Departure {
            deleted,
            heir,
            meetings: asked("transfer_meeting"),
            webinars: asked("transfer_webinar"),
        },
    );
    Ok(Reply::no_content())
}

impl Asked {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            first_name: fields.read("first_name", body::text(64)).map(str::to_owned),
            last_name: fields.read("last_name", body::text(64)).map(str::to_owned),
            plan: None,
            timezone: fields.read("timezone", |value| {
                let name = value.as_str()?;
                time::zone(name).map(|_| name.to_owned())
            }),
            pmi: fields.read("pmi", |value| {
                let number = value.as_u64()?;
                (1_000_000_000..100_000_000_000)
                    .contains(&number)
                    .then_some(number)
            }),
            host_key: fields.read("host_key", |value| {
                let key = value.as_str()?;
                let digits = key.chars().all(|c| c.is_ascii_digit());
                (digits && (6..=10).contains(&key.len())).then(|| HostKey::from(key.to_owned()))
            }),
            use_pmi: fields.read("use_pmi", body::flag),
        }
    }

    fn apply(self, user: &mut User) {
        user.first_name = self
            .first_name
            .unwrap_or(std::mem::take(&mut user.first_name));
        user.last_name = self
            .last_name
            .unwrap_or(std::mem::take(&mut user.last_name));
        user.timezone = self.timezone.unwrap_or(std::mem::take(&mut user.timezone));
        user.set_plan(self.plan.unwrap_or(user.plan));
        user.pmi = self.pmi.unwrap_or(user.pmi);
        user.host_key = self.host_key.or(user.host_key.take());
        if let Some(on) = self.use_pmi {
            user_settings::use_pmi(user, on);
        }
    }
}

/// Zoom's `type`; 4 and 99 are both users who may not host.
fn plan(value: &serde_json::Value) -> Option<Plan> {
    match value.as_u64()? {
        1 => Some(Plan::Basic),
        2 => Some(Plan::Licensed),
        4 | 99 => Some(Plan::None),
        _ => None,
    }
}

pub(crate) fn address(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let good = !name.is_empty() && host.contains('.') && text.len() <= 128;
    (good && !text.contains(char::is_whitespace)).then(|| text.to_lowercase())
}

//! The account's users.

use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{paging, time, user_settings};
use crate::state::{Plan, State, User, UserStatus};

/// `GET /users`, those with one status and, if asked, one role; with `include_fields=host_key` also what makes one the host.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let status = match call.query("status") {
        Some("inactive") => UserStatus::Inactive,
        Some("pending") => UserStatus::Pending,
        _ => UserStatus::Active,
    };
    let role = call.query("role_id");
    let users = call.state.users();
    let rows = users
        .iter()
        .filter(|user| user.status == status)
        .map(|user| {
            let mut row = in_list(call.state, user);
            if call.query("include_fields") == Some("host_key") {
                row["host_key"] = user.host_key().expose().into();
            }
            row
        })
        .filter(|row| role.is_none_or(|role| row["role_id"] == role))
        .collect();
    paging::page(call, "users", rows, 2_000).map(Reply::ok)
}

/// `GET /users/email`: whether somebody has this address.
pub(super) fn email(call: &Call) -> Result<Reply, Refusal> {
    let Some(email) = call.query("email") else {
        return Err(Refusal::new(400, 300, "Email is required."));
    };
    let known = call.state.users().into_iter();
    let known = known
        .map(|user| user.email)
        .any(|one| one.eq_ignore_ascii_case(email));
    Ok(Reply::ok(json!({"existed_email": known})))
}

/// `GET /users/summary`: how many of each kind there are.
pub(super) fn summary(call: &Call) -> Result<Reply, Refusal> {
    let users = call.state.users();
    let count = |which: &dyn Fn(&User) -> bool| users.iter().filter(|user| which(user)).count();
    let settled = |user: &User| user.status != UserStatus::Pending;
    Ok(Reply::ok(json!({
        "licensed_users_count": count(&|user| settled(user) && user.plan == Plan::Licensed),
        "basic_users_count": count(&|user| settled(user) && user.plan == Plan::Basic),
        "on_prem_users_count": 0,
        "room_users_count": 0,
        "pending_users_count": count(&|user| !settled(user)),
        "join_only_users_count": count(&|user| settled(user) && user.plan == Plan::None),
        "total_users_count": count(&settled),
    })))
}

/// `GET /users/{userId}`, by id, by e-mail or as `me`.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    let mut shown = in_list(call.state, &user);
    shown["account_id"] = call.state.account_id().into();
    shown["personal_meeting_url"] = call.state.url(&format!("/j/{}", user.pmi)).into();
    shown["use_pmi"] = user_settings::uses_pmi(&user).into();
    shown["language"] = "en-US".into();
    shown["role_name"] = match shown["role_id"].as_str() {
        Some("0") => "Owner",
        Some("1") => "Admin",
        _ => "Member",
    }
    .into();
    shown["cluster"] = "us02".into();
    for (name, list) in [
        ("login_types", json!([if user.api_user { 99 } else { 100 }])),
        ("group_ids", json!([])),
        ("im_group_ids", json!([])),
    ] {
        shown[name] = list;
    }
    for name in ["job_title", "location"] {
        shown[name] = "".into();
    }
    Ok(Reply::ok(shown))
}

fn in_list(state: &State, user: &User) -> Value {
    let owner = state.credentials().host.id == user.id;
    let role_id = match user.admin {
        true if owner => "0",
        true => "1",
        false => "2",
    };
    json!({
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "display_name": user.display_name(),
        "email": user.email,
        "type": user.plan as u8,
        "pmi": user.pmi,
        "timezone": user.timezone,
        "verified": 1,
        "dept": "",
        "created_at": time::utc(user.created_at),
        "user_created_at": time::utc(user.created_at),
        "last_login_time": time::utc(user.created_at),
        "role_id": role_id,
        "status": user.status.as_str(),
    })
}

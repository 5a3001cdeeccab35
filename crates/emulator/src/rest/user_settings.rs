//! What a user's licences and settings allow.

use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::settings;
use crate::state::User;

/// `GET /users/{userId}/settings`; an unknown `option` is ignored.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    Ok(Reply::ok(match call.query("option") {
        Some("meeting_authentication") => authentication(),
        Some("meeting_security") => security(),
        _ => json!({
            "feature": feature(&user),
            "schedule_meeting": schedule_meeting(),
            "in_meeting": {"waiting_room": false, "chat": true, "co_host": true, "polling": true},
            "recording": {"cloud_recording": false, "local_recording": true, "auto_recording": "none"},
            "email_notification": {"jbh_reminder": true, "cancel_meeting_reminder": true},
        }),
    }))
}

/// What the licences allow.
fn feature(user: &User) -> Value {
    let mut feature = json!({
        "meeting_capacity": user.meeting_capacity,
        "large_meeting": user.meeting_capacity > user.plan.meeting_capacity(),
        "webinar": user.webinar,
        "concurrent_meeting": "None",
    });
    if user.webinar {
        feature["webinar_capacity"] = user.webinar_capacity.into();
    }
    feature
}

/// The defaults that creating a meeting goes by here.
fn schedule_meeting() -> Value {
    json!({
        "host_video": false,
        "participants_video": false,
        "audio_type": "both",
        "join_before_host": false,
        "use_pmi_for_scheduled_meetings": false,
        "use_pmi_for_instant_meetings": false,
        "require_password_for_scheduling_new_meetings": true,
        "require_password_for_instant_meetings": true,
        "require_password_for_pmi_meetings": "none",
        "embed_password_in_join_link": true,
        "meeting_password_requirement": password_requirement(),
    })
}

fn password_requirement() -> Value {
    json!({
        "length": 0,
        "have_letter": false,
        "have_number": false,
        "have_special_character": false,
        "have_upper_and_lower_characters": false,
        "only_allow_numeric": false,
        "consecutive_characters_length": 0,
        "weak_enhance_detection": false,
    })
}

/// One option, as in an account that set up none of its own.
fn authentication() -> Value {
    json!({
        "meeting_authentication": false,
        "allow_authentication_exception": false,
        "authentication_options": [{
            "id": settings::SIGN_IN.0,
            "name": settings::SIGN_IN.1,
            "type": "enforce_login",
            "default_option": true,
            "visible": true,
        }],
    })
}

fn security() -> Value {
    json!({"meeting_security": {
        "auto_security": true,
        "waiting_room": false,
        "meeting_password": true,
        "webinar_password": true,
        "require_password_for_scheduled_meeting": true,
        "require_password_for_scheduled_webinar": true,
        "embed_password_in_join_link": true,
        "encryption_type": "enhanced_encryption",
        "end_to_end_encrypted_meetings": false,
        "only_authenticated_can_join_from_webclient": false,
        "block_user_domain": false,
        "block_user_domain_list": [],
        "meeting_password_requirement": password_requirement(),
    }})
}

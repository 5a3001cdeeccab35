//! What is inside the settings and other fields that hold objects and lists: names and types, at any depth.
//!
//! Source: the request schemas of Zoom's Meetings API. Names that are not here are let through.

use serde_json::Value;

use super::body;

/// The type of a field.
enum Part {
    Flag,
    Number,
    Text,
    Object(&'static [(&'static str, Part)]),
    List(&'static Part),
}

use Part::{Flag, List, Number, Object, Text};

#[rustfmt::skip] // a table reads best as one
static SHAPES: &[(&str, Part)] = &[
    ("additional_data_center_regions", List(&Text)),
    ("approved_or_denied_countries_or_regions", Object(&[("approved_list", List(&Text)), ("denied_list", List(&Text)), ("enable", Flag), ("method", Text)])),
    ("attendees_and_panelists_reminder_email_notification", Object(&[("enable", Flag), ("type", Number)])),
    ("authentication_exception", List(&Object(&[("email", Text), ("join_url", Text), ("name", Text)]))),
    ("breakout_room", Object(&[("enable", Flag), ("rooms", List(&Object(&[("name", Text), ("participants", List(&Text))])))])),
    ("continuous_meeting_chat", Object(&[("auto_add_invited_external_users", Flag), ("auto_add_meeting_participants", Flag), ("enable", Flag), ("who_is_added", Text)])),
    ("custom_keys", List(&Object(&[("key", Text), ("value", Text)]))),
    ("follow_up_absentees_email_notification", Object(&[("enable", Flag), ("type", Number)])),
    ("follow_up_attendees_email_notification", Object(&[("enable", Flag), ("type", Number)])),
    ("global_dial_in_countries", List(&Text)),
    ("is_simulive", Flag),
    ("language_interpretation", Object(&[("enable", Flag), ("interpreters", List(&Object(&[("email", Text), ("interpreter_languages", Text), ("languages", Text)])))])),
    ("meeting_invitees", List(&Object(&[("email", Text)]))),
    ("params", Object(&[
        ("call_type", Text), ("contacts", List(&Object(&[("email", Text), ("id", Text)]))), ("device_ip", Text),
        ("h323_headers", Object(&[("from_display_name", Text), ("to_display_name", Text)])),
        ("invite_options", Object(&[("require_greeting", Flag), ("require_pressing_one", Flag)])),
        ("invitee_name", Text), ("phone_number", Text),
        ("sip_headers", Object(&[
            ("additional_headers", List(&Object(&[("key", Text), ("value", Text)]))),
            ("from_display_name", Text), ("from_uri", Text), ("to_display_name", Text),
        ])),
        ("waiting_room_description", Text), ("waiting_room_title", Text),
    ])),
    ("pre_schedule", Flag),
    ("question_and_answer", Object(&[("allow_anonymous_questions", Flag), ("allow_auto_reply", Flag), ("allow_submit_questions", Flag), ("answer_questions", Text), ("attendees_can_comment", Flag), ("attendees_can_upvote", Flag), ("auto_reply_text", Text), ("enable", Flag), ("question_visibility", Text)])),
    ("record_file_id", Text),
    ("recurrence", Object(&[
        ("monthly_day", Number), ("monthly_week", Number), ("monthly_week_day", Number), ("weekly_days", Text),
    ])),
    ("registrants", List(&Object(&[("id", Text), ("email", Text)]))),
    ("resources", List(&Object(&[("permission_level", Text), ("resource_id", Text), ("resource_type", Text)]))),
    ("sign_language_interpretation", Object(&[("enable", Flag), ("interpreters", List(&Object(&[("email", Text), ("sign_language", Text)])))])),
    ("simulive_delay_start", Object(&[("enable", Flag), ("time", Number), ("timeunit", Text)])),
    ("template_id", Text),
    ("tracking_fields", List(&Object(&[("field", Text), ("value", Text)]))),
    ("transition_to_live", Flag),
];

/// Whether `value` has the types that the field of this name has, as far as they are known.
pub(super) fn fits(name: &str, value: &Value) -> bool {
    let shape = SHAPES.iter().find(|(known, _)| *known == name);
    shape.is_none_or(|(_, part)| part.fits(value))
}

impl Part {
    fn fits(&self, value: &Value) -> bool {
        let inside = |(name, part): &(&str, Self)| value.get(name).is_none_or(|one| part.fits(one));
        match self {
            _ if value.is_null() => true,
            Flag => body::flag(value).is_some(),
            Number => {
                let text = value.as_str().map(str::trim);
                value.is_number() || text.is_some_and(|text| text.parse::<i64>().is_ok())
            }
            Text => value.is_string(),
            Object(parts) => value.is_object() && parts.iter().all(inside),
            List(part) => {
                let list = value.as_array();
                list.is_some_and(|list| list.iter().all(|one| part.fits(one)))
            }
        }
    }
}

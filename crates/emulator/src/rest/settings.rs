//! The settings that a meeting or webinar can have: names, accepted values and defaults.
//!
//! Source of the names and values: the request schemas of Zoom's Meetings API. Defaults are the documented ones;
//! where Zoom would take the user's own setting, they are those of a new account. Other names are ignored.

use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::shapes;
use crate::state::{Kind, Settings};

/// What a setting accepts; each with its default.
#[derive(Clone, Copy)]
enum Accepts {
    Flag(bool),
    /// One of these; the first is the default.
    Word(&'static [&'static str]),
    /// One of these; the first is the default.
    Number(&'static [u64]),
    UpTo(u64),
    /// One of these, and left out while it is not set.
    OptionalNumber(&'static [u64]),
    /// At most so many characters; empty by default.
    Text(usize),
    /// The same, and left out while it is not set.
    OptionalText(usize),
    /// An object; by default it says only that it is off.
    Switch,
    /// An object, left out while it is not set.
    Object,
    List,
}

use Accepts::{Flag, List, Number, Object, OptionalNumber, OptionalText, Switch, Text, UpTo, Word};

const ON: Accepts = Flag(true);
const OFF: Accepts = Flag(false);
const APPROVAL: Accepts = Number(&[2, 0, 1]);
const REGISTRATION: Accepts = Number(&[1, 2, 3]);
const AUDIO: Accepts = Word(&["both", "telephony", "voip", "thirdParty"]);
const RECORDING: Accepts = Word(&["none", "local", "cloud"]);
const ENCRYPTION: Accepts = Word(&["enhanced_encryption", "e2ee"]);

#[rustfmt::skip] // a table reads best as one
const MEETING: &[(&str, Accepts)] = &[
    ("host_video", OFF), ("participant_video", OFF), ("disable_participant_video", OFF),
    ("cn_meeting", OFF), ("in_meeting", OFF),
    ("join_before_host", OFF), ("jbh_time", Number(&[0, 5, 10, 15])), ("mute_upon_entry", OFF),
    ("watermark", OFF), ("use_pmi", OFF), ("approval_type", APPROVAL), ("registration_type", REGISTRATION),
    ("audio", AUDIO), ("audio_conference_info", OptionalText(2048)), ("auto_recording", RECORDING),
    ("enforce_login", OFF), ("enforce_login_domains", Text(2048)), ("alternative_hosts", Text(2048)),
    ("alternative_hosts_email_notification", ON), ("alternative_host_update_polls", OFF),
    ("alternative_host_manage_meeting_summary", OFF), ("alternative_host_manage_cloud_recording", OFF),
    ("close_registration", OFF), ("show_share_button", OFF), ("allow_multiple_devices", OFF),
    ("contact_name", OptionalText(128)), ("contact_email", OptionalText(128)),
    ("registrants_confirmation_email", ON), ("registrants_email_notification", ON), ("email_notification", ON),
    ("waiting_room", OFF), ("waiting_room_options", Object),
    ("request_permission_to_unmute_participants", OFF), ("meeting_authentication", OFF),
    ("authentication_option", OptionalText(128)), ("authentication_domains", OptionalText(2048)),
    ("authentication_exception", List), ("encryption_type", ENCRYPTION),
    ("approved_or_denied_countries_or_regions", Switch), ("breakout_room", Switch),
    ("language_interpretation", Switch), ("sign_language_interpretation", Switch),
    ("internal_meeting", OFF), ("continuous_meeting_chat", Switch), ("participant_focused_meeting", OFF),
    ("push_change_to_calendar", OFF), ("calendar_type", OptionalNumber(&[1, 2])), ("resources", List), ("meeting_invitees", List),
    ("auto_start_meeting_summary", OFF), ("who_will_receive_summary", Number(&[1, 2, 3, 4])),
    ("auto_start_ai_companion_questions", OFF), ("who_can_ask_questions", Number(&[1, 2, 3, 4, 5])),
    ("summary_template_id", OptionalText(128)), ("question_and_answer", Switch),
    ("auto_add_recording_to_video_management", Switch), ("allow_host_control_participant_mute_state", OFF),
    ("show_join_info", OFF), ("device_testing", OFF), ("focus_mode", OFF), ("private_meeting", OFF),
    ("email_in_attendee_report", OFF), ("host_save_video_order", OFF), ("custom_keys", List),
    ("global_dial_in_countries", List), ("additional_data_center_regions", List),
];

#[rustfmt::skip] // a table reads best as one
const WEBINAR: &[(&str, Accepts)] = &[
    ("host_video", OFF), ("panelists_video", OFF), ("practice_session", OFF), ("hd_video", OFF),
    ("hd_video_for_attendees", OFF), ("send_1080p_video_to_attendees", OFF),
    ("approval_type", APPROVAL), ("registration_type", REGISTRATION), ("registrants_restrict_number", UpTo(20_000)),
    ("audio", AUDIO), ("audio_conference_info", OptionalText(2048)), ("auto_recording", RECORDING),
    ("enforce_login", OFF), ("enforce_login_domains", Text(2048)), ("alternative_hosts", Text(2048)),
    ("alternative_host_update_polls", OFF), ("close_registration", OFF), ("show_share_button", OFF),
    ("allow_multiple_devices", OFF), ("on_demand", OFF), ("global_dial_in_countries", List),
    ("contact_name", Text(128)), ("contact_email", Text(128)),
    ("registrants_confirmation_email", ON), ("registrants_email_notification", ON), ("notify_registrants", OFF),
    ("meeting_authentication", OFF), ("authentication_option", OptionalText(128)),
    ("authentication_domains", OptionalText(2048)), ("panelist_authentication", OFF),
    ("panelists_invitation_email_notification", ON), ("attendees_and_panelists_reminder_email_notification", Switch),
    ("follow_up_attendees_email_notification", Switch), ("follow_up_absentees_email_notification", Switch),
    ("question_and_answer", Switch), ("post_webinar_survey", OFF), ("survey_url", OptionalText(2048)),
    ("email_language", Text(16)), ("email_in_attendee_report", OFF), ("enable_session_branding", OFF),
    ("add_watermark", OFF), ("add_audio_watermark", OFF), ("language_interpretation", Switch),
    ("sign_language_interpretation", Switch), ("allow_host_control_participant_mute_state", OFF),
];

/// The settings of a meeting or webinar for which none were requested.
pub(super) fn defaults(kind: Kind) -> Settings {
    let default = |&(name, accepts): &(&str, Accepts)| Some((name.to_owned(), accepts.default()?));
    Settings(table(kind).iter().filter_map(default).collect())
}

/// What becomes of a value that a setting does not accept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    Refused,
    PassedOver,
}

/// The effective values of the requested settings.
pub(super) fn read(
    kind: Kind,
    requested: &Map<String, Value>,
    wrong: Wrong,
    fields: &mut Fields<'_>,
) -> Map<String, Value> {
    let mut inner = Fields::under("settings.", requested);
    let mut take = |&(name, accepts): &(&str, Accepts)| {
        let good = |value: &&Value| shapes::fits(name, value);
        let value = inner.read(name, |value| accepts.read(Some(value).filter(good)?))?;
        Some((name.to_owned(), value))
    };
    let taken = table(kind).iter().filter_map(&mut take).collect();
    if wrong == Wrong::Refused {
        fields.absorb(inner);
    }
    taken
}

/// The one way of signing in that there is, as `GET /users/{userId}/settings` shows it: id and name.
pub(super) const SIGN_IN: (&str, &str) = ("signIn_emulator", "Sign in to Zoom");

/// Names the way of signing in, where none is chosen.
pub(super) fn choose_authentication(settings: &mut Settings) {
    let (id, name) = SIGN_IN;
    if settings.text("authentication_option").is_empty() {
        settings
            .0
            .insert("authentication_option".to_owned(), id.into());
    }
    if settings.text("authentication_option") == id {
        settings
            .0
            .insert("authentication_name".to_owned(), name.into());
    }
}

/// What one date of a series may have for itself.
pub(super) fn of_one_date(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Meeting => &[
            "host_video",
            "participant_video",
            "join_before_host",
            "mute_upon_entry",
            "waiting_room",
            "watermark",
            "auto_recording",
        ],
        Kind::Webinar => &[
            "host_video",
            "panelists_video",
            "hd_video",
            "add_watermark",
            "auto_recording",
        ],
    }
}

fn table(kind: Kind) -> &'static [(&'static str, Accepts)] {
    match kind {
        Kind::Meeting => MEETING,
        Kind::Webinar => WEBINAR,
    }
}

impl Accepts {
    fn default(self) -> Option<Value> {
        match self {
            Flag(value) => Some(value.into()),
            Word(values) => values.first().map(|&value| value.into()),
            Number(values) => values.first().map(|&value| value.into()),
            UpTo(_) => Some(0.into()),
            Text(_) => Some("".into()),
            Switch => Some(json!({"enable": false})),
            OptionalNumber(_) | OptionalText(_) | Object | List => None,
        }
    }

    /// The effective value of a requested one, if it is acceptable.
    fn read(self, value: &Value) -> Option<Value> {
        match self {
            Flag(_) => body::flag(value).map(Value::from),
            Word(values) => value
                .as_str()
                .filter(|word| values.contains(word))
                .map(Value::from),
            Number(values) | OptionalNumber(values) => body::number(value)
                .filter(|number| values.contains(number))
                .map(Value::from),
            UpTo(max) => body::within(0..=max)(value).map(Value::from),
            Text(max) | OptionalText(max) => body::text(max)(value).map(Value::from),
            Switch | Object => value.is_object().then(|| value.clone()),
            List => value.is_array().then(|| value.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_that_would_be_accepted() {
        for &(name, accepts) in MEETING.iter().chain(WEBINAR) {
            if let Some(default) = accepts.default() {
                assert_eq!(accepts.read(&default).as_ref(), Some(&default), "{name}");
            }
        }
    }

    #[test]
    fn no_setting_is_listed_twice() {
        for table in [MEETING, WEBINAR] {
            let names: std::collections::HashSet<_> = table.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), table.len());
        }
    }
}

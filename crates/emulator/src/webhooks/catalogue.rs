//! The names of Zoom's events, as its own `@zoom/rivet` 0.4.0 lists them, and those added since.

/// Prefix, and what may follow it.
#[rustfmt::skip] // a table reads best as one
const NAMES: &[(&str, &str)] = &[
    ("meeting", "alert breakout_room_sharing_started breakout_room_sharing_ended chat_message_sent \
        chat_message_file_sent chat_message_file_downloaded converted_to_webinar created deleted device_tested ended \
        invitation_accepted invitation_dispatched invitation_rejected invitation_timeout live_streaming_started \
        live_streaming_stopped participant_admitted participant_bind participant_data_connection_established \
        participant_feedback participant_jbh_joined participant_jbh_waiting participant_jbh_waiting_left \
        participant_joined participant_joined_breakout_room participant_joined_waiting_room participant_left \
        participant_left_breakout_room participant_left_waiting_room participant_phone_callout_accepted \
        participant_phone_callout_missed participant_phone_callout_rejected participant_phone_callout_ringing \
        participant_put_in_waiting_room participant_role_changed participant_room_system_callout_accepted \
        participant_room_system_callout_failed participant_room_system_callout_missed \
        participant_room_system_callout_rejected participant_room_system_callout_ringing permanently_deleted recovered \
        registration_approved registration_cancelled registration_created registration_denied risk_alert \
        sharing_started sharing_ended started summary_completed summary_deleted summary_recovered summary_shared \
        summary_trashed summary_updated updated"),
    ("webinar", "alert chat_message_sent chat_message_file_sent chat_message_file_downloaded converted_to_meeting \
        created deleted ended participant_bind participant_feedback participant_joined participant_left \
        participant_role_changed permanently_deleted recovered registration_approved registration_cancelled \
        registration_created registration_denied sharing_started sharing_ended started updated"),
    ("recording", "archive_files_completed batch_deleted batch_recovered batch_trashed cloud_storage_usage_updated \
        completed deleted paused recovered registration_approved registration_created registration_denied renamed \
        resumed started stopped transcript_completed trashed"),
    ("user", "activated created deactivated deleted disassociated invitation_accepted personal_notes_updated \
        presence_status_updated settings_updated signed_in signed_out tsp_created tsp_deleted tsp_updated updated"),
];

/// Whether an app with these scopes may subscribe to an event.
///
/// A classic app reads all of a product. For granular scopes Zoom documents two: participants need `…:read:participant`,
/// finished recordings `cloud_recording:read:recording`. For the others any scope that reads the product does here.
/// Source: <https://developers.zoom.us/docs/api/webhooks/>.
pub(super) fn allowed(event: &str, scopes: &[String]) -> bool {
    let Some((noun, verb)) = event.split_once('.') else {
        return true;
    };
    let product = match noun {
        "recording" => "cloud_recording",
        noun => noun,
    };
    let resource = match (noun, verb) {
        (_, verb) if verb.starts_with("participant_") => "participant",
        ("recording", "completed") => "recording",
        _ => "",
    };
    let will_do = |scope: &String| {
        let plain = scope.strip_suffix(":admin").unwrap_or(scope);
        let rest = plain.strip_prefix(&format!("{product}:read:"));
        plain == format!("{noun}:read")
            || rest.is_some_and(|read| resource.is_empty() || read == resource)
    };
    scopes.iter().any(will_do)
}

/// Whether Zoom has an event of this name.
pub(super) fn has(event: &str) -> bool {
    let among = |(prefix, name): (&str, &str)| {
        NAMES
            .iter()
            .any(|(known, names)| *known == prefix && names.split_whitespace().any(|n| n == name))
    };
    event == "app_deauthorized" || event.split_once('.').is_some_and(among)
}

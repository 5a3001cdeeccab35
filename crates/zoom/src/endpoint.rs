//! What the client knows about each endpoint, as data: method, path, whether repeating is safe, scope, rate-limit label.
//!
//! Sources: <https://developers.zoom.us/docs/api/meetings/> and <https://developers.zoom.us/docs/api/users/> (paths,
//! scopes, labels), <https://developers.zoom.us/docs/api/using-zoom-apis/> (encoding of UUIDs).

use std::fmt;

use reqwest::Method;

use crate::error::Error;

/// What sending the same request twice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Changes nothing: it may be repeated freely.
    Safe,
    /// Changes something, but twice is the same as once.
    Idempotent,
    /// Every request makes a new thing (Zoom has no idempotency key): it is repeated only when it certainly did not
    /// happen, which is after a 429 or when no connection was made.
    Create,
}

/// The pool in which Zoom counts a request; see <https://developers.zoom.us/docs/api/rate-limits/>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLabel {
    /// 30 (Pro) or 80 (Business and up) a second.
    Light,
    /// 20 or 60 a second.
    Medium,
    /// 10 or 40 a second.
    Heavy,
}

/// One endpoint of the REST API.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Method,
    /// The path below the API's base, with `{placeholders}`.
    pub path: &'static str,
    /// What repeating does.
    pub class: Class,
    /// The granular scope that the Server-to-Server OAuth app needs; empty only for the token endpoint.
    pub scope: &'static str,
    /// The rate-limit pool.
    pub label: RateLabel,
}

use Class::{Create, Idempotent, Safe};
use RateLabel::{Heavy, Light, Medium};

#[rustfmt::skip]
mod table {
    use super::*;
    const fn to(method: Method, path: &'static str, class: Class, scope: &'static str, label: RateLabel) -> Endpoint {
        Endpoint { method, path, class, scope, label }
    }
    pub(crate) static TOKEN: Endpoint = to(Method::POST, "/oauth/token", Safe, "", Light);
    /// A code or a refresh token is used up by the first request.
    pub(crate) static EXCHANGE: Endpoint = to(Method::POST, "/oauth/token", Create, "", Light);
    pub(crate) static DEVICE: Endpoint = to(Method::POST, "/oauth/devicecode", Create, "", Light);
    pub(crate) static REVOKE: Endpoint = to(Method::POST, "/oauth/revoke", Idempotent, "", Light);
    pub(crate) static GET_USER: Endpoint = to(Method::GET, "/users/{userId}", Safe, "user:read:user:admin", Light);
    pub(crate) static GET_USER_SETTINGS: Endpoint = to(Method::GET, "/users/{userId}/settings", Safe, "user:read:settings:admin", Medium);
    pub(crate) static GET_USER_TOKEN: Endpoint = to(Method::GET, "/users/{userId}/token", Safe, "user:read:token:admin", Light);
    pub(crate) static CREATE_USER: Endpoint = to(Method::POST, "/users", Create, "user:write:user:admin", Light);
    pub(crate) static UPDATE_USER: Endpoint = to(Method::PATCH, "/users/{userId}", Idempotent, "user:update:user:admin", Light);
    pub(crate) static PUT_USER_STATUS: Endpoint = to(Method::PUT, "/users/{userId}/status", Idempotent, "user:update:status:admin", Light);
    pub(crate) static DELETE_USER: Endpoint = to(Method::DELETE, "/users/{userId}", Idempotent, "user:delete:user:admin", Light);
    pub(crate) static CREATE_MEETING: Endpoint = to(Method::POST, "/users/{userId}/meetings", Create, "meeting:write:meeting:admin", Medium);
    pub(crate) static LIST_MEETINGS: Endpoint = to(Method::GET, "/users/{userId}/meetings", Safe, "meeting:read:list_meetings:admin", Medium);
    pub(crate) static GET_MEETING: Endpoint = to(Method::GET, "/meetings/{meetingId}", Safe, "meeting:read:meeting:admin", Light);
    pub(crate) static UPDATE_MEETING: Endpoint = to(Method::PATCH, "/meetings/{meetingId}", Idempotent, "meeting:update:meeting:admin", Light);
    pub(crate) static DELETE_MEETING: Endpoint = to(Method::DELETE, "/meetings/{meetingId}", Idempotent, "meeting:delete:meeting:admin", Light);
    pub(crate) static PUT_MEETING_STATUS: Endpoint = to(Method::PUT, "/meetings/{meetingId}/status", Idempotent, "meeting:update:status:admin", Light);
    pub(crate) static ADD_MEETING_REGISTRANT: Endpoint = to(Method::POST, "/meetings/{meetingId}/registrants", Create, "meeting:write:registrant:admin", Light);
    pub(crate) static LIST_MEETING_REGISTRANTS: Endpoint = to(Method::GET, "/meetings/{meetingId}/registrants", Safe, "meeting:read:list_registrants:admin", Medium);
    pub(crate) static CREATE_WEBINAR: Endpoint = to(Method::POST, "/users/{userId}/webinars", Create, "webinar:write:webinar:admin", Light);
    pub(crate) static LIST_WEBINARS: Endpoint = to(Method::GET, "/users/{userId}/webinars", Safe, "webinar:read:list_webinars:admin", Medium);
    pub(crate) static GET_WEBINAR: Endpoint = to(Method::GET, "/webinars/{webinarId}", Safe, "webinar:read:webinar:admin", Light);
    pub(crate) static UPDATE_WEBINAR: Endpoint = to(Method::PATCH, "/webinars/{webinarId}", Idempotent, "webinar:update:webinar:admin", Light);
    pub(crate) static DELETE_WEBINAR: Endpoint = to(Method::DELETE, "/webinars/{webinarId}", Idempotent, "webinar:delete:webinar:admin", Light);
    pub(crate) static PUT_WEBINAR_STATUS: Endpoint = to(Method::PUT, "/webinars/{webinarId}/status", Idempotent, "webinar:update:status:admin", Light);
    pub(crate) static ADD_WEBINAR_REGISTRANT: Endpoint = to(Method::POST, "/webinars/{webinarId}/registrants", Create, "webinar:write:registrant:admin", Light);
    pub(crate) static LIST_WEBINAR_REGISTRANTS: Endpoint = to(Method::GET, "/webinars/{webinarId}/registrants", Safe, "webinar:read:list_registrants:admin", Medium);
    pub(crate) static LIST_USERS: Endpoint = to(Method::GET, "/users", Safe, "user:read:list_users:admin", Medium);
    pub(crate) static GET_OWN_ZAK: Endpoint = to(Method::GET, "/users/me/zak", Safe, "user:read:zak:admin", Light);
    pub(crate) static LIST_UPCOMING_MEETINGS: Endpoint = to(Method::GET, "/users/{userId}/upcoming_meetings", Safe, "meeting:read:list_upcoming_meetings:admin", Medium);
    pub(crate) static GET_INVITATION: Endpoint = to(Method::GET, "/meetings/{meetingId}/invitation", Safe, "meeting:read:invitation:admin", Light);
    pub(crate) static GET_MEETING_CAPTION_TOKEN: Endpoint = to(Method::GET, "/meetings/{meetingId}/token", Safe, "meeting:read:token:admin", Light);
    pub(crate) static GET_WEBINAR_CAPTION_TOKEN: Endpoint = to(Method::GET, "/webinars/{webinarId}/token", Safe, "webinar:read:token:admin", Light);
    pub(crate) static SEND_LIVE_EVENT: Endpoint = to(Method::PATCH, "/live_meetings/{meetingId}/events", Create, "meeting:update:in_meeting_controls:admin", Medium);
    pub(crate) static GET_MEETING_REGISTRANT: Endpoint = to(Method::GET, "/meetings/{meetingId}/registrants/{registrantId}", Safe, "meeting:read:registrant:admin", Light);
    pub(crate) static DELETE_MEETING_REGISTRANT: Endpoint = to(Method::DELETE, "/meetings/{meetingId}/registrants/{registrantId}", Idempotent, "meeting:delete:registrant:admin", Light);
    pub(crate) static DECIDE_MEETING_REGISTRANTS: Endpoint = to(Method::PUT, "/meetings/{meetingId}/registrants/status", Idempotent, "meeting:update:registrant_status:admin", Medium);
    pub(crate) static BATCH_MEETING_REGISTRANTS: Endpoint = to(Method::POST, "/meetings/{meetingId}/batch_registrants", Create, "meeting:write:batch_registrants:admin", Heavy);
    pub(crate) static GET_MEETING_QUESTIONS: Endpoint = to(Method::GET, "/meetings/{meetingId}/registrants/questions", Safe, "meeting:read:list_registration_questions:admin", Light);
    pub(crate) static UPDATE_MEETING_QUESTIONS: Endpoint = to(Method::PATCH, "/meetings/{meetingId}/registrants/questions", Idempotent, "meeting:update:registration_question:admin", Light);
    pub(crate) static CREATE_MEETING_INVITE_LINKS: Endpoint = to(Method::POST, "/meetings/{meetingId}/invite_links", Create, "meeting:write:invite_links:admin", Light);
    pub(crate) static GET_WEBINAR_REGISTRANT: Endpoint = to(Method::GET, "/webinars/{webinarId}/registrants/{registrantId}", Safe, "webinar:read:registrant:admin", Light);
    pub(crate) static DELETE_WEBINAR_REGISTRANT: Endpoint = to(Method::DELETE, "/webinars/{webinarId}/registrants/{registrantId}", Idempotent, "webinar:delete:registrant:admin", Light);
    pub(crate) static DECIDE_WEBINAR_REGISTRANTS: Endpoint = to(Method::PUT, "/webinars/{webinarId}/registrants/status", Idempotent, "webinar:update:registrant_status:admin", Medium);
    pub(crate) static BATCH_WEBINAR_REGISTRANTS: Endpoint = to(Method::POST, "/webinars/{webinarId}/batch_registrants", Create, "webinar:write:batch_registrants:admin", Heavy);
    pub(crate) static GET_WEBINAR_QUESTIONS: Endpoint = to(Method::GET, "/webinars/{webinarId}/registrants/questions", Safe, "webinar:read:list_registration_questions:admin", Light);
    pub(crate) static UPDATE_WEBINAR_QUESTIONS: Endpoint = to(Method::PATCH, "/webinars/{webinarId}/registrants/questions", Idempotent, "webinar:update:registration_question:admin", Light);
    pub(crate) static CREATE_WEBINAR_INVITE_LINKS: Endpoint = to(Method::POST, "/webinars/{webinarId}/invite_links", Create, "webinar:write:invite_links:admin", Light);
    pub(crate) static LIST_PANELISTS: Endpoint = to(Method::GET, "/webinars/{webinarId}/panelists", Safe, "webinar:read:list_panelists:admin", Medium);
    pub(crate) static ADD_PANELISTS: Endpoint = to(Method::POST, "/webinars/{webinarId}/panelists", Create, "webinar:write:panelist:admin", Medium);
    pub(crate) static REMOVE_PANELISTS: Endpoint = to(Method::DELETE, "/webinars/{webinarId}/panelists", Idempotent, "webinar:delete:panelist:admin", Light);
    pub(crate) static REMOVE_PANELIST: Endpoint = to(Method::DELETE, "/webinars/{webinarId}/panelists/{panelistId}", Idempotent, "webinar:delete:panelist:admin", Light);
    pub(crate) static LIST_TRACKING_SOURCES: Endpoint = to(Method::GET, "/webinars/{webinarId}/tracking_sources", Safe, "webinar:read:list_tracking_sources:admin", Medium);
    pub(crate) static GET_PAST_MEETING: Endpoint = to(Method::GET, "/past_meetings/{meetingId}", Safe, "meeting:read:past_meeting:admin", Light);
    pub(crate) static LIST_PAST_MEETING_INSTANCES: Endpoint = to(Method::GET, "/past_meetings/{meetingId}/instances", Safe, "meeting:read:list_past_instances:admin", Medium);
    pub(crate) static LIST_PAST_MEETING_PARTICIPANTS: Endpoint = to(Method::GET, "/past_meetings/{meetingId}/participants", Safe, "meeting:read:list_past_participants:admin", Medium);
    pub(crate) static LIST_PAST_MEETING_POLLS: Endpoint = to(Method::GET, "/past_meetings/{meetingId}/polls", Safe, "meeting:read:list_poll_results:admin", Medium);
    pub(crate) static LIST_PAST_MEETING_QA: Endpoint = to(Method::GET, "/past_meetings/{meetingId}/qa", Safe, "meeting:read:past_qa:admin", Medium);
    pub(crate) static LIST_PAST_WEBINAR_INSTANCES: Endpoint = to(Method::GET, "/past_webinars/{webinarId}/instances", Safe, "webinar:read:list_past_instances:admin", Light);
    pub(crate) static LIST_PAST_WEBINAR_PARTICIPANTS: Endpoint = to(Method::GET, "/past_webinars/{webinarId}/participants", Safe, "webinar:read:list_past_participants:admin", Medium);
    pub(crate) static LIST_ABSENTEES: Endpoint = to(Method::GET, "/past_webinars/{webinarId}/absentees", Safe, "webinar:read:list_absentees:admin", Heavy);
    pub(crate) static LIST_PAST_WEBINAR_POLLS: Endpoint = to(Method::GET, "/past_webinars/{webinarId}/polls", Safe, "webinar:read:list_past_polls:admin", Medium);
    pub(crate) static LIST_PAST_WEBINAR_QA: Endpoint = to(Method::GET, "/past_webinars/{webinarId}/qa", Safe, "webinar:read:past_qa:admin", Medium);
    pub(crate) static LIST_RECORDINGS: Endpoint = to(Method::GET, "/users/{userId}/recordings", Safe, "cloud_recording:read:list_user_recordings:admin", Medium);
    pub(crate) static GET_RECORDING: Endpoint = to(Method::GET, "/meetings/{meetingId}/recordings", Safe, "cloud_recording:read:list_recording_files:admin", Light);
    pub(crate) static DELETE_RECORDING: Endpoint = to(Method::DELETE, "/meetings/{meetingId}/recordings", Idempotent, "cloud_recording:delete:meeting_recording:admin", Light);
    pub(crate) static LIST_MEETING_POLLS: Endpoint = to(Method::GET, "/meetings/{meetingId}/polls", Safe, "meeting:read:list_polls:admin", Light);
    pub(crate) static CREATE_MEETING_POLL: Endpoint = to(Method::POST, "/meetings/{meetingId}/polls", Create, "meeting:write:poll:admin", Light);
    pub(crate) static GET_MEETING_POLL: Endpoint = to(Method::GET, "/meetings/{meetingId}/polls/{pollId}", Safe, "meeting:read:poll:admin", Light);
    pub(crate) static UPDATE_MEETING_POLL: Endpoint = to(Method::PUT, "/meetings/{meetingId}/polls/{pollId}", Idempotent, "meeting:update:poll:admin", Light);
    pub(crate) static DELETE_MEETING_POLL: Endpoint = to(Method::DELETE, "/meetings/{meetingId}/polls/{pollId}", Idempotent, "meeting:delete:poll:admin", Light);
    pub(crate) static GET_MEETING_SURVEY: Endpoint = to(Method::GET, "/meetings/{meetingId}/survey", Safe, "meeting:read:survey:admin", Light);
    pub(crate) static UPDATE_MEETING_SURVEY: Endpoint = to(Method::PATCH, "/meetings/{meetingId}/survey", Idempotent, "meeting:update:survey:admin", Light);
    pub(crate) static DELETE_MEETING_SURVEY: Endpoint = to(Method::DELETE, "/meetings/{meetingId}/survey", Idempotent, "meeting:delete:survey:admin", Light);
    pub(crate) static LIST_MEETING_TEMPLATES: Endpoint = to(Method::GET, "/users/{userId}/meeting_templates", Safe, "meeting:read:list_templates:admin", Medium);
    pub(crate) static LIST_WEBINAR_POLLS: Endpoint = to(Method::GET, "/webinars/{webinarId}/polls", Safe, "webinar:read:list_polls:admin", Light);
    pub(crate) static CREATE_WEBINAR_POLL: Endpoint = to(Method::POST, "/webinars/{webinarId}/polls", Create, "webinar:write:poll:admin", Light);
    pub(crate) static GET_WEBINAR_POLL: Endpoint = to(Method::GET, "/webinars/{webinarId}/polls/{pollId}", Safe, "webinar:read:poll:admin", Light);
    pub(crate) static UPDATE_WEBINAR_POLL: Endpoint = to(Method::PUT, "/webinars/{webinarId}/polls/{pollId}", Idempotent, "webinar:update:poll:admin", Light);
    pub(crate) static DELETE_WEBINAR_POLL: Endpoint = to(Method::DELETE, "/webinars/{webinarId}/polls/{pollId}", Idempotent, "webinar:delete:poll:admin", Light);
    pub(crate) static GET_WEBINAR_SURVEY: Endpoint = to(Method::GET, "/webinars/{webinarId}/survey", Safe, "webinar:read:survey:admin", Light);
    pub(crate) static UPDATE_WEBINAR_SURVEY: Endpoint = to(Method::PATCH, "/webinars/{webinarId}/survey", Idempotent, "webinar:update:survey:admin", Light);
    pub(crate) static DELETE_WEBINAR_SURVEY: Endpoint = to(Method::DELETE, "/webinars/{webinarId}/survey", Idempotent, "webinar:delete:survey:admin", Light);
    pub(crate) static LIST_WEBINAR_TEMPLATES: Endpoint = to(Method::GET, "/users/{userId}/webinar_templates", Safe, "webinar:read:list_templates:admin", Medium);
    pub(crate) static UPDATE_USER_SETTINGS: Endpoint = to(Method::PATCH, "/users/{userId}/settings", Idempotent, "user:update:settings:admin", Medium);
    pub(crate) static CHECK_USER_EMAIL: Endpoint = to(Method::GET, "/users/email", Safe, "user:read:email:admin", Light);
    pub(crate) static REVOKE_USER_TOKEN: Endpoint = to(Method::DELETE, "/users/{userId}/token", Idempotent, "user:delete:token:admin", Light);
    pub(crate) static UPDATE_USER_EMAIL: Endpoint = to(Method::PUT, "/users/{userId}/email", Idempotent, "user:update:email:admin", Light);
    pub(crate) static GET_USER_SUMMARY: Endpoint = to(Method::GET, "/users/summary", Safe, "user:read:summary:admin", Medium);
    pub(crate) static LIST_ASSISTANTS: Endpoint = to(Method::GET, "/users/{userId}/assistants", Safe, "user:read:list_assistants:admin", Medium);
    pub(crate) static ADD_ASSISTANTS: Endpoint = to(Method::POST, "/users/{userId}/assistants", Create, "user:write:assistant:admin", Medium);
    pub(crate) static REMOVE_ASSISTANTS: Endpoint = to(Method::DELETE, "/users/{userId}/assistants", Idempotent, "user:delete:assistant:admin", Light);
    pub(crate) static REMOVE_ASSISTANT: Endpoint = to(Method::DELETE, "/users/{userId}/assistants/{assistantId}", Idempotent, "user:delete:assistant:admin", Light);
    pub(crate) static LIST_SCHEDULERS: Endpoint = to(Method::GET, "/users/{userId}/schedulers", Safe, "user:read:list_schedulers:admin", Medium);
    pub(crate) static REMOVE_SCHEDULERS: Endpoint = to(Method::DELETE, "/users/{userId}/schedulers", Idempotent, "user:delete:scheduler:admin", Light);
    pub(crate) static REMOVE_SCHEDULER: Endpoint = to(Method::DELETE, "/users/{userId}/schedulers/{schedulerId}", Idempotent, "user:delete:scheduler:admin", Light);
    pub(crate) static CREATE_MEETING_TEMPLATE: Endpoint = to(Method::POST, "/users/{userId}/meeting_templates", Create, "meeting:write:template:admin", Medium);
    pub(crate) static CREATE_WEBINAR_TEMPLATE: Endpoint = to(Method::POST, "/users/{userId}/webinar_templates", Create, "webinar:write:template:admin", Medium);
    pub(crate) static CREATE_MEETING_POLLS: Endpoint = to(Method::POST, "/meetings/{meetingId}/batch_polls", Create, "meeting:write:batch_polls:admin", Light);
    pub(crate) static REPORT_HOSTS: Endpoint = to(Method::GET, "/report/users", Safe, "report:read:list_users:admin", Heavy);
    pub(crate) static REPORT_DAYS: Endpoint = to(Method::GET, "/report/daily", Safe, "report:read:admin", Heavy);
    pub(crate) static REPORT_USER_MEETINGS: Endpoint = to(Method::GET, "/report/users/{userId}/meetings", Safe, "report:read:user:admin", Heavy);
    pub(crate) static REPORT_MEETING: Endpoint = to(Method::GET, "/report/meetings/{meetingId}", Safe, "report:read:meeting:admin", Heavy);
    pub(crate) static REPORT_MEETING_PARTICIPANTS: Endpoint = to(Method::GET, "/report/meetings/{meetingId}/participants", Safe, "report:read:list_meeting_participants:admin", Heavy);
    pub(crate) static REPORT_WEBINAR: Endpoint = to(Method::GET, "/report/webinars/{webinarId}", Safe, "report:read:webinar:admin", Heavy);
    pub(crate) static REPORT_WEBINAR_PARTICIPANTS: Endpoint = to(Method::GET, "/report/webinars/{webinarId}/participants", Safe, "report:read:list_webinar_participants:admin", Heavy);
    pub(crate) static GET_MEETING_STREAM: Endpoint = to(Method::GET, "/meetings/{meetingId}/livestream", Safe, "meeting:read:livestream:admin", Light);
    pub(crate) static UPDATE_MEETING_STREAM: Endpoint = to(Method::PATCH, "/meetings/{meetingId}/livestream", Idempotent, "meeting:update:livestream:admin", Light);
    pub(crate) static PUT_MEETING_STREAM_STATUS: Endpoint = to(Method::PATCH, "/meetings/{meetingId}/livestream/status", Idempotent, "meeting:update:livestream_status:admin", Light);
    pub(crate) static GET_MEETING_STREAMING_TOKEN: Endpoint = to(Method::GET, "/meetings/{meetingId}/jointoken/live_streaming", Safe, "meeting:read:live_streaming_token:admin", Light);
    pub(crate) static GET_MEETING_ARCHIVING_TOKEN: Endpoint = to(Method::GET, "/meetings/{meetingId}/jointoken/local_archiving", Safe, "meeting:read:local_archiving_token:admin", Light);
    pub(crate) static GET_MEETING_RECORDING_TOKEN: Endpoint = to(Method::GET, "/meetings/{meetingId}/jointoken/local_recording", Safe, "meeting:read:local_recording_token:admin", Light);
    pub(crate) static REPORT_MEETING_POLLS: Endpoint = to(Method::GET, "/report/meetings/{meetingId}/polls", Safe, "report:read:list_meeting_polls:admin", Heavy);
    pub(crate) static REPORT_MEETING_QA: Endpoint = to(Method::GET, "/report/meetings/{meetingId}/qa", Safe, "report:read:meeting_qna:admin", Heavy);
    pub(crate) static REPORT_MEETING_SURVEY: Endpoint = to(Method::GET, "/report/meetings/{meetingId}/survey", Safe, "report:read:meeting_survey:admin", Heavy);
    pub(crate) static GET_WEBINAR_STREAM: Endpoint = to(Method::GET, "/webinars/{webinarId}/livestream", Safe, "webinar:read:livestream:admin", Light);
    pub(crate) static UPDATE_WEBINAR_STREAM: Endpoint = to(Method::PATCH, "/webinars/{webinarId}/livestream", Idempotent, "webinar:update:livestream:admin", Light);
    pub(crate) static PUT_WEBINAR_STREAM_STATUS: Endpoint = to(Method::PATCH, "/webinars/{webinarId}/livestream/status", Idempotent, "webinar:update:livestream_status:admin", Light);
    pub(crate) static GET_WEBINAR_STREAMING_TOKEN: Endpoint = to(Method::GET, "/webinars/{webinarId}/jointoken/live_streaming", Safe, "webinar:read:live_streaming_token:admin", Light);
    pub(crate) static GET_WEBINAR_ARCHIVING_TOKEN: Endpoint = to(Method::GET, "/webinars/{webinarId}/jointoken/local_archiving", Safe, "webinar:read:local_archiving_token:admin", Light);
    pub(crate) static GET_WEBINAR_RECORDING_TOKEN: Endpoint = to(Method::GET, "/webinars/{webinarId}/jointoken/local_recording", Safe, "webinar:read:local_recording_token:admin", Light);
    pub(crate) static REPORT_WEBINAR_POLLS: Endpoint = to(Method::GET, "/report/webinars/{webinarId}/polls", Safe, "report:read:list_webinar_polls:admin", Heavy);
    pub(crate) static REPORT_WEBINAR_QA: Endpoint = to(Method::GET, "/report/webinars/{webinarId}/qa", Safe, "report:read:webinar_qna:admin", Heavy);
    pub(crate) static REPORT_WEBINAR_SURVEY: Endpoint = to(Method::GET, "/report/webinars/{webinarId}/survey", Safe, "report:read:webinar_survey:admin", Heavy);
    pub(crate) static REPORT_HISTORY: Endpoint = to(Method::GET, "/report/history_meetings", Safe, "report:read:list_history_meetings:admin", Heavy);
    pub(crate) static REPORT_UPCOMING: Endpoint = to(Method::GET, "/report/upcoming_events", Safe, "report:read:upcoming_meetings_webinars:admin", Heavy);
    pub(crate) static GET_SUMMARY: Endpoint = to(Method::GET, "/meetings/{meetingId}/meeting_summary", Safe, "meeting:read:summary:admin", Light);
    pub(crate) static LIST_SUMMARIES: Endpoint = to(Method::GET, "/meetings/meeting_summaries", Safe, "meeting:read:list_summaries:admin", Medium);
    /// Zoom's description names the classic scope `user:read` alone; that this granular one does is a guess.
    pub(crate) static GET_MEETING_TEMPLATE: Endpoint = to(Method::GET, "/users/{userId}/meeting_templates/{meetingTemplateId}", Safe, "meeting:read:list_templates:admin", Medium);
    pub(crate) static GET_BRANDING: Endpoint = to(Method::GET, "/webinars/{webinarId}/branding", Safe, "webinar:read:branding:admin", Light);
    pub(crate) static ADD_NAME_TAG: Endpoint = to(Method::POST, "/webinars/{webinarId}/branding/name_tags", Create, "webinar:write:branding_name_tag:admin", Medium);
    pub(crate) static UPDATE_NAME_TAG: Endpoint = to(Method::PATCH, "/webinars/{webinarId}/branding/name_tags/{nameTagId}", Idempotent, "webinar:update:branding_name_tag:admin", Medium);
    pub(crate) static REMOVE_NAME_TAGS: Endpoint = to(Method::DELETE, "/webinars/{webinarId}/branding/name_tags", Idempotent, "webinar:delete:branding_name_tag:admin", Light);
    pub(crate) static LIST_TRACKING_FIELDS: Endpoint = to(Method::GET, "/tracking_fields", Safe, "tracking_field:read:list_tracking_fields:admin", Medium);
    pub(crate) static CREATE_TRACKING_FIELD: Endpoint = to(Method::POST, "/tracking_fields", Create, "tracking_field:write:tracking_field:admin", Light);
    pub(crate) static GET_TRACKING_FIELD: Endpoint = to(Method::GET, "/tracking_fields/{fieldId}", Safe, "tracking_field:read:tracking_field:admin", Light);
    pub(crate) static UPDATE_TRACKING_FIELD: Endpoint = to(Method::PATCH, "/tracking_fields/{fieldId}", Idempotent, "tracking_field:update:tracking_field:admin", Light);
    pub(crate) static DELETE_TRACKING_FIELD: Endpoint = to(Method::DELETE, "/tracking_fields/{fieldId}", Idempotent, "tracking_field:delete:tracking_field:admin", Light);
    pub(crate) static RECOVER_RECORDING: Endpoint = to(Method::PUT, "/meetings/{meetingId}/recordings/status", Idempotent, "cloud_recording:update:recover_meeting_recordings:admin", Light);
    pub(crate) static GET_RECORDING_SETTINGS: Endpoint = to(Method::GET, "/meetings/{meetingId}/recordings/settings", Safe, "cloud_recording:read:recording_settings:admin", Light);
    pub(crate) static UPDATE_RECORDING_SETTINGS: Endpoint = to(Method::PATCH, "/meetings/{meetingId}/recordings/settings", Idempotent, "cloud_recording:update:recording_settings:admin", Light);
    pub(crate) static DELETE_RECORDING_FILE: Endpoint = to(Method::DELETE, "/meetings/{meetingId}/recordings/{recordingId}", Idempotent, "cloud_recording:delete:recording_file:admin", Light);
    pub(crate) static RECOVER_RECORDING_FILE: Endpoint = to(Method::PUT, "/meetings/{meetingId}/recordings/{recordingId}/status", Idempotent, "cloud_recording:update:recover_single_recording:admin", Light);
}
pub(crate) use table::*;

/// Every REST endpoint of this crate.
pub static ENDPOINTS: &[&Endpoint] = &[
    &GET_USER,
    &REVOKE_USER_TOKEN,
    &UPDATE_USER_EMAIL,
    &GET_USER_SUMMARY,
    &LIST_ASSISTANTS,
    &ADD_ASSISTANTS,
    &REMOVE_ASSISTANTS,
    &REMOVE_ASSISTANT,
    &LIST_SCHEDULERS,
    &REMOVE_SCHEDULERS,
    &REMOVE_SCHEDULER,
    &CREATE_MEETING_TEMPLATE,
    &CREATE_WEBINAR_TEMPLATE,
    &CREATE_MEETING_POLLS,
    &GET_MEETING_CAPTION_TOKEN,
    &GET_WEBINAR_CAPTION_TOKEN,
    &GET_USER_SETTINGS,
    &GET_USER_TOKEN,
    &CREATE_USER,
    &UPDATE_USER,
    &PUT_USER_STATUS,
    &DELETE_USER,
    &CREATE_MEETING,
    &LIST_MEETINGS,
    &GET_MEETING,
    &UPDATE_MEETING,
    &DELETE_MEETING,
    &PUT_MEETING_STATUS,
    &ADD_MEETING_REGISTRANT,
    &LIST_MEETING_REGISTRANTS,
    &CREATE_WEBINAR,
    &LIST_WEBINARS,
    &GET_WEBINAR,
    &UPDATE_WEBINAR,
    &DELETE_WEBINAR,
    &PUT_WEBINAR_STATUS,
    &ADD_WEBINAR_REGISTRANT,
    &LIST_WEBINAR_REGISTRANTS,
    &LIST_USERS,
    &GET_OWN_ZAK,
    &LIST_UPCOMING_MEETINGS,
    &GET_INVITATION,
    &SEND_LIVE_EVENT,
    &GET_MEETING_REGISTRANT,
    &DELETE_MEETING_REGISTRANT,
    &DECIDE_MEETING_REGISTRANTS,
    &BATCH_MEETING_REGISTRANTS,
    &GET_MEETING_QUESTIONS,
    &UPDATE_MEETING_QUESTIONS,
    &CREATE_MEETING_INVITE_LINKS,
    &GET_WEBINAR_REGISTRANT,
    &DELETE_WEBINAR_REGISTRANT,
    &DECIDE_WEBINAR_REGISTRANTS,
    &BATCH_WEBINAR_REGISTRANTS,
    &GET_WEBINAR_QUESTIONS,
    &UPDATE_WEBINAR_QUESTIONS,
    &CREATE_WEBINAR_INVITE_LINKS,
    &LIST_PANELISTS,
    &ADD_PANELISTS,
    &REMOVE_PANELISTS,
    &REMOVE_PANELIST,
    &LIST_TRACKING_SOURCES,
    &GET_PAST_MEETING,
    &LIST_PAST_MEETING_INSTANCES,
    &LIST_PAST_MEETING_PARTICIPANTS,
    &LIST_PAST_MEETING_POLLS,
    &LIST_PAST_MEETING_QA,
    &LIST_PAST_WEBINAR_INSTANCES,
    &LIST_PAST_WEBINAR_PARTICIPANTS,
    &LIST_ABSENTEES,
    &LIST_PAST_WEBINAR_POLLS,
    &LIST_PAST_WEBINAR_QA,
    &REPORT_HOSTS,
    &REPORT_DAYS,
    &REPORT_USER_MEETINGS,
    &REPORT_MEETING,
    &REPORT_MEETING_PARTICIPANTS,
    &REPORT_WEBINAR,
    &REPORT_WEBINAR_PARTICIPANTS,
    &LIST_RECORDINGS,
    &GET_RECORDING,
    &DELETE_RECORDING,
    &LIST_MEETING_POLLS,
    &CREATE_MEETING_POLL,
    &GET_MEETING_POLL,
    &UPDATE_MEETING_POLL,
    &DELETE_MEETING_POLL,
    &GET_MEETING_SURVEY,
    &UPDATE_MEETING_SURVEY,
    &DELETE_MEETING_SURVEY,
    &LIST_MEETING_TEMPLATES,
    &LIST_WEBINAR_POLLS,
    &CREATE_WEBINAR_POLL,
    &GET_WEBINAR_POLL,
    &UPDATE_WEBINAR_POLL,
    &DELETE_WEBINAR_POLL,
    &GET_WEBINAR_SURVEY,
    &UPDATE_WEBINAR_SURVEY,
    &DELETE_WEBINAR_SURVEY,
    &LIST_WEBINAR_TEMPLATES,
    &UPDATE_USER_SETTINGS,
    &CHECK_USER_EMAIL,
    &GET_MEETING_STREAM,
    &UPDATE_MEETING_STREAM,
    &PUT_MEETING_STREAM_STATUS,
    &GET_MEETING_STREAMING_TOKEN,
    &GET_MEETING_ARCHIVING_TOKEN,
    &GET_MEETING_RECORDING_TOKEN,
    &REPORT_MEETING_POLLS,
    &REPORT_MEETING_QA,
    &REPORT_MEETING_SURVEY,
    &GET_WEBINAR_STREAM,
    &UPDATE_WEBINAR_STREAM,
    &PUT_WEBINAR_STREAM_STATUS,
    &GET_WEBINAR_STREAMING_TOKEN,
    &GET_WEBINAR_ARCHIVING_TOKEN,
    &GET_WEBINAR_RECORDING_TOKEN,
    &REPORT_WEBINAR_POLLS,
    &REPORT_WEBINAR_QA,
    &REPORT_WEBINAR_SURVEY,
    &REPORT_HISTORY,
    &REPORT_UPCOMING,
    &GET_SUMMARY,
    &LIST_SUMMARIES,
    &GET_MEETING_TEMPLATE,
    &GET_BRANDING,
    &ADD_NAME_TAG,
    &UPDATE_NAME_TAG,
    &REMOVE_NAME_TAGS,
    &LIST_TRACKING_FIELDS,
    &CREATE_TRACKING_FIELD,
    &GET_TRACKING_FIELD,
    &UPDATE_TRACKING_FIELD,
    &DELETE_TRACKING_FIELD,
    &RECOVER_RECORDING,
    &GET_RECORDING_SETTINGS,
    &UPDATE_RECORDING_SETTINGS,
    &DELETE_RECORDING_FILE,
    &RECOVER_RECORDING_FILE,
];

impl Endpoint {
    /// The path with its placeholders filled in. An argument that would change which endpoint is meant (empty, a dot
    /// segment, overlong) is refused.
    pub(crate) fn path_for(&'static self, arguments: &[String]) -> Result<String, Error> {
        let mut arguments = arguments.iter();
        let mut path = String::new();
        for part in self.path.split('/').skip(1) {
            path.push('/');
            if !part.starts_with('{') {
                path.push_str(part);
                continue;
            }
            let argument = arguments.next().map_or("", String::as_str);
            if matches!(argument, "" | "." | "..") || argument.len() > MAX_ARGUMENT {
                return Err(Error::invalid_request(
                    self,
                    format!(
                        "an id in the path must have 1 to {MAX_ARGUMENT} bytes and not be a dot"
                    ),
                ));
            }
            path.push_str(&encode_id(argument));
        }
        Ok(path)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// An e-mail address has at most 254 bytes; no id is longer.
const MAX_ARGUMENT: usize = 254;

/// Percent-encodes an id; twice when it is a UUID that begins with a slash or contains two, as Zoom's gateway decodes it
/// once before it routes.
fn encode_id(id: &str) -> String {
    let once = percent_encode(id);
    if id.starts_with('/') || id.contains("//") {
        percent_encode(&once)
    } else {
        once
    }
}

fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_endpoint_declares_path_scope_and_a_class_that_fits_its_method() {
        for endpoint in ENDPOINTS {
            assert!(
                endpoint.path.starts_with('/') && endpoint.path.matches('{').count() <= 2,
                "{endpoint}"
            );
            // What has a classic scope alone has one part less.
            let parts = if *endpoint == &REPORT_DAYS { 3 } else { 4 };
            assert!(
                endpoint.scope.ends_with(":admin") && endpoint.scope.split(':').count() == parts,
                "{endpoint}"
            );
            let operation = endpoint.scope.split(':').nth(1);
            let (class, operations) = match endpoint.method {
                Method::GET => (Class::Safe, &["read"][..]),
                Method::POST => (Class::Create, &["write"][..]),
                // Inviting somebody twice calls them twice.
                Method::PATCH if *endpoint == &SEND_LIVE_EVENT => (Class::Create, &["update"][..]),
                _ => (Class::Idempotent, &["update", "delete"][..]),
            };
            assert_eq!(endpoint.class, class, "{endpoint}");
            assert!(
                operations.contains(&operation.unwrap()),
                "{endpoint}: {}",
                endpoint.scope
            );
        }
    }

    #[test]
    fn no_two_endpoints_are_the_same() {
        let names: HashSet<String> = ENDPOINTS.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), ENDPOINTS.len());
        // One scope each covers removing one panelist, assistant or scheduler, and removing all; reading a template and all.
        let scopes: HashSet<&str> = ENDPOINTS.iter().map(|e| e.scope).collect();
        assert_eq!(scopes.len(), ENDPOINTS.len() - 4);
    }

    #[test]
    fn an_id_cannot_leave_its_path_segment() {
        assert_eq!(
            GET_USER.path_for(&["a b@example.com".to_owned()]).unwrap(),
            "/users/a%20b%40example.com"
        );
        assert_eq!(
            GET_USER_TOKEN.path_for(&["x/../y?z#".to_owned()]).unwrap(),
            "/users/x%2F..%2Fy%3Fz%23/token"
        );
        for refused in ["", ".", "..", &"x".repeat(255)] {
            assert!(
                GET_USER.path_for(&[refused.to_owned()]).is_err(),
                "{refused:?}"
            );
        }
    }

    #[test]
    fn a_uuid_is_encoded_twice_only_when_it_starts_with_a_slash_or_holds_two() {
        assert_eq!(encode_id("ab/cd+e=="), "ab%2Fcd%2Be%3D%3D");
        assert_eq!(encode_id("/ajXp112Qm=="), "%252FajXp112Qm%253D%253D");
        assert_eq!(encode_id("a//b=="), "a%252F%252Fb%253D%253D");
    }
}

//! The endpoints there are: one table that decides the route, the scope and the rate-limit label of every call.

use axum::http::Method;

use super::call::{Call, Reply};
use super::path::{self, Variables};
use super::refusal::Refusal;
use super::{
    account_reports, assistants, batch, branding, captions, invitations, lists, live_events,
    livestream, media_tokens, meetings, panelists, past, polls, questions, recordings, registrants,
    report_answers, reports, room, status, summaries, survey, templates, tracking, tracking_fields,
    usage, user_changes, user_settings, user_tokens, users,
};
use crate::state::{Kind, Label, State, User};

/// One endpoint of the REST API.
pub(super) struct Endpoint {
    pub(super) method: Method,
    /// Below `/v2`; a part in braces stands for any one part.
    pub(super) path: &'static str,
    /// The granular scope; its `:admin` form does as well, and is the only one where the scope itself ends so.
    pub(super) scope: &'static str,
    /// The classic scopes, each also with `:admin`; any one of them does.
    pub(super) classic: &'static [&'static str],
    pub(super) label: Label,
    /// Which of the two a handler that serves both is to deal with.
    pub(super) kind: Kind,
    pub(super) run: Handler,
}

/// Handlers never wait: all they need is in memory.
pub(super) type Handler = fn(&Call) -> Result<Reply, Refusal>;

/// Whom a token's scopes let a call concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// The token's user.
    Own,
    /// Every user of the account, if the role allows it.
    Account,
}

use Kind::{Meeting as M, Webinar as W};
use Label::{Heavy, Light, Medium};

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

const CLASSIC_USER_READ: &[&str] = &["user:read"];
const SUMMARY_READ: &[&str] = &["meeting_summary:read"];
const FIELDS_READ: &[&str] = &["tracking_fields:read"];
const FIELDS_WRITE: &[&str] = &["tracking_fields:write"];
const USER: &[&str] = &["user:read", "user:write"];
const USER_WRITE: &[&str] = &["user:write"];
const PROFILE: &[&str] = &["user:read", "user:write", "user_profile"];
const ZAK: &[&str] = &["user_zak:read"];
const MEETING_READ: &[&str] = &["meeting:read"];
const MEETING_WRITE: &[&str] = &["meeting:write"];
const REPORT_READ: &[&str] = &["report:read"];
const RECORDING_READ: &[&str] = &["recording:read"];
const RECORDING_WRITE: &[&str] = &["recording:write"];
const WEBINAR_READ: &[&str] = &["webinar:read"];
const WEBINAR_WRITE: &[&str] = &["webinar:write"];

const fn row(
    method: Method,
    path: &'static str,
    scope: &'static str,
    classic: &'static [&'static str],
    label: Label,
    kind: Kind,
    run: Handler,
) -> Endpoint {
    Endpoint {
        method,
        path,
        scope,
        classic,
        label,
        kind,
        run,
    }
}

#[rustfmt::skip] // a table reads best as one
pub(super) static ENDPOINTS: &[Endpoint] = &[
    row(GET, "/users", "user:read:list_users:admin", USER, Medium, M, users::list),
    row(GET, "/users/me/zak", "user:read:zak", ZAK, Light, M, user_tokens::own_zak),
    row(GET, "/users/summary", "user:read:summary:admin", USER, Medium, M, users::summary),
    row(GET, "/users/email", "user:read:email", USER, Light, M, users::email),
    row(POST, "/users", "user:write:user:admin", USER_WRITE, Light, M, user_changes::create),
    row(PATCH, "/users/{user}", "user:update:user", USER_WRITE, Light, M, user_changes::update),
    row(DELETE, "/users/{user}", "user:delete:user", USER_WRITE, Light, M, user_changes::delete),
    row(PUT, "/users/{user}/status", "user:update:status", USER_WRITE, Light, M, user_changes::status),
    row(GET, "/users/{user}", "user:read:user", PROFILE, Light, M, users::get),
    row(GET, "/users/{user}/settings", "user:read:settings", USER, Medium, M, user_settings::get),
    row(PATCH, "/users/{user}/settings", "user:update:settings", USER_WRITE, Medium, M, user_settings::update),
    row(GET, "/users/{user}/token", "user:read:token", PROFILE, Light, M, user_tokens::get),
    row(DELETE, "/users/{user}/token", "user:delete:token", USER_WRITE, Light, M, user_tokens::revoke),
    row(PUT, "/users/{user}/email", "user:update:email", USER_WRITE, Light, M, user_changes::email),
    row(GET, "/users/{user}/assistants", "user:read:list_assistants", PROFILE, Medium, M, assistants::list),
    row(POST, "/users/{user}/assistants", "user:write:assistant", USER_WRITE, Medium, M, assistants::add),
    row(DELETE, "/users/{user}/assistants", "user:delete:assistant", USER_WRITE, Light, M, assistants::remove),
    row(DELETE, "/users/{user}/assistants/{assistant}", "user:delete:assistant", USER_WRITE, Light, M, assistants::remove),
    row(GET, "/users/{user}/schedulers", "user:read:list_schedulers", PROFILE, Medium, M, assistants::schedulers),
    row(DELETE, "/users/{user}/schedulers", "user:delete:scheduler", USER_WRITE, Light, M, assistants::leave),
    row(DELETE, "/users/{user}/schedulers/{scheduler}", "user:delete:scheduler", USER_WRITE, Light, M, assistants::leave),

    row(POST, "/users/{user}/meetings", "meeting:write:meeting", MEETING_WRITE, Medium, M, meetings::create),
    row(GET, "/users/{user}/meetings", "meeting:read:list_meetings", MEETING_READ, Medium, M, lists::of_user),
    row(GET, "/meetings/meeting_summaries", "meeting:read:list_summaries:admin", SUMMARY_READ, Medium, M, summaries::list),
    row(GET, "/meetings/{id}", "meeting:read:meeting", MEETING_READ, Light, M, meetings::get),
    row(PATCH, "/meetings/{id}", "meeting:update:meeting", MEETING_WRITE, Light, M, meetings::update),
    row(DELETE, "/meetings/{id}", "meeting:delete:meeting", MEETING_WRITE, Light, M, meetings::delete),
    row(PUT, "/meetings/{id}/status", "meeting:update:status", MEETING_WRITE, Light, M, status::put),
    row(POST, "/meetings/{id}/registrants", "meeting:write:registrant", MEETING_WRITE, Light, M, registrants::add),
    row(GET, "/meetings/{id}/registrants", "meeting:read:list_registrants", MEETING_READ, Medium, M, registrants::list),
    row(PUT, "/meetings/{id}/registrants/status", "meeting:update:registrant_status", MEETING_WRITE, Medium, M, registrants::decide),
    row(GET, "/meetings/{id}/registrants/questions", "meeting:read:list_registration_questions", MEETING_READ, Light, M, questions::get),
    row(PATCH, "/meetings/{id}/registrants/questions", "meeting:update:registration_question", MEETING_WRITE, Light, M, questions::update),
    row(GET, "/meetings/{id}/registrants/{registrant}", "meeting:read:registrant", MEETING_READ, Light, M, registrants::get),
    row(DELETE, "/meetings/{id}/registrants/{registrant}", "meeting:delete:registrant", MEETING_WRITE, Light, M, registrants::delete),
    row(POST, "/meetings/{id}/batch_registrants", "meeting:write:batch_registrants", MEETING_WRITE, Heavy, M, batch::add),
    row(POST, "/meetings/{id}/invite_links", "meeting:write:invite_links", MEETING_WRITE, Light, M, invitations::links),
    row(GET, "/meetings/{id}/invitation", "meeting:read:invitation", MEETING_READ, Light, M, invitations::text),
    row(GET, "/users/{user}/upcoming_meetings", "meeting:read:list_upcoming_meetings", MEETING_READ, Medium, M, lists::upcoming),
    row(PATCH, "/live_meetings/{id}/events", "meeting:update:in_meeting_controls", MEETING_WRITE, Medium, M, live_events::send),
    row(GET, "/meetings/{id}/token", "meeting:read:token", MEETING_READ, Light, M, captions::token),
    row(GET, "/past_meetings/{id}", "meeting:read:past_meeting", MEETING_READ, Light, M, past::get),
    row(GET, "/past_meetings/{id}/instances", "meeting:read:list_past_instances", MEETING_READ, Medium, M, past::instances),
    row(GET, "/past_meetings/{id}/participants", "meeting:read:list_past_participants", MEETING_READ, Medium, M, past::participants),
    row(GET, "/past_meetings/{id}/polls", "meeting:read:list_poll_results", MEETING_READ, Medium, M, past::no_questions),
    row(GET, "/past_meetings/{id}/qa", "meeting:read:past_qa", MEETING_READ, Medium, M, past::no_questions),

    row(GET, "/meetings/{id}/polls", "meeting:read:list_polls", MEETING_READ, Light, M, polls::list),
    row(POST, "/meetings/{id}/polls", "meeting:write:poll", MEETING_WRITE, Light, M, polls::create),
    row(POST, "/meetings/{id}/batch_polls", "meeting:write:batch_polls", MEETING_WRITE, Light, M, polls::create_batch),
    row(GET, "/meetings/{id}/polls/{poll}", "meeting:read:poll", MEETING_READ, Light, M, polls::get),
    row(PUT, "/meetings/{id}/polls/{poll}", "meeting:update:poll", MEETING_WRITE, Light, M, polls::update),
    row(DELETE, "/meetings/{id}/polls/{poll}", "meeting:delete:poll", MEETING_WRITE, Light, M, polls::delete),
    row(GET, "/meetings/{id}/survey", "meeting:read:survey", MEETING_READ, Light, M, survey::get),
    row(PATCH, "/meetings/{id}/survey", "meeting:update:survey", MEETING_WRITE, Light, M, survey::update),
    row(DELETE, "/meetings/{id}/survey", "meeting:delete:survey", MEETING_WRITE, Light, M, survey::delete),
    row(POST, "/users/{user}/meeting_templates", "meeting:write:template", MEETING_WRITE, Medium, M, templates::create),
    row(GET, "/users/{user}/meeting_templates", "meeting:read:list_templates", MEETING_READ, Medium, M, templates::list),

    row(GET, "/webinars/{id}/polls", "webinar:read:list_polls", WEBINAR_READ, Light, W, polls::list),
    row(POST, "/webinars/{id}/polls", "webinar:write:poll", WEBINAR_WRITE, Light, W, polls::create),
    row(GET, "/webinars/{id}/polls/{poll}", "webinar:read:poll", WEBINAR_READ, Light, W, polls::get),
    row(PUT, "/webinars/{id}/polls/{poll}", "webinar:update:poll", WEBINAR_WRITE, Light, W, polls::update),
    row(DELETE, "/webinars/{id}/polls/{poll}", "webinar:delete:poll", WEBINAR_WRITE, Light, W, polls::delete),
    row(GET, "/webinars/{id}/survey", "webinar:read:survey", WEBINAR_READ, Light, W, survey::get),
    row(PATCH, "/webinars/{id}/survey", "webinar:update:survey", WEBINAR_WRITE, Light, W, survey::update),
    row(DELETE, "/webinars/{id}/survey", "webinar:delete:survey", WEBINAR_WRITE, Light, W, survey::delete),
    row(POST, "/users/{user}/webinar_templates", "webinar:write:template", WEBINAR_WRITE, Medium, W, templates::create),
    row(GET, "/users/{user}/webinar_templates", "webinar:read:list_templates", WEBINAR_READ, Medium, W, templates::list),

    row(GET, "/users/{user}/recordings", "cloud_recording:read:list_user_recordings", RECORDING_READ, Medium, M, recordings::of_user),
    row(GET, "/meetings/{id}/recordings", "cloud_recording:read:list_recording_files", RECORDING_READ, Light, M, recordings::of_meeting),
    row(DELETE, "/meetings/{id}/recordings", "cloud_recording:delete:meeting_recording", RECORDING_WRITE, Light, M, recordings::of_meeting),

    row(POST, "/users/{user}/webinars", "webinar:write:webinar", WEBINAR_WRITE, Light, W, meetings::create),
    row(GET, "/users/{user}/webinars", "webinar:read:list_webinars", WEBINAR_READ, Medium, W, lists::of_user),
    row(GET, "/webinars/{id}", "webinar:read:webinar", WEBINAR_READ, Light, W, meetings::get),
    row(PATCH, "/webinars/{id}", "webinar:update:webinar", WEBINAR_WRITE, Light, W, meetings::update),
    row(DELETE, "/webinars/{id}", "webinar:delete:webinar", WEBINAR_WRITE, Light, W, meetings::delete),
    row(PUT, "/webinars/{id}/status", "webinar:update:status", WEBINAR_WRITE, Light, W, status::put),
    row(POST, "/webinars/{id}/registrants", "webinar:write:registrant", WEBINAR_WRITE, Light, W, registrants::add),
    row(GET, "/webinars/{id}/registrants", "webinar:read:list_registrants", WEBINAR_READ, Medium, W, registrants::list),
    row(PUT, "/webinars/{id}/registrants/status", "webinar:update:registrant_status", WEBINAR_WRITE, Medium, W, registrants::decide),
    row(GET, "/webinars/{id}/registrants/questions", "webinar:read:list_registration_questions", WEBINAR_READ, Light, W, questions::get),
    row(PATCH, "/webinars/{id}/registrants/questions", "webinar:update:registration_question", WEBINAR_WRITE, Light, W, questions::update),
    row(GET, "/webinars/{id}/registrants/{registrant}", "webinar:read:registrant", WEBINAR_READ, Light, W, registrants::get),
    row(DELETE, "/webinars/{id}/registrants/{registrant}", "webinar:delete:registrant", WEBINAR_WRITE, Light, W, registrants::delete),
    row(POST, "/webinars/{id}/batch_registrants", "webinar:write:batch_registrants", WEBINAR_WRITE, Heavy, W, batch::add),
    row(POST, "/webinars/{id}/invite_links", "webinar:write:invite_links", WEBINAR_WRITE, Light, W, invitations::links),
    row(GET, "/webinars/{id}/panelists", "webinar:read:list_panelists", WEBINAR_READ, Medium, W, panelists::list),
    row(POST, "/webinars/{id}/panelists", "webinar:write:panelist", WEBINAR_WRITE, Medium, W, panelists::add),
    row(DELETE, "/webinars/{id}/panelists", "webinar:delete:panelist", WEBINAR_WRITE, Light, W, panelists::remove_all),
    row(DELETE, "/webinars/{id}/panelists/{panelist}", "webinar:delete:panelist", WEBINAR_WRITE, Light, W, panelists::remove),
    row(GET, "/webinars/{id}/token", "webinar:read:token", WEBINAR_READ, Light, W, captions::token),
    row(GET, "/past_webinars/{id}/polls", "webinar:read:list_past_polls", WEBINAR_READ, Medium, W, past::no_questions),
    row(GET, "/past_webinars/{id}/qa", "webinar:read:past_qa", WEBINAR_READ, Medium, W, past::no_questions),
    row(GET, "/past_webinars/{id}/instances", "webinar:read:list_past_instances", WEBINAR_READ, Light, W, past::instances),
    row(GET, "/past_webinars/{id}/participants", "webinar:read:list_past_participants", WEBINAR_READ, Medium, W, past::participants),
    row(GET, "/past_webinars/{id}/absentees", "webinar:read:list_absentees", WEBINAR_READ, Heavy, W, past::absentees),
    row(GET, "/report/users", "report:read:list_users:admin", REPORT_READ, Heavy, M, usage::hosts),
    row(GET, "/report/daily", "report:read:admin", REPORT_READ, Heavy, M, usage::daily),
    row(GET, "/report/users/{user}/meetings", "report:read:user:admin", REPORT_READ, Heavy, M, reports::of_user),
    row(GET, "/report/meetings/{id}", "report:read:meeting:admin", REPORT_READ, Heavy, M, reports::get),
    row(GET, "/report/meetings/{id}/participants", "report:read:list_meeting_participants:admin", REPORT_READ, Heavy, M, reports::participants),
    row(GET, "/report/webinars/{id}", "report:read:webinar:admin", REPORT_READ, Heavy, W, reports::get),
    row(GET, "/report/webinars/{id}/participants", "report:read:list_webinar_participants:admin", REPORT_READ, Heavy, W, reports::participants),
    row(GET, "/webinars/{id}/tracking_sources", "webinar:read:list_tracking_sources", WEBINAR_READ, Medium, W, tracking::list),

    row(GET, "/meetings/{id}/livestream", "meeting:read:livestream", MEETING_READ, Light, M, livestream::get),
    row(PATCH, "/meetings/{id}/livestream", "meeting:update:livestream", MEETING_WRITE, Light, M, livestream::update),
    row(PATCH, "/meetings/{id}/livestream/status", "meeting:update:livestream_status", MEETING_WRITE, Light, M, livestream::status),
    row(GET, "/meetings/{id}/jointoken/live_streaming", "meeting:read:live_streaming_token", &["meeting_token:read:live_streaming"], Light, M, media_tokens::get),
    row(GET, "/meetings/{id}/jointoken/local_archiving", "meeting:read:local_archiving_token:admin", &["meeting_token:read:local_archiving"], Light, M, media_tokens::get),
    row(GET, "/meetings/{id}/jointoken/local_recording", "meeting:read:local_recording_token", &["meeting_token:read:local_recording"], Light, M, media_tokens::get),
    row(GET, "/webinars/{id}/livestream", "webinar:read:livestream", WEBINAR_READ, Light, W, livestream::get),
    row(PATCH, "/webinars/{id}/livestream", "webinar:update:livestream", WEBINAR_WRITE, Light, W, livestream::update),
    row(PATCH, "/webinars/{id}/livestream/status", "webinar:update:livestream_status", WEBINAR_WRITE, Light, W, livestream::status),
    row(GET, "/webinars/{id}/jointoken/live_streaming", "webinar:read:live_streaming_token", &["webinar_token:read:live_streaming"], Light, W, media_tokens::get),
    row(GET, "/webinars/{id}/jointoken/local_archiving", "webinar:read:local_archiving_token:admin", &["webinar_token:read:local_archiving"], Light, W, media_tokens::get),
    row(GET, "/webinars/{id}/jointoken/local_recording", "webinar:read:local_recording_token", &["webinar_token:read:local_recording"], Light, W, media_tokens::get),
    row(GET, "/meetings/{id}/meeting_summary", "meeting:read:summary", SUMMARY_READ, Light, M, summaries::get),
    row(GET, "/webinars/{id}/branding", "webinar:read:branding", WEBINAR_READ, Light, W, branding::get),
    row(POST, "/webinars/{id}/branding/name_tags", "webinar:write:branding_name_tag", WEBINAR_WRITE, Medium, W, branding::add_name_tag),
    row(PATCH, "/webinars/{id}/branding/name_tags/{tag}", "webinar:update:branding_name_tag", WEBINAR_WRITE, Medium, W, branding::update_name_tag),
    row(DELETE, "/webinars/{id}/branding/name_tags", "webinar:delete:branding_name_tag", WEBINAR_WRITE, Light, W, branding::remove_name_tags),
    row(GET, "/report/meetings/{id}/polls", "report:read:list_meeting_polls:admin", REPORT_READ, Heavy, M, report_answers::questions),
    row(GET, "/report/meetings/{id}/qa", "report:read:meeting_qna:admin", REPORT_READ, Heavy, M, report_answers::questions),
    row(GET, "/report/meetings/{id}/survey", "report:read:meeting_survey:admin", REPORT_READ, Heavy, M, report_answers::survey),
    row(GET, "/report/webinars/{id}/polls", "report:read:list_webinar_polls:admin", REPORT_READ, Heavy, W, report_answers::questions),
    row(GET, "/report/webinars/{id}/qa", "report:read:webinar_qna:admin", REPORT_READ, Heavy, W, report_answers::questions),
    row(GET, "/report/webinars/{id}/survey", "report:read:webinar_survey:admin", REPORT_READ, Heavy, W, report_answers::survey),
    row(GET, "/report/history_meetings", "report:read:list_history_meetings:admin", REPORT_READ, Heavy, M, account_reports::history),
    row(GET, "/report/upcoming_events", "report:read:upcoming_meetings_webinars:admin", REPORT_READ, Heavy, M, account_reports::upcoming),
    row(GET, "/tracking_fields", "tracking_field:read:list_tracking_fields:admin", FIELDS_READ, Medium, M, tracking_fields::list),
    row(POST, "/tracking_fields", "tracking_field:write:tracking_field:admin", FIELDS_WRITE, Light, M, tracking_fields::create),
    row(GET, "/tracking_fields/{field}", "tracking_field:read:tracking_field:admin", FIELDS_READ, Light, M, tracking_fields::get),
    row(PATCH, "/tracking_fields/{field}", "tracking_field:update:tracking_field:admin", FIELDS_WRITE, Light, M, tracking_fields::update),
    row(DELETE, "/tracking_fields/{field}", "tracking_field:delete:tracking_field:admin", FIELDS_WRITE, Light, M, tracking_fields::delete),
    row(GET, "/users/{user}/meeting_templates/{template}", "meeting:read:list_templates", CLASSIC_USER_READ, Medium, M, templates::get),
    row(PUT, "/meetings/{id}/recordings/status", "cloud_recording:update:recover_meeting_recordings", RECORDING_WRITE, Light, M, recordings::of_meeting),
    row(GET, "/meetings/{id}/recordings/settings", "cloud_recording:read:recording_settings", RECORDING_READ, Light, M, recordings::of_meeting),
    row(PATCH, "/meetings/{id}/recordings/settings", "cloud_recording:update:recording_settings", RECORDING_WRITE, Light, M, recordings::of_meeting),
    row(DELETE, "/meetings/{id}/recordings/{file}", "cloud_recording:delete:recording_file", RECORDING_WRITE, Light, M, recordings::of_meeting),
    row(PUT, "/meetings/{id}/recordings/{file}/status", "cloud_recording:update:recover_single_recording", RECORDING_WRITE, Light, M, recordings::of_meeting),
];

/// The endpoint of a call to `path`, which is below `/v2`, and the variable parts of it.
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Endpoint, Variables)> {
    let path = path::handed_on(path);
    ENDPOINTS
        .iter()
        .filter(|endpoint| endpoint.method == method)
        .find_map(|endpoint| Some((endpoint, path::fit(endpoint.path, &path)?)))
}

impl Endpoint {
    /// What the token's user must be allowed to do.
    pub(super) fn permission(&self) -> &'static str {
        if self.method == Method::GET {
            "User:Read"
        } else {
            "User:Edit"
        }
    }

    /// Whether there is a body to be read.
    pub(super) fn has_body(&self) -> bool {
        [POST, PUT, PATCH].contains(&self.method)
    }

    /// The granular scopes that do, as a refusal names them.
    pub(super) fn granular_scopes(&self) -> Vec<String> {
        if self.scope.ends_with(":admin") {
            vec![self.scope.to_owned()]
        } else {
            vec![self.scope.to_owned(), format!("{}:admin", self.scope)]
        }
    }

    /// The one granular scope that reaches other users.
    pub(super) fn admin_scope(&self) -> Vec<String> {
        self.granular_scopes()
            .split_off(self.granular_scopes().len() - 1)
    }

    /// Whom `scopes` let the call concern; `None` if they do not allow it at all.
    pub(super) fn reach(&self, scopes: &[String]) -> Option<Reach> {
        let granular = self.granular_scopes();
        let reach_of = |scope: &String| {
            // Tokens for apps of the native SDK have it in the middle.
            let plain = match scope.strip_suffix(":admin") {
                Some(plain) => Some(plain.to_owned()),
                None => scope
                    .contains(":admin:")
                    .then(|| scope.replace(":admin:", ":")),
            };
            let known = granular.contains(scope)
                || self.classic.contains(&plain.as_deref().unwrap_or(scope));
            let reach = plain.map_or(Reach::Own, |_| Reach::Account);
            known.then_some(reach)
        };
        scopes.iter().filter_map(reach_of).max()
    }

    /// Whether the call concerns `me`, or what I host, or nothing there is. What has an `:admin` scope alone is the account's.
    pub(super) fn concerns(&self, state: &State, me: &User, named: &str) -> bool {
        if self.scope.ends_with(":admin") {
            return false;
        }
        if self.path.starts_with("/users") {
            let mine = ["me", &me.id, &me.email].contains(&named);
            let nobody = self.path == "/users/email";
            return mine || nobody || self.path.starts_with("/users/me/");
        }
        let found = match named.parse() {
            Ok(number) => room::find(state, number),
            Err(_) => state.meeting_by_uuid(named),
        };
        found.is_none_or(|meeting| meeting.may_be_started_by(&me.id, &me.email))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_scopes_allow_every_endpoint() {
        let scopes: Vec<String> = crate::state::DEFAULT_SCOPES
            .iter()
            .map(|&s| s.to_owned())
            .collect();
        for endpoint in ENDPOINTS {
            assert!(
                endpoint.reach(&scopes) == Some(Reach::Account),
                "{} {}",
                endpoint.method,
                endpoint.path
            );
            assert_eq!(endpoint.reach(&["chat:read".to_owned()]), None);
        }
    }

    #[test]
    fn a_classic_scope_does_in_place_of_the_granular_one() {
        let (endpoint, _) = find(&GET, "/meetings/1").unwrap();
        let reach = |scope: &str| endpoint.reach(&[scope.to_owned()]);
        assert_eq!(reach("meeting:read:admin"), Some(Reach::Account));
        assert_eq!(reach("meeting:read"), Some(Reach::Own));
        assert_eq!(reach("meeting:write:admin"), None);
    }

    #[test]
    fn a_path_has_two_variable_parts_at_most() {
        for Endpoint { path, .. } in ENDPOINTS {
            assert!(path.matches('{').count() <= 2, "{path}");
        }
    }

    #[test]
    fn me_zak_is_not_taken_for_a_user_of_that_name() {
        assert_eq!(
            find(&GET, "/users/me/zak").unwrap().0.scope,
            "user:read:zak"
        );
        assert!(find(&GET, "/users/someone/zak").is_none());
    }
}

//! Every endpoint of the client, called at the emulator.

use std::collections::HashSet;

use countersign_emulator::Emulator;
use countersign_zoom::{
    BatchRegistrants, CreateInviteLinks, CreateMeeting, CreateTemplate, CreateUser, CreateWebinar,
    Decision, DeleteUser, ENDPOINTS, Endpoint, Error, LiveEvent, LiveStream, MediaUse, MeetingList,
    NameTag, PageRequest, Poll, RecordingSettings, RegistrantStatus, RegistrationForm, Survey,
    TrackedField, UpdateMeeting, UpdateUser, UpdateUserSettings, UpdateWebinar, UserStatus, Zoom,
};

use crate::chain::{client, guest};

/// Calls an endpoint by its description, with things that do not exist.
async fn call(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (users, meetings, webinars) = (zoom.users(), zoom.meetings(), zoom.webinars());
    let page = PageRequest::default();
    let pending = RegistrantStatus::Pending;
    match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/users/{userId}") => users.get("x").await.map(drop),
        ("GET", "/users/{userId}/settings") => users.settings("x").await.map(drop),
        ("GET", "/users/{userId}/token") => users.zak("x", None).await.map(drop),
        ("POST", "/users/{userId}/meetings") => meetings
            .create("x", &CreateMeeting::default())
            .await
            .map(drop),
        ("GET", "/users/{userId}/meetings") => {
            meetings.list("x", MeetingList::Live, &page).await.map(drop)
        }
        ("GET", "/meetings/{meetingId}") => meetings.get(1).await.map(drop),
        ("PATCH", "/meetings/{meetingId}") => meetings.update(1, &UpdateMeeting::default()).await,
        ("DELETE", "/meetings/{meetingId}") => meetings.delete(1).await,
        ("PUT", "/meetings/{meetingId}/status") => meetings.end(1).await,
        ("POST", "/meetings/{meetingId}/registrants") => {
            meetings.registrants(1).add(&guest("x")).await.map(drop)
        }
        ("GET", "/meetings/{meetingId}/registrants") => {
            meetings.registrants(1).list(pending, &page).await.map(drop)
        }
        ("POST", "/users/{userId}/webinars") => webinars
            .create("x", &CreateWebinar::default())
            .await
            .map(drop),
        ("GET", "/users/{userId}/webinars") => webinars.list("x", &page).await.map(drop),
        ("GET", "/webinars/{webinarId}") => webinars.get(1).await.map(drop),
        ("PATCH", "/webinars/{webinarId}") => webinars.update(1, &UpdateWebinar::default()).await,
        ("DELETE", "/webinars/{webinarId}") => webinars.delete(1).await,
        ("PUT", "/webinars/{webinarId}/status") => webinars.end(1).await,
        ("POST", "/webinars/{webinarId}/registrants") => {
            webinars.registrants(1).add(&guest("x")).await.map(drop)
        }
        ("GET", "/webinars/{webinarId}/registrants") => {
            webinars.registrants(1).list(pending, &page).await.map(drop)
        }
        ("POST", "/users") => users.create(&CreateUser::default()).await.map(drop),
        ("PATCH", "/users/{userId}") => users.update("x", &UpdateUser::default()).await,
        ("PUT", "/users/{userId}/status") => users.activate("x").await,
        ("DELETE", "/users/{userId}") => users.delete("x", &DeleteUser::default()).await,
        ("GET", "/users") => users.list(UserStatus::Active, &page).await.map(drop),
        ("PATCH", "/users/{userId}/settings") => {
            users
                .update_settings("x", &UpdateUserSettings::default())
                .await
        }
        ("GET", "/users/email") => users.email_exists("x").await.map(drop),
        ("GET", "/users/{userId}/meeting_templates") => meetings.templates("x").await.map(drop),
        ("GET", "/users/{userId}/webinar_templates") => webinars.templates("x").await.map(drop),
        ("GET", "/users/me/zak") => users.own_zak().await.map(drop),
        ("GET", "/users/{userId}/upcoming_meetings") => meetings.upcoming("x").await.map(drop),
        ("GET", "/meetings/{meetingId}/token") => meetings.caption_url(1).await.map(drop),
        ("GET", "/webinars/{webinarId}/token") => webinars.caption_url(1).await.map(drop),
        ("GET", "/meetings/{meetingId}/invitation") => meetings.invitation(1).await.map(drop),
        ("POST", "/meetings/{meetingId}/invite_links") => meetings
            .invite_links(1, &CreateInviteLinks::default())
            .await
            .map(drop),
        ("POST", "/webinars/{webinarId}/invite_links") => webinars
            .invite_links(1, &CreateInviteLinks::default())
            .await
            .map(drop),
        ("PATCH", "/live_meetings/{meetingId}/events") => {
            meetings.send_event(1, &LiveEvent::default()).await
        }
        ("GET", "/webinars/{webinarId}/tracking_sources") => {
            webinars.tracking_sources(1).await.map(drop)
        }
        ("GET", "/webinars/{webinarId}/panelists") => webinars.panelists(1).list().await.map(drop),
        ("POST", "/webinars/{webinarId}/panelists") => webinars.panelists(1).add(&[]).await,
        ("DELETE", "/webinars/{webinarId}/panelists") => webinars.panelists(1).remove_all().await,
        ("DELETE", "/webinars/{webinarId}/panelists/{panelistId}") => {
            webinars.panelists(1).remove("x").await
        }
        ("POST", "/users/{userId}/meeting_templates") => meetings
            .create_template("x", &CreateTemplate::default())
            .await
            .map(drop),
        ("POST", "/users/{userId}/webinar_templates") => webinars
            .create_template("x", &CreateTemplate::default())
            .await
            .map(drop),
        ("DELETE", "/users/{userId}/token") => users.sign_out("x").await,
        ("PUT", "/users/{userId}/email") => users.change_email("x", "x@example.com").await,
        ("GET", "/users/summary") => users.summary().await.map(drop),
        (_, path) if path.contains("/assistants") || path.contains("/schedulers") => {
            call_assistants(zoom, endpoint).await
        }
        ("GET", "/meetings/meeting_summaries") => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            meetings.ai_summaries(from, to, &page).await.map(drop)
        }
        ("GET", "/meetings/{meetingId}/meeting_summary") => {
            meetings.ai_summary("x").await.map(drop)
        }
        ("GET", "/users/{userId}/meeting_templates/{meetingTemplateId}") => {
            meetings.template("x", "y").await.map(drop)
        }
        (_, path) if path.contains("/recordings") => call_recordings(zoom, endpoint).await,
        (_, path) if path.contains("/tracking_fields") => call_fields(zoom, endpoint).await,
        (_, path) if path.contains("/branding") => call_branding(zoom, endpoint).await,
        (_, path) if path.contains("/livestream") || path.contains("/jointoken") => {
            call_media(zoom, endpoint).await
        }
        (_, path) if path.contains("past_") => call_past(zoom, endpoint).await,
        (_, path) if path.starts_with("/report/") => call_report(zoom, endpoint).await,
        (method, path) => {
            let registrants = match path.starts_with("/meetings") {
                true => meetings.registrants(1),
                false => webinars.registrants(1),
            };
            let polls = match path.starts_with("/meetings") {
                true => meetings.polls(1),
                false => webinars.polls(1),
            };
            let form = RegistrationForm::default();
            match (method, path.rsplit_once("Id}/").unwrap_or_default().1) {
                ("POST", "batch_registrants") => registrants
                    .add_batch(&BatchRegistrants::default())
                    .await
                    .map(drop),
                ("PUT", "registrants/status") => registrants.decide(Decision::Approve, &[]).await,
                ("GET", "registrants/questions") => registrants.questions().await.map(drop),
                ("PATCH", "registrants/questions") => registrants.set_questions(&form).await,
                ("GET", "registrants/{registrantId}") => registrants.get("x").await.map(drop),
                ("DELETE", "registrants/{registrantId}") => registrants.remove("x").await,
                ("GET", "polls") => polls.list().await.map(drop),
                ("POST", "polls") => polls.create(&Poll::default()).await.map(drop),
                ("POST", "batch_polls") => polls.create_batch(&[]).await.map(drop),
                ("GET", "polls/{pollId}") => polls.get("x").await.map(drop),
                ("PUT", "polls/{pollId}") => polls.replace("x", &Poll::default()).await,
                ("DELETE", "polls/{pollId}") => polls.delete("x").await,
                ("GET", "survey") => polls.survey().await.map(drop),
                ("PATCH", "survey") => polls.set_survey(&Survey::default()).await,
                ("DELETE", "survey") => polls.delete_survey().await,
                _ => panic!("{endpoint} is not called by any test"),
            }
        }
    }
}

async fn call_recordings(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (recordings, page) = (zoom.recordings(), PageRequest::default());
    let settings = RecordingSettings::default();
    match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/users/{userId}/recordings") => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            recordings.of_user("x", from, to, &page).await.map(drop)
        }
        ("GET", "/meetings/{meetingId}/recordings") => recordings.of_meeting(1).await.map(drop),
        ("DELETE", "/meetings/{meetingId}/recordings") => recordings.trash(1).await,
        ("PUT", "/meetings/{meetingId}/recordings/status") => recordings.recover("x").await,
        ("GET", "/meetings/{meetingId}/recordings/settings") => {
            recordings.settings(1).await.map(drop)
        }
        ("PATCH", "/meetings/{meetingId}/recordings/settings") => {
            recordings.update_settings(1, &settings).await
        }
        ("DELETE", "/meetings/{meetingId}/recordings/{recordingId}") => {
            recordings.trash_file(1, "x").await
        }
        ("PUT", "/meetings/{meetingId}/recordings/{recordingId}/status") => {
            recordings.recover_file(1, "x").await
        }
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_fields(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (fields, field) = (zoom.tracking_fields(), TrackedField::default());
    match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/tracking_fields") => fields.list().await.map(drop),
        ("POST", "/tracking_fields") => fields.create(&field).await.map(drop),
        ("GET", "/tracking_fields/{fieldId}") => fields.get("x").await.map(drop),
        ("PATCH", "/tracking_fields/{fieldId}") => fields.update("x", &field).await,
        ("DELETE", "/tracking_fields/{fieldId}") => fields.delete("x").await,
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_branding(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (tags, tag) = (zoom.webinars().name_tags(1), NameTag::default());
    match (
        endpoint.method.as_str(),
        endpoint.path.rsplit_once("branding").unwrap().1,
    ) {
        ("GET", "") => tags.list().await.map(drop),
        ("POST", "/name_tags") => tags.add(&tag).await.map(drop),
        ("PATCH", "/name_tags/{nameTagId}") => tags.update("x", &tag).await,
        ("DELETE", "/name_tags") => tags.remove(&["x"]).await,
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_media(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let media = match endpoint.path.starts_with("/meetings") {
        true => zoom.meetings().media(1),
        false => zoom.webinars().media(1),
    };
    match (
        endpoint.method.as_str(),
        endpoint.path.rsplit_once("Id}/").unwrap().1,
    ) {
        ("GET", "livestream") => media.stream().await.map(drop),
        ("PATCH", "livestream") => media.set_stream(&LiveStream::default()).await,
        ("PATCH", "livestream/status") => media.stop_stream().await,
        ("GET", "jointoken/live_streaming") => media.token(MediaUse::LiveStreaming).await.map(drop),
        ("GET", "jointoken/local_archiving") => {
            media.token(MediaUse::LocalArchiving).await.map(drop)
        }
        ("GET", "jointoken/local_recording") => {
            media.token(MediaUse::LocalRecording).await.map(drop)
        }
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_assistants(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let users = zoom.users();
    match (endpoint.method.as_str(), endpoint.path) {
        ("GET", "/users/{userId}/assistants") => users.assistants("x").await.map(drop),
        ("POST", "/users/{userId}/assistants") => users.add_assistants("x", &[]).await,
        ("DELETE", "/users/{userId}/assistants") => users.remove_assistants("x").await,
        ("DELETE", "/users/{userId}/assistants/{assistantId}") => {
            users.remove_assistant("x", "y").await
        }
        ("GET", "/users/{userId}/schedulers") => users.schedulers("x").await.map(drop),
        ("DELETE", "/users/{userId}/schedulers") => users.remove_schedulers("x").await,
        ("DELETE", "/users/{userId}/schedulers/{schedulerId}") => {
            users.remove_scheduler("x", "y").await
        }
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_past(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (meetings, webinars) = (zoom.past_meetings(), zoom.past_webinars());
    let page = PageRequest::default();
    match endpoint.path {
        "/past_meetings/{meetingId}" => meetings.get(1).await.map(drop),
        "/past_meetings/{meetingId}/instances" => meetings.instances(1).await.map(drop),
        "/past_meetings/{meetingId}/participants" => {
            meetings.participants(1, &page).await.map(drop)
        }
        "/past_meetings/{meetingId}/polls" => meetings.polls(1).await.map(drop),
        "/past_meetings/{meetingId}/qa" => meetings.qa(1).await.map(drop),
        "/past_webinars/{webinarId}/polls" => webinars.polls(1).await.map(drop),
        "/past_webinars/{webinarId}/qa" => webinars.qa(1).await.map(drop),
        "/past_webinars/{webinarId}/instances" => webinars.instances(1).await.map(drop),
        "/past_webinars/{webinarId}/participants" => {
            webinars.participants(1, &page).await.map(drop)
        }
        "/past_webinars/{webinarId}/absentees" => webinars.absentees(1, &page).await.map(drop),
        _ => panic!("{endpoint} is not called by any test"),
    }
}

async fn call_report(zoom: &Zoom, endpoint: &Endpoint) -> Result<(), Error> {
    let (reports, page) = (zoom.reports(), PageRequest::default());
    match endpoint.path {
        "/report/users/{userId}/meetings" => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            reports.of_user("me", from, to, &page).await.map(drop)
        }
        "/report/users" => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            reports.hosts(true, from, to, &page).await.map(drop)
        }
        "/report/daily" => reports.days(2026, 1).await.map(drop),
        "/report/history_meetings" => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            reports.history(from, to, &page).await.map(drop)
        }
        "/report/upcoming_events" => {
            let (from, to) = ("2026-01-01", "2026-01-31");
            reports.upcoming(from, to, &page).await.map(drop)
        }
        path => {
            let report = match path.starts_with("/report/meetings") {
                true => reports.meeting(1),
                false => reports.webinar(1),
            };
            match path.rsplit_once("Id}").unwrap_or_default().1 {
                "" => report.get().await.map(drop),
                "/participants" => report.participants(&page).await.map(drop),
                "/polls" => report.polls().await.map(drop),
                "/qa" => report.questions().await.map(drop),
                "/survey" => report.survey().await.map(drop),
                _ => panic!("{endpoint} is not called by any test"),
            }
        }
    }
}

#[tokio::test]
async fn every_endpoint_needs_the_scope_it_declares_and_no_other() {
    let emulator = Emulator::start().await;
    let app = emulator.credentials().s2s.client_id;
    for endpoint in ENDPOINTS {
        emulator.state().set_app_scopes(&app, Vec::new());
        let error = call(&client(&emulator), endpoint).await.unwrap_err();
        assert_eq!(error.endpoint(), Some(*endpoint));
        let missing = &error.as_api().unwrap().missing_scopes;
        assert!(
            missing.iter().any(|scope| scope == endpoint.scope),
            "{error}"
        );

        emulator
            .state()
            .set_app_scopes(&app, vec![endpoint.scope.to_owned()]);
        // Those of the token's own user, and lists, succeed.
        if let Err(error) = call(&client(&emulator), endpoint).await {
            assert!(error.as_api().unwrap().missing_scopes.is_empty(), "{error}");
        }
    }
}

/// Without the names of what stands in braces.
fn nameless(method: &str, path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "{}",
        false => part,
    });
    format!("{method} {}", parts.collect::<Vec<_>>().join("/"))
}

#[test]
fn the_client_has_a_call_for_whatever_is_emulated() {
    let called: HashSet<String> = ENDPOINTS
        .iter()
        .map(|endpoint| nameless(endpoint.method.as_str(), endpoint.path))
        .collect();
    let emulated = countersign_emulator::rest::endpoints();
    let emulated: HashSet<String> = emulated
        .map(|(method, path)| nameless(method, path))
        .collect();
    assert_eq!(called, emulated);
}

//! `POST /api/v1/wc/info`: may this page join? And the ping that follows.
//!
//! The status is always 200: after a 5xx the SDK repeats the request by JSONP, with signature and passcode in the URL.

use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, State as Shared};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base64::{Engine, engine::general_purpose::STANDARD};
use countersign_token::MeetingNumber;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::check::{Judgement, judge};
use super::form::{JoinForm, MAX_BYTES};
use super::refusal::Told;
use super::ticket::Grant;
use super::{ByTls, Join, Refusal};
use crate::rest::registration_url;
use crate::state::{Kind, Meeting, Person, Presence, What};

/// The normal way.
pub(super) async fn form(
    Shared(join): Shared<Join>,
    tls: Option<Extension<ByTls>>,
    headers: HeaderMap,
    body: Body,
) -> Json<Value> {
    let host = join.host_for_sdk(tls.is_some(), &headers);
    Json(match to_bytes(body, MAX_BYTES).await {
        Ok(body) => join.answer(&JoinForm::parse(&body), &host),
        Err(_) => {
            let (code, text) = Refusal::InvalidParameter.info();
            refused(code, text)
        }
    })
}

/// The SDK's second try after an answer of 5xx from something between us.
pub(super) async fn jsonp(
    Shared(join): Shared<Join>,
    tls: Option<Extension<ByTls>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let host = join.host_for_sdk(tls.is_some(), &headers);
    let form = JoinForm::parse(query.unwrap_or_default().as_bytes());
    let answer = join.answer(&form, &host);
    let callback = form.text("callback");
    let harmless = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    if callback.is_empty() || callback.len() > 128 || !callback.chars().all(harmless) {
        return Json(answer).into_response();
    }
    let script = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (script, format!("{callback}({answer});")).into_response()
}

/// Tells the SDK which host has its socket.
pub(super) async fn ping(
    Shared(join): Shared<Join>,
    tls: Option<Extension<ByTls>>,
    headers: HeaderMap,
) -> Json<Value> {
    Json(json!({ "rwg": join.host_for_sdk(tls.is_some(), &headers) }))
}

impl Join {
    fn answer(&self, form: &JoinForm, host: &str) -> Value {
        let view = form.view();
        let judgement = judge(self, form);
        self.0.attempts.record(form, &judgement);
        let Judgement {
            meeting, result, ..
        } = judgement;
        let grant = match result {
            Ok(admission) => Grant::Enter(Box::new(admission)),
            Err(refusal) => match self.noted(form, meeting.as_ref(), refusal).told(view) {
                Told::Socket { .. } => Grant::Refuse(refusal),
                Told::Info { code, text } => {
                    let register = meeting.filter(|_| refusal == Refusal::RegistrationRequired);
                    let url = register.map(|meeting| registration_url(&self.0.state, &meeting));
                    return refused(code, url.as_deref().unwrap_or(text));
                }
            },
        };
        let number = asked(form, meeting.as_ref());
        let ticket = self.0.tickets.issue(number, grant);
        accepted(form, meeting.as_ref(), &ticket, host)
    }

    /// Tells the webhooks of one who waits for the host.
    fn noted(&self, form: &JoinForm, meeting: Option<&Meeting>, refusal: Refusal) -> Refusal {
        if let Some(meeting) = meeting.filter(|_| refusal == Refusal::NotStarted) {
            let name = form.user_name();
            let signature = form.text("signature");
            let person = Person {
                user_id: String::new(),
                id: String::new(),
                // The same for the SDK that asks again and again.
                participant_uuid: STANDARD.encode(Sha256::digest(format!("{name} {signature}"))),
                user_name: name,
                email: String::new(),
                registrant_id: None,
                participant_user_id: String::new(),
                customer_key: form.customer_key(),
            };
            let what = What::Participant(Box::new(person), Presence::WaitsForHost);
            self.0.state.tell(meeting, what);
        }
        refusal
    }

    /// By TLS, the host and port the page reached us by; else the reserved name that the bridge catches.
    pub(super) fn host_for_sdk(&self, tls: bool, headers: &HeaderMap) -> String {
        let host = headers
            .get::<HeaderName>(header::HOST)
            .and_then(|host| host.to_str().ok());
        match host.filter(|_| tls) {
            Some(host) => host.to_owned(),
            None => self.0.web_endpoint.clone(),
        }
    }
}

pub(super) fn refused(code: u32, text: &str) -> Value {
    json!({ "status": false, "errorCode": code, "errorMessage": text, "result": null })
}

/// The number that was asked for, if there is such a meeting. The SDK keeps to it, also where the meeting is held in a
/// personal room, which has another.
fn asked(form: &JoinForm, meeting: Option<&Meeting>) -> u64 {
    let asked = form.text("meetingNumber").parse().ok();
    meeting.and(asked).map_or(0, MeetingNumber::get)
}

/// The least that SDK 6.2.0 needs, and what comes back in later URLs.
fn accepted(form: &JoinForm, meeting: Option<&Meeting>, ticket: &str, host: &str) -> Value {
    let number = asked(form, meeting);
    json!({
        "status": true,
        "errorCode": 0,
        "errorMessage": null,
        "result": {
            "mid": STANDARD.encode(number.to_string()),
            "userName": form.user_name(),
            "invite_email": "",
            "meetingNumber": number.to_string(),
            "meetingTopic": meeting.map_or("", |m| m.topic.as_str()),
            // Client View alone heeds it: its attendees may not list who is there.
            "isWebinar": meeting.is_some_and(|m| m.kind == Kind::Webinar),
            "auth": ticket,
            "ts": 0,
            "tid": "",
            "track_auth": "",
            // A text that holds JSON, not an object.
            "encryptedRWC": json!({ host: ticket }).to_string(),
            // Client View reads its own signature here, once it is in.
            "sign": form.text("signature"),
            "meetingOptions": meeting_options(),
            // Texts too. Without them Client View calls back `errorCode: 1` and opens no socket.
            "toll_numbers_json": "[]",
            "call_out_country_json": "[]",
        }
    })
}

/// What the SDK lets its own calls do; a text too. Without captions Component View leaves three rejections unhandled each
/// time that somebody joins.
fn meeting_options() -> String {
    json!({ "isChatEnabled": true, "isCOHostEnabled": true, "isEnableClosedCaption": true })
        .to_string()
}

//! Every attempt to join, with the verdict and what the doctor says about it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use countersign_diagnose::{Case, ErrorSeen, Intent, Platform, Report, View, diagnose};
use countersign_token::inspect_unverified;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::sync::watch;
use utoipa::ToSchema;

use crate::clock::{Clock, UnixSeconds};

use super::check::Judgement;
use super::form::JoinForm;
use super::refusal::Told;

/// As many are kept; the oldest go first.
pub const MAX_ATTEMPTS: usize = 1_000;
/// The longest claim that is kept.
const MAX_CLAIM: usize = 256;
/// As many claims are kept.
const MAX_CLAIMS: usize = 32;

/// An attempt. It holds no secret: of the signature only the claims, of passcode, ZAK and the like only whether they
/// were there.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// From 1; never used twice.
    pub id: u64,
    /// Epoch seconds, by the emulator's clock.
    #[schema(value_type = u64)]
    pub at: UnixSeconds,
    /// Which view asked.
    pub view: View,
    /// The origin of its page.
    pub origin: String,
    /// As it was sent, which may not be a number.
    pub meeting_number: String,
    /// The meeting's, if there is one.
    pub topic: Option<String>,
    /// The name to join under.
    pub user_name: String,
    /// Which of `passWord`, `userEmail`, `zak`, `tk` and `obfToken` were there.
    #[schema(value_type = Vec<String>)]
    pub given: Vec<&'static str>,
    /// What the signature says, believed or not.
    #[schema(value_type = Object)]
    pub claims: Map<String, Value>,
    /// Whether it was the SDK that comes back after its socket was lost.
    pub came_back: bool,
    /// Accepted or refused.
    pub verdict: Verdict,
    /// What the doctor says, who knows the app's secret.
    pub report: Report,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AttemptVerdict)]
#[serde(
    tag = "verdict",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub enum Verdict {
    /// It was let in.
    Accepted,
    /// It was not.
    Refused {
        /// Why, as a [`super::Refusal`] in kebab case.
        reason: String,
        /// The code that the SDK shows.
        shown: u32,
        /// The code that was sent: `errorCode`, or the socket's `res`.
        sent: u32,
        /// The text that was sent; empty when the socket told it.
        text: String,
    },
}

/// The last [`MAX_ATTEMPTS`].
#[derive(Debug)]
pub struct Attempts {
    clock: Clock,
    last: watch::Sender<u64>,
    kept: Mutex<VecDeque<Arc<Attempt>>>,
}

impl Attempts {
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            clock,
            last: watch::Sender::new(0),
            kept: Mutex::default(),
        }
    }

    /// Those after the one with the id `since`, oldest first.
    #[must_use]
    pub fn since(&self, since: u64) -> Vec<Arc<Attempt>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .filter(|attempt| attempt.id > since)
            .cloned()
            .collect()
    }

    /// Returns when there is one after `since`.
    pub async fn wait(&self, since: u64) {
        let _ = self.last.subscribe().wait_for(|last| *last > since).await;
    }

    pub(crate) fn clear(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clear();
    }

    pub(super) fn record(&self, form: &JoinForm, judgement: &Judgement) {
        let now = self.clock.now();
        let report = diagnose(&case(form, judgement, now), now);
        let mut attempt = Attempt {
            id: 0,
            at: now,
            view: form.view(),
            origin: form.origin(),
            meeting_number: form.text("meetingNumber").chars().take(32).collect(),
            topic: judgement
                .meeting
                .as_ref()
                .map(|meeting| meeting.topic.clone()),
            user_name: form.user_name(),
            given: given(form),
            claims: claims(form.text("signature")),
            came_back: judgement.came_back,
            verdict: verdict(form.view(), judgement),
            report,
        };
        tracing::info!(meeting = attempt.meeting_number, verdict = ?attempt.verdict, "join");
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MAX_ATTEMPTS {
            kept.pop_front();
        }
        self.last.send_modify(|last| {
            *last += 1;
            attempt.id = *last;
        });
        kept.push_back(Arc::new(attempt));
    }
}

fn verdict(view: View, judgement: &Judgement) -> Verdict {
    let Err(refusal) = judgement.result else {
        return Verdict::Accepted;
    };
    let (sent, text) = match refusal.told(view) {
        Told::Info { code, text } => (code, text.to_owned()),
        Told::Socket { res } => (res, String::new()),
    };
    Verdict::Refused {
        reason: refusal.name(),
        shown: refusal.shown(view),
        sent,
        text,
    }
}

fn given(form: &JoinForm) -> Vec<&'static str> {
    let there = |name: &&str| {
        if *name == "zak" {
            !form.zak().is_empty()
        } else {
            form.has(name)
        }
    };
    ["passWord", "userEmail", "zak", "tk", "obfToken"]
        .into_iter()
        .filter(there)
        .collect()
}

/// What the signature says, cut to a size that can be kept a thousand times.
fn claims(signature: &str) -> Map<String, Value> {
    let inspection = inspect_unverified(signature);
    let short = |value: &Value| value.to_string().len() <= MAX_CLAIM;
    let claims = inspection.payload().into_iter().flatten();
    claims
        .take(MAX_CLAIMS)
        .filter(|(name, value)| name.len() <= MAX_CLAIM && short(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The attempt as the doctor takes it.
fn case(form: &JoinForm, judgement: &Judgement, now: UnixSeconds) -> Case {
    let view = form.view();
    let starts = form.text("ulsm") == "1";
    let mut join = Map::new();
    for name in given(form) {
        let option = match (name, view) {
            ("passWord", View::Component) => "password",
            (name, _) => name,
        };
        join.insert(option.to_owned(), Value::Bool(true));
    }
    join.insert(
        "meetingNumber".to_owned(),
        json!(form.text("meetingNumber")),
    );
    join.insert("userName".to_owned(), json!(form.user_name()));
    let error = judgement.result.as_ref().err().map(|refusal| ErrorSeen {
        code: Some(refusal.shown(view).to_string()),
        text: None,
    });
    Case {
        signature: Some(form.text("signature").to_owned()),
        client_id: judgement.app.as_ref().map(|app| app.client_id.clone()),
        client_secret: judgement.app.as_ref().map(|app| app.client_secret.clone()),
        now: Some(now),
        platform: Some(Platform::Web),
        sdk_version: form.text("cv").parse().ok(),
        view: Some(view),
        intent: Some(if starts { Intent::Start } else { Intent::Join }),
        webinar: judgement
            .meeting
            .as_ref()
            .map(|m| m.kind == crate::state::Kind::Webinar),
        join: Some(join),
        error,
        ..Case::default()
    }
}

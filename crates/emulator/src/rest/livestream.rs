//! Streaming to a service of the host's own. Its address is kept, and starting and stopping it is told; nothing is sent there.

use countersign_token::ExposeSecret;
use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use crate::state::{Kind, LiveStream, Meeting, Plan, Status};

const MAX_URL: usize = 1_024;
const MAX_KEY: usize = 512;
/// No source.
const MAX_RESOLUTION: usize = 64;
const MAX_DISPLAY_NAME: usize = 50;

/// `GET /meetings/{meetingId}/livestream`, and of webinars; where nothing was set, every text is empty.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let stream = meeting(call)?.stream;
    Ok(Reply::ok(json!({
        "stream_url": stream.stream_url,
        "stream_key": stream.stream_key.expose_secret(),
        "page_url": stream.page_url,
        "resolution": stream.resolution,
    })))
}

/// `PATCH /meetings/{meetingId}/livestream`, and of webinars.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let some = |max| move |value| body::text(max)(value).filter(|text| !text.trim().is_empty());
    let stream_url = fields.required("stream_url", some(MAX_URL));
    let stream_key = fields.required("stream_key", some(MAX_KEY));
    let page_url = fields.required("page_url", some(MAX_URL));
    let resolution = fields.read("resolution", body::text(MAX_RESOLUTION));
    fields.finish()?;
    let meeting = meeting(call)?;
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let stream = LiveStream {
        stream_url: text(stream_url),
        stream_key: text(stream_key).into(),
        page_url: text(page_url),
        resolution: resolution.map_or(meeting.stream.resolution, str::to_owned),
        on: false,
    };
    call.state.set_stream(meeting.id, stream);
    Ok(Reply::no_content())
}

/// What to do with a stream.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Start,
    Stop,
    /// Its looks; there is nothing to see here.
    Mode,
}

/// `PATCH /meetings/{meetingId}/livestream/status`, and of webinars.
pub(super) fn status(call: &Call) -> Result<Reply, Refusal> {
    let action = read(call)?;
    let meeting = meeting(call)?;
    let refuse = |code, message: String| Err(Refusal::new(400, code, message));
    if meeting.settings.text("encryption_type") == "e2ee" {
        let message =
            "End-to-end encrypted meetings currently do not support the livestreaming feature.";
        return refuse(4400, message.to_owned());
    }
    if meeting.status == Status::Waiting {
        return match call.kind {
            Kind::Meeting => refuse(4927, format!("Meeting {} has not started.", meeting.id)),
            Kind::Webinar => refuse(200, format!("Webinar {} has not started.", meeting.id)),
        };
    }
    if action == Action::Start && !meeting.stream.is_set() {
        let noun = match call.kind {
            Kind::Meeting => "meeting",
            Kind::Webinar => "webinar",
        };
        let message =
            format!("The current {noun} is not configured with a custom streaming service.");
        return refuse(3000, message);
    }
    if action != Action::Mode {
        let on = action == Action::Start;
        call.state.switch_stream(meeting.id, on);
    }
    Ok(Reply::no_content())
}

/// The action; what goes with it is checked, and has no effect.
fn read(call: &Call) -> Result<Action, Refusal> {
    let mut fields = Fields::new(&call.body);
    let action = fields.required("action", |value| match (value.as_str()?, call.kind) {
        ("start", _) => Some(Action::Start),
        ("stop", _) => Some(Action::Stop),
        ("mode", Kind::Meeting) => Some(Action::Mode),
        _ => None,
    });
    let none = Map::new();
    let asked = fields.read("settings", Value::as_object).unwrap_or(&none);
    let mut inner = Fields::under("settings.", asked);
    inner.read("active_speaker_name", body::flag);
    inner.read("display_name", body::text(MAX_DISPLAY_NAME));
    if call.kind == Kind::Meeting {
        let one_of = |names: [&'static str; 3]| {
            move |value: &Value| names.into_iter().find(|name| value == name)
        };
        inner.read(
            "layout",
            one_of(["follow_host", "gallery_view", "speaker_view"]),
        );
        inner.read("close_caption", one_of(["burnt-in", "embedded", "off"]));
    }
    fields.absorb(inner);
    fields.finish()?;
    Ok(action.unwrap_or(Action::Stop))
}

/// Streams are for those who pay.
fn meeting(call: &Call) -> Result<Meeting, Refusal> {
    let nothing = match (call.kind, call.number(), call.is_get()) {
        (Kind::Meeting, None, true) => Refusal::new(400, 300, "Invalid meeting id."),
        (Kind::Meeting, None, false) => Refusal::new(400, 300, "Invalid meeting ID."),
        _ => Refusal::nothing(call.kind, &call.named),
    };
    let meeting = call.meeting_or(call.wrong_kind(), nothing)?;
    let host = call.host_of(&meeting)?;
    match host.plan {
        Plan::Licensed => Ok(meeting),
        _ => Err(call.plan(&host)),
    }
}

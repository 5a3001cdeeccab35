//! The shapes of answers that are put together as JSON, for the description of the API; a test holds the answers to them.

#![expect(
    dead_code,
    reason = "they describe what is answered; nothing makes one"
)]

use serde_json::Value;
use utoipa::ToSchema;

use crate::faults::Connection;
use crate::join::Attempt;
use crate::live::ParticipantView;
use crate::requests::Logged;
use crate::webhooks::Delivery;

/// What was wrong.
#[derive(ToSchema)]
pub(super) struct Mistake {
    /// In words, and what to do.
    error: String,
}

#[derive(ToSchema)]
pub(super) struct HealthShown {
    /// `ok`.
    status: String,
}

#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct ClockShown {
    /// Epoch milliseconds, by the emulator's clock.
    now_ms: u64,
    /// Whether it stands still.
    frozen: bool,
}

#[derive(ToSchema)]
pub(super) struct AttemptList {
    attempts: Vec<Attempt>,
    /// The `since` that asks for what comes next.
    next: u64,
}

#[derive(ToSchema)]
pub(super) struct RequestList {
    requests: Vec<Logged>,
    /// The `since` that asks for what comes next.
    next: u64,
}

#[derive(ToSchema)]
pub(super) struct FaultList {
    faults: Vec<FaultShown>,
}

/// A fault that is set.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct FaultShown {
    /// From 1; never used twice.
    id: u64,
    /// As it was set, like all that follows but `met`.
    route: String,
    /// How many requests are to meet it in all; `null`: all that come.
    #[schema(required = true)]
    count: Option<u64>,
    /// From 0 to 1.
    probability: f64,
    /// In milliseconds.
    delay_ms: u64,
    #[schema(required = true)]
    status: Option<u16>,
    body: Value,
    #[schema(value_type = Object)]
    headers: Value,
    #[schema(required = true)]
    connection: Option<Connection>,
    revoke_tokens: bool,
    /// How many requests met it.
    met: u64,
}

#[derive(ToSchema)]
pub(super) struct MeetingList {
    meetings: Vec<MeetingShown>,
}

/// A meeting or webinar that is running.
#[derive(ToSchema)]
pub(super) struct MeetingShown {
    number: u64,
    /// Zoom's id of this one occasion.
    uuid: String,
    /// `null` when it was deleted meanwhile.
    #[schema(required = true)]
    topic: Option<String>,
    /// Whether nobody else may join.
    locked: bool,
    participants: Vec<ParticipantView>,
}

#[derive(ToSchema)]
pub(super) struct SubscriptionList {
    subscriptions: Vec<SubscriptionShown>,
}

/// Somebody who hears of events.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct SubscriptionShown {
    id: String,
    name: String,
    /// Without the parts that may hold a secret.
    url: String,
    /// `null`: all.
    #[schema(required = true)]
    events: Option<Vec<String>>,
    /// The hosts whose events are wanted; none stands for the whole account.
    user_ids: Vec<String>,
    /// `options` at start, `control` for this API, `app` by REST.
    made_by: String,
    /// The app's that made it, when `madeBy` is `app`.
    client_id: Option<String>,
    /// `unproved` until the endpoint has proved that it knows the secret; `enabled`; `disabled` when it failed too often.
    standing: String,
    /// Why it is not enabled.
    because: Option<String>,
}

#[derive(ToSchema)]
pub(super) struct Subscribed {
    /// The subscription's.
    id: String,
}

#[derive(ToSchema)]
pub(super) struct EventList {
    events: Vec<EventShown>,
    /// The `since` that asks for what comes next.
    next: u64,
}

/// An event that was told.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct EventShown {
    /// From 1; never used twice.
    id: u64,
    /// Epoch milliseconds, by the emulator's clock.
    at_ms: u64,
    /// Its name: `meeting.started`.
    event: String,
    /// What is sent, with secrets blacked out.
    #[schema(value_type = Object)]
    body: Value,
    deliveries: Vec<Delivery>,
}

#[derive(ToSchema)]
pub(super) struct Triggered {
    /// The event's.
    id: u64,
    /// To how many subscriptions it goes.
    deliveries: u64,
}

#[derive(ToSchema)]
pub(super) struct Resent {
    /// To how many subscriptions it goes.
    deliveries: u64,
}

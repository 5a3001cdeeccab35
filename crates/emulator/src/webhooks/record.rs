//! The events that were sent, and what became of each.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

/// As many are kept; the oldest go first.
pub(super) const MAX_EVENTS: usize = 1_000;
/// As many tries of one delivery are kept.
const MAX_TRIES: usize = 32;

/// An event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// From 1; never used twice.
    pub(crate) id: u64,
    pub(crate) at_ms: u64,
    pub(crate) name: String,
    /// The very bytes that are sent, and signed.
    pub(crate) body: Arc<str>,
    pub(crate) deliveries: Vec<Delivery>,
}

/// An event's way to one subscription.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Delivery {
    /// Its id.
    pub(crate) subscription: String,
    /// The same for every try.
    pub(crate) request_id: String,
    pub(crate) outcome: Outcome,
    /// The last 32.
    #[schema(value_type = Vec<Try>)]
    pub(crate) tries: VecDeque<Try>,
}

/// How it stands with a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(
    tag = "outcome",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum Outcome {
    /// Not tried yet.
    Waiting,
    /// It was taken.
    Delivered,
    /// Failed, and is tried again.
    Retrying {
        /// When, in epoch milliseconds by the emulator's clock.
        #[schema(rename = "atMs")]
        at_ms: u64,
    },
    /// Failed for good.
    Failed,
    /// More waited already than can be kept.
    Dropped,
}

/// One request.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Try {
    /// Epoch milliseconds, by the emulator's clock.
    pub(crate) at_ms: u64,
    /// 0 the first, 1 to 3 the repetitions.
    pub(crate) retry: usize,
    /// What was answered; `null` when nothing was.
    pub(crate) status: Option<u16>,
    /// Why nothing was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<String>,
    /// In milliseconds.
    pub(crate) took_ms: u64,
}

/// The last [`MAX_EVENTS`].
#[derive(Default)]
pub(super) struct Events {
    last: u64,
    kept: VecDeque<Event>,
}

impl Events {
    /// Keeps a new one, not on its way to anybody yet.
    pub(super) fn add(&mut self, name: String, body: Arc<str>, at_ms: u64) -> &mut Event {
        if self.kept.len() == MAX_EVENTS {
            self.kept.pop_front();
        }
        self.last += 1;
        self.kept.push_back(Event {
            id: self.last,
            at_ms,
            name,
            body,
            deliveries: Vec::new(),
        });
        let newest = self.kept.len() - 1;
        &mut self.kept[newest]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Event> {
        self.kept.iter()
    }

    pub(super) fn get(&self, id: u64) -> Option<&Event> {
        self.kept.iter().find(|event| event.id == id)
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }

    /// Changes a delivery, if the event is still kept.
    pub(super) fn change(
        &mut self,
        id: u64,
        subscription: &str,
        change: impl FnOnce(&mut Delivery),
    ) {
        let event = self.kept.iter_mut().find(|event| event.id == id);
        let delivery = event.and_then(|event| {
            let mut all = event.deliveries.iter_mut();
            all.find(|delivery| delivery.subscription == subscription)
        });
        delivery.map(change);
    }
}

impl Delivery {
    pub(super) fn note(&mut self, one: Try, outcome: Outcome) {
        if self.tries.len() == MAX_TRIES {
            self.tries.pop_front();
        }
        self.tries.push_back(one);
        self.outcome = outcome;
    }
}

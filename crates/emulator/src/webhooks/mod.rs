//! Webhooks: events go to those who subscribed to them, as Zoom sends them.
//!
//! An endpoint proves first that it knows the secret token (`endpoint.url_validation`). It has 3 s to answer with 200 or
//! 204; after a status of 500 and more, or none at all, it is tried again after 5, 20 and 60 minutes of the emulator's
//! clock. What is answered with 3xx or 4xx is lost.
//!
//! An app's subscriptions are signed with the app's own secret token; those of the options and of the control port with
//! that of the Server-to-Server OAuth app which is there at start.
//!
//! # Limitations
//!
//! * These happen here and are told: everything of a meeting's or webinar's plan, its registrants, its start and end, who
//!   joins, waits, is admitted, changes role, says something in the chat and leaves; users who are added, changed and removed; authorizations that
//!   are revoked. All other events have nothing behind them here (sharing, recording, streaming, summaries, breakout
//!   rooms, alerts, calls, conversion, sign-ins): they are sent by `trigger` alone, and their data are made up.
//! * `participant_jbh_waiting_left` as well: the SDK that is told to wait for the host keeps no connection.
//! * `app_deauthorized` goes to the app's subscriptions that name it. Zoom sends it to an address of its own, with a
//!   `signature` that is left out here.
//! * Which scope an event needs is documented for participants and finished recordings alone; for the others any scope
//!   that reads the product will do.
//! * `operator` is the account's owner, whoever it was.
//! * Endpoints may be plain HTTP on any host; Zoom takes HTTPS alone.
//! * Events wait for an endpoint of the options that has not proved itself yet; at Zoom no such subscription exists.
//! * The timestamp of a repetition is that of the repetition; whether it is so at Zoom is not known.
//! * First tries go to an endpoint one after the other, in the order of events, unless they are shuffled.
//! * `webhook_logs` has what is kept, not seven days, and no answers; an app's id is its client ID.

mod account;
mod catalogue;
mod custom_header;
mod delivery;
mod endpoint;
mod logs;
mod options;
mod payload;
mod publishing;
mod pump;
mod record;
pub(crate) mod rest;
mod sample;
mod saved;
mod subscribing;
mod subscription;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use countersign_token::Secret;
use indexmap::IndexMap;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::random::Random;
use crate::state::State;

use self::delivery::Job;
use self::endpoint::Sender;
use self::record::Events;

pub(crate) use custom_header::CustomHeader;
pub use options::WebhookOptions;
pub(crate) use pump::follow;
pub(crate) use record::{Delivery, Event};
pub(crate) use saved::{SavedHookSecrets, SavedSubscription};
pub(crate) use subscribing::{NewSubscription, Problem};
pub(crate) use subscription::{MadeBy, Standing, Subscription};

/// All subscriptions, and the events that were sent. Cheap to clone; clones share them.
#[derive(Clone)]
pub(crate) struct Webhooks(Arc<Shared>);

struct Shared {
    state: State,
    options: WebhookOptions,
    sender: Sender,
    /// Counts the changes.
    version: watch::Sender<u64>,
    inside: Mutex<Inside>,
}

struct Inside {
    random: Random,
    subscriptions: IndexMap<String, Subscription>,
    events: Events,
    /// Of the last reset; see [`State::forget_meetings`].
    era: u64,
}

impl Webhooks {
    pub(crate) fn new(state: State, random: Random, options: WebhookOptions) -> Self {
        let app = state.credentials().s2s.client_id;
        if let Some(secret) = options.secret.clone() {
            state.set_webhook_secret(&app, secret);
        }
        Self(Arc::new(Shared {
            state,
            options,
            sender: Sender::default(),
            version: watch::Sender::new(0),
            inside: Mutex::new(Inside {
                random,
                subscriptions: IndexMap::new(),
                events: Events::default(),
                era: 0,
            }),
        }))
    }

    /// What signs for the options and the control port.
    pub(crate) fn secret(&self) -> Secret {
        let state = &self.0.state;
        let app = state.app(&state.credentials().s2s.client_id);
        app.map(|app| app.webhook_secret).unwrap_or_default()
    }

    /// The events after the one with the id `since`, oldest first.
    pub(crate) fn events(&self, since: u64) -> Vec<Event> {
        let inside = self.inside();
        inside
            .events
            .iter()
            .filter(|event| event.id > since)
            .cloned()
            .collect()
    }

    /// Returns when something changed since `version`, of a count that [`Webhooks::version`] tells.
    pub(crate) async fn wait(&self, version: u64) {
        let mut versions = self.0.version.subscribe();
        let _ = versions.wait_for(|now| *now > version).await;
    }

    pub(crate) fn version(&self) -> u64 {
        *self.0.version.borrow()
    }

    /// Forgets the events. Those on their way arrive, but nothing is kept of it. What happened before this era, and was
    /// not heard of yet, makes no event any more.
    pub(crate) fn forget_events(&self, era: u64) {
        let inside = &mut *self.inside();
        inside.events.clear();
        inside.era = era;
        self.changed();
    }

    fn change(&self, event: u64, subscription: &str, change: impl FnOnce(&mut Delivery)) {
        self.inside().events.change(event, subscription, change);
        self.changed();
    }

    fn shuffle(&self, jobs: &mut [Job]) {
        let random = &mut self.inside().random;
        for last in (1..jobs.len()).rev() {
            jobs.swap(last, random.below(last as u64 + 1) as usize);
        }
    }

    /// Whether this one is to come twice.
    fn duplicates(&self) -> bool {
        let likely = self.0.options.duplicates;
        likely > 0.0 && self.inside().random.chance(likely)
    }

    fn clock(&self) -> Clock {
        self.0.state.clock().clone()
    }

    fn options(&self) -> &WebhookOptions {
        &self.0.options
    }

    fn sender(&self) -> &Sender {
        &self.0.sender
    }

    fn changed(&self) {
        self.0.version.send_modify(|version| *version += 1);
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

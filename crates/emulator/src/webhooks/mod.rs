//! Webhooks: events go to those who subscribed to them, as Zoom sends them.
//!
//! An endpoint proves first that it knows the secret token (`endpoint.url_validation`). It has 3 s to answer with 200 or
//! 204; after a status of 500 and more, or none at all, it is tried again after 5, 20 and 60 minutes of the emulator's
//! clock. What is answered with 3xx or 4xx is lost.
//!
//! # Limitations
//!
//! * One secret token for all apps, and every event is allowed to every app: scopes are not looked at.
//! * `operator` is the account's owner, whoever it was.
//! * Endpoints may be plain HTTP on any host; Zoom takes HTTPS alone. `custom_header` is refused.
//! * Events wait for an endpoint of the options that has not proved itself yet; at Zoom no such subscription exists.
//! * The timestamp of a repetition is that of the repetition; whether it is so at Zoom is not known.
//! * First tries go to an endpoint one after the other, in the order of events, unless they are shuffled.

mod catalogue;
mod delivery;
mod endpoint;
mod payload;
mod pump;
mod record;
pub(crate) mod rest;
mod sample;
mod subscription;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use countersign_token::Secret;
use indexmap::IndexMap;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use url::Url;

use crate::clock::Clock;
use crate::random::Random;
use crate::state::{Happening, State};

use self::delivery::{Courier, Job, MAX_WAITING};
use self::endpoint::Sender;
use self::record::{Delivery, Events, Outcome};
use self::subscription::Worker;

pub(crate) use pump::follow;
pub(crate) use record::Event;
pub(crate) use subscription::{MadeBy, Standing, Subscription};

/// More subscriptions are refused; Zoom takes as many from one app.
const MAX_SUBSCRIPTIONS: usize = 20;

/// How webhooks are sent.
#[derive(Clone, Debug)]
pub struct WebhookOptions {
    /// Endpoints that get every event.
    pub forward_to: Vec<Url>,
    /// The secret token that requests are signed with; by default one is made at start.
    pub secret: Option<Secret>,
    /// How long after a failure it is tried again, by the emulator's clock. Zoom: 5, 20 and 60 minutes.
    pub retries: Vec<Duration>,
    /// Whether events that follow each other at once come in any order, as they may at Zoom.
    pub shuffle: bool,
    /// How likely an event that was delivered is delivered once more, from 0 to 1.
    pub duplicates: f64,
}

impl Default for WebhookOptions {
    fn default() -> Self {
        Self {
            forward_to: Vec::new(),
            secret: None,
            retries: [5, 20, 60].map(Duration::from_mins).to_vec(),
            shuffle: false,
            duplicates: 0.0,
        }
    }
}

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
}

/// A subscription to be made.
pub(crate) struct NewSubscription {
    pub(crate) name: String,
    pub(crate) url: Url,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) user_ids: Vec<String>,
    pub(crate) made_by: MadeBy,
}

/// Why something about webhooks was not done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is no event of this name.
    UnknownEvent(String),
    /// The endpoint did not prove that it knows the secret.
    NotProved(String),
    TooMany,
}

impl Webhooks {
    pub(crate) fn new(state: State, mut random: Random, options: WebhookOptions) -> Self {
        let secret = options.secret.clone();
        let secret = secret.unwrap_or_else(|| random.client_id().into());
        Self(Arc::new(Shared {
            state,
            options,
            sender: Sender::new(secret),
            version: watch::Sender::new(0),
            inside: Mutex::new(Inside {
                random,
                subscriptions: IndexMap::new(),
                events: Events::default(),
            }),
        }))
    }

    /// Subscribes the endpoints of the options. They may come up later.
    pub(crate) fn subscribe_those_of_options(&self) {
        for url in self.0.options.forward_to.clone() {
            let new = NewSubscription {
                name: "forward-to".to_owned(),
                url,
                events: None,
                user_ids: Vec::new(),
                made_by: MadeBy::Options,
            };
            self.add(new, false);
        }
    }

    pub(crate) fn secret(&self) -> &Secret {
        self.0.sender.secret()
    }

    /// Subscribes an endpoint that proves itself now; answers the subscription's id.
    pub(crate) async fn subscribe(&self, new: NewSubscription) -> Result<String, Problem> {
        check(new.events.as_deref().unwrap_or_default())?;
        if self.inside().subscriptions.len() >= MAX_SUBSCRIPTIONS {
            return Err(Problem::TooMany);
        }
        self.prove(&new.url).await.map_err(Problem::NotProved)?;
        Ok(self.add(new, true))
    }

    /// Gives a subscription another endpoint, which proves itself now. What waited for the old one is lost.
    pub(crate) async fn move_to(&self, id: &str, url: Url) -> Result<(), Problem> {
        self.prove(&url).await.map_err(Problem::NotProved)?;
        self.with(id, |subscription| {
            (subscription.jobs, subscription.worker) = self.hire(id, url.clone(), true);
            subscription.url = url;
            subscription.standing = Standing::Enabled;
        });
        Ok(())
    }

    fn hire(&self, id: &str, url: Url, proved: bool) -> (mpsc::Sender<Job>, Worker) {
        let (jobs, waiting) = mpsc::channel(MAX_WAITING);
        let courier = Courier {
            hub: self.clone(),
            subscription: id.to_owned(),
            url,
        };
        (jobs, Worker(tokio::spawn(courier.work(waiting, proved))))
    }

    fn add(&self, new: NewSubscription, proved: bool) -> String {
        let inside = &mut *self.inside();
        let id = inside.random.id();
        let (jobs, worker) = self.hire(&id, new.url.clone(), proved);
        let subscription = Subscription {
            id: id.clone(),
            name: new.name,
            url: new.url,
            events: new.events,
            user_ids: new.user_ids,
            made_by: new.made_by,
            standing: match proved {
                true => Standing::Enabled,
                false => Standing::Unproved { because: None },
            },
            jobs,
            worker,
        };
        inside.subscriptions.insert(id.clone(), subscription);
        self.changed();
        id
    }

    /// Gives what `look` makes of the subscriptions.
    pub(crate) fn subscriptions<T>(&self, look: impl Fn(&Subscription) -> T) -> Vec<T> {
        self.inside().subscriptions.values().map(look).collect()
    }

    /// Changes a subscription; `None` when there is none of this id.
    pub(crate) fn with<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Subscription) -> T,
    ) -> Option<T> {
        let changed = self.inside().subscriptions.get_mut(id).map(change);
        self.changed();
        changed
    }

    /// Ends the subscriptions that `which` names; answers how many there were.
    pub(crate) fn unsubscribe(&self, which: impl Fn(&Subscription) -> bool) -> usize {
        let subscriptions = &mut self.inside().subscriptions;
        let before = subscriptions.len();
        subscriptions.retain(|_, subscription| !which(subscription));
        self.changed();
        before - subscriptions.len()
    }

    /// Makes an event by hand. `data` is laid over what the emulator would send.
    pub(crate) fn trigger(&self, event: &str, data: &Value) -> Result<u64, Problem> {
        check(&[event.to_owned()])?;
        let mut payload = json!({ "payload": sample::payload(&self.0.state, event) });
        lay_over(&mut payload, data);
        let host = payload["payload"]["object"]["host_id"]
            .as_str()
            .map(str::to_owned);
        let at_ms = self.clock().now_ms();
        Ok(self.publish(event.to_owned(), payload, host.as_deref(), at_ms))
    }

    /// Sends an event once more to those it went to; answers to how many, or `None` when it is not kept.
    pub(crate) fn resend(&self, id: u64) -> Option<usize> {
        let inside = &mut *self.inside();
        let event = inside.events.get(id)?;
        let send = |delivery: &Delivery| {
            let subscription = inside.subscriptions.get(&delivery.subscription)?;
            let job = Job {
                event: id,
                request_id: delivery.request_id.clone(),
                body: event.body.clone(),
            };
            subscription.jobs.try_send(job).ok()
        };
        Some(event.deliveries.iter().filter_map(send).count())
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

    /// Forgets the events. Those on their way arrive, but nothing is kept of it.
    pub(crate) fn forget_events(&self) {
        self.inside().events.clear();
        self.changed();
    }

    /// Lets go of all subscriptions, and so of their workers, which hold on to this.
    fn stop(&self) {
        self.inside().subscriptions.clear();
    }

    fn happened(&self, happening: &Happening) {
        if let Some(worded) = payload::word(&self.0.state, happening) {
            let payload = json!({ "payload": worded.payload });
            let host = Some(happening.meeting.host_id.as_str());
            self.publish(worded.name, payload, host, happening.at_ms);
        }
    }

    /// Keeps an event and hands it to everybody who wants it.
    fn publish(&self, name: String, mut envelope: Value, host: Option<&str>, at_ms: u64) -> u64 {
        envelope["event_ts"] = at_ms.into();
        envelope["event"] = name.clone().into();
        let body: Arc<str> = envelope.to_string().into();
        let inside = &mut *self.inside();
        let event = inside.events.add(name, body, at_ms);
        let wanted = |s: &&Subscription| s.wants(&event.name, host);
        let mut deliveries = Vec::new();
        for subscription in inside.subscriptions.values().filter(wanted) {
            let job = Job {
                event: event.id,
                request_id: inside.random.request_id(),
                body: event.body.clone(),
            };
            let request_id = job.request_id.clone();
            let taken = subscription.jobs.try_send(job).is_ok();
            deliveries.push(Delivery {
                subscription: subscription.id.clone(),
                request_id,
                outcome: if taken {
                    Outcome::Waiting
                } else {
                    Outcome::Dropped
                },
                tries: VecDeque::new(),
            });
        }
        event.deliveries = deliveries;
        let id = event.id;
        self.changed();
        id
    }

    async fn prove(&self, url: &Url) -> Result<(), String> {
        let (request_id, token) = {
            let random = &mut self.inside().random;
            (random.request_id(), random.client_id())
        };
        let now_ms = self.clock().now_ms();
        self.sender()
            .validate(url, &request_id, &token, now_ms)
            .await
    }

    fn set_standing(&self, id: &str, standing: Standing) {
        self.with(id, |subscription| subscription.standing = standing);
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

fn check(events: &[String]) -> Result<(), Problem> {
    match events.iter().find(|event| !catalogue::has(event)) {
        Some(unknown) => Err(Problem::UnknownEvent(unknown.clone())),
        None => Ok(()),
    }
}

/// Objects are merged, everything else is replaced.
fn lay_over(below: &mut Value, above: &Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                lay_over(below.entry(name).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above.clone(),
    }
}

//! Events: from what happened, or by hand, to those who want them.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};

use super::delivery::Job;
use super::record::{Delivery, Outcome};
use super::subscribing::{Problem, check};
use super::subscription::{About, Subscription};
use super::{Webhooks, account, payload, sample};
use crate::state::News;

impl Webhooks {
    /// Makes an event by hand. `data` is laid over what the emulator would send.
    pub(crate) fn trigger(&self, event: &str, data: &Value) -> Result<u64, Problem> {
        check(&[event.to_owned()])?;
        let mut body = sample::body(&self.0.state, event);
        lay_over(&mut body, data);
        let object = &body["payload"]["object"];
        let user = match event.starts_with("user.") {
            true => &object["id"],
            false => &object["host_id"],
        };
        let user = user.as_str().map(str::to_owned);
        let app = body["payload"]["client_id"].as_str().map(str::to_owned);
        let about = About {
            user: user.as_deref(),
            app: app.as_deref(),
        };
        let at_ms = self.clock().now_ms();
        let id = self.publish(None, event.to_owned(), body, about, at_ms);
        Ok(id.unwrap_or_default())
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

    pub(super) fn happened(&self, era: u64, news: &News) {
        let state = &self.0.state;
        let (worded, about, at_ms) = match news {
            News::Meeting(happening) => {
                let about = About {
                    user: Some(&happening.meeting.host_id),
                    app: None,
                };
                (payload::word(state, happening), about, happening.at_ms)
            }
            News::User { at_ms, user, step } => {
                let about = About {
                    user: Some(&user.id),
                    app: None,
                };
                (account::word(state, user, step, *at_ms), about, *at_ms)
            }
            News::Deauthorized {
                at_ms,
                client_id,
                user_id,
            } => {
                let about = About {
                    user: Some(user_id),
                    app: Some(client_id),
                };
                let worded = account::deauthorized(state, client_id, user_id, *at_ms);
                (Some(worded), about, *at_ms)
            }
        };
        if let Some(worded) = worded {
            let body = json!({ "payload": worded.payload });
            self.publish(Some(era), worded.name, body, about, at_ms);
        }
    }

    /// Keeps an event and hands it to everybody who wants it; answers its id. One of an era that is over is dropped.
    fn publish(
        &self,
        era: Option<u64>,
        name: String,
        mut envelope: Value,
        about: About<'_>,
        at_ms: u64,
    ) -> Option<u64> {
        envelope["event_ts"] = at_ms.into();
        envelope["event"] = name.clone().into();
        let body: Arc<str> = envelope.to_string().into();
        let inside = &mut *self.inside();
        if era.is_some_and(|era| era < inside.era) {
            return None;
        }
        let event = inside.events.add(name, body, at_ms);
        let wanted = |s: &&Subscription| s.wants(&event.name, about);
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
        Some(id)
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

//! The worker of one subscription: proves the endpoint, sends in order, and tries again what failed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::Webhooks;
use super::endpoint::Target;
use super::record::{Outcome, Try};
use super::subscription::Standing;

/// Events that wait for one endpoint; more are dropped.
pub(super) const MAX_WAITING: usize = 1_024;
/// Events that wait for their next try at one endpoint; more fail at once.
const MAX_RETRYING: usize = 1_024;
/// Zoom proves an endpoint anew as often.
const PROVED_FOR_MS: u64 = 72 * 3_600_000;
/// And disables one that fails as many times on end.
const MAX_FAILURES: u32 = 6;
/// How soon an endpoint is asked again that was never there. Not Zoom's: there, such a subscription cannot be made.
const ASK_AGAIN: Duration = Duration::from_secs(1);
/// What comes within this time is shuffled.
const SHUFFLED: Duration = Duration::from_millis(50);
/// At most as many together.
const SHUFFLED_TOGETHER: usize = 16;

/// One event for one endpoint.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) event: u64,
    pub(super) request_id: String,
    pub(super) body: Arc<str>,
}

/// A subscription's worker.
pub(super) struct Courier {
    pub(super) hub: Webhooks,
    pub(super) subscription: String,
    pub(super) target: Target,
}

impl Courier {
    pub(super) async fn work(self, mut jobs: mpsc::Receiver<Job>, proved: bool) {
        if !proved {
            while let Err(because) = self.hub.prove(&self.target).await {
                tracing::warn!(because, "the webhook endpoint is not ready");
                let because = Some(because);
                self.hub
                    .set_standing(&self.subscription, Standing::Unproved { because });
                sleep(ASK_AGAIN).await;
            }
            self.hub.set_standing(&self.subscription, Standing::Enabled);
        }
        let this = Arc::new(self);
        let clock = this.hub.clock();
        let mut retries = JoinSet::new();
        let mut prove_at = clock.now_ms() + PROVED_FOR_MS;
        let mut failures = 0;
        loop {
            tokio::select! {
                job = jobs.recv() => {
                    let Some(job) = job else { return };
                    for job in this.together(job, &mut jobs).await {
                        this.first(job, &mut retries).await;
                    }
                }
                Some(_) = retries.join_next(), if !retries.is_empty() => {}
                () = clock.until(prove_at) => {
                    prove_at = clock.now_ms() + PROVED_FOR_MS;
                    match this.hub.prove(&this.target).await {
                        Ok(()) => failures = 0,
                        Err(because) => {
                            failures += 1;
                            if failures == MAX_FAILURES {
                                this.hub.set_standing(&this.subscription, Standing::Disabled { because });
                                return;
                            }
                        }
                    }
                }
            }
        }
    }

    /// The job alone; or, where events are to come in any order, with those that follow at once.
    async fn together(&self, job: Job, jobs: &mut mpsc::Receiver<Job>) -> Vec<Job> {
        let mut all = vec![job];
        if self.hub.options().shuffle {
            sleep(SHUFFLED).await;
            while all.len() < SHUFFLED_TOGETHER
                && let Ok(next) = jobs.try_recv()
            {
                all.push(next);
            }
            self.hub.shuffle(&mut all);
        }
        all
    }

    async fn first(self: &Arc<Self>, job: Job, retries: &mut JoinSet<()>) {
        let again = self.attempt(&job, 0).await;
        if !again && self.hub.duplicates() {
            self.attempt(&job, 0).await;
        }
        if again {
            if retries.len() < MAX_RETRYING {
                retries.spawn(self.clone().retry(job));
            } else {
                let failed =
                    |delivery: &mut super::record::Delivery| delivery.outcome = Outcome::Failed;
                self.hub.change(job.event, &self.subscription, failed);
            }
        }
    }

    async fn retry(self: Arc<Self>, job: Job) {
        let clock = self.hub.clock();
        for retry in 1..=self.hub.options().retries.len() {
            let wait = self.hub.options().retries[retry - 1];
            let ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX / 4);
            clock.until(clock.now_ms().saturating_add(ms)).await;
            if !self.attempt(&job, retry).await {
                return;
            }
        }
    }

    /// Sends it; answers whether it is to be tried again.
    pub(super) async fn attempt(&self, job: &Job, retry: usize) -> bool {
        let clock = self.hub.clock();
        let at_ms = clock.now_ms();
        let sender = self.hub.sender();
        let (answer, took_ms) = sender
            .send(&self.target, &job.request_id, &job.body, at_ms)
            .await;
        let (status, problem) = match answer {
            Ok(answer) => (Some(answer.status), None),
            Err(problem) => (None, Some(problem)),
        };
        // Any 2xx does for a repetition. What is neither that nor the server's fault is lost.
        let outcome = match status {
            Some(200 | 204) => Outcome::Delivered,
            Some(200..300) if retry > 0 => Outcome::Delivered,
            Some(..500) => Outcome::Failed,
            _ => match self.hub.options().retries.get(retry) {
                Some(wait) => Outcome::Retrying {
                    at_ms: clock.now_ms() + u64::try_from(wait.as_millis()).unwrap_or(0),
                },
                None => Outcome::Failed,
            },
        };
        let again = matches!(outcome, Outcome::Retrying { .. });
        let one = Try {
            at_ms,
            retry,
            status,
            problem,
            took_ms,
        };
        self.hub.change(job.event, &self.subscription, |delivery| {
            delivery.note(one, outcome);
        });
        again
    }
}

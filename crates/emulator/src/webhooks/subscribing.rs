//! Subscriptions: made, moved, ended.

use countersign_token::Secret;
use tokio::sync::mpsc;
use url::Url;

use super::custom_header::CustomHeader;
use super::delivery::{Courier, Job, MAX_WAITING};
use super::endpoint::Target;
use super::subscription::{MadeBy, Standing, Subscription, Worker};
use super::{Webhooks, catalogue};

/// More subscriptions are refused; Zoom takes as many from one app.
pub(super) const MAX_SUBSCRIPTIONS: usize = 20;

/// A subscription to be made.
pub(crate) struct NewSubscription {
    pub(crate) name: String,
    pub(crate) url: Url,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) user_ids: Vec<String>,
    pub(crate) custom: CustomHeader,
    pub(crate) made_by: MadeBy,
}

/// Why something about webhooks was not done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is no event of this name.
    UnknownEvent(String),
    /// The app has no scope for it.
    NotAllowed(String),
    /// There is no token for the custom header.
    NoToken(String),
    /// The endpoint did not prove that it knows the secret.
    NotProved(String),
    TooMany,
}

impl Webhooks {
    /// Subscribes the endpoints of the options. They may come up later.
    pub(crate) fn subscribe_those_of_options(&self) {
        for url in self.0.options.forward_to.clone() {
            let new = NewSubscription {
                name: "forward-to".to_owned(),
                url,
                events: None,
                user_ids: Vec::new(),
                custom: CustomHeader::None,
                made_by: MadeBy::Options,
            };
            self.add(new, false);
        }
    }

    /// Subscribes an endpoint that proves itself now; answers the subscription's id.
    pub(crate) async fn subscribe(&self, new: NewSubscription) -> Result<String, Problem> {
        check(new.events.as_deref().unwrap_or_default())?;
        self.check_allowed(&new.made_by, new.events.as_deref().unwrap_or_default())?;
        let of_the_same = |s: &Subscription| s.made_by == new.made_by;
        if self
            .subscriptions(of_the_same)
            .into_iter()
            .filter(|same| *same)
            .count()
            >= MAX_SUBSCRIPTIONS
        {
            return Err(Problem::TooMany);
        }
        self.meet(&self.target(&new.made_by, new.url.clone(), new.custom.clone()))
            .await?;
        Ok(self.add(new, true))
    }

    /// Gives a subscription another endpoint, which proves itself now. What waited for the old one is lost.
    pub(super) async fn move_to(
        &self,
        id: &str,
        url: Url,
        custom: CustomHeader,
    ) -> Result<(), Problem> {
        let made_by = self.with(id, |subscription| subscription.made_by.clone());
        let target = self.target(&made_by.unwrap_or(MadeBy::Control), url, custom);
        self.meet(&target).await?;
        self.with(id, |subscription| {
            subscription.url = target.url.clone();
            subscription.custom = target.custom.clone();
            subscription.standing = Standing::Enabled;
            (subscription.jobs, subscription.worker) = self.hire(id, target, true);
        });
        Ok(())
    }

    /// Whether the app may hear of all these.
    pub(super) fn check_allowed(&self, made_by: &MadeBy, events: &[String]) -> Result<(), Problem> {
        let MadeBy::App { client_id } = made_by else {
            return Ok(());
        };
        let app = self.0.state.app(client_id);
        let scopes = app.as_ref().map_or(&[][..], |app| app.scopes());
        match events
            .iter()
            .find(|event| !catalogue::allowed(event, scopes))
        {
            Some(event) => Err(Problem::NotAllowed(event.clone())),
            None => Ok(()),
        }
    }

    /// Signed with the secret token of the app, if an app subscribes.
    pub(super) fn target(&self, made_by: &MadeBy, url: Url, custom: CustomHeader) -> Target {
        let of_app = |client_id: &String| Some(self.0.state.app(client_id)?.webhook_secret);
        let secret: Option<Secret> = match made_by {
            MadeBy::App { client_id } => of_app(client_id),
            MadeBy::Options | MadeBy::Control => None,
        };
        Target {
            url,
            secret: secret.unwrap_or_else(|| self.secret()),
            custom,
        }
    }

    /// The first request to a new endpoint.
    async fn meet(&self, target: &Target) -> Result<(), Problem> {
        if let Some(client) = self.sender().client() {
            let header = target.custom.header(client, self.clock().now_ms());
            header.await.map_err(Problem::NoToken)?;
        }
        self.prove(target).await.map_err(Problem::NotProved)
    }

    pub(super) fn hire(
        &self,
        id: &str,
        target: Target,
        proved: bool,
    ) -> (mpsc::Sender<Job>, Worker) {
        let (jobs, waiting) = mpsc::channel(MAX_WAITING);
        let courier = Courier {
            hub: self.clone(),
            subscription: id.to_owned(),
            target,
        };
        (jobs, Worker(tokio::spawn(courier.work(waiting, proved))))
    }

    fn add(&self, new: NewSubscription, proved: bool) -> String {
        let inside = &mut *self.inside();
        let id = inside.random.id();
        let target = self.target(&new.made_by, new.url.clone(), new.custom.clone());
        let (jobs, worker) = self.hire(&id, target, proved);
        let subscription = Subscription {
            id: id.clone(),
            name: new.name,
            url: new.url,
            events: new.events,
            user_ids: new.user_ids,
            custom: new.custom,
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

    /// Lets go of all subscriptions, and so of their workers, which hold on to this.
    pub(super) fn stop(&self) {
        self.inside().subscriptions.clear();
    }

    pub(super) async fn prove(&self, target: &Target) -> Result<(), String> {
        let (request_id, token) = {
            let random = &mut self.inside().random;
            (random.request_id(), random.client_id())
        };
        let now_ms = self.clock().now_ms();
        self.sender()
            .validate(target, &request_id, &token, now_ms)
            .await
    }

    pub(super) fn set_standing(&self, id: &str, standing: Standing) {
        self.with(id, |subscription| subscription.standing = standing);
    }
}

pub(super) fn check(events: &[String]) -> Result<(), Problem> {
    match events.iter().find(|event| !catalogue::has(event)) {
        Some(unknown) => Err(Problem::UnknownEvent(unknown.clone())),
        None => Ok(()),
    }
}

//! Subscriptions as a snapshot writes them. Those of the options are not written: the next start has its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;

use super::Webhooks;
use super::custom_header::{CustomHeader, SavedHeader};
use super::subscribing::{MAX_SUBSCRIPTIONS, check};
use super::subscription::{MadeBy, Standing, Subscription};
use crate::random::Random;
use crate::state::Wrong;

/// A subscription.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SavedSubscription {
    id: String,
    name: String,
    /// Without what may be secret in it, which is among the secrets.
    url: String,
    /// All, when it is null.
    events: Option<Vec<String>>,
    /// The hosts whose events are wanted; none stands for the whole account.
    user_ids: Vec<String>,
    /// Whether a header of its own is sent along, which is among the secrets.
    custom_header: bool,
    /// The app that made it; the control port, when it is null.
    client_id: Option<String>,
    /// Why nothing is sent any more.
    disabled: Option<String>,
}

/// What about webhooks is secret.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SavedHookSecrets {
    /// Whole addresses of subscriptions, by id, where something of them is hidden.
    addresses: BTreeMap<String, String>,
    /// Headers that are sent along, by the id of the subscription.
    headers: BTreeMap<String, SavedHeader>,
    /// As that of the memory.
    random: Option<String>,
}

impl Webhooks {
    pub(crate) fn save(&self) -> (Vec<SavedSubscription>, SavedHookSecrets) {
        let inside = self.inside();
        let kept = || {
            let all = inside.subscriptions.values();
            all.filter(|s| s.made_by != MadeBy::Options)
        };
        let secrets = SavedHookSecrets {
            addresses: kept()
                .filter(|s| s.shown_url() != s.url.as_str())
                .map(|s| (s.id.clone(), s.url.to_string()))
                .collect(),
            headers: kept()
                .filter_map(|s| Some((s.id.clone(), SavedHeader::of(&s.custom)?)))
                .collect(),
            random: inside.random.state(),
        };
        (kept().map(SavedSubscription::of).collect(), secrets)
    }

    /// The subscriptions that `saved` stands for, to be had by [`Webhooks::restore`].
    pub(crate) fn check(
        &self,
        saved: &[SavedSubscription],
        secrets: Option<&SavedHookSecrets>,
    ) -> Result<Vec<(Url, CustomHeader)>, Wrong> {
        if let Some(secrets) = secrets
            && Random::from_state(secrets.random.as_deref()).is_none()
        {
            let because = "it is neither null nor a number";
            return Err(Wrong::new("secrets.webhooks.random", because));
        }
        let mut ids = std::collections::HashSet::new();
        let mut urls = Vec::new();
        for (index, one) in saved.iter().enumerate() {
            let wrong = |field: &str, because: &str| {
                Wrong::new(format!("subscriptions[{index}].{field}"), because)
            };
            if !ids.insert(&one.id) {
                return Err(wrong("id", "it is that of another one as well"));
            }
            let of_the_same = saved
                .iter()
                .filter(|other| other.client_id == one.client_id);
            if of_the_same.count() > MAX_SUBSCRIPTIONS {
                return Err(wrong("clientId", "there are more than 20 of the same app"));
            }
            let custom = match one.custom_header {
                true => self.header(one, secrets).ok_or_else(|| {
                    wrong("customHeader", "it is neither among the secrets nor here")
                })?,
                false => CustomHeader::None,
            };
            check(one.events.as_deref().unwrap_or_default())
                .map_err(|_| wrong("events", "Zoom has no event of one of these names"))?;
            let url = self
                .whole_address(one, secrets)
                .filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"))
                .ok_or_else(|| {
                    wrong(
                        "url",
                        "it is no address that begins with http:// or https://, or a part of it is hidden",
                    )
                })?;
            urls.push((url, custom));
        }
        Ok(urls)
    }

    fn header(
        &self,
        one: &SavedSubscription,
        secrets: Option<&SavedHookSecrets>,
    ) -> Option<CustomHeader> {
        if let Some(saved) = secrets.and_then(|secrets| secrets.headers.get(&one.id)) {
            return saved.open();
        }
        let inside = self.inside();
        let here = inside.subscriptions.get(&one.id)?;
        Some(here.custom.clone())
    }

    fn whole_address(
        &self,
        one: &SavedSubscription,
        secrets: Option<&SavedHookSecrets>,
    ) -> Option<Url> {
        if let Some(whole) = secrets.and_then(|secrets| secrets.addresses.get(&one.id)) {
            return whole.parse().ok();
        }
        let inside = self.inside();
        let here = inside.subscriptions.get(&one.id);
        if let Some(here) = here.filter(|here| here.shown_url() == one.url) {
            return Some(here.url.clone());
        }
        let url: Url = one.url.parse().ok()?;
        (url.query() != Some("%E2%80%A6")).then_some(url)
    }

    /// Those that were saved take the place of those that were made since the start.
    pub(crate) fn restore(
        &self,
        saved: Vec<SavedSubscription>,
        targets: Vec<(Url, CustomHeader)>,
        secrets: Option<&SavedHookSecrets>,
    ) {
        if let Some(given) = self.0.options.secret.clone() {
            let app = self.0.state.credentials().s2s.client_id;
            self.0.state.set_webhook_secret(&app, given);
        }
        let inside = &mut *self.inside();
        match secrets {
            Some(secrets) => {
                let random = Random::from_state(secrets.random.as_deref());
                inside.random = random.unwrap_or(Random::System);
            }
            None => inside.random.fork(),
        }
        let all = &mut inside.subscriptions;
        all.retain(|_, subscription| subscription.made_by == MadeBy::Options);
        for (id, own) in all.iter_mut() {
            // They may have to sign with another token now.
            let target = self.target(&own.made_by, own.url.clone(), own.custom.clone());
            let proved = own.standing == Standing::Enabled;
            (own.jobs, own.worker) = self.hire(id, target, proved);
        }
        for (one, (url, custom)) in saved.into_iter().zip(targets) {
            let made_by = match one.client_id {
                Some(client_id) => MadeBy::App { client_id },
                None => MadeBy::Control,
            };
            let target = self.target(&made_by, url.clone(), custom.clone());
            let (jobs, worker) = self.hire(&one.id, target, true);
            let subscription = Subscription {
                id: one.id,
                name: one.name,
                url,
                events: one.events,
                user_ids: one.user_ids,
                custom,
                made_by,
                standing: match one.disabled {
                    Some(because) => Standing::Disabled { because },
                    None => Standing::Enabled,
                },
                jobs,
                worker,
            };
            all.insert(subscription.id.clone(), subscription);
        }
        self.changed();
    }

    /// Whether the token of the account's app was given from outside, and so is nothing to write down.
    pub(crate) fn secret_was_given(&self) -> bool {
        self.0.options.secret.is_some()
    }

    /// Tells when something about subscriptions or events changed.
    pub(crate) fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.0.version.subscribe()
    }
}

impl SavedSubscription {
    fn of(subscription: &Subscription) -> Self {
        Self {
            id: subscription.id.clone(),
            name: subscription.name.clone(),
            url: subscription.shown_url(),
            events: subscription.events.clone(),
            user_ids: subscription.user_ids.clone(),
            custom_header: !matches!(subscription.custom, CustomHeader::None),
            client_id: match &subscription.made_by {
                MadeBy::App { client_id } => Some(client_id.clone()),
                MadeBy::Control | MadeBy::Options => None,
            },
            disabled: match &subscription.standing {
                Standing::Disabled { because } => Some(because.clone()),
                Standing::Enabled | Standing::Unproved { .. } => None,
            },
        }
    }
}

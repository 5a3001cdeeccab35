//! The secrets of a case, which the page never repeats.

use countersign_diagnose::Case;
use countersign_token::{ExposeSecret, Secret};

pub(super) struct Known<'a>(Vec<&'a str>);

impl<'a> Known<'a> {
    pub(super) fn of(case: &'a Case) -> Known<'a> {
        Known::of_secrets(
            case.client_secret
                .iter()
                .chain(case.secrets.values())
                .chain(case.env.values()),
        )
    }

    pub(super) fn of_secrets(secrets: impl IntoIterator<Item = &'a Secret>) -> Known<'a> {
        let secrets = secrets
            .into_iter()
            .map(|secret| secret.expose_secret().trim());
        Known(secrets.filter(|secret| !secret.is_empty()).collect())
    }

    pub(super) fn are_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| text.contains(secret))
    }

    /// `text`, unless it holds a secret.
    pub(super) fn hide(&self, text: String) -> String {
        match self.are_in(&text) {
            true => "(holds a secret)".to_owned(),
            false => text,
        }
    }
}

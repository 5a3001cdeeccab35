//! The secrets of a case, which no output repeats.

use countersign_diagnose::Case;
use countersign_token::ExposeSecret;

pub(super) struct Known<'a>(Vec<&'a str>);

impl<'a> Known<'a> {
    pub(super) fn of(case: &'a Case) -> Known<'a> {
        let named = case.secrets.values().chain(case.env.values());
        let secrets = case.client_secret.iter().chain(named);
        Known(
            secrets
                .map(ExposeSecret::expose_secret)
                .filter(|secret| !secret.is_empty())
                .collect(),
        )
    }

    pub(super) fn in_text(&self, text: &str) -> bool {
        self.0.iter().any(|secret| text.contains(secret))
    }

    /// `text`, unless it holds a secret.
    pub(super) fn hide(&self, text: String) -> String {
        match self.in_text(&text) {
            true => "(holds a secret)".to_owned(),
            false => text,
        }
    }
}

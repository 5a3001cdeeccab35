//! The secrets of a case, which no output repeats.

use countersign_diagnose::Case;
use countersign_token::ExposeSecret;

/// A variable may be set to `1`, which is no secret and in every number.
const SHORTEST: usize = 8;

pub(super) struct Known<'a>(Vec<&'a str>);

impl<'a> Known<'a> {
    pub(super) fn of(case: &'a Case) -> Known<'a> {
        let secrets = case.client_secret.iter().chain(case.secrets.values());
        let secrets = secrets.map(ExposeSecret::expose_secret);
        let env = case.env.values().map(ExposeSecret::expose_secret);
        let env = env.filter(|value| value.len() >= SHORTEST);
        Known(
            secrets
                .filter(|secret| !secret.is_empty())
                .chain(env)
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

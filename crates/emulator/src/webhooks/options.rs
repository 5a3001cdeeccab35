//! How webhooks are sent.

use std::time::Duration;

use countersign_token::Secret;
use url::Url;

/// How webhooks are sent.
#[derive(Clone, Debug)]
pub struct WebhookOptions {
    /// Endpoints that get every event.
    pub forward_to: Vec<Url>,
    /// The secret token of the Server-to-Server OAuth app that is there at start, which also signs for endpoints of
    /// these options and of the control port; by default one is made.
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

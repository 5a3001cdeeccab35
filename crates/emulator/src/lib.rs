//! An offline emulator of the Zoom endpoints that an embedded meeting needs: OAuth, the REST API, and what the Web
//! Meeting SDK calls when it joins.
//!
#![doc = include_str!("../LIMITATIONS.md")]
//!
//! # In a test
//!
//! [`Emulator::start`] takes free loopback ports and makes credentials of its own, so that any number run side by side.
//!
//! ```
//! use countersign_emulator::state::{AppKind, NewApp, NewUser};
//! use countersign_emulator::{Emulator, Fault};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::start().await;
//! println!("{} and {} instead of Zoom's", emulator.oauth_url(), emulator.api_url());
//! println!("{} signs for meetings", emulator.credentials().meeting_sdk.client_id);
//!
//! let ada = emulator.add_user(NewUser::licensed("ada@example.com").with_meeting_capacity(2));
//! let app = emulator.add_app(NewApp::new(AppKind::MeetingSdk).with_redirect_uri("https://app.example/back"));
//! let seed = serde_json::json!({ "meetings": [{ "host": ada.id, "request": { "topic": "Weekly" } }] });
//! let number = emulator.load(serde_json::from_value(seed)?).await?.meetings[0];
//!
//! let busy = emulator.set_fault(Fault::on("GET /v2/users/me").status(503).times(1))?;
//! let answer = reqwest::get(format!("{}/users/me", emulator.api_url())).await?;
//! assert_eq!(answer.status(), 503);
//! assert_eq!(emulator.fault_met(busy), Some(1));
//! # assert!(emulator.state().meeting(number).is_some());
//! # assert!(emulator.state().app(&app.client_id).is_some());
//! # Ok(())
//! # }
//! ```
//!
//! # In a browser
//!
//! The SDK calls `https://{webEndpoint}` on port 443, whatever else it is given. Either the page loads the bridge
//! before the SDK ([`BRIDGE_JS`], served as `/bridge.js`) and gives the SDK [`WEB_ENDPOINT`], or the browser maps a
//! host name to the TLS listener ([`TlsOptions`]) and trusts its authority.

pub mod clock;
pub mod control;
mod emulator;
mod faults;
mod inspector;
mod join;
mod live;
mod oauth;
mod persist;
mod random;
mod requests;
pub mod rest;
mod seed;
mod server;
mod snapshot;
pub mod state;
mod tls;
mod webhooks;

pub use emulator::{Emulator, EmulatorOptions, StartError};
pub use faults::{BadFault, Fault};
pub use join::{Attempt, Attempts, CLOCK_TOLERANCE_SECONDS, MAX_ATTEMPTS, Refusal, Verdict};
pub use persist::PersistError;
pub use seed::{Seed, SeedError, Seeded};
pub use snapshot::{BadSnapshot, MAX_SNAPSHOT};
pub use tls::{Authority, TlsError, TlsOptions};
pub use webhooks::WebhookOptions;

/// The host name that pages give to the SDK as `webEndpoint`. It exists nowhere, by the `.internal` top-level domain.
pub const WEB_ENDPOINT: &str = "zoom.emulator.internal";

/// The browser bridge, which brings what the SDK sends to [`WEB_ENDPOINT`] to the emulator.
pub const BRIDGE_JS: &str = include_str!("../assets/bridge.js");

//! An offline emulator of the Zoom endpoints that an embedded meeting needs: OAuth, the REST API, and what the Web
//! Meeting SDK calls when it joins.
//!
//! # Limitations
//!
//! * **No media.** Media sockets are accepted and stay silent: no audio, video, sharing or recording; no captions, no
//!   breakout rooms.
//! * **Chat** goes to everybody or to one, in meetings and webinars alike, and is told to webhooks. Client View shows
//!   what it receives, but its `onReceiveChatMsg` is not called; what it waits for is not known. Component View's
//!   promise for a message that is not passed on (from or to the waiting room) ends in `OPERATION_TIMEOUT`. The host's
//!   chat settings do nothing; there are no files, edits or reactions. That a message is cut at 10,000 characters,
//!   that a client's messages are 50 ms apart, that co-hosts count as `guest` in events, and that a `session_id` there
//!   is the participant's `user_id`, is guessed.
//! * **Client View is not let out of the waiting room**: it tells `onUserIsInWaitingRoom` with `false`, and its screen
//!   says "The host will admit you when they're ready" from then on; which frame takes it away is not known. While it
//!   waits it asks `wc/info` again, by a script of the endpoint's host that the bridge does not catch; a good answer
//!   changes nothing.
//! * **Client View does not come back after a lost connection.** It asks `/wc/refresh_tokens`, which is not there,
//!   again and again and shows "Meeting Disconnected". An answer with a fresh ticket (`status`, and `result` as in
//!   `wc/info`) has it show the meeting without participants and open no socket; what else it wants is not known.
//! * Of a host, Client View asks `/wc/profile/get`, is told that there is none, and throws "empty profile!", which
//!   nobody catches; it goes on. A good answer has a text of JSON as `result`; what is in it is not known.
//! * **The SDK's own protocol is guessed.** Zoom documents neither `wc/info` nor the socket. All of [`Refusal`] and of
//!   the frames was found by answering `@zoom/meetingsdk` 6.2.0 and watching what it did; nothing of it was compared
//!   with a Zoom server. The order of the checks, the 60 s by which `iat` may be ahead, and what the SDK need not know
//!   are guessed as well.
//! * **Component View sends no `obfToken`**, so the emulator can judge OBF tokens in Client View alone. Neither view sends
//!   a recording token, so that 4013 and 4016 do not occur; 4018 (a token and a ZAK at once) the SDK prevents itself.
//!   When the token's user leaves, who came on their behalf is told that the meeting was ended: that the visit ends is
//!   Zoom's word, the reason is guessed.
//! * Client View has no code for a meeting that has not started: it calls back `1`. Client View has no code for a host's
//!   address given by an attendee: it calls back `1`. When Zoom refuses that address is guessed. What only a
//!   socket can refuse (OBF tokens, another account's app, a locked, full or ended meeting) it shows on its screen, and calls
//!   nobody back.
//! * **Who was removed** stays out of that instance, known as a user, a registrant, by e-mail address, customer key or
//!   signature, whichever comes first; how Zoom knows them is guessed.
//! * `jbh_time` counts from the planned start; until when people may come in after it is guessed.
//! * **A webinar** tells Client View by `isWebinar`, which a guess found, that its attendees may not list who is there;
//!   how Component View is told is not known. To either the emulator shows no attendee to another attendee, has
//!   attendees muted, and lets only who leads unmute them. That somebody is a panelist shows in the emulator, not in the
//!   SDK. From its start to `POST /meetings/{number}/broadcast` on the control port a webinar with `practice_session` is
//!   a practice session, as no call of the SDK ends one; `webinar.started` is told once, at the start, and
//!   `practice_session` in `webinar.ended` says whether it was nothing more: both guessed.
//! * Component View's `admit()`, `admitAll()` and `muteAll()` do what they should, but their promises stay pending:
//!   which frame answers them is not known. `putOnHold(id, false)` is refused by the SDK itself ("no matching user"), and
//!   `mute()` of somebody else too ("no audio joined"), as there is no media: others are muted from Client View, or by the
//!   control port. A message whose receipt did not come makes its later ones to the same addressee time out.
//! * When the host leaves without ending, the meeting goes on without a host until the last one leaves.
//! * One user may host any number of meetings at once; at Zoom that needs a licence.
//! * One process, one account, in memory; [`EmulatorOptions::persist`] keeps it in one file, which no two may share.
//!   Participants, faults, and the lists of requests, attempts and events are not in it.
//! * The REST API has limitations of its own: see [`rest`].
//!
//! Webhooks:
//! * Told by themselves are the events of a meeting's and a webinar's plan, registrants, start, end, participants (in
//!   and before the waiting room too) and chat messages, of users who are added, changed or removed, and of
//!   authorizations that are revoked. A deleted meeting is gone for good after 30 days of the emulator's clock.
//! * Everything else (sharing, recording, streaming, summaries, breakout rooms, alerts, calls, conversion between
//!   meeting and webinar, sign-ins, `participant_jbh_waiting_left`) has nothing behind it here and comes by `trigger`
//!   alone. The fields are Zoom's, their values are made up.
//! * `operator` is the account's owner. `app_deauthorized` goes to subscriptions that name it, without `signature`.
//! * Which scope an event needs is documented for participants and finished recordings; for the others any scope that
//!   reads the product will do.
//! * Endpoints may be plain HTTP; those of the options may come up later than the emulator. A repetition carries its
//!   own timestamp. `webhook_logs` goes back as far as events are kept (1,000), and shows no answers.
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

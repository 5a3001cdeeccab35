//! What an emulator begins with: how its account and its apps are set up, users, meetings, webinars and registrants, as a
//! file lists them.
//!
//! Meetings go the way of the REST API, so that nothing can be there that Zoom would have refused.

mod account;
mod app;
mod user;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tower::ServiceExt;
use utoipa::ToSchema;

use crate::rest::ForTheAccount;
use crate::state::State;

use user::SeedUser;

pub(crate) use account::AccountChange;
pub(crate) use app::{AppChange, Kind as AppKindShown, NewAppWanted, find as find_app};
pub(crate) use user::{Licence, UserChange};

/// Longer answers are not read.
const MAX_ANSWER: usize = 1024 * 1024;

/// A list of what is to be there; as JSON or TOML.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// What holds for the whole account.
    #[serde(default)]
    account: AccountChange,
    /// Changes of apps, by client id; `serverToServer` and `meetingSdk` are those that are there at the start.
    #[serde(default)]
    apps: BTreeMap<String, AppChange>,
    /// Users; those that are there already are changed, by what is written here alone.
    #[serde(default)]
    users: Vec<SeedUser>,
    /// Meetings, created in this order.
    #[serde(default)]
    meetings: Vec<SeedMeeting>,
    /// Webinars, created after them.
    #[serde(default)]
    webinars: Vec<SeedMeeting>,
}

/// A meeting or webinar that is to be there.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeedMeeting {
    /// Id or e-mail; the account's owner by default.
    host: Option<String>,
    /// The body of the request that creates it.
    #[serde(default)]
    #[schema(value_type = Object)]
    request: Map<String, Value>,
    /// The bodies of the requests that register.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    registrants: Vec<Map<String, Value>>,
}

/// What came of a seed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Seeded {
    /// The ids of the users, in the order of the list.
    pub users: Vec<String>,
    /// The numbers of the meetings.
    pub meetings: Vec<u64>,
    /// The numbers of the webinars.
    pub webinars: Vec<u64>,
}

/// Why a seed was not taken to its end. What came before is there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {because}")]
pub struct SeedError {
    /// Which part of the list: `meetings[2]`.
    pub what: String,
    /// What the REST API said.
    pub because: String,
}

impl Seed {
    /// The account and the apps first, users next, then what users host. What is made here is held to no rate limits or
    /// scopes.
    pub(crate) async fn sow(self, state: &State, rest: &Router) -> Result<Seeded, SeedError> {
        let mut seeded = Seeded::default();
        let failed = |what: String| move |because| SeedError { what, because };
        let account = self.account.apply(state);
        account.map_err(failed("account".to_owned()))?;
        for (name, change) in self.apps {
            let changed = app::find(state, &name).and_then(|app| change.apply(&app, state));
            changed.map_err(failed(format!("apps.{name}")))?;
        }
        for (index, new) in self.users.into_iter().enumerate() {
            let user = new.sow(state);
            seeded
                .users
                .push(user.map_err(failed(format!("users[{index}]")))?);
        }
        let lists = [
            ("meetings", self.meetings, &mut seeded.meetings),
            ("webinars", self.webinars, &mut seeded.webinars),
        ];
        for (noun, list, numbers) in lists {
            for (index, new) in list.into_iter().enumerate() {
                let number = new.sow(noun, state, rest).await;
                numbers.push(number.map_err(failed(format!("{noun}[{index}]")))?);
            }
        }
        Ok(seeded)
    }
}

impl SeedMeeting {
    async fn sow(self, noun: &str, state: &State, rest: &Router) -> Result<u64, String> {
        let host = self.host.unwrap_or_else(|| state.credentials().host.id);
        let path = format!("/v2/users/{host}/{noun}");
        let made = post(rest, &path, self.request).await?;
        let number = made["id"].as_u64().ok_or("it got no number")?;
        for (index, registrant) in self.registrants.into_iter().enumerate() {
            let path = format!("/v2/{noun}/{number}/registrants");
            let registered = post(rest, &path, registrant).await;
            registered.map_err(|because| format!("registrants[{index}]: {because}"))?;
        }
        Ok(number)
    }
}

async fn post(rest: &Router, path: &str, body: Map<String, Value>) -> Result<Value, String> {
    let request = Request::post(path)
        .extension(ForTheAccount)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(Value::Object(body).to_string()))
        .map_err(|_| "the host is neither an id nor an e-mail address".to_owned())?;
    let answer = match rest.clone().oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), MAX_ANSWER)
        .await
        .unwrap_or_default();
    let answer: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status.is_success() {
        return Ok(answer);
    }
    let message = answer["message"].as_str().unwrap_or_default();
    let fields = answer["errors"].as_array().into_iter().flatten();
    let fields: Vec<&str> = fields.filter_map(|error| error["field"].as_str()).collect();
    Err(match fields.is_empty() {
        true => format!("{status}, {message}"),
        false => format!("{status}, {message} {}", fields.join(", ")),
    })
}

//! What an emulator begins with, besides its account: users, meetings, webinars and registrants, as a file lists them.
//!
//! Everything goes the way of the REST API, so that nothing can be there that Zoom would have refused.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tower::ServiceExt;
use utoipa::ToSchema;

use crate::state::{Access, NewUser, Plan, State};

/// Longer answers are not read.
const MAX_ANSWER: usize = 1024 * 1024;

/// A list of what is to be there; as JSON or TOML.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// Users; those that are there already get the licence that is written here.
    #[serde(default)]
    users: Vec<SeedUser>,
    /// Meetings, created in this order.
    #[serde(default)]
    meetings: Vec<SeedMeeting>,
    /// Webinars, created after them.
    #[serde(default)]
    webinars: Vec<SeedMeeting>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeedUser {
    email: String,
    #[serde(default)]
    plan: Licence,
    #[serde(default)]
    webinar: bool,
    #[serde(default)]
    admin: bool,
}

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

/// A plan, as files and the control port write it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Licence {
    #[default]
    Basic,
    Licensed,
    None,
}

impl From<Licence> for Plan {
    fn from(licence: Licence) -> Self {
        match licence {
            Licence::Basic => Self::Basic,
            Licence::Licensed => Self::Licensed,
            Licence::None => Self::None,
        }
    }
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
    pub(crate) async fn sow(self, state: &State, rest: &Router) -> Result<Seeded, SeedError> {
        let mut seeded = Seeded::default();
        for new in self.users {
            let plan = new.plan.into();
            let user = state.add_user(NewUser {
                plan,
                webinar: new.webinar,
                admin: new.admin,
                ..NewUser::basic(&new.email)
            });
            state.change_user(&user.id, |user| {
                user.plan = plan;
                user.webinar = new.webinar;
            });
            seeded.users.push(user.id);
        }
        let lists = [
            ("meetings", self.meetings, &mut seeded.meetings),
            ("webinars", self.webinars, &mut seeded.webinars),
        ];
        for (noun, list, numbers) in lists {
            for (index, new) in list.into_iter().enumerate() {
                let failed = |because| SeedError {
                    what: format!("{noun}[{index}]"),
                    because,
                };
                let number = new.sow(noun, state, rest).await.map_err(failed)?;
                numbers.push(number);
            }
        }
        Ok(seeded)
    }
}

impl SeedMeeting {
    async fn sow(self, noun: &str, state: &State, rest: &Router) -> Result<u64, String> {
        let host = self.host.unwrap_or_else(|| state.credentials().host.id);
        let path = format!("/v2/users/{host}/{noun}");
        let made = post(state, rest, &path, self.request).await?;
        let number = made["id"].as_u64().ok_or("it got no number")?;
        for (index, registrant) in self.registrants.into_iter().enumerate() {
            let path = format!("/v2/{noun}/{number}/registrants");
            let registered = post(state, rest, &path, registrant).await;
            registered.map_err(|because| format!("registrants[{index}]: {because}"))?;
        }
        Ok(number)
    }
}

async fn post(
    state: &State,
    rest: &Router,
    path: &str,
    body: Map<String, Value>,
) -> Result<Value, String> {
    let app = state.credentials().s2s.client_id;
    let token = state
        .issue_access_token(&app, &Access::Account)
        .unwrap_or_default();
    let request = Request::post(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
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

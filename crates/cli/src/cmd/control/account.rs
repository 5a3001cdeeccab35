//! The account, its apps and its users.

use clap::{Args, ValueEnum};
use reqwest::Method;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Ask;
use crate::failure::Failure;

#[derive(Args, Debug)]
pub(super) struct Account {
    /// Whose rate limits they are: free, pro or business
    #[arg(long)]
    plan: Option<String>,
    /// Whether calls are held to rate limits
    #[arg(long, value_name = "BOOL")]
    rate_limits: Option<bool>,
    /// Calls a second, and a day, in the place of the plan's; may be given once for light, medium and heavy each
    #[arg(
        long,
        value_name = "LABEL=SECOND[/DAY]",
        conflicts_with = "plan_limits"
    )]
    limit: Vec<String>,
    /// Go by the plan's limits again
    #[arg(long)]
    plan_limits: bool,
    /// Whether a new access token makes the older ones invalid
    #[arg(long, value_name = "BOOL")]
    newest_token_only: Option<bool>,
    /// How long after an app is made or its scopes are changed new tokens are still without them
    #[arg(long, value_name = "SECONDS")]
    scope_lag: Option<u64>,
}

impl Account {
    pub(super) fn ask(self) -> Result<Ask, Failure> {
        let mut change = Map::new();
        let fields = [
            ("plan", self.plan.map(Value::from)),
            ("rateLimits", self.rate_limits.map(Value::from)),
            ("newestTokenOnly", self.newest_token_only.map(Value::from)),
            ("scopeLagSeconds", self.scope_lag.map(Value::from)),
        ];
        for (name, value) in fields {
            change.extend(value.map(|value| (name.to_owned(), value)));
        }
        if self.plan_limits || !self.limit.is_empty() {
            let limits: Result<Map<_, _>, _> = self.limit.iter().map(|text| limit(text)).collect();
            change.insert("limits".to_owned(), limits?.into());
        }
        Ok(Ask::change_or_read(&["account"], change))
    }
}

/// `heavy=10/1000`.
fn limit(text: &str) -> Result<(String, Value), Failure> {
    let wrong = || {
        Failure::Usage(format!(
            "--limit {text}: it is a label, calls a second, and calls a day if there is such a limit: heavy=10/30000"
        ))
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    let (label, most) = text.split_once('=').ok_or_else(wrong)?;
    let limit = match most.split_once('/') {
        Some((second, day)) => json!({ "perSecond": number(second)?, "perDay": number(day)? }),
        None => json!({ "perSecond": number(most)? }),
    };
    Ok((label.to_owned(), limit))
}

#[derive(Args, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct App {
    /// Its client ID; serverToServer and meetingSdk are those that are there at the start
    #[serde(skip)]
    app: String,
    /// A scope, for tokens that are issued from now on; all of them, once each
    #[arg(long = "scope", value_name = "SCOPE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    /// Where users who allowed it may be sent; all of them, once each
    #[arg(long = "redirect-uri", value_name = "URL")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    redirect_uris: Vec<String>,
    /// Whether it is activated
    #[arg(long, value_name = "BOOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
    /// Whether it is published
    #[arg(long, value_name = "BOOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<bool>,
}

impl App {
    pub(super) fn ask(self) -> Ask {
        Ask::new(Method::PATCH, &["apps", &self.app]).body(&self)
    }
}

#[derive(Args, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewApp {
    /// What to create it as
    kind: Kind,
    /// A scope; once each. Those of the apps that are there at the start, without it
    #[arg(long = "scope", value_name = "SCOPE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    /// Where users who allowed it may be sent; once each
    #[arg(long = "redirect-uri", value_name = "URL")]
    redirect_uris: Vec<String>,
    /// Publish it
    #[arg(long)]
    published: bool,
    /// The account that owns it, if not the emulator's own
    #[arg(long, value_name = "ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, ValueEnum)]
#[serde(rename_all = "camelCase")]
#[value(rename_all = "camelCase")]
enum Kind {
    /// Calls the REST API for the account
    ServerToServer,
    /// Signs for the Meeting SDK, and acts for users who allow it
    MeetingSdk,
}

#[derive(Args, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    /// Id or e-mail
    #[serde(skip)]
    user: String,
    /// basic, licensed or none
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<String>,
    /// Whether they may host webinars
    #[arg(long, value_name = "BOOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    webinar: Option<bool>,
    /// How many may be in their meetings
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting_capacity: Option<u32>,
    /// How many may be in their webinars
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    webinar_capacity: Option<u32>,
    /// Whether they administer the account
    #[arg(long, value_name = "BOOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    admin: Option<bool>,
    /// active or inactive
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
}

impl User {
    pub(super) fn ask(self) -> Ask {
        Ask::new(Method::PATCH, &["users", &self.user]).body(&self)
    }
}

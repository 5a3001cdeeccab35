use serde_json::Value;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "web-endpoint-with-port",
    summary: "webEndpoint has a port, which the SDK leaves out",
    page: include_str!("web_endpoint_with_port.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let endpoint = facts
        .join()?
        .get("webEndpoint")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !has_port(endpoint) {
        return Ok(None);
    }
    Found::warning(
        Certain,
        "webEndpoint has a port; the SDK leaves it out and asks port 443",
    )
    .at(Part::Join, "webEndpoint", endpoint)
    .fix("Give the host alone, and have it answer https on port 443.")
}

fn has_port(endpoint: &str) -> bool {
    let host = endpoint.rsplit("//").next().unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    host.rsplit_once(':').is_some_and(|(_, port)| {
        port != "443" && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    })
}

use serde_json::Value;

use crate::{
    Confidence::{Likely, Possible},
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-cloud",
    summary: "the page joins through a cloud other than the one most apps belong to",
    page: include_str!("wrong_cloud.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let join = facts.join()?;
    let endpoint = join
        .get("webEndpoint")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let cloud = match endpoint {
        _ if endpoint.contains("zoomgov") => "the cloud for governments",
        _ if endpoint.contains("zoomus.cn") || endpoint.ends_with(".cn") => "the cloud in China",
        _ => return Ok(None),
    };
    if !facts.error.is_empty() && !facts.error_is(&["3704", "3712"]) {
        return Ok(None);
    }
    let message =
        format!("webEndpoint leads to {cloud}, where only its own apps and meetings are known");
    Found::warning(
        if facts.error.is_empty() {
            Possible
        } else {
            Likely
        },
        message,
    )
    .at(Part::Join, "webEndpoint", endpoint)
    .fix("Use an app that was made in that same cloud, or leave webEndpoint out for zoom.us.")
}

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "zoomapproot-missing",
    summary: "init() of Component View is given no element to draw in",
    page: include_str!("zoomapproot_missing.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/component-view/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let said = facts.error_seen()?.text.as_deref().unwrap_or_default();
    if !said.contains("zoomAppRoot cannot be falsy") {
        return Ok(None);
    }
    Found::error(Certain, "init() of Component View got no element as zoomAppRoot")
        .showing(Part::Error, said)
        .fix("Call init({ zoomAppRoot: document.getElementById(\"meetingSDKElement\") }) when that element is in the page.")
}

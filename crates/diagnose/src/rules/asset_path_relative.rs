use crate::{
    Confidence::Likely,
    Part,
    explain::{Code, Place},
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "asset-path-relative",
    summary: "the SDK cannot reach its assets, as with an assetPath that is not absolute",
    page: include_str!("asset_path_relative.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/component-view/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    let said = seen
        .text
        .as_deref()
        .or(seen.code.as_deref())
        .unwrap_or_default();
    let is_request =
        |entry: &&&Code| entry.seen_in == Place::Http && entry.causes.contains(&RULE.id);
    if let Some(entry) = facts.error.iter().find(is_request) {
        return Found::warning(Likely, entry.means)
            .showing(Part::Error, said)
            .fix(entry.check_first.join(" "));
    }
    if !said.contains("dependent assets are not accessible") {
        return Ok(None);
    }
    Found::error(Likely, "the SDK could not load its assets")
        .showing(Part::Error, said)
        .fix("Pass assetPath as a whole address (new URL(\"/sdk/lib/av\", location.href).href), or let the page reach https://source.zoom.us.")
}

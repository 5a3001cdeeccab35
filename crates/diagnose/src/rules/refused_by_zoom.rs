use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "refused-by-zoom",
    summary: "Zoom gave a reason of its own",
    page: include_str!("refused_by_zoom.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    // An error with causes that other rules know is theirs to explain.
    let Some(entry) = facts
        .error
        .iter()
        .find(|entry| entry.causes.is_empty() && entry.code != "0")
    else {
        return Ok(None);
    };
    Found::error(Likely, entry.means)
        .showing(
            Part::Error,
            seen.code
                .as_deref()
                .or(seen.text.as_deref())
                .unwrap_or_default(),
        )
        .fix(entry.check_first.join(" "))
}

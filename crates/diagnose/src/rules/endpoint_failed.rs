use crate::{
    Confidence::Likely,
    Part,
    explain::Place,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "endpoint-failed",
    summary: "a request of the page failed, perhaps the one for the signature",
    page: include_str!("endpoint_failed.md"),
    url: "https://github.com/zoom/meetingsdk-auth-endpoint-sample",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    let Some(entry) = facts
        .error
        .iter()
        .find(|entry| entry.seen_in == Place::Http && entry.causes.contains(&RULE.id))
    else {
        return Ok(None);
    };
    let said = seen
        .text
        .as_deref()
        .or(seen.code.as_deref())
        .unwrap_or_default();
    Found::warning(Likely, entry.means)
        .showing(Part::Error, said)
        .fix(entry.check_first.join(" "))
}

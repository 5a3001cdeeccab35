use crate::{
    Confidence::Likely,
    Part,
    explain::Code,
    facts::Facts,
    rule::{Found, Outcome, Rule, rule},
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
    facts.error_seen()?;
    // What other rules look for the causes of is theirs to explain, if they can.
    let explained = |entry: &&Code| entry.causes.iter().any(|cause| rule(cause).is_some());
    Ok(
        if facts.error.iter().copied().any(|entry| explained(&entry)) {
            None
        } else {
            meaning(facts)
        },
    )
}

/// What Zoom means by the error: the first of its meanings.
pub(crate) fn meaning(facts: &Facts<'_>) -> Option<Found> {
    let seen = facts.case.error.as_ref()?;
    let entry = facts.error.iter().find(|entry| entry.code != "0")?;
    let said = seen
        .code
        .as_deref()
        .or(seen.text.as_deref())
        .unwrap_or_default();
    let found = Found::error(Likely, entry.means).showing(Part::Error, said);
    Some(found.with_fix(entry.check_first.join(" ")))
}

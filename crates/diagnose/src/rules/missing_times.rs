use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "missing-times",
    summary: "the payload does not say when the token was issued or when it expires",
    page: include_str!("missing_times.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let missing: Vec<&str> = ["iat", "exp"]
        .into_iter()
        .filter(|claim| !payload.contains_key(*claim))
        .collect();
    if missing.is_empty() {
        return Ok(None);
    }
    Found::error(
        Likely,
        format!("the payload has no {}", missing.join(" and no ")),
    )
    .showing(Part::Payload, format_args!("no {}", missing.join(", no ")))
    .fix("Write iat (now, less 30 s) and exp (iat + 7200) as whole epoch seconds.")
}

use crate::{
    Confidence::Possible,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "role-string",
    summary: "the claim role is a text instead of a number",
    page: include_str!("role_string.md"),
    url: "https://devforum.zoom.us/t/how-to-generate-signature-for-oauth-app-type/85908",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let Some(role) = payload
        .get("role")
        .filter(|role| matches!(role.as_str(), Some("0" | "1")))
    else {
        return Ok(None);
    };
    Found::warning(
        Possible,
        "role is a text; Zoom's sample turns it into a number before it signs",
    )
    .at(Part::Payload, "role", role)
    .fix("Write role as the number 0 (join) or 1 (start as host), without quotes.")
}

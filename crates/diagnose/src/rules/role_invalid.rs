use crate::{
    Confidence::Likely,
    Part,
    facts::{Facts, number},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "role-invalid",
    summary: "the claim role is missing or neither 0 nor 1",
    page: include_str!("role_invalid.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3708"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str = "Write role as the number 0 (join) or 1 (start as host).";
    let payload = facts.claims()?;
    let role = payload.get("role").filter(|role| !role.is_null());
    match (role, role.and_then(number)) {
        (None, _) if facts.is_web() => Found::error(Likely, "the payload has no role")
            .showing(Part::Payload, "no role")
            .fix(FIX),
        (None, _) => Ok(None),
        // Texts are tolerated.
        (_, Some(known)) if known == 0.0 || known == 1.0 => Ok(None),
        (Some(role), _) => Found::error(Likely, "the role is neither 0 nor 1")
            .at(Part::Payload, "role", role)
            .fix(FIX),
    }
}

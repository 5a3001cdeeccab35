use crate::{
    facts::Facts,
    forensics::Fault,
    rule::{Outcome, Rule},
    rules::wrong_secret::signed_with,
};

pub(crate) static RULE: Rule = Rule {
    id: "secret-base64-decoded",
    summary: "the secret was decoded before it became the key",
    page: include_str!("secret_base64_decoded.md"),
    url: "https://devforum.zoom.us/t/signature-related-errors-when-upgrading-zoom-meeting-sdk-to-2-12-0/89071",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    match facts.made()? {
        Some(recipe) if recipe.fault == Some(Fault::Decoded) => signed_with(recipe),
        _ => Ok(None),
    }
}

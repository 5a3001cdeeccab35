use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "generatesdksignature-removed",
    summary: "the page calls a function that the SDK no longer has",
    page: include_str!("generatesdksignature_removed.md"),
    url: "https://github.com/zoom/meetingsdk-web-sample/pull/109",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let said = facts.error_seen()?.text.as_deref().unwrap_or_default();
    if !said.contains("generateSDKSignature")
        && !said.contains("generateSignature is not a function")
    {
        return Ok(None);
    }
    Found::error(
        Certain,
        "the page calls generateSDKSignature, which the SDK lost in 3.12.0",
    )
    .showing(Part::Error, said)
    .fix("Sign on your server, where the secret belongs, and let the page fetch the signature.")
}

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    shape::Shape,
};

pub(crate) static RULE: Rule = Rule {
    id: "object-not-string",
    summary: "something other than the signature was passed in its place",
    page: include_str!("object_not_string.md"),
    url: "https://devforum.zoom.us/t/signature-invalid/91687",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let Shape::NotAString(what) = &token.shape else {
        return Ok(None);
    };
    Found::error(Certain, format!("{what} was passed in the place of the signature"))
        .showing(Part::Signature, format_args!("{} characters", token.text.chars().count()))
        .fix("Wait for your endpoint's answer, read it as JSON and pass its `signature` field alone, a string.")
}

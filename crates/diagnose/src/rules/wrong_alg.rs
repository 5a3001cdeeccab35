use serde_json::Value;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    forensics::Search,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-alg",
    summary: "the header names another algorithm than HS256",
    page: include_str!("wrong_alg.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

const FIX: &str =
    "Sign with HMAC-SHA256 and say so in the header: {\"alg\":\"HS256\",\"typ\":\"JWT\"}.";

fn check(facts: &Facts<'_>) -> Outcome {
    let header = facts.header()?;
    if facts.payload().is_ok() {
        // The algorithm of another kind of token is no fault.
        facts.claims()?;
    }
    match header.get("alg") {
        Some(Value::String(alg)) if alg == "HS256" => made_with_another(facts),
        Some(alg) => Found::error(
            Certain,
            "the header names an algorithm that Zoom does not take; only HS256 is taken",
        )
        .at(Part::Header, "alg", alg)
        .fix(FIX),
        None => Found::error(Certain, "the header does not say alg HS256")
            .showing(Part::Header, "no alg")
            .fix(FIX),
    }
}

/// The header says HS256 and the bytes say another, which only a secret brings to light.
fn made_with_another(facts: &Facts<'_>) -> Outcome {
    let Ok(Search::Made(recipe)) = facts.search() else {
        return Ok(None);
    };
    let Some(name) = recipe.other_algorithm() else {
        return Ok(None);
    };
    Found::error(
        Certain,
        format!("the header says HS256, but the HMAC was made with {name}"),
    )
    .showing(Part::Mac, name)
    .fix(FIX)
}

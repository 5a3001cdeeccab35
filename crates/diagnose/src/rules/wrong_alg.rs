use serde_json::Value;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
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

fn check(facts: &Facts<'_>) -> Outcome {
    const FIX: &str =
        "Sign with HMAC-SHA256 and say so in the header: {\"alg\":\"HS256\",\"typ\":\"JWT\"}.";
    match facts.header()?.get("alg") {
        Some(Value::String(alg)) if alg == "HS256" => Ok(None),
        Some(alg) => Found::error(
            Certain,
            "the header names an algorithm that Zoom does not take; only HS256 is",
        )
        .at(Part::Header, "alg", alg)
        .fix(FIX),
        None => Found::error(Certain, "the header does not say alg HS256")
            .showing(Part::Header, "no alg")
            .fix(FIX),
    }
}

use crate::{
    Confidence::{Likely, Possible},
    Part,
    duration::span,
    facts::{Facts, is_duration},
    lacks::Lacks,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "tokenexp-differs",
    summary: "tokenExp and exp are not the same moment",
    page: include_str!("tokenexp_differs.md"),
    url: "https://devforum.zoom.us/t/jwt-expiration-clarification/65869",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (expires, ends) = times(facts)?;
    if ends == expires || !facts.is_web() && ends - facts.now < 1800 {
        return Ok(None);
    }
    let order = if ends < expires { "before" } else { "after" };
    let message = format!("tokenExp lies {} {order} exp", span(ends - expires));
    let found = if facts.is_web() {
        Found::info(Likely, message)
    } else {
        Found::warning(Possible, message)
    };
    found
        .at(Part::Payload, "tokenExp", ends)
        .at(Part::Payload, "exp", expires)
        .fix("Give both the same value, at least an hour ahead, as all of Zoom's samples do.")
}

/// `exp` and `tokenExp`, where both are moments.
pub(crate) fn times(facts: &Facts<'_>) -> Result<(i64, i64), Lacks> {
    let moment = |claim| {
        facts.time(claim).and_then(|time| {
            if is_duration(time) {
                Err(Lacks::TIMES)
            } else {
                Ok(time)
            }
        })
    };
    Ok((moment("exp")?, moment("tokenExp")?))
}

use crate::{
    Confidence::Likely,
    Part,
    duration::span,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    rules::tokenexp_differs::times,
};

pub(crate) static RULE: Rule = Rule {
    id: "tokenexp-differs-too-soon",
    summary: "tokenExp ends the native session less than 30 minutes from now",
    page: include_str!("tokenexp_differs_too_soon.md"),
    url: "https://devforum.zoom.us/t/jwt-expiration-clarification/65869",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (expires, ends) = times(facts)?;
    let left = ends - facts.now;
    if facts.is_web() || ends == expires || left >= 1800 {
        return Ok(None);
    }
    let message = match left {
        ..=0 => format!("tokenExp passed {} ago, before exp", span(left)),
        _ => format!(
            "tokenExp is only {} ahead; native SDKs want at least 30 minutes from now",
            span(left)
        ),
    };
    Found::error(Likely, message)
        .at(Part::Payload, "tokenExp", ends)
        .at(Part::Payload, "exp", expires)
        .fix("Set tokenExp to the value of exp, two hours ahead: the 30 minutes count from the moment the SDK is initialised, \
              not from iat.")
}

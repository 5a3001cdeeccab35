use crate::{
    Confidence::{Likely, Possible},
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "ttl-exactly-1800",
    summary: "the token lives for exactly 30 minutes, which is on the edge",
    page: include_str!("ttl_exactly_1800.md"),
    url: "https://github.com/mieszko4/react-native-zoom-us/issues/254",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (issued, expires) = facts.lifetime()?;
    if expires - issued != 1800 {
        return Ok(None);
    }
    let message = "the token lives for exactly 30 minutes, the least that Zoom documents";
    let found = if facts.is_web() {
        Found::warning(Possible, message)
    } else {
        Found::error(Likely, message)
    };
    found
        .at(Part::Payload, "iat", issued)
        .at(Part::Payload, "exp", expires)
        .fix("Set exp to iat + 7200 (two hours). Native SDKs count the 30 minutes from when they are initialised.")
}

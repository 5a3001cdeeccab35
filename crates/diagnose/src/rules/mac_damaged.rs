use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    forensics::Recipe,
    lacks::Lacks,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "mac-damaged",
    summary: "the HMAC lost bytes on its way into the token",
    page: include_str!("mac_damaged.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let mac = token.look.mac().ok_or(Lacks::MAC)?;
    let made = facts.made()?;
    let Some(damage) = made.and_then(Recipe::damage) else {
        return Ok(None);
    };
    Found::error(Certain, format!("the HMAC was written as {damage}"))
        .at(Part::Mac, token.range(mac), "not the 32 bytes of the HMAC")
        .fix("Ask the HMAC for its bytes (digest(), not hexdigest() or toString()) and encode these, without a text in \
              between; then pass the token whole.")
}

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    shape::Shape,
};

pub(crate) static RULE: Rule = Rule {
    id: "sig-only",
    summary: "only the HMAC was passed, without header and payload",
    page: include_str!("sig_only.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let Shape::BareMac(written) = token.shape else {
        return Ok(None);
    };
    Found::error(Certain, "only the HMAC was passed, not the whole token")
        .showing(
            Part::Signature,
            format_args!(
                "{} characters of {written}, no dot: the 32 bytes of one HMAC-SHA256",
                token.text.trim().len()
            ),
        )
        .fix("Return all three parts: header + \".\" + payload + \".\" + hmac, each in base64url.")
}

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    forensics::{HEX_LENGTHS, unhex},
    lacks::Lacks,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "hmac-hex-then-base64",
    summary: "the third part is base64 of the HMAC's hex text",
    page: include_str!("hmac_hex_then_base64.md"),
    url: "https://devforum.zoom.us/t/invalid-parameter-signature-length-error-0-length-150/36563",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let mac = token.look.mac().ok_or(Lacks::MAC)?;
    let text = mac
        .decoded
        .as_deref()
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    if text
        .filter(|text| HEX_LENGTHS.contains(&text.len()))
        .and_then(unhex)
        .is_none()
    {
        return Ok(None);
    }
    let range = token.range(mac);
    Found::error(
        Certain,
        "the third part is base64 of the HMAC's hex text, not of its bytes",
    )
    .at(Part::Mac, range, "decodes to hex digits")
    .fix("Encode the bytes of the HMAC in base64url: make the digest as bytes, not as text.")
}

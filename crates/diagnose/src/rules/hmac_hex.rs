use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    forensics::{HEX_LENGTHS, Search, unhex},
    lacks::Lacks,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "hmac-hex",
    summary: "the third part is the HMAC in hex instead of base64url",
    page: include_str!("hmac_hex.md"),
    url: "https://github.com/mieszko4/react-native-zoom-us/issues/340",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let mac = token.look.mac().ok_or(Lacks::MAC)?;
    if !HEX_LENGTHS.contains(&mac.text.len()) || unhex(mac.text).is_none() {
        return Ok(None);
    }
    let range = token.range(mac);
    let mut found = Found::error(Certain, "the third part is the HMAC in hex").at(
        Part::Mac,
        range,
        format_args!("{} hex digits", mac.text.len()),
    );
    if matches!(facts.search(), Ok(Search::Made(recipe)) if recipe.right_key()) {
        found = found.showing(Part::Mac, "the secret is right, only the writing is not");
    }
    found.fix("Encode the bytes of the HMAC, not their hex text, in base64url without padding.")
}

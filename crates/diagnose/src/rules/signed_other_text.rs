use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "signed-other-text",
    summary: "the HMAC was made with the right secret over something other than header.payload",
    page: include_str!("signed_other_text.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(recipe) = facts.made()? else {
        return Ok(None);
    };
    let Some(other) = recipe.other_message() else {
        return Ok(None);
    };
    let key = if recipe.right_key() {
        "the secret is right, the signed text is not"
    } else {
        "neither the secret nor the signed text is right"
    };
    Found::error(Certain, format!("the HMAC was made over {other}, not over header.payload as sent"))
        .showing(Part::Mac, key)
        .fix("Build header + \".\" + payload once, in base64url, make the HMAC over that text and send that same text.")
}

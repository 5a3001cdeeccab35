use countersign_token::Alphabet;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    lacks::Lacks,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "base64-standard-segments",
    summary: "a part of the token is written in standard base64 instead of base64url",
    page: include_str!("base64_standard_segments.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let parts = &token.look.parts;
    if parts.len() != 3 {
        return Err(Lacks::MAC);
    }
    let mut found = Found::error(
        Certain,
        "the token is written in standard base64 (+ and /), not in base64url (- and _)",
    );
    let mut any = false;
    for part in parts
        .iter()
        .filter(|part| matches!(part.alphabet, Alphabet::Standard | Alphabet::Mixed))
    {
        for (at, found_here) in part.text.match_indices(['+', '/']).take(3) {
            any = true;
            let at = token.core_at + part.at + at;
            found = found.at(Part::Signature, format!("{at}..{}", at + 1), found_here);
        }
    }
    if !any {
        return Ok(None);
    }
    found.fix(
        "Encode every part in base64url: - for +, _ for /, no = at the end. btoa() alone does not.",
    )
}

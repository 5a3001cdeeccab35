use countersign_token::Alphabet;

use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    lacks::Lacks,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "base64url-padding",
    summary: "a part of the token ends in the padding = of base64",
    page: include_str!("base64url_padding.md"),
    url: "https://devforum.zoom.us/t/websdk-2-9-5-intermittent-invalid-signature-when-joining-meeting/81534",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let parts = &token.look.parts;
    if parts.len() != 3 {
        return Err(Lacks::MAC);
    }
    let padded: Vec<_> = parts.iter().filter(|part| part.padding > 0).collect();
    // With + or / as well it is standard base64, which has a rule of its own.
    let standard = parts
        .iter()
        .any(|part| matches!(part.alphabet, Alphabet::Standard | Alphabet::Mixed));
    if padded.is_empty() || standard {
        return Ok(None);
    }
    let mut found = Found::error(
        Likely,
        "a part of the token keeps its padding; a JWT has none",
    );
    for part in padded {
        let end = token.core_at + part.at + part.text.len();
        found = found.at(
            Part::Signature,
            format!("{}..{end}", end - part.padding),
            "=".repeat(part.padding.min(8)),
        );
    }
    found.fix(
        "Strip the = from each part: Java's Base64.getUrlEncoder().withoutPadding(), Python's .rstrip(b\"=\"), PHP's \
         rtrim(…, \"=\"). Padding depends on the length, so the failure comes and goes.",
    )
}

use countersign_token::Alphabet;

use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::{Facts, Token},
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
    if parts.iter().any(|part| part.counted) {
        return counted(token);
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

/// .NET's `UrlTokenEncode` writes a digit in the place of the padding. With it the part is another text, or none at all.
fn counted(token: &Token<'_>) -> Outcome {
    let mut found = Found::error(
        Certain,
        "a part of the token ends in the number of its pads, as .NET's UrlTokenEncode writes; a JWT has no padding and no such digit",
    );
    for part in token.look.parts.iter().filter(|part| part.counted) {
        let end = token.core_at + part.at + part.text.len();
        found = found.at(
            Part::Signature,
            format!("{}..{end}", end - 1),
            &part.text[part.text.len() - 1..],
        );
    }
    found.fix(
        "Write each part with Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'), or \
         Base64UrlEncoder.Encode of Microsoft.IdentityModel.Tokens.",
    )
}

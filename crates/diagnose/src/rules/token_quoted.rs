use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "token-quoted",
    summary: "quotes, white space or a word cling to the token",
    page: include_str!("token_quoted.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let (before, after) = token.around();
    if before.is_empty() && after.is_empty() {
        return Ok(None);
    }
    let blank = [before, after].iter().all(|text| text.trim().is_empty());
    let mut found = if blank {
        Found::error(Likely, "white space clings to the token")
    } else {
        Found::error(
            Certain,
            "something clings to the token: quotes or a word that is not part of it",
        )
    };
    for (at, text) in [(0, before), (token.text.len() - after.len(), after)] {
        if !text.is_empty() {
            found = found.at(
                Part::Signature,
                format!("{at}..{}", at + text.len()),
                format_args!("{text:?}"),
            );
        }
    }
    found.fix(
        "Pass the token alone. An endpoint that answers a JSON string must be read with response.json(), not .text(); \
         \"Bearer \" belongs in HTTP headers; trim what comes from a file or a template.",
    )
}

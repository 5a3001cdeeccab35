use secrecy::ExposeSecret;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    shape::Shape,
};

pub(crate) static RULE: Rule = Rule {
    id: "legacy-format",
    summary: "the signature has the format of the JWT apps that Zoom retired in 2023",
    page: include_str!("legacy_format.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-python-3/83251",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    let Shape::Legacy(legacy) = &token.shape else {
        return Ok(None);
    };
    let mut found = Found::error(
        Certain,
        "this is a signature of a JWT app, a format that Zoom retired in 2023",
    )
    .showing(
        Part::Signature,
        format_args!(
            "five fields: key, meeting number {}, {} ms, role {}, hash",
            legacy.meeting_number, legacy.timestamp, legacy.role
        ),
    );
    let case = facts.case;
    let own = case
        .client_secret
        .iter()
        .map(|secret| ("the client secret that was given", secret));
    let named = case
        .secrets
        .iter()
        .chain(&case.env)
        .map(|(name, secret)| (name.as_str(), secret));
    let made_with = own
        .chain(named)
        .find(|(_, secret)| legacy.made_with(secret.expose_secret()));
    if let Some((name, _)) = made_with {
        found = found.showing(
            Part::Mac,
            format_args!("made with {name}, so only the format is wrong"),
        );
    }
    found.fix("Sign a JWT (HS256) with the client ID and client secret of a Meeting SDK app instead; see the page.")
}

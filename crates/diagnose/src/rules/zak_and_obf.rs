use crate::{
    Confidence::Certain,
    ErrorSeen, Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "zak-and-obf",
    summary: "zak and obfToken are both passed to join()",
    page: include_str!("zak_and_obf.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/obf/",
    code: Some("3636"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let thrown = |error: &ErrorSeen| {
        error
            .text
            .as_deref()
            .is_some_and(|text| text.contains("mutually exclusive"))
    };
    let seen = facts
        .case
        .error
        .as_ref()
        .filter(|error| facts.error_is(&["3636"]) || thrown(error));
    let both = facts
        .case
        .join
        .as_ref()
        .is_some_and(|join| given(join, "zak") && given(join, "obfToken"));
    let found = Found::error(
        Certain,
        "zak and obfToken are both passed to join(), which takes one of them",
    );
    let found = match (both, seen) {
        (true, _) => found
            .at(Part::Join, "zak", "given")
            .at(Part::Join, "obfToken", "given"),
        (false, Some(seen)) => found.showing(Part::Error, seen.said()),
        (false, None) => {
            facts.join()?;
            return Ok(None);
        }
    };
    found.fix("Pass zak for a person who joins or starts as a Zoom user, obfToken for an app that joins on a user's behalf.")
}

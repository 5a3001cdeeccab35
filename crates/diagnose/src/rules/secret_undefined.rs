use secrecy::ExposeSecret;

use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::Facts,
    forensics::Fault,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "secret-undefined",
    summary: "the secret was not there when the token was signed",
    page: include_str!("secret_undefined.md"),
    url: "https://github.com/zoom/meetingsdk-auth-endpoint-sample",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const SIGNS: &str = "ZOOM_MEETING_SDK_SECRET";
    let env = &facts.case.env;
    let other = [
        "CLIENT_SECRET",
        "ZOOM_SDK_SECRET",
        "SDK_SECRET",
        "MEETING_SDK_SECRET",
        "ZOOM_API_SECRET",
    ]
    .into_iter()
    .find(|name| env.contains_key(*name) && !env.contains_key(SIGNS));
    let found = match facts.made() {
        Ok(Some(recipe)) if recipe.fault == Some(Fault::Unset) => Found::error(
            Certain,
            format!("the token was signed with {}", recipe.words()),
        )
        .showing(Part::Mac, "its bytes come out right with that key")
        .with_fix(recipe.origin),
        searched => {
            let set = env.get(SIGNS).map(|value| value.expose_secret().trim());
            if set.is_none_or(|value| !matches!(value, "" | "undefined" | "null")) {
                return searched.map(|_| None);
            }
            Found::error(
                Likely,
                format!("the variable {SIGNS} is there but holds no secret"),
            )
            .at(Part::Env, SIGNS, "empty")
            .with_fix("Set it to the client secret of the Meeting SDK app and restart the server.")
        }
    };
    Ok(Some(match other {
        Some(name) => found.at(
            Part::Env,
            name,
            "is set, but Zoom's auth sample reads ZOOM_MEETING_SDK_SECRET",
        ),
        None => found,
    }))
}

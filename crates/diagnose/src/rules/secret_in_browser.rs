use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "secret-in-browser",
    summary: "the secret is where every visitor can read it",
    page: include_str!("secret_in_browser.md"),
    url: "https://devforum.zoom.us/t/getting-error-signature-is-invalid-web-sdk-integration/97215",
    code: None,
    check,
};

/// Prefixes of variables that build tools write into the page.
const PUBLIC: [&str; 8] = [
    "NEXT_PUBLIC_",
    "REACT_APP_",
    "VITE_",
    "VUE_APP_",
    "NUXT_PUBLIC_",
    "EXPO_PUBLIC_",
    "GATSBY_",
    "PUBLIC_",
];

fn check(facts: &Facts<'_>) -> Outcome {
    let case = facts.case;
    let public = case.env.keys().find(|name| {
        PUBLIC.iter().any(|prefix| name.starts_with(prefix))
            && name.to_uppercase().contains("SECRET")
    });
    let option = case.join.as_ref().and_then(|join| {
        join.keys()
            .find(|name| name.to_lowercase().contains("secret"))
    });
    let found = Found::warning(
        Certain,
        "the secret is where every visitor of the page can read it",
    );
    let found = match (public, option) {
        (Some(name), _) => found.at(
            Part::Env,
            name,
            "its prefix makes the build write it into the page",
        ),
        (None, Some(name)) => found.at(Part::Join, name, "an option of join() runs in the browser"),
        (None, None) => return Ok(None),
    };
    found.fix("Sign on the server, let the page fetch the signature, and make a new secret on the app's page: this one is \
               no longer secret.")
}

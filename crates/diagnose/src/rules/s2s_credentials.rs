use secrecy::ExposeSecret;

use crate::{
    Confidence::{Certain, Possible},
    Part,
    facts::Facts,
    forensics::{Fault, Owner},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "s2s-credentials",
    summary: "the pair of the Server-to-Server OAuth app was used to sign",
    page: include_str!("s2s_credentials.md"),
    url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    code: Some("3712"),
    check,
};

const FIX: &str = "Make a General app in the Zoom Marketplace, switch on Features, Embed, Meeting SDK, and sign with the client \
                   ID and client secret of that app. The Server-to-Server app calls the REST API and nothing else.";

fn check(facts: &Facts<'_>) -> Outcome {
    let made = facts.made();
    if let Ok(Some(recipe)) = made
        && recipe.fault == Some(Fault::Other(Owner::ServerToServer))
    {
        return Found::error(
            Certain,
            format!("the token was signed with {}", recipe.words()),
        )
        .showing(Part::Mac, "its bytes come out right with that key")
        .fix(FIX);
    }
    let env = &facts.case.env;
    if !env.contains_key("ZOOM_ACCOUNT_ID") {
        return made.map(|_| None);
    }
    let key = facts
        .claims()
        .ok()
        .and_then(|claims| claims.get("appKey").or(claims.get("sdkKey"))?.as_str());
    let id = env.get("ZOOM_CLIENT_ID").map(ExposeSecret::expose_secret);
    if key.is_some() && key == id {
        return Found::error(
            Certain,
            "appKey is the client ID of the Server-to-Server OAuth app",
        )
        .at(Part::Payload, "appKey", "the value of ZOOM_CLIENT_ID")
        .at(
            Part::Env,
            "ZOOM_ACCOUNT_ID",
            "belongs to Server-to-Server OAuth",
        )
        .fix(FIX);
    }
    if facts.case.signature.is_some()
        && facts.case.client_secret.is_none()
        && env.keys().all(|name| !name.contains("SDK"))
    {
        return Found::warning(
            Possible,
            "the only pair in the environment is that of a Server-to-Server OAuth app",
        )
        .at(
            Part::Env,
            "ZOOM_ACCOUNT_ID",
            "belongs to Server-to-Server OAuth",
        )
        .fix(FIX);
    }
    Ok(None)
}

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    forensics::{Fault, Owner, Recipe, Search},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-secret",
    summary: "the token was not signed with the client secret of the Meeting SDK app",
    page: include_str!("wrong_secret.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    match facts.search()? {
        Search::Made(recipe) => match recipe.fault {
            Some(Fault::Other(Owner::ServerToServer)) => Ok(None),
            Some(Fault::Other(_) | Fault::Altered) => signed_with(recipe),
            // The right key, or one that another rule speaks of.
            _ => Ok(None),
        },
        Search::Unexplained(effort) => {
            Found::error(Certain, "the token was not signed with the client secret that was given")
                .showing(
                    Part::Mac,
                    format_args!("none of {} keys fits, over {} texts", effort.keys, effort.messages),
                )
                .showing(Part::Mac, "tried keys: as given, with white space, quotes or a BOM, cut, cased")
                .showing(Part::Mac, "tried keys: encoded, decoded, joined with the id, empty, from examples")
                .showing(Part::Mac, "tried texts: the parts in any base64, one part, the JSON written anew")
                .showing(Part::Mac, "tried: HMAC with SHA-1, 256, 384, 512; plain SHA-256; hex, base64, cut")
                .fix(
                    "Copy the client secret anew from the app whose client ID is in appKey. Other secrets (of another \
                     app, of the Server-to-Server app, one that was regenerated) do not sign for it.",
                )
        }
    }
}

/// The finding on a key that is not the right one, for the rule that knows its fault.
pub(crate) fn signed_with(recipe: &Recipe) -> Outcome {
    Found::error(
        Certain,
        format!("the token was signed with {}", recipe.words()),
    )
    .showing(
        Part::Mac,
        "its bytes come out right with that key and with no other that was tried",
    )
    .fix(recipe.origin)
}

use serde_json::Value;

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    forensics::Fault,
    rule::{Found, Outcome, Rule},
    rules::wrong_secret::signed_with,
};

pub(crate) static RULE: Rule = Rule {
    id: "key-dirty",
    summary: "white space, quotes or a semicolon became part of the key or the secret",
    page: include_str!("key_dirty.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    if let Ok(Some(recipe)) = facts.made()
        && recipe.fault == Some(Fault::Dirty)
    {
        return signed_with(recipe);
    }
    let payload = facts.claims()?;
    let dirt = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '\'' | '`' | ';' | ',' | '\u{feff}')
    };
    let dirty = |claim: &&str| {
        payload
            .get(*claim)
            .and_then(Value::as_str)
            .is_some_and(|key| key.contains(dirt))
    };
    let Some(claim) = ["appKey", "sdkKey"].into_iter().find(dirty) else {
        return Ok(None);
    };
    Found::error(Certain, format!("{claim} has white space, quotes or other characters in it that no client ID has"))
        .at(Part::Payload, claim, &payload[claim])
        .fix("Clean the line that holds the client ID: NAME=value, without quotes, spaces or a semicolon; trim it when you \
              read it.")
}

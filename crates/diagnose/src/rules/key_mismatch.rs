use secrecy::ExposeSecret;
use serde_json::Value;

use crate::{
    Confidence::{Certain, Likely},
    Part, SdkVersion,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    rules::placeholder_credentials::is_placeholder,
};

pub(crate) static RULE: Rule = Rule {
    id: "key-mismatch",
    summary: "the token names another app than the one that should sign",
    page: include_str!("key_mismatch.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3704"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.claims()?;
    let claim = |name| {
        payload
            .get(name)
            .and_then(Value::as_str)
            .filter(|key| !key.is_empty())
    };
    let (app_key, sdk_key) = (claim("appKey"), claim("sdkKey"));
    let Some(signed) = app_key.or(sdk_key) else {
        return Ok(None);
    };
    let name = if app_key.is_some() {
        "appKey"
    } else {
        "sdkKey"
    };
    let variable = facts
        .case
        .env
        .get("ZOOM_MEETING_SDK_KEY")
        .map(ExposeSecret::expose_secret);
    if let Some(expected) = facts.case.client_id.as_deref().or(variable)
        && bare(expected) != bare(signed)
        && !is_placeholder(signed)
    {
        let message = match near_miss(expected, signed) {
            Some(slip) => format!("{name} is not the client ID that was given: {slip}"),
            None => format!("{name} is not the client ID that was given"),
        };
        return Found::error(Certain, message)
            .at(Part::Payload, name, signed)
            .fix("Write the client ID of the Meeting SDK app into appKey and sign with the secret of that same app; copy \
                  both anew from its page.");
    }
    if let (Some(app_key), Some(sdk_key)) = (app_key, sdk_key)
        && app_key != sdk_key
    {
        return Found::error(Likely, "appKey and sdkKey name two different apps")
            .at(Part::Payload, "appKey", app_key)
            .at(Part::Payload, "sdkKey", sdk_key)
            .fix("Give both the client ID of the Meeting SDK app, or leave sdkKey out.");
    }
    let option = facts
        .case
        .join
        .as_ref()
        .and_then(|join| join.get("sdkKey")?.as_str());
    match option.filter(|option| *option != signed) {
        Some(option) if facts.is_web() && facts.sdk < SdkVersion::READS_SIGNATURE => Found::error(
            Likely,
            "the option sdkKey of join() and the token name two different apps",
        )
        .at(Part::Join, "sdkKey", option)
        .at(Part::Payload, name, signed)
        .fix("Pass the client ID that is in the token."),
        _ => Ok(None),
    }
}

/// Without what another rule speaks of.
fn bare(key: &str) -> &str {
    key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';'))
}

/// The slip of the pen that turns `expected` into `found`.
fn near_miss(expected: &str, found: &str) -> Option<String> {
    if expected.eq_ignore_ascii_case(found) {
        return Some("upper and lower case differ".to_owned());
    }
    let (a, b): (Vec<char>, Vec<char>) = (expected.chars().collect(), found.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    let at = same + 1;
    if a.len() < 6 || a.len() > 200 {
        return None;
    }
    match (rest_a, rest_b) {
        ([_, tail @ ..], tail_b) if tail == tail_b => Some(format!("character {at} is lost")),
        (tail, [extra, tail_b @ ..]) if tail == tail_b => {
            Some(match same.checked_sub(1).and_then(|before| a.get(before)) {
                Some(before) if before == extra => format!("character {same} is doubled"),
                _ => format!("there is one character too many at {at}"),
            })
        }
        ([x, y, tail @ ..], [v, w, tail_b @ ..]) if (x, y) == (w, v) && tail == tail_b => {
            Some(format!("characters {at} and {} are swapped", at + 1))
        }
        ([_, tail @ ..], [_, tail_b @ ..]) if tail == tail_b => {
            Some(format!("character {at} is another"))
        }
        ([_, ..], []) if same >= 6 => Some(format!("it is cut off after character {same}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::near_miss;

    #[test]
    fn slips_of_the_pen_are_named_with_their_place() {
        let told = |found| near_miss("abcdefgh", found).unwrap_or_default();
        assert_eq!(told("abdefgh"), "character 3 is lost");
        assert_eq!(told("bcdefgh"), "character 1 is lost");
        assert_eq!(told("abcdefg"), "character 8 is lost");
        assert_eq!(told("abccdefgh"), "character 3 is doubled");
        assert_eq!(told("abcdefghh"), "character 8 is doubled");
        assert_eq!(told("abxcdefgh"), "there is one character too many at 3");
        assert_eq!(told("abdcefgh"), "characters 3 and 4 are swapped");
        assert_eq!(told("abXdefgh"), "character 3 is another");
        assert_eq!(told("ABCDEFGH"), "upper and lower case differ");
        assert_eq!(told("abcdef"), "it is cut off after character 6");
        assert_eq!(told("something else"), "");
    }
}

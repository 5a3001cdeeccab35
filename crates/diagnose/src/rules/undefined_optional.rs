use serde_json::Value;

use crate::{
    Confidence::{Certain, Likely, Possible},
    Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "undefined-optional",
    summary: "an option of join() is there without a value",
    page: include_str!("undefined_optional.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/client-view/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    const OPTIONAL: [&str; 9] = [
        "tk",
        "zak",
        "obfToken",
        "userEmail",
        "passWord",
        "password",
        "customerKey",
        "recordingToken",
        "childToken",
    ];
    let thrown = facts
        .case
        .error
        .as_ref()
        .and_then(|error| error.text.as_deref())
        .is_some_and(|text| {
            facts.exception_of(&RULE) || text.contains("reading 'replace')") && text.contains("tk")
        });
    let empty = facts.case.join.as_ref().and_then(|join| {
        // Missing as well, it is what the exception is seen to come of.
        if thrown && !given(join, "meetingNumber") {
            return Some("meetingNumber");
        }
        OPTIONAL.into_iter().find(|name| match join.get(*name) {
            Some(Value::Null) => true,
            Some(Value::String(text)) => matches!(text.as_str(), "undefined" | "null"),
            _ => false,
        })
    });
    let message = match empty {
        Some(name) => format!("{name} is passed to join() without a value"),
        None => "meetingNumber is missing, or another option is passed to join() without a value"
            .to_owned(),
    };
    let found = match (thrown, empty) {
        (true, _) => Found::error(if empty.is_some() { Certain } else { Likely }, message),
        // Only `undefined` is said to break the SDK, which JSON cannot tell from null.
        (false, Some(_)) => Found::info(Possible, message),
        (false, None) => {
            facts.join()?;
            return Ok(None);
        }
    };
    let found = match empty {
        Some(name) => found.at(Part::Join, name, "no value"),
        None => found.showing(Part::Error, "reading 'toString'"),
    };
    found.fix("Leave out what has no value: join({ ...options, ...(tk && { tk }) }). Look at meetingNumber as well.")
}

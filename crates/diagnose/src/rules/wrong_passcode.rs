use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-passcode",
    summary: "the meeting's passcode is wrong or missing",
    page: include_str!("wrong_passcode.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
    code: Some("3004"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    let confidence = match seen {
        _ if facts.error_is(&["3004"]) || facts.native_error_of(&RULE) => Certain,
        // Client View says "The meeting number is wrong." where Component View says that the passcode is.
        _ if facts.error_is(&["3714"]) => Likely,
        _ => return Ok(None),
    };
    let mut found = Found::error(
        confidence,
        "the passcode of the meeting is wrong or missing",
    )
    .showing(
        Part::Error,
        seen.code
            .as_deref()
            .or(seen.text.as_deref())
            .unwrap_or_default(),
    );
    let option = if facts.is_client_view() {
        "passWord"
    } else {
        "password"
    };
    if let Ok(join) = facts.join()
        && !given(join, "passWord")
        && !given(join, "password")
    {
        found = found.at(Part::Join, option, "not given");
    }
    found.fix(format!(
        "Pass the meeting's passcode to join() as {option}{}; the signature is not at fault.",
        if facts.case.view.is_none() {
            " (in Client View: passWord)"
        } else {
            ""
        },
    ))
}

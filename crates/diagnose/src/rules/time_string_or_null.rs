use crate::{
    Confidence::Likely,
    Part,
    facts::{Facts, TIMES},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "time-string-or-null",
    summary: "a time in the payload is not a number",
    page: include_str!("time_string_or_null.md"),
    url: "https://dev.to/zoom/troubleshooting-zoom-meeting-sdk-signature-validation-1hln",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.payload()?;
    let wrong = TIMES.iter().filter_map(|claim| {
        Some((
            *claim,
            payload.get(*claim).filter(|value| !value.is_number())?,
        ))
    });
    let mut wrong = wrong.peekable();
    let Some(&(claim, value)) = wrong.peek() else {
        return Ok(None);
    };
    let what = if value.is_string() {
        "a text"
    } else {
        "not a number"
    };
    let found = Found::error(
        Likely,
        format!("{claim} is {what}; Zoom reads whole epoch seconds"),
    );
    wrong
        .fold(found, |found, (claim, value)| found.at(Part::Payload, claim, value))
        .fix("Write the times as JSON numbers, without quotes. A null comes from arithmetic on something undefined (NaN).")
}

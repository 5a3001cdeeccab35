use crate::{
    Confidence::{Likely, Possible},
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "float32-timestamp",
    summary: "the times look as if they had gone through 32-bit floating point",
    page: include_str!("float32_timestamp.md"),
    url: "https://devforum.zoom.us/t/zoom-meeting-sdk-signature-creation/91781",
    code: None,
    check,
};

/// The step between neighbouring 32-bit floats of today's epoch seconds.
const STEP: i64 = 128;

fn check(facts: &Facts<'_>) -> Outcome {
    let (issued, expires) = facts.lifetime()?;
    let on_step = |time: i64| time % STEP == 0;
    let issued_on_step = on_step(issued) || on_step(issued + 30);
    if !issued_on_step {
        return Ok(None);
    }
    // A lifetime that is itself a number of steps says nothing about how it came about.
    let found = if on_step(expires) && expires - issued != 7200 {
        Found::warning(
            Likely,
            "iat and exp are multiples of 128 seconds, as far as 32-bit floats can tell times apart",
        )
    } else if !facts.error_is(&["3712"]) {
        return Ok(None);
    } else {
        Found::info(
            Possible,
            "iat is a multiple of 128 seconds, as far as 32-bit floats can tell times apart",
        )
    };
    found
        .at(Part::Payload, "iat", issued)
        .at(Part::Payload, "exp", expires)
        .fix("Divide as integers: System.currentTimeMillis() / 1000. A float puts iat up to 99 seconds into the future, \
              which fails now and then.")
}

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
    // With the usual 30 seconds taken off, or not.
    let Some(issued_at) = [issued, issued + 30]
        .into_iter()
        .find(|time| on_step(*time))
    else {
        return Ok(None);
    };
    // Who means 7200 seconds and gets 7168 or 7296 went through a float; who gets whole minutes need not have.
    let found = if on_step(expires) && (expires - issued_at) % 60 != 0 {
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

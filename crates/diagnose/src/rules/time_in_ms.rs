use crate::{
    Confidence::Certain,
    Part,
    facts::{Facts, TIMES, in_milliseconds, seconds},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "time-in-ms",
    summary: "a time in the payload is in milliseconds instead of seconds",
    page: include_str!("time_in_ms.md"),
    url: "https://github.com/mieszko4/react-native-zoom-us/issues/340",
    code: Some("3712"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let payload = facts.payload()?;
    let in_ms = TIMES
        .iter()
        .filter(|claim| seconds(payload, claim).is_some_and(in_milliseconds));
    let mut in_ms = in_ms.peekable();
    if in_ms.peek().is_none() {
        return Ok(None);
    }
    let largest = in_ms
        .clone()
        .filter_map(|claim| seconds(payload, claim))
        .max();
    let unit = match largest.unwrap_or_default().ilog10() {
        ..14 => "milliseconds",
        14..17 => "microseconds",
        17 => ".NET's ticks",
        _ => "nanoseconds",
    };
    let found = Found::error(
        Certain,
        format!("the token's times are in {unit}; Zoom reads seconds"),
    );
    in_ms
        .fold(found, |found, claim| {
            found.at(Part::Payload, *claim, &payload[*claim])
        })
        .fix("Take whole seconds: Math.floor(Date.now() / 1000), int(time.time()), time.Now().Unix().")
}

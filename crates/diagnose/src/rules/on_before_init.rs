use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "on-before-init",
    summary: "on() of Component View is called before init()",
    page: include_str!("on_before_init.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/component-view/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let said = facts.error_seen()?.said();
    if !facts.exception_of(&RULE) {
        return Ok(None);
    }
    Found::error(Likely, "client.on() was called before client.init()")
        .showing(Part::Error, said)
        .fix("Wait for client.init(), then register with client.on().")
}

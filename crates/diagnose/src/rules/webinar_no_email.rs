use crate::{
    Confidence::{Certain, Likely},
    Part,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "webinar-no-email",
    summary: "a webinar is joined without the participant's e-mail address",
    page: include_str!("webinar_no_email.md"),
    url: "https://github.com/zoom/meetingsdk-vuejs-sample/pull/4",
    code: Some("3005"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_is(&["3005"]);
    let join = match facts.join() {
        Ok(join) => Some(join),
        Err(lacks) if !seen => return Err(lacks),
        Err(_) => None,
    };
    let lacking = join.is_none_or(|join| !given(join, "userEmail"));
    let found = match (seen, lacking) {
        (true, true) => Found::error(
            Certain,
            "Zoom wants the participant's e-mail address and was given none",
        ),
        (true, false) => Found::error(
            Likely,
            "Zoom does not take the e-mail address that was given",
        ),
        (false, true) if facts.case.webinar == Some(true) && facts.is_web() => Found::error(
            Likely,
            "a webinar is joined without the participant's e-mail address",
        ),
        _ => return Ok(None),
    };
    let shown = if lacking { "not given" } else { "given" };
    found
        .at(Part::Join, "userEmail", shown)
        .fix("Pass userEmail to join(); webinars and meetings with registration need it.")
}

use crate::{
    Confidence::Likely,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "webinar-host",
    summary: "the webinar is started by somebody who may not",
    page: include_str!("webinar_host.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/zak/",
    code: Some("3624"),
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let seen = facts.error_seen()?;
    let message = match () {
        () if facts.error_is(&["3624"]) => {
            "the webinar is started by somebody who is neither its host nor an alternative host"
        }
        () if facts.error_is(&["3609"]) => {
            "the account does not let webinars be started from the browser"
        }
        () => return Ok(None),
    };
    Found::error(Likely, message).showing(Part::Error, seen.said()).fix(
        "Start with role 1 and the ZAK of the host, or of an alternative host, each with their own. Otherwise start it in \
         Zoom's client.",
    )
}

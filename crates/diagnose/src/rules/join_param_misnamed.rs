use crate::{
    Confidence::{Certain, Likely},
    Part, View,
    facts::Facts,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "join-param-misnamed",
    summary: "an option of join() does not exist in this view",
    page: include_str!("join_param_misnamed.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/client-view/",
    code: None,
    check,
};

/// What Client View 6.2.0 takes; anything else it refuses. Names that begin with "disable" pass as well.
const CLIENT_VIEW: [&str; 29] = [
    "meetingNumber",
    "userName",
    "passWord",
    "signature",
    "apiKey",
    "sdkKey",
    "userEmail",
    "tk",
    "zak",
    "customerKey",
    "recordingToken",
    "obfToken",
    "childToken",
    "jmak",
    "onZak",
    "meetingData",
    "meetingOpt",
    "customerJoinId",
    "joinTest",
    "success",
    "error",
    "debug",
    "webEndpoint",
    "showMeetingHeader",
    "audioPanelAlwaysOpen",
    "participantId",
    "showPureSharingContent",
    "lang",
    "leaveUrl",
];

fn check(facts: &Facts<'_>) -> Outcome {
    // Client View alone has this code.
    if facts.case.join.is_none() && facts.is_web() && facts.error_is(&["3"]) {
        return Found::error(Likely, "join() of Client View is given an option that it does not have")
            .showing(Part::Error, "code 3")
            .fix("Zoom's text names the options; Client View takes passWord, not password, and neither role nor appKey.");
    }
    let join = facts.join()?;
    if !facts.is_web() {
        return Ok(None);
    }
    match facts.case.view {
        Some(View::Client) => {
            let known = |name: &str| name.starts_with("disable") || CLIENT_VIEW.contains(&name);
            let mut unknown = join.keys().filter(|name| !known(name)).peekable();
            if unknown.peek().is_none() {
                return Ok(None);
            }
            let found = Found::error(
                Certain,
                "join() of Client View is given an option that it does not have",
            );
            unknown
                .take(5)
                .fold(found, |found, name| found.at(Part::Join, name, hint(name)))
                .fix("Remove it, or use its right name: Client View refuses the whole call (code 3, \"Join parameters: … are \
                      invalid!\").")
        }
        Some(View::Component)
            if join.contains_key("passWord") && !join.contains_key("password") =>
        {
            Found::error(
                Likely,
                "the passcode is passed as passWord, which Component View does not read",
            )
            .at(Part::Join, "passWord", "its name here is password")
            .fix("Pass it as password; Client View has it the other way round.")
        }
        _ => Ok(None),
    }
}

fn hint(name: &str) -> &'static str {
    match name {
        "password" => "its name here is passWord",
        "role" | "appKey" | "mn" => "belongs in the signature",
        "email" => "its name is userEmail",
        "name" | "username" => "its name is userName",
        _ => "Client View does not have it",
    }
}

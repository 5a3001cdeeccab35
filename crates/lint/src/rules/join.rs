//! What `join()` of the Web SDK is given: `join-param-misnamed`, `undefined-optional`, `zak-and-obf`, `zak-bad`,
//! `webinar-no-email`, `sdkkey-option-missing`, `object-not-string`.
//!
//! Only what the doctor says of the options of a case as well, and only where the call shows its options.

use countersign_diagnose::{
    Confidence::{Certain, Likely, Possible},
    SdkVersion, View,
};

use crate::{
    finding::{Found, Said},
    model::{Id, Kind, Model},
    plain::plain_name,
};

/// What Client View refuses (code 3), and people write.
const NOT_IN_CLIENT_VIEW: [&str; 7] = [
    "password", "role", "appKey", "mn", "email", "name", "username",
];
/// What may be left out, and breaks the SDK when it is there as `undefined`.
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

/// A call of `join()` that shows its options.
struct Join<'m> {
    call: Id,
    view: Option<View>,
    entries: &'m [Id],
    /// More may be among the options than can be seen.
    open: bool,
}

impl Join<'_> {
    fn get(&self, model: &Model<'_>, name: &str) -> Option<(Id, Option<Id>)> {
        self.entries
            .iter()
            .find_map(|entry| match model.kind(*entry) {
                Kind::Pair { key, value } if key == name => Some((*entry, *value)),
                _ => None,
            })
    }
}

const ASK_FOR_ZAK: &str =
    "Ask for it on your server just before it is used: GET /v2/users/{userId}/token?type=zak.";

pub(super) fn check(found: &mut Found<'_, '_>) {
    if !found.facts.model.language.is_script() {
        return;
    }
    for join in joins(found) {
        names(found, &join);
        left_out(found, &join);
        tokens(found, &join);
        exchanged(found, &join);
        signature(found, &join);
        email(found, &join);
        sdk_key(found, &join);
    }
}

fn joins<'m>(found: &Found<'_, 'm>) -> Vec<Join<'m>> {
    let facts = found.facts;
    let model = facts.model;
    let mut joins = Vec::new();
    for (call, of, _, args) in model.calls().filter(|(_, _, name, _)| *name == "join") {
        let (Some(of), Some(options)) = (of, args.first()) else {
            continue;
        };
        let Kind::Map(entries) = model.kind(model.resolve(*options)) else {
            continue;
        };
        let made = model.call(model.resolve(of));
        let shown = match model.last_name(of) {
            Some("ZoomMtg") => Some(View::Client),
            _ => made
                .filter(|(_, name, _)| *name == "createClient")
                .map(|_| View::Component),
        };
        let join = Join {
            call,
            view: shown.or(facts.target.view),
            entries,
            open: entries
                .iter()
                .any(|entry| !matches!(model.kind(*entry), Kind::Pair { .. })),
        };
        // A fragment may not show what the call is made on, but nobody else joins with these.
        let has = |name| join.get(model, name).is_some();
        if shown.is_some() && facts.page || has("signature") && has("meetingNumber") {
            joins.push(join);
        }
    }
    joins
}

fn names(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let model = found.facts.model;
    for entry in join.entries {
        let Kind::Pair { key, .. } = model.kind(*entry) else {
            continue;
        };
        if join.view == Some(View::Client) && NOT_IN_CLIENT_VIEW.contains(&key.as_str()) {
            found.error(
                *entry,
                Said {
                    rule: "join-param-misnamed",
                    confidence: Certain,
                    message: "join() of Client View is given an option that it does not have",
                    fix: "Remove it, or use its right name: Client View takes passWord, userEmail and userName, and neither role nor appKey; it refuses the whole call (code 3).",
                },
            );
        } else if join.view == Some(View::Component)
            && key == "passWord"
            && join.get(model, "password").is_none()
        {
            found.error(
                *entry,
                Said {
                    rule: "join-param-misnamed",
                    confidence: Likely,
                    message: "the passcode is passed as passWord, which Component View does not read",
                    fix: "Pass it as password; Client View has it the other way round.",
                },
            );
        }
    }
}

fn left_out(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let model = found.facts.model;
    for name in OPTIONAL {
        let Some((entry, Some(value))) = join.get(model, name) else {
            continue;
        };
        let said = |message| Said {
            rule: "undefined-optional",
            confidence: Possible,
            message,
            fix: "Leave out what has no value: join({ ...options, ...(tk && { tk }) }).",
        };
        match model.shown(value) {
            "undefined" => {
                found.warning(entry, said("an option is passed to join() without a value"))
            }
            // Whether null breaks it as well is not known.
            "null" => found.info(entry, said("an option is passed to join() as null")),
            _ => {}
        }
    }
}

fn tokens(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let model = found.facts.model;
    let given = |name| {
        let (entry, value) = join.get(model, name)?;
        let shown = value.map_or("", |value| model.shown(value));
        let nothing = matches!(shown, "undefined" | "null" | "\"\"" | "''" | "``");
        (!nothing).then_some(entry)
    };
    if let (Some(_), Some(at)) = (given("zak"), given("obfToken")) {
        found.warning(
            at,
            Said {
                rule: "zak-and-obf",
                confidence: Likely,
                message: "zak and obfToken are both passed to join(), which takes one of them",
                fix: "Pass zak for a person who joins or starts as a Zoom user, obfToken for an app that joins on a user's behalf.",
            },
        );
    }
}

/// One of Zoom's tokens passed as another.
fn exchanged(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let model = found.facts.model;
    for option in ["zak", "tk"] {
        let Some((entry, Some(value))) = join.get(model, option) else {
            continue;
        };
        let names = model.names(value);
        let named = |words: &[&str]| {
            names
                .iter()
                .any(|name| words.iter().any(|word| name.ends_with(word)))
        };
        match option {
            "zak" if named(&["accesstoken", "oauthtoken", "signature", "sdkjwt"]) => found.error(
                entry,
                Said {
                    rule: "zak-bad",
                    confidence: Likely,
                    message: "another token is passed as zak",
                    fix: ASK_FOR_ZAK,
                },
            ),
            "tk" if named(&["zak", "zaktoken"]) => found.error(
                entry,
                Said {
                    rule: "zak-bad",
                    confidence: Likely,
                    message: "a ZAK is passed as tk, the token of a registrant",
                    fix: "Pass it as zak. tk is what a registrant's join_url has after tk=.",
                },
            ),
            _ => {}
        }
    }
}

fn signature(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let model = found.facts.model;
    let Some((entry, Some(value))) = join.get(model, "signature") else {
        return;
    };
    let answer = match model.call(model.resolve(value)) {
        Some((None, "fetch", _)) => true,
        Some((of, "get" | "post" | "request", _)) => model.receiver(of) == "axios",
        Some((None, "axios", _)) => true,
        _ => false,
    };
    if answer {
        found.error(
            entry,
            Said {
                rule: "object-not-string",
                confidence: Likely,
                message: "the server's whole answer is passed as signature",
                fix: "Pass the text alone: const { signature } = await response.json().",
            },
        );
    }
}

fn email(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let model = found.facts.model;
    if join.open || join.get(model, "userEmail").is_some() {
        return;
    }
    let number = join
        .get(model, "meetingNumber")
        .and_then(|(_, value)| value)
        .map(|value| model.names(value))
        .unwrap_or_default();
    let span = &model.nodes[join.call].span;
    let comments = model
        .comments
        .iter()
        .filter(|comment| span.start <= comment.start && comment.end <= span.end)
        .filter_map(|comment| model.text.get(comment.clone()));
    let function = model.nodes[join.call]
        .function
        .map_or("", |at| model.functions[at].name.as_str());
    let webinar = number
        .into_iter()
        .chain([plain_name(function)])
        .chain(comments.map(str::to_lowercase))
        .any(|words| words.contains("webinar"));
    if webinar {
        found.warning(
            join.call,
            Said {
                rule: "webinar-no-email",
                confidence: Likely,
                message: "a webinar is joined without the participant's e-mail address",
                fix: "Pass userEmail to join(); webinars and meetings with registration need it.",
            },
        );
    }
}

fn sdk_key(found: &mut Found<'_, '_>, join: &Join<'_>) {
    let facts = found.facts;
    let wants = facts.target.is_web_before(SdkVersion::READS_SIGNATURE)
        && !facts.target.is_web_before(SdkVersion::new(3, 0, 0));
    if join.open || !wants || join.get(facts.model, "sdkKey").is_some() {
        return;
    }
    found.error(
        join.call,
        Said {
            rule: "sdkkey-option-missing",
            confidence: Likely,
            message: "the option sdkKey is missing, which the web SDK wants in a version 3 beside the signature",
            fix: "Pass sdkKey (the client ID) to join(), or load 4.0.0 or newer, which reads it from the token.",
        },
    );
}

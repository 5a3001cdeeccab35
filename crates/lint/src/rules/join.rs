//! What `join()` of the Web SDK is given: `join-param-misnamed`, `undefined-optional`.
//!
//! Only what the doctor says of the options of a case as well, and only where the call shows its options.

use countersign_diagnose::Confidence::{Certain, Likely, Possible};

use crate::{
    finding::{Found, Said},
    model::{Id, Kind},
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

pub(super) fn check(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    let model = facts.model;
    if !facts.page || !model.language.is_script() {
        return;
    }
    for (_, of, _, args) in model.calls().filter(|(_, _, name, _)| *name == "join") {
        let (Some(of), Some(options)) = (of, args.first()) else {
            continue;
        };
        let client_view = model.last_name(of) == Some("ZoomMtg");
        let made = model.call(model.resolve(of));
        let component_view = made.is_some_and(|(_, name, _)| name == "createClient");
        let Kind::Map(entries) = model.kind(model.resolve(*options)) else {
            continue;
        };
        if client_view || component_view {
            judge(found, entries, client_view);
        }
    }
}

fn judge(found: &mut Found<'_, '_>, entries: &[Id], client_view: bool) {
    let model = found.facts.model;
    let has = |name: &str| {
        entries
            .iter()
            .any(|entry| matches!(model.kind(*entry), Kind::Pair { key, .. } if key == name))
    };
    for entry in entries {
        let Kind::Pair { key, value } = model.kind(*entry) else {
            continue;
        };
        if client_view && NOT_IN_CLIENT_VIEW.contains(&key.as_str()) {
            found.error(
                *entry,
                Said {
                    rule: "join-param-misnamed",
                    confidence: Certain,
                    message: "join() of Client View is given an option that it does not have",
                    fix: "Remove it, or use its right name: Client View takes passWord, userEmail and userName, and neither role nor appKey; it refuses the whole call (code 3).",
                },
            );
        } else if !client_view && key == "passWord" && !has("password") {
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
        if !OPTIONAL.contains(&key.as_str()) {
            continue;
        }
        let said = |message| Said {
            rule: "undefined-optional",
            confidence: Possible,
            message,
            fix: "Leave out what has no value: join({ ...options, ...(tk && { tk }) }).",
        };
        match value.map(|value| model.shown(value)) {
            Some("undefined") => found.warning(
                *entry,
                said("an option is passed to join() without a value"),
            ),
            // Whether null breaks it as well is not known.
            Some("null") => found.info(*entry, said("an option is passed to join() as null")),
            _ => {}
        }
    }
}

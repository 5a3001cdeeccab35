//! Says what Zoom's answers mean. Pure.

use countersign_diagnose::moment;
use countersign_token::{BACKDATE_SECONDS, Ttl};
use countersign_zoom::{Error, TokenError, User, UserKind, UserSettings};

use super::ask::{Asked, Facts, Found, is_wrong_type};
use super::scopes;
use crate::render::{Check, Status};

/// All checks, in the order in which one depends on the other.
pub(super) fn all(facts: &Facts, user: &str) -> Vec<Check> {
    vec![
        server_to_server(facts),
        meeting_sdk(facts),
        pairs(facts),
        scopes(facts),
        clock(facts),
        self::user(&facts.user, user),
        webinars(&facts.settings),
        zak(&facts.zak),
        meeting(&facts.meeting),
        signature(&facts.signature),
    ]
}

/// Whether each pair stands in the place of the other.
fn are_swapped(facts: &Facts) -> bool {
    matches!(
        (&facts.rest, &facts.sdk),
        (Asked::Refused(error), Asked::Answer(_)) if is_wrong_type(error)
    )
}

/// The next step for a pair that is in the wrong place.
const SEE_PAIRS: &str = "It stands in the place of the other pair: see pairs.";

fn server_to_server(facts: &Facts) -> Check {
    const NAME: &str = "server-to-server";
    const NEW_APP: &str = "Make a Server-to-Server OAuth app on marketplace.zoom.us (Develop, Build App) and put its \
                           account ID, client ID and client secret into [zoom].";
    match &facts.rest {
        Asked::Answer(_) => ok(NAME, "Zoom gives the app a token of its account"),
        Asked::Refused(error) if is_wrong_type(error) => failed(
            NAME,
            match facts.rest_alone {
                Asked::Answer(_) => {
                    "the client ID and secret are those of a General app, which gets no token of its account"
                }
                _ => {
                    "the client ID and secret belong together, but not to a Server-to-Server OAuth app"
                }
            },
            if are_swapped(facts) {
                SEE_PAIRS
            } else {
                NEW_APP
            },
        ),
        Asked::Refused(Error::Token(error)) => token_refused(NAME, error),
        Asked::Refused(error) => unclear(NAME, error),
        Asked::Unasked(why) => skipped(NAME, *why),
    }
}

fn meeting_sdk(facts: &Facts) -> Check {
    const NAME: &str = "meeting-sdk";
    match (&facts.sdk, &facts.sdk_alone) {
        (Asked::Answer(_), _) => failed(
            NAME,
            "the pair that signs is that of a Server-to-Server OAuth app: the SDK says \"Signature is invalid\" (3712)",
            match are_swapped(facts) {
                true => SEE_PAIRS,
                false => {
                    "Sign with the client ID and client secret of a General app that has Embed, Meeting SDK switched on."
                }
            },
        ),
        (Asked::Refused(error), alone) if is_wrong_type(error) => match alone {
            Asked::Answer(_) => ok(
                NAME,
                "the client ID and secret are those of a General app, as they should; whether its Meeting SDK is \
                 switched on only joining tells",
            ),
            _ => warning(
                NAME,
                "the client ID and secret belong together, but Zoom does not say to what type of app",
                "Look at the app on marketplace.zoom.us: it must be a General app with Embed, Meeting SDK switched on.",
            ),
        },
        (Asked::Refused(Error::Token(error)), _) if error.error == "invalid_request" => skipped(
            NAME,
            "Zoom did not take the account ID, so it did not come to the pair that signs",
        ),
        (Asked::Refused(Error::Token(error)), _) if !is_deactivated(error) => failed(
            NAME,
            format!("Zoom does not know the pair that signs: {}", said(error)),
            "Copy client ID and client secret once more from the Basic Information of the General app. The SDK key and \
             secret of an app made before February 2023 are refused here as well, though they may still sign.",
        ),
        (Asked::Refused(Error::Token(error)), _) => token_refused(NAME, error),
        (Asked::Refused(error), _) => unclear(NAME, error),
        (Asked::Unasked(why), _) => skipped(NAME, *why),
    }
}

fn pairs(facts: &Facts) -> Check {
    const NAME: &str = "pairs";
    match (&facts.rest, &facts.sdk) {
        _ if are_swapped(facts) => failed(
            NAME,
            "the two pairs are swapped: what stands in [zoom] signs, and what stands in [meeting_sdk] calls the REST API",
            "Exchange zoom.client_id with meeting_sdk.client_id, and the two client secrets likewise (ZOOM_CLIENT_ID, \
             ZOOM_CLIENT_SECRET with ZOOM_MEETING_SDK_KEY, ZOOM_MEETING_SDK_SECRET).",
        ),
        (Asked::Answer(_), Asked::Refused(error)) if is_wrong_type(error) => {
            ok(NAME, "each pair is in its place")
        }
        (Asked::Unasked(why), _) => skipped(NAME, *why),
        _ => skipped(NAME, "it takes two pairs that Zoom knows"),
    }
}

fn scopes(facts: &Facts) -> Check {
    const NAME: &str = "scopes";
    let grant = match &facts.rest {
        Asked::Answer(grant) => grant,
        Asked::Refused(_) => return skipped(NAME, "no token was granted"),
        Asked::Unasked(why) => return skipped(NAME, *why),
    };
    if grant.scopes.is_empty() {
        return skipped(
            NAME,
            "Zoom did not say which scopes the token has; after a change of the app that takes some seconds",
        );
    }
    let missing = scopes::missing(&grant.scopes);
    let lacks = format!("the app lacks {}", missing.join(", "));
    let add = "Add them on the Scopes page of the Server-to-Server OAuth app. Tokens keep the scopes they were made \
               with; the gateway gets a new one within the hour, or at once when it is restarted.";
    if missing.is_empty() {
        ok(
            NAME,
            format!(
                "the app has all {} that the gateway needs",
                scopes::NEEDED.len()
            ),
        )
    } else if missing.iter().all(|scope| scope.starts_with("webinar:")) {
        warning(NAME, format!("{lacks}; meetings do without"), add)
    } else {
        failed(NAME, lacks, add)
    }
}

fn clock(facts: &Facts) -> Check {
    const NAME: &str = "clock";
    let ahead = match (&facts.rest, &facts.sdk) {
        (Asked::Answer(grant), _) => grant.clock_ahead,
        (Asked::Refused(Error::Token(error)), _) => error.clock_ahead,
        (Asked::Unasked(why), _) => return skipped(NAME, *why),
        _ => return skipped(NAME, "Zoom did not answer"),
    };
    let Some(ahead) = ahead else {
        return skipped(NAME, "Zoom's answer had no date");
    };
    let life = Ttl::DEFAULT.as_secs() - BACKDATE_SECONDS;
    let apart = ahead.as_secs().unsigned_abs();
    let words = moment::span(apart);
    let set = "Let the system set its clock: `timedatectl set-ntp true`, or the time service of the host or container.";
    match (ahead.is_negative(), apart) {
        (_, 0..=2) => ok(NAME, "this machine's clock agrees with Zoom's"),
        (true, ..=BACKDATE_SECONDS) => ok(
            NAME,
            format!(
                "this machine's clock is {words} ahead of Zoom's; signatures are dated {BACKDATE_SECONDS} s back, which \
                 covers it"
            ),
        ),
        (true, _) => failed(
            NAME,
            format!(
                "this machine's clock is {words} ahead of Zoom's: a new signature is issued {} in the future and refused \
                 as invalid (3712) until then",
                moment::span(apart - BACKDATE_SECONDS)
            ),
            set,
        ),
        (false, ..=300) => ok(
            NAME,
            format!(
                "this machine's clock is {words} behind Zoom's; signatures end that much earlier"
            ),
        ),
        (false, apart) if apart < life => warning(
            NAME,
            format!(
                "this machine's clock is {words} behind Zoom's: signatures end that much earlier"
            ),
            set,
        ),
        (false, _) => failed(
            NAME,
            format!(
                "this machine's clock is {words} behind Zoom's: signatures have expired when they are made"
            ),
            set,
        ),
    }
}

fn user(asked: &Asked<User>, named: &str) -> Check {
    const NAME: &str = "user";
    let user = match asked {
        Asked::Answer(user) => user,
        Asked::Refused(_) if named == "me" => {
            return skipped(
                NAME,
                "Zoom does not say who owns the app; name the host with --user",
            );
        }
        Asked::Refused(error) => return refused(NAME, error),
        Asked::Unasked(why) => return skipped(NAME, *why),
    };
    let who = user.email.as_deref().unwrap_or(&user.id);
    if let Some(status) = user.status.as_deref().filter(|status| *status != "active") {
        return failed(
            NAME,
            format!("{who} is {status}"),
            "Activate the user on zoom.us (Admin, User Management), or take another host.",
        );
    }
    match user.kind.as_ref().and_then(|kind| kind.known()) {
        Some(UserKind::Licensed) => ok(NAME, format!("{who} is licensed")),
        Some(UserKind::Basic) => warning(
            NAME,
            format!(
                "{who} has the Basic plan: meetings end after 40 minutes, without registration and without webinars"
            ),
            "Give the user a licence on zoom.us (Admin, User Management) if that is too little.",
        ),
        Some(UserKind::Unassigned | UserKind::None) => failed(
            NAME,
            format!("{who} has no licence for meetings and may not host"),
            "Give the user a licence on zoom.us (Admin, User Management), or take another host.",
        ),
        None => skipped(NAME, format!("Zoom does not say which licence {who} has")),
    }
}

fn webinars(asked: &Asked<UserSettings>) -> Check {
    const NAME: &str = "webinars";
    let settings = match asked {
        Asked::Answer(settings) => settings,
        Asked::Refused(Error::Api(error)) if !error.missing_scopes.is_empty() => {
            return skipped(
                NAME,
                "the user's add-ons are read with the scope user:read:settings:admin, which nothing else here needs",
            );
        }
        Asked::Refused(error) => return refused(NAME, error),
        Asked::Unasked(why) => return skipped(NAME, *why),
    };
    let feature = settings.feature.as_ref();
    match feature.and_then(|feature| feature.webinar) {
        Some(true) => {
            let most = feature.and_then(|feature| feature.webinar_capacity);
            let most = most.map(|most| format!(" of up to {most}"));
            ok(
                NAME,
                format!("the user may host webinars{}", most.unwrap_or_default()),
            )
        }
        Some(false) => warning(
            NAME,
            "the user has no webinar add-on: webinars cannot be created or hosted",
            "Give the user a webinar licence on zoom.us (Admin, User Management), or take a host who has one.",
        ),
        None => skipped(NAME, "Zoom does not say whether the user may host webinars"),
    }
}

fn zak(asked: &Asked<()>) -> Check {
    const NAME: &str = "zak";
    match asked {
        Asked::Answer(()) => ok(
            NAME,
            "Zoom gives the user's ZAK, with which the host starts",
        ),
        Asked::Refused(error) => refused(NAME, error),
        Asked::Unasked(why) => skipped(NAME, *why),
    }
}

fn meeting(asked: &Asked<Found>) -> Check {
    const NAME: &str = "meeting";
    match asked {
        Asked::Answer(Found { webinar, own }) => {
            let what = if *webinar { "webinar" } else { "meeting" };
            match own {
                true => ok(
                    NAME,
                    format!("the {what} is there, and its host is of this account"),
                ),
                false => failed(
                    NAME,
                    format!(
                        "the {what} is there, but its host is of another account: role 1 is refused (3711)"
                    ),
                    "Join it with role 0 and, as an app of another account, with the ZAK or OBF token of a user.",
                ),
            }
        }
        Asked::Refused(error) if error.is_not_found() => failed(
            NAME,
            "there is no such meeting or webinar in this account: it never was, has ended for good, or is of another account",
            "Compare the number, digits only, with the invitation. A meeting of another account can be joined with role \
             0, but not started, and only by a published app.",
        ),
        Asked::Refused(error) => refused(NAME, error),
        Asked::Unasked(why) => skipped(NAME, *why),
    }
}

fn signature(made: &Result<(), String>) -> Check {
    const NAME: &str = "signature";
    match made {
        Ok(()) => ok(
            NAME,
            "a signature made with the configured pair verifies here",
        ),
        Err(why) => failed(
            NAME,
            format!("no signature can be made: {why}"),
            "Copy client ID and client secret once more from the Basic Information of the General app.",
        ),
    }
}

/// Why Zoom gave no token, with what to do.
fn token_refused(name: &'static str, error: &TokenError) -> Check {
    let step = error
        .hint()
        .unwrap_or("look the answer up with `countersign explain`");
    failed(
        name,
        format!("Zoom gives no token: {}", said(error)),
        sentence(step),
    )
}

fn said(error: &TokenError) -> String {
    match error.reason.is_empty() {
        true => format!("status {}", error.status),
        false => format!("\"{}\" ({})", error.reason, error.error),
    }
}

fn is_deactivated(error: &TokenError) -> bool {
    error.reason.to_ascii_lowercase().contains("disabled")
}

/// A call of the REST API that failed. What lacks its scope is told among the scopes.
fn refused(name: &'static str, error: &Error) -> Check {
    let Some(api) = error.as_api() else {
        return unclear(name, error);
    };
    if !api.missing_scopes.is_empty() {
        let scopes = api.missing_scopes.iter().map(String::as_str);
        let scope = scopes.clone().find(|scope| scope.ends_with(":admin"));
        let scope = scope.or(scopes.clone().next()).unwrap_or_default();
        return skipped(name, format!("it takes the scope {scope}"));
    }
    let code = api
        .code
        .map(|code| format!(" ({code})"))
        .unwrap_or_default();
    let step = api.hint().map(sentence);
    Check {
        next_step: Some(step.unwrap_or_else(|| match api.code {
            Some(code) => format!("`countersign explain {code}` says what Zoom means."),
            None => "Try again later.".to_owned(),
        })),
        ..failed(
            name,
            format!("Zoom refuses it: \"{}\"{code}", api.message),
            "",
        )
    }
}

/// No answer, or none that says anything about the configuration.
fn unclear(name: &'static str, error: &Error) -> Check {
    skipped(name, error.to_string())
}

fn ok(check: &'static str, message: impl Into<String>) -> Check {
    Check {
        check,
        status: Status::Ok,
        message: message.into(),
        next_step: None,
    }
}

fn skipped(check: &'static str, because: impl Into<String>) -> Check {
    Check {
        status: Status::Skipped,
        ..ok(check, because)
    }
}

fn warning(check: &'static str, message: impl Into<String>, step: impl Into<String>) -> Check {
    Check {
        status: Status::Warning,
        next_step: Some(step.into()),
        ..ok(check, message)
    }
}

fn failed(check: &'static str, message: impl Into<String>, step: impl Into<String>) -> Check {
    Check {
        status: Status::Failed,
        ..warning(check, message, step)
    }
}

/// A hint is a clause; a next step is a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    match letters.next() {
        Some(first) => format!(
            "{}{}.",
            first.to_uppercase(),
            letters.as_str().trim_end_matches('.')
        ),
        None => String::new(),
    }
}

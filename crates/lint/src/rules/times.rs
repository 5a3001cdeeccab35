//! When a token begins and ends: `time-in-ms`, `time-float`, `time-string-or-null`, `float32-timestamp`,
//! `local-time-as-utc`, `iat-in-future`, `tokenexp-is-duration`, `tokenexp-differs`, `missing-times`,
//! `expired-hardcoded`, and the lifetimes.

use countersign_diagnose::{
    Confidence::{Certain, Likely, Possible},
    Platform,
};

use crate::{
    Language,
    claims::ClaimSet,
    finding::{Found, Said},
    model::{Id, Kind, Model},
    moment::{Moment, Value, seconds_in},
};

/// In seconds; what Zoom wants a token to live at least, and at most.
const SHORTEST: f64 = 1800.0;
const LONGEST: f64 = 172_800.0;

/// In seconds from now; an expiry as near as this is met by a slow join.
const SOON: f64 = 120.0;

pub(super) fn check(found: &mut Found<'_, '_>) {
    for set in &found.facts.claims {
        let mut moments = [None, None, None];
        for (at, key) in ["iat", "exp", "tokenExp"].into_iter().enumerate() {
            let Some((id, value)) = found.facts.claim_value(set, key) else {
                continue;
            };
            let place = set.get(key).map_or(id, |claim| claim.at);
            match value {
                _ if is_null(found.facts.model, id) => found.error(
                    place,
                    Said {
                        rule: "time-string-or-null",
                        confidence: Certain,
                        message: "the time is null; Zoom wants a number",
                        fix: seconds(found.facts.model.language),
                    },
                ),
                // "1700000000", new Claim("exp", exp)
                Value::Unknown if is_text(found.facts.model, id) => {
                    written_as_text(found, place);
                }
                Value::Moment(moment) => {
                    divided_again(found, place, key, moment);
                    moments[at] = right_unit(found, place, moment).then_some(moment);
                    kind_of_number(found, place, id, moment);
                }
                Value::Number(number) => literal(found, place, key, number),
                Value::Unknown => {}
            }
        }
        begin(found, set, moments[0]);
        lifetime(found, set, moments[0], moments[1]);
        ends(found, set, moments[1], moments[2]);
        lacking(found, set);
    }
    if found.facts.signs {
        expires_in(found);
    }
}

fn is_null(model: &Model<'_>, id: Id) -> bool {
    let at = model.plain(id);
    matches!(
        model.shown(at),
        "null" | "NULL" | "None" | "nil" | "undefined"
    )
}

fn is_text(model: &Model<'_>, id: Id) -> bool {
    match model.kind(model.resolve(id)) {
        Kind::Text(text) => text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()),
        Kind::Cast { to, .. } => to == "string",
        _ => false,
    }
}

fn written_as_text(found: &mut Found<'_, '_>, place: Id) {
    found.error(
        place,
        Said {
            rule: "time-string-or-null",
            confidence: Likely,
            message: "the time is turned into a text; Zoom wants a number",
            fix: seconds(found.facts.model.language),
        },
    );
}

/// When the session may go on for another time than the token says; that the web SDK does not mind, and native ones count
/// half an hour from now.
fn ends(found: &mut Found<'_, '_>, set: &ClaimSet, exp: Option<Moment>, token_exp: Option<Moment>) {
    let (Some(exp), Some(token_exp), Some(claim)) = (exp, token_exp, set.get("tokenExp")) else {
        return;
    };
    if (exp.from_now - token_exp.from_now).abs() < 1.0 {
        return;
    }
    let differs = |confidence| Said {
        rule: "tokenexp-differs",
        confidence,
        message: "tokenExp and exp are not the same moment",
        fix: "Give both the same value, at least an hour ahead, as all of Zoom's samples do.",
    };
    if !found.facts.target.is_native() {
        found.info(claim.at, differs(Likely));
    } else if token_exp.from_now >= SHORTEST {
        found.warning(claim.at, differs(Possible));
    } else {
        found.error(
            claim.at,
            Said {
                rule: "tokenexp-differs-too-soon",
                confidence: Likely,
                message: "tokenExp is less than the 30 minutes ahead that native SDKs want from now",
                fix: "Set tokenExp to the value of exp, two hours ahead: the 30 minutes count from the moment the SDK is initialised, not from iat.",
            },
        );
    }
}

/// Claims without a time, where nothing else in the source speaks of one.
fn lacking(found: &mut Found<'_, '_>, set: &ClaimSet) {
    let facts = found.facts;
    let model = facts.model;
    let whole = set.has("role") && set.has("mn") && (set.has("appKey") || set.has("sdkKey"));
    let signs = !facts.macs.is_empty() || !facts.jwts.is_empty();
    if set.open || !whole || !signs {
        return;
    }
    let elsewhere = |claim: &str| {
        model.ids().any(|id| match model.kind(id) {
            Kind::Pair { key, .. } => key == claim,
            Kind::Member { name, .. } => name == claim,
            Kind::Text(text) => text == claim,
            _ => false,
        })
    };
    let library = ["expir", "lifetime", "ttl", "descriptor", "registeredclaims"];
    let no_exp = !set.has("exp")
        && !elsewhere("exp")
        && !library.iter().any(|word| facts.lower.contains(word));
    // Some libraries write it by themselves.
    let by_hand = !facts.macs.is_empty() && facts.jwts.is_empty();
    let no_iat = by_hand && !set.has("iat") && !elsewhere("iat");
    if no_exp || no_iat {
        let message = match (no_iat, no_exp) {
            (true, true) => "the claims have no iat and no exp",
            (true, false) => "the claims have no iat",
            _ => "the claims have no exp",
        };
        found.error(
            set.at,
            Said {
                rule: "missing-times",
                confidence: Likely,
                message,
                fix: "Write iat (now, less 30 s) and exp (iat + 7200) as whole epoch seconds.",
            },
        );
    }
}

/// `jwt.sign(claims, secret, { expiresIn: "7d" })` of jsonwebtoken.
fn expires_in(found: &mut Found<'_, '_>) {
    let model = found.facts.model;
    let calls: Vec<Id> = found.facts.jwts.iter().map(|jwt| jwt.at).collect();
    for call in calls {
        let Some((_, "sign", [_, _, options, ..])) = model.call(call) else {
            continue;
        };
        let Kind::Map(entries) = model.kind(model.resolve(*options)) else {
            continue;
        };
        for entry in entries {
            let Kind::Pair {
                key,
                value: Some(value),
            } = model.kind(*entry)
            else {
                continue;
            };
            if key != "expiresIn" {
                continue;
            }
            let told = model.text_of(model.resolve(*value)).and_then(seconds_in);
            let seconds = match (told, model.value(*value)) {
                (Some(seconds), _) | (None, Value::Number(seconds)) => seconds,
                _ => continue,
            };
            let (rule, message) = match seconds {
                _ if seconds < SHORTEST => (
                    "ttl-zero-or-short",
                    "the token lives less than the 30 minutes that Zoom wants",
                ),
                _ if seconds > LONGEST => (
                    "ttl-too-long",
                    "the token lives longer than the 48 hours that Zoom allows",
                ),
                _ => continue,
            };
            found.error(
                *entry,
                Said {
                    rule,
                    confidence: Certain,
                    message,
                    fix: "Let it be 2 hours, and give tokenExp the same moment as exp.",
                },
            );
        }
    }
}

fn right_unit(found: &mut Found<'_, '_>, place: Id, moment: Moment) -> bool {
    let wrong = !moment.date && moment.per_second > 10.0;
    if wrong {
        found.error(
            place,
            Said {
                rule: "time-in-ms",
                confidence: Certain,
                message: "the time is in milliseconds; Zoom counts seconds",
                fix: seconds(found.facts.model.language),
            },
        );
    }
    !wrong && (0.1..10.0).contains(&moment.per_second)
}

/// Seconds that were taken for milliseconds: such a token ended in January 1970.
fn divided_again(found: &mut Found<'_, '_>, place: Id, key: &str, moment: Moment) {
    if key == "exp" && !moment.date && moment.per_second < 0.1 {
        found.error(
            place,
            Said {
                rule: "expired-hardcoded",
                confidence: Likely,
                message: "the time is in seconds already and is divided once more, so the token ended in 1970",
                fix: seconds(found.facts.model.language),
            },
        );
    }
}

fn kind_of_number(found: &mut Found<'_, '_>, place: Id, value: Id, moment: Moment) {
    let language = found.facts.model.language;
    if let Some(at) = moment.single {
        found.error(
            at,
            Said {
                rule: "float32-timestamp",
                confidence: Certain,
                message: "the time goes through a 32-bit float, which knows it to 128 seconds only",
                fix: seconds(language),
            },
        );
    }
    let naive = moment.date && moment.naive_local && language == Language::Python;
    if let Some(at) = moment.wrong_zone.or(naive.then_some(value)) {
        found.error(
            at,
            Said {
                rule: "local-time-as-utc",
                confidence: Likely,
                message: "the time of one zone is taken for that of another, so the token is off by the zone's hours",
                fix: seconds(language),
            },
        );
    }
    if moment.text {
        written_as_text(found, place);
    } else if !moment.whole
        && !moment.date
        && moment.single.is_none()
        && (0.1..10.0).contains(&moment.per_second)
    {
        found.warning(
            place,
            Said {
                rule: "time-float",
                confidence: Likely,
                message: "the time keeps a fraction of a second; Zoom's documents want a whole number",
                fix: seconds(language),
            },
        );
    }
}

/// A number that the source tells: a duration, or a moment that passes.
fn literal(found: &mut Found<'_, '_>, place: Id, key: &str, number: f64) {
    let duration = number < 1e9;
    match (key, duration) {
        ("tokenExp", true) => {
            let said = Said {
                rule: "tokenexp-is-duration",
                confidence: Certain,
                message: "tokenExp is a duration; it must be a moment",
                fix: "Give tokenExp the same value as exp: the epoch second at which the session ends.",
            };
            // The web SDK does without.
            match found.facts.target.platform {
                Some(Platform::Web) => found.warning(place, said),
                _ => found.error(place, said),
            }
        }
        ("exp", true) => found.error(
            place,
            Said {
                rule: "ttl-zero-or-short",
                confidence: Certain,
                message: "exp is a duration; as a moment it lies in 1970",
                fix: "Let exp be iat plus the lifetime, such as iat + 7200.",
            },
        ),
        ("exp" | "iat", false) => found.warning(
            place,
            Said {
                rule: "expired-hardcoded",
                confidence: Likely,
                message: "the time is written into the source, so the token expires for good",
                fix: "Take the clock each time a token is made.",
            },
        ),
        _ => {}
    }
}

fn begin(found: &mut Found<'_, '_>, set: &ClaimSet, iat: Option<Moment>) {
    let (Some(iat), Some(claim)) = (iat, set.get("iat")) else {
        return;
    };
    let fix = "Let iat begin some 30 seconds before now, and keep the clock right with NTP.";
    if iat.from_now >= 1.0 {
        found.error(
            claim.at,
            Said {
                rule: "iat-in-future",
                confidence: Likely,
                message: "iat lies in the future",
                fix,
            },
        );
    } else if iat.from_now > -1.0 {
        found.info(
            claim.at,
            Said {
                rule: "iat-in-future",
                confidence: Possible,
                message: "iat is exactly now, so a clock that is a little ahead makes some tokens invalid",
                fix,
            },
        );
    }
}

fn lifetime(found: &mut Found<'_, '_>, set: &ClaimSet, iat: Option<Moment>, exp: Option<Moment>) {
    let (Some(exp), Some(claim)) = (exp, set.get("exp")) else {
        return;
    };
    // Without an iat that can be told the library writes now.
    if set.has("iat") && iat.is_none() {
        return;
    }
    let seconds = exp.from_now - iat.map_or(0.0, |iat| iat.from_now);
    let fix =
        "Let exp be iat plus 2 hours (7200); anything from an hour to just below 48 hours is safe.";
    let native = found.facts.target.is_native();
    let soon = if native { SHORTEST } else { SOON };
    if (0.0..soon).contains(&exp.from_now) {
        found.warning(
            claim.at,
            Said {
                rule: "near-expiry",
                confidence: Likely,
                message: "the token expires within minutes, so a slow join or a retry finds it expired",
                fix,
            },
        );
    }
    let (rule, message) = match seconds {
        _ if seconds < SHORTEST => (
            "ttl-zero-or-short",
            "the token lives less than the 30 minutes that Zoom wants",
        ),
        _ if seconds == SHORTEST => {
            let said = Said {
                rule: "ttl-exactly-1800",
                confidence: Likely,
                message: "the token lives exactly 1800 seconds, the limit at which native SDKs refuse it",
                fix,
            };
            match native {
                true => found.error(claim.at, said),
                false => found.warning(claim.at, said),
            }
            return;
        }
        _ if seconds > LONGEST => (
            "ttl-too-long",
            "the token lives longer than the 48 hours that Zoom allows",
        ),
        _ => return,
    };
    found.error(
        claim.at,
        Said {
            rule,
            confidence: Certain,
            message,
            fix,
        },
    );
}

fn seconds(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Html => {
            "Take whole seconds: Math.floor(Date.now() / 1000) - 30."
        }
        Language::Python => "Take whole seconds: int(time.time()) - 30.",
        Language::Php => "Take whole seconds: time() - 30.",
        Language::Java | Language::Kotlin => {
            "Take whole seconds: Instant.now().getEpochSecond() - 30."
        }
        Language::CSharp => "Take whole seconds: DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30.",
        Language::Go => "Take whole seconds: time.Now().Unix() - 30.",
        Language::Ruby => "Take whole seconds: Time.now.to_i - 30.",
    }
}

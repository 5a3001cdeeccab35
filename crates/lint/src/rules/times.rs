//! When a token begins and ends: `time-in-ms`, `time-float`, `time-string-or-null`, `float32-timestamp`,
//! `local-time-as-utc`, `iat-in-future`, `tokenexp-is-duration`, `expired-hardcoded`, and the lifetimes.

use countersign_diagnose::Confidence::{Certain, Likely, Possible};

use crate::{
    Language,
    claims::ClaimSet,
    finding::{Found, Said},
    model::{Id, Kind},
    moment::{Moment, Value},
};

/// In seconds; what Zoom wants a token to live at least, and at most.
const SHORTEST: f64 = 1800.0;
const LONGEST: f64 = 172_800.0;

/// In seconds from now; an expiry as near as this is met by a slow join.
const SOON: f64 = 300.0;

pub(super) fn check(found: &mut Found<'_, '_>) {
    for set in &found.facts.claims {
        let mut moments = [None, None, None];
        for (at, key) in ["iat", "exp", "tokenExp"].into_iter().enumerate() {
            let Some((id, value)) = found.facts.claim_value(set, key) else {
                continue;
            };
            let place = set.get(key).map_or(id, |claim| claim.at);
            match value {
                Value::Moment(moment) => {
                    moments[at] = right_unit(found, place, moment).then_some(moment);
                    kind_of_number(found, place, id, moment);
                }
                Value::Number(number) => literal(found, place, key, number),
                Value::Unknown => {}
            }
        }
        begin(found, set, moments[0]);
        lifetime(found, set, moments[0], moments[1]);
    }
    if !found.facts.claims.is_empty() {
        expires_in(found);
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

/// `2h`, `7 days`: with a unit, for without one jsonwebtoken takes a text for milliseconds.
fn seconds_in(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let unit = match unit.trim() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        "y" | "yr" | "yrs" | "year" | "years" => 31_557_600.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
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
        found.error(
            place,
            Said {
                rule: "time-string-or-null",
                confidence: Likely,
                message: "the time is turned into a text; Zoom wants a number",
                fix: seconds(language),
            },
        );
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
        ("tokenExp", true) => found.error(
            place,
            Said {
                rule: "tokenexp-is-duration",
                confidence: Certain,
                message: "tokenExp is a duration; it must be a moment",
                fix: "Give tokenExp the same value as exp: the epoch second at which the session ends.",
            },
        ),
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
    if seconds > SHORTEST && (0.0..SOON).contains(&exp.from_now) {
        found.warning(
            claim.at,
            Said {
                rule: "near-expiry",
                confidence: Likely,
                message: "the token expires within minutes, so a slow join or a retry finds it expired",
                fix,
            },
        );
        return;
    }
    let (rule, message) = match seconds {
        _ if seconds < SHORTEST => (
            "ttl-zero-or-short",
            "the token lives less than the 30 minutes that Zoom wants",
        ),
        _ if seconds == SHORTEST => {
            found.warning(
                claim.at,
                Said {
                    rule: "ttl-exactly-1800",
                    confidence: Likely,
                    message: "the token lives exactly 1800 seconds, the limit at which native SDKs refuse it",
                    fix,
                },
            );
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

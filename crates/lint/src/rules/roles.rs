//! `role-swapped`: 0 for the host; `open-signing-endpoint`: whoever asks may be host.

use std::ops::Range;

use countersign_diagnose::{
    Confidence::{Likely, Possible},
    Severity,
};

use crate::{
    finding::{Found, Said},
    model::{Id, Kind, Model},
    moment::Value,
    plain::plain_name,
};

const SWAPPED: Said<'static> = Said {
    rule: "role-swapped",
    confidence: Likely,
    message: "the roles are the wrong way round",
    fix: "0 joins as a participant, 1 starts as the host.",
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    swapped(found);
    open(found);
}

fn swapped(found: &mut Found<'_, '_>) {
    let model = found.facts.model;
    for comment in blocks(model) {
        let Some(text) = model.text.get(comment.clone()) else {
            continue;
        };
        // Line by line first: other lines may count something else.
        let mut at = comment.start;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            lines.push((at, line));
            at += line.len();
        }
        let whole = says_swapped(text).then(|| {
            let named = lines.iter().find(|(_, line)| line.contains(['0', '1']));
            named.copied().unwrap_or((comment.start, text))
        });
        let line = lines
            .iter()
            .copied()
            .find(|(_, line)| says_swapped(line))
            .or(whole);
        if let Some((start, line)) = line {
            let indent = line.len() - line.trim_start().len();
            found.add(
                start + indent..start + line.len(),
                Severity::Warning,
                Said {
                    message: "this comment has the roles the wrong way round",
                    ..SWAPPED
                },
            );
        }
    }
    let number = |id: Id| match model.value(id) {
        Value::Number(number) => Some(number),
        _ => None,
    };
    for id in model.ids() {
        let wrong = match model.kind(id) {
            Kind::Choice { condition, yes, no } => {
                let words = plain_name(model.shown(*condition));
                let negated = words.contains('!') || words.contains("not ") || words.len() > 80;
                match (negated, Who::in_words(&words), number(*yes), number(*no)) {
                    (false, Some(Who::Host), Some(yes), Some(no)) => yes == 0.0 && no == 1.0,
                    (false, Some(Who::Guest), Some(yes), Some(no)) => yes == 1.0 && no == 0.0,
                    _ => false,
                }
            }
            // ROLE_HOST = 0
            Kind::Assign { to, value } => {
                let name = model.last_name(*to).map(plain_name).unwrap_or_default();
                name.contains("role") && is_wrong(&name, number(*value))
            }
            Kind::Map(entries) => {
                let wrong = entries
                    .iter()
                    .filter(|entry| match model.kind(**entry) {
                        Kind::Pair {
                            key,
                            value: Some(value),
                        } if key.len() < 24 => is_wrong(&plain_name(key), literal(model, *value)),
                        _ => false,
                    })
                    .count();
                wrong >= 2
            }
            _ => false,
        };
        if wrong {
            found.error(id, SWAPPED);
        }
    }
}

/// Comments, those in a row taken together.
fn blocks(model: &Model<'_>) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for comment in &model.comments {
        let joins = |last: &Range<usize>| {
            model
                .text
                .get(last.end..comment.start)
                .is_some_and(|between| between.trim().is_empty())
        };
        match blocks.last_mut().filter(|last| joins(last)) {
            Some(last) => last.end = comment.end,
            None => blocks.push(comment.clone()),
        }
    }
    blocks
}

fn literal(model: &Model<'_>, id: Id) -> Option<f64> {
    match model.kind(id) {
        Kind::Number { value, .. } => Some(*value),
        _ => None,
    }
}

fn is_wrong(name: &str, number: Option<f64>) -> bool {
    match (Who::in_words(name), number) {
        (Some(Who::Host), Some(number)) => number == 0.0,
        (Some(Who::Guest), Some(number)) => number == 1.0,
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Who {
    Host,
    Guest,
}

impl Who {
    fn in_words(words: &str) -> Option<Who> {
        let has = |any: &[&str]| any.iter().any(|one| words.contains(one));
        let host = has(&["host", "isowner", "moderator", "organizer"]);
        let guest = has(&["participant", "attendee", "guest"]);
        match (host, guest) {
            (true, false) => Some(Who::Host),
            (false, true) => Some(Who::Guest),
            _ => None,
        }
    }
}

/// `0 for a host, 1 for a participant`: every digit stands with the wrong word.
fn says_swapped(comment: &str) -> bool {
    enum Token {
        Role(u8),
        Who(Who),
    }
    let comment = comment.to_lowercase();
    let words = comment
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let tokens: Vec<Token> = words
        .filter_map(|word| match word {
            "0" | "zero" => Some(Token::Role(0)),
            "1" | "one" => Some(Token::Role(1)),
            "host" | "hosts" => Some(Token::Who(Who::Host)),
            "participant" | "participants" | "attendee" | "attendees" | "guest" | "guests" => {
                Some(Token::Who(Who::Guest))
            }
            _ => None,
        })
        .take(16)
        .collect();
    let mut pairs = Vec::new();
    for two in tokens.chunks(2) {
        match two {
            [Token::Role(role), Token::Who(who)] | [Token::Who(who), Token::Role(role)] => {
                pairs.push((*role, *who))
            }
            _ => return false,
        }
    }
    let both = pairs.iter().any(|(_, who)| *who == Who::Host)
        && pairs.iter().any(|(_, who)| *who == Who::Guest);
    let wrong = pairs
        .iter()
        .all(|pair| matches!(pair, (0, Who::Host) | (1, Who::Guest)));
    wrong && !pairs.is_empty() && (both || comment.contains("role"))
}

/// Places where a request brings its own role.
const REQUESTS: [&str; 20] = [
    "Query",
    "Form",
    "Params",
    "Body",
    "queryParameters",
    "parameters",
    "body",
    "query",
    "params",
    "_REQUEST",
    "_POST",
    "_GET",
    "json",
    "args",
    "form",
    "GET",
    "POST",
    "data",
    "request",
    "searchParams",
];
/// Words of code that asks who somebody is.
const AUTHORISES: [&str; 24] = [
    "authoriz",
    "authoris",
    "authenticat",
    "requireauth",
    "require_auth",
    "session",
    "isadmin",
    "is_admin",
    "current_user",
    "currentuser",
    "login_required",
    "req.user",
    "request.user",
    "passport",
    "bearer",
    "verifytoken",
    "verify_token",
    "permission",
    "'auth'",
    "\"auth\"",
    "jwtverify",
    "is_user_logged_in",
    "apikey ==",
    "ishost(",
];

fn open(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    let model = facts.model;
    let signs = !facts.claims.is_empty() || !facts.legacy.is_empty();
    if !signs || AUTHORISES.iter().any(|word| facts.lower.contains(word)) {
        return;
    }
    let asked = model.ids().find(|id| match model.kind(*id) {
        Kind::Member { of, name } => {
            name == "role"
                && model
                    .last_name(*of)
                    .is_some_and(|of| REQUESTS.contains(&of))
        }
        Kind::Call { name, args, .. } => {
            let reads = [
                "get",
                "input",
                "post",
                "FormValue",
                "PostForm",
                "Query",
                "getParameter",
                "param",
                "getString",
                "getInt",
                "Get",
            ];
            reads.contains(&name.as_str())
                && args
                    .first()
                    .is_some_and(|arg| model.text_of(*arg) == Some("role"))
        }
        // const { meetingNumber, role } = req.body
        Kind::Assign { to, value } => {
            let shown = model.shown(*to);
            shown.starts_with('{')
                && shown.len() < 200
                && shown.contains("role")
                && model
                    .last_name(model.resolve(*value))
                    .is_some_and(|of| REQUESTS.contains(&of))
        }
        _ => false,
    });
    let place = asked
        .map(|at| model.place(at))
        .or_else(|| annotated(model.text));
    if let Some(place) = place {
        found.add(
            place,
            Severity::Info,
            Said {
                rule: "open-signing-endpoint",
                confidence: Possible,
                message: "the role comes from the request and nothing here asks who may be host",
                fix: "Ask who is calling, and decide number and role on the server: 1 only for whom may start that meeting.",
            },
        );
    }
}

/// `@RequestParam int role`: a parameter that Spring takes from the request.
fn annotated(text: &str) -> Option<Range<usize>> {
    for annotation in ["@RequestParam", "@PathVariable"] {
        for (start, _) in text.match_indices(annotation).take(32) {
            let after = start + annotation.len();
            let rest = text.get(after..)?;
            // (value = "role", required = false)
            let options = match rest.starts_with('(') {
                true => rest.find(')').map_or(0, |end| end + 1),
                false => 0,
            };
            let Some(end) = rest[options..].find([',', ')']) else {
                continue;
            };
            let end = options + end;
            let declared = rest[options..end].trim();
            let is_role = declared.split([' ', ':']).any(|word| word == "role");
            if declared.len() < 80 && is_role {
                return Some(start..after + end);
            }
        }
    }
    None
}

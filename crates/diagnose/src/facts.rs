//! Facts: what is gathered from a case, once, and what the rules read.

use std::cell::OnceCell;

use countersign_token::{Inspection, MAX_TOKEN_BYTES, Part, UnixSeconds, inspect_unverified};
use serde_json::{Map, Value};

use crate::{
    Case, ErrorSeen, Intent, Platform, SdkVersion, View,
    explain::{Code, Place, recognise},
    forensics::{Recipe, Search},
    lacks::Lacks,
    rule::Rule,
    shape::Shape,
    suspects::search,
};

pub(crate) use crate::kind::Kind;

pub(crate) struct Facts<'a> {
    pub(crate) case: &'a Case,
    /// Epoch seconds, signed so that differences are.
    pub(crate) now: i64,
    pub(crate) platform: Platform,
    pub(crate) sdk: SdkVersion,
    /// The entries of the code table that the error fits; empty without an error or for an unknown one.
    pub(crate) error: Vec<&'static Code>,
    token: Option<Token<'a>>,
    search: OnceCell<Result<Search, Lacks>>,
}

/// The signature of a case, looked into.
pub(crate) struct Token<'a> {
    /// The text, at most [`MAX_TOKEN_BYTES`] of it.
    pub(crate) text: &'a str,
    /// The text without what clings to it, and where that begins.
    core: &'a str,
    pub(crate) core_at: usize,
    /// Whether the text was longer.
    pub(crate) cut: bool,
    pub(crate) shape: Shape<'a>,
    pub(crate) look: Inspection<'a>,
}

impl<'a> Facts<'a> {
    pub(crate) fn gather(case: &'a Case, now: UnixSeconds) -> Facts<'a> {
        let token = case.signature.as_deref().map(Token::new);
        let platform = case
            .platform
            .unwrap_or_else(|| likely_platform(case, token.as_ref()));
        Facts {
            case,
            // Bounded, so that no difference to a claim overflows.
            now: i64::try_from(case.now.unwrap_or(now))
                .unwrap_or(i64::MAX)
                .min(i64::MAX / 2),
            platform,
            sdk: case.sdk_version.unwrap_or(SdkVersion::CURRENT),
            error: case
                .error
                .as_ref()
                .map(|error| recognised(error, platform))
                .unwrap_or_default(),
            token,
            search: OnceCell::new(),
        }
    }

    pub(crate) fn is_web(&self) -> bool {
        self.platform == Platform::Web
    }

    /// Whether the case is known to be of Client View; Component View is assumed otherwise.
    pub(crate) fn is_client_view(&self) -> bool {
        self.case.view == Some(View::Client)
    }

    pub(crate) fn wants_to_start(&self) -> bool {
        self.case.intent == Some(Intent::Start)
    }

    /// Whether the error that was seen has one of these codes.
    pub(crate) fn error_is(&self, codes: &[&str]) -> bool {
        self.error.iter().any(|entry| codes.contains(&entry.code))
    }

    /// Whether a native SDK says by the error that was seen that this rule's cause is the first to think of.
    pub(crate) fn native_error_of(&self, rule: &Rule) -> bool {
        let is_first = |entry: &&Code| entry.causes.first() == Some(&rule.id);
        self.error
            .iter()
            .any(|entry| entry.seen_in == Place::Native && is_first(entry))
    }

    /// Whether what was thrown comes of this rule's cause, first of all.
    pub(crate) fn exception_of(&self, rule: &Rule) -> bool {
        let is_first = |entry: &&Code| entry.causes.first() == Some(&rule.id);
        self.error
            .iter()
            .any(|entry| entry.code.is_empty() && is_first(entry))
    }

    pub(crate) fn token(&self) -> Result<&Token<'a>, Lacks> {
        self.token.as_ref().ok_or(Lacks::SIGNATURE)
    }

    pub(crate) fn header(&self) -> Result<&Map<String, Value>, Lacks> {
        let of_token = self.token().and_then(|token| {
            let header = token.look.header();
            header
                .filter(|_| token.look.part_count >= 2)
                .ok_or(Lacks::HEADER)
        });
        of_token.or_else(|lacks| self.case.header.as_ref().ok_or(lacks))
    }

    /// The payload, where it is one of the Meeting SDK: what another kind of token lacks is no fault of it.
    pub(crate) fn claims(&self) -> Result<&Map<String, Value>, Lacks> {
        let payload = self.payload()?;
        match Kind::of(self.header().ok(), payload) {
            Kind::MeetingSdk => Ok(payload),
            _ => Err(Lacks::OTHER_KIND),
        }
    }

    /// How the MAC was made, if that was found out.
    pub(crate) fn made(&self) -> Result<Option<&Recipe>, Lacks> {
        Ok(match self.search()? {
            Search::Made(recipe) => Some(recipe),
            Search::Unexplained(_) => None,
        })
    }

    pub(crate) fn payload(&self) -> Result<&Map<String, Value>, Lacks> {
        let of_token = self
            .token()
            .and_then(|token| token.look.payload().ok_or(Lacks::PAYLOAD));
        of_token.or_else(|lacks| self.case.payload.as_ref().ok_or(lacks))
    }

    /// What the forensic search comes to, where it can be made.
    pub(crate) fn search(&self) -> Result<&Search, Lacks> {
        let searched = self.search.get_or_init(|| search(self.case, self.token()?));
        searched.as_ref().map_err(|lacks| *lacks)
    }

    /// `iat` and `exp` in epoch seconds, where they are in seconds.
    pub(crate) fn lifetime(&self) -> Result<(i64, i64), Lacks> {
        Ok((self.time("iat")?, self.time("exp")?))
    }

    /// A time of the payload in epoch seconds, where it is in seconds.
    pub(crate) fn time(&self, claim: &str) -> Result<i64, Lacks> {
        seconds(self.payload()?, claim)
            .filter(|time| !in_milliseconds(*time))
            .ok_or(Lacks::TIMES)
    }

    /// The claim `role` as a number.
    pub(crate) fn role(&self) -> Option<f64> {
        number(self.claims().ok()?.get("role")?)
    }

    pub(crate) fn error_seen(&self) -> Result<&'a ErrorSeen, Lacks> {
        self.case.error.as_ref().ok_or(Lacks::ERROR)
    }

    pub(crate) fn join(&self) -> Result<&Map<String, Value>, Lacks> {
        self.case.join.as_ref().ok_or(Lacks::JOIN)
    }
}

impl<'a> Token<'a> {
    fn new(whole: &'a str) -> Token<'a> {
        let text = &whole[..whole.floor_char_boundary(MAX_TOKEN_BYTES)];
        let core = core(text);
        let look = inspect_unverified(core);
        Token {
            text,
            core,
            core_at: text.find(core).unwrap_or_default(),
            cut: text.len() < whole.len(),
            shape: Shape::of(&look),
            look,
        }
    }
}

impl Token<'_> {
    /// What clings to the token, before and after it.
    pub(crate) fn around(&self) -> (&str, &str) {
        (
            &self.text[..self.core_at],
            &self.text[self.core_at + self.core.len()..],
        )
    }

    /// The place of a part in the text, as evidence says it.
    pub(crate) fn range(&self, part: &Part<'_>) -> String {
        let at = self.core_at + part.at;
        format!("{at}..{}", at + part.text.len())
    }
}

/// The token in a text, where something clings to it; the whole text where there is no token to be seen.
fn core(text: &str) -> &str {
    const WORDS: [&str; 6] = ["Bearer ", "bearer ", "signature=", "JWT ", "b'", "b\""];
    let clings = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | '\u{feff}' | '\\')
    };
    let mut core = text;
    loop {
        let mut less = core.strip_prefix("&quot;").unwrap_or(core);
        less = less
            .strip_suffix("&quot;")
            .unwrap_or(less)
            .trim_matches(clings);
        less = WORDS
            .iter()
            .find_map(|word| less.strip_prefix(word))
            .unwrap_or(less);
        if less.len() == core.len() {
            break;
        }
        core = less;
    }
    // The base64 of `{"`, which every header begins with.
    if core.starts_with("eyJ") && core.contains('.') {
        core
    } else {
        text
    }
}

/// Whether a time is too small to be one: as a moment it would lie before September 2001.
pub(crate) fn is_duration(time: i64) -> bool {
    (0..1_000_000_000).contains(&time)
}

/// A claim as a number, written as a number or as digits in a string.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// A claim as whole epoch seconds. Milliseconds pass too: the rule on them has its own say.
pub(crate) fn seconds(payload: &Map<String, Value>, claim: &str) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
    payload
        .get(claim)
        .and_then(number)
        .filter(|seconds| seconds.abs() < 4e18)
        .map(|seconds| seconds as i64)
}

/// The times of a payload.
pub(crate) const TIMES: [&str; 3] = ["iat", "exp", "tokenExp"];

/// Whether a time is in milliseconds: as seconds it would lie after the year 5000.
pub(crate) fn in_milliseconds(time: i64) -> bool {
    time > 100_000_000_000
}

/// Whether a claim or option is there and not empty. `true` stands for a value that was left out of the case.
pub(crate) fn given(values: &Map<String, Value>, name: &str) -> bool {
    match values.get(name) {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(_) => true,
    }
}

/// The web, unless all that is there is a token as native SDKs have it: with a session end, for no meeting.
fn likely_platform(case: &Case, token: Option<&Token<'_>>) -> Platform {
    let payload = token
        .and_then(|token| token.look.payload())
        .or(case.payload.as_ref());
    let has = |claim| payload.is_some_and(|payload| payload.contains_key(claim));
    let of_web = case.view.is_some() || case.join.is_some() || case.error.is_some();
    let of_native =
        has("appKey") && has("tokenExp") && !["mn", "meetingNumber", "role"].into_iter().any(has);
    if of_native && !of_web {
        Platform::Native
    } else {
        Platform::Web
    }
}

/// What an error means where it was seen; elsewhere Zoom uses some of the same numbers.
fn recognised(error: &ErrorSeen, platform: Platform) -> Vec<&'static Code> {
    let place = if platform == Platform::Web {
        Place::Web
    } else {
        Place::Native
    };
    let entries = recognise(
        error.code.as_deref().unwrap_or_default(),
        error.text.as_deref().unwrap_or_default(),
    );
    // What the SDK does not show is a status of HTTP before it is a code of another SDK.
    [place, Place::Http]
        .into_iter()
        .map(|place| {
            let all = entries.iter().copied();
            all.filter(|entry| entry.seen_in == place)
                .collect::<Vec<_>>()
        })
        .find(|here| !here.is_empty())
        .unwrap_or(entries)
}

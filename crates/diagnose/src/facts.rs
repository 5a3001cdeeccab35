//! Facts: what is gathered from a case, once, and what the rules read.

use countersign_token::{Inspection, MAX_TOKEN_BYTES, UnixSeconds, inspect_unverified};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use crate::{
    Case, ErrorSeen, Intent, Platform, SdkVersion, View,
    explain::{Code, Place, recognise},
    forensics::{self, Search, Secret, Sent, Suspects},
    lacks::Lacks,
    shape::Shape,
};

/// The most environment variables whose values are tried as keys, and the longest secret that is: the search is to stay
/// well below 50 ms. Real secrets have 32 characters.
const MAX_ENV_KEYS: usize = 16;
const MAX_SECRET_BYTES: usize = 4096;

pub(crate) struct Facts<'a> {
    pub(crate) case: &'a Case,
    /// Epoch seconds, signed so that differences are.
    pub(crate) now: i64,
    pub(crate) platform: Platform,
    pub(crate) sdk: SdkVersion,
    /// The entries of the code table that the error fits; empty without an error or for an unknown one.
    pub(crate) error: Vec<&'static Code>,
    token: Option<Token<'a>>,
    search: Result<Search, Lacks>,
}

/// The signature of a case, looked into.
pub(crate) struct Token<'a> {
    /// The text, at most [`MAX_TOKEN_BYTES`] of it.
    pub(crate) text: &'a str,
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
        let search = token
            .as_ref()
            .ok_or(Lacks::SIGNATURE)
            .and_then(|token| search(case, token));
        Facts {
            case,
            now: i64::try_from(case.now.unwrap_or(now)).unwrap_or(i64::MAX / 2),
            platform,
            sdk: case.sdk_version.unwrap_or(SdkVersion::CURRENT),
            error: case
                .error
                .as_ref()
                .map(|error| recognised(error, platform))
                .unwrap_or_default(),
            token,
            search,
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

    pub(crate) fn token(&self) -> Result<&Token<'a>, Lacks> {
        self.token.as_ref().ok_or(Lacks::SIGNATURE)
    }

    pub(crate) fn header(&self) -> Result<&Map<String, Value>, Lacks> {
        let token = self.token()?;
        if token.look.part_count < 2 {
            Err(Lacks::HEADER)
        } else {
            token.look.header().ok_or(Lacks::HEADER)
        }
    }

    pub(crate) fn payload(&self) -> Result<&Map<String, Value>, Lacks> {
        self.token()?.look.payload().ok_or(Lacks::PAYLOAD)
    }

    /// What the forensic search came to, where it could be made.
    pub(crate) fn search(&self) -> Result<&Search, Lacks> {
        self.search.as_ref().map_err(|lacks| *lacks)
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
        let look = inspect_unverified(text);
        Token {
            text,
            cut: text.len() < whole.len(),
            shape: Shape::of(&look),
            look,
        }
    }
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
        .filter(|seconds| seconds.abs() < 1e15)
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
    let has = |claim| {
        token
            .and_then(|token| token.look.payload())
            .is_some_and(|payload| payload.contains_key(claim))
    };
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
    let here: Vec<_> = entries
        .iter()
        .copied()
        .filter(|entry| entry.seen_in == place)
        .collect();
    if here.is_empty() { entries } else { here }
}

fn search(case: &Case, token: &Token<'_>) -> Result<Search, Lacks> {
    let (Some(signed), Some(mac), false) = (token.look.signed_text(), token.look.mac(), token.cut)
    else {
        return Err(Lacks::MAC);
    };
    let decoded = |at: usize| {
        token
            .look
            .parts
            .get(at)
            .and_then(|part| part.decoded.as_deref())
            .unwrap_or_default()
    };
    let sent = Sent {
        text: signed,
        header: decoded(0),
        payload: decoded(1),
    };
    let suspects = suspects(case, token);
    match forensics::search(mac.text, &sent, &suspects) {
        // Only the keys that need no secret were tried, so that none of them fits says nothing.
        Search::Unexplained { .. } if suspects.own.is_none() => Err(Lacks::SECRET),
        found => Ok(found),
    }
}

fn suspects<'a>(case: &'a Case, token: &'a Token<'_>) -> Suspects<'a> {
    let secret = |name: &str, secret: &'a SecretString| {
        let given = Some(secret.expose_secret()).filter(|given| given.len() <= MAX_SECRET_BYTES);
        Secret::new(name, given?)
    };
    let env = case.env.iter().take(MAX_ENV_KEYS);
    let known = case.env.get("ZOOM_MEETING_SDK_SECRET");
    let own = case.client_secret.as_ref().or(known);
    let claim = |name| token.look.payload()?.get(name)?.as_str();
    let id = case.client_id.as_deref().map(|id| ("the client ID", id));
    let key = claim("appKey")
        .or_else(|| claim("sdkKey"))
        .map(|key| ("the token's own appKey", key));
    Suspects {
        own: own.and_then(|own| secret("your client secret", own)),
        others: env
            .filter_map(|(name, value)| secret(&format!("the value of `{name}`"), value))
            .collect(),
        ids: id.into_iter().chain(key).collect(),
    }
}

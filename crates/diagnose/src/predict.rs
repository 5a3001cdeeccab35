//! What the web SDK will show for a case.

use crate::{
    Case, ErrorSeen, Finding, SdkVersion,
    diagnosis::explains,
    explain::{Code, Place, status},
    facts::{Facts, given},
    rule::rule,
};

/// The codes of Zoom's server in the order in which it seems to check: the app and its HMAC, then the time, then the
/// meeting, then who joins it and how. The order is inferred from reports, not documented.
pub(crate) const SERVER_ORDER: [&str; 13] = [
    "3704", "3712", "3705", "3706", "3708", "3711", "3005", "3099", "3623", "3004", "4011", "4012",
    "4014",
];

/// The code that was seen; else the exception that the SDK throws when it reads the signature itself; else the code that
/// Zoom's server answers with.
pub(crate) fn predict(facts: &Facts<'_>, findings: &[Finding]) -> Option<String> {
    if let Some(seen) = &facts.case.error {
        return facts
            .error
            .first()
            .map_or_else(|| seen.code.clone(), |entry| shown(entry, seen));
    }
    if !facts.is_web() {
        return None;
    }
    if let Some(refused) = refused_by_join(facts, findings) {
        return Some(refused.to_owned());
    }
    if facts.sdk >= SdkVersion::READS_SIGNATURE
        && let Some(thrown) = thrown_by_sdk(facts)
    {
        return Some(thrown.to_owned());
    }
    let codes = findings
        .iter()
        .filter(|finding| explains(finding))
        .filter_map(|finding| rule(&finding.rule)?.code);
    codes
        .min_by_key(|code| {
            SERVER_ORDER
                .iter()
                .position(|known| known == code)
                .unwrap_or(SERVER_ORDER.len())
        })
        .map(str::to_owned)
}

/// The code of an entry, else its text; of a request that failed its status, which it lacks where nobody answered.
fn shown(entry: &Code, seen: &ErrorSeen) -> Option<String> {
    if !entry.code.is_empty() {
        return Some(entry.code.to_owned());
    }
    if entry.seen_in != Place::Http {
        return Some(entry.shown.to_owned());
    }
    let said = seen.text.as_deref().or(seen.code.as_deref())?;
    status(&said.to_lowercase()).map(str::to_owned)
}

/// Who shows the [`error_code`](crate::Report::error_code) of a case, to begin a sentence with: `The web SDK shows`.
#[must_use]
pub fn shown_by(case: &Case) -> &'static str {
    let facts = Facts::gather(case, 0);
    match facts.error.first().map(|entry| entry.seen_in) {
        None | Some(Place::Web) if !facts.is_web() => "The native SDK shows",
        None | Some(Place::Web) => "The web SDK shows",
        Some(Place::Native) => "The native SDK shows",
        Some(Place::Rest) => "The REST API answers",
        Some(Place::OAuth) => "Zoom's OAuth answers",
        Some(Place::Video) => "The Video SDK shows",
        Some(Place::Http) => "The address that was asked answers",
    }
}

/// What `join()` says about its options before it looks at the signature.
fn refused_by_join(facts: &Facts<'_>, findings: &[Finding]) -> Option<&'static str> {
    let found = |id: &str| {
        findings
            .iter()
            .any(|finding| finding.rule == id && explains(finding))
    };
    let empty = facts.case.signature.as_deref() == Some("");
    if facts.is_client_view() {
        let too_long = |number: &str| number.len() > 12;
        let number = facts
            .case
            .join
            .as_ref()
            .and_then(|join| join.get("meetingNumber")?.as_str());
        return match () {
            () if found("join-param-misnamed") || found("jwt-app-key") => Some("3"),
            () if found("zak-and-obf") => Some("3636"),
            () if empty || number.is_some_and(too_long) => Some("4003"),
            () => None,
        };
    }
    match () {
        () if found("jwt-app-key") => {
            Some("Using a Zoom JWT App type API Key (apiKey) is no longer available")
        }
        () if found("sdkkey-option-missing") => Some("sdkKey can not empty"),
        () if found("zak-and-obf") => Some("zak and obfToken are mutually exclusive"),
        () => None,
    }
}

/// From 4.0.0 on the web SDK reads the payload itself, and what it cannot read never reaches the server. Client View
/// then leaves `join()` pending for ever in most cases.
fn thrown_by_sdk(facts: &Facts<'_>) -> Option<&'static str> {
    const NEVER_SETTLES: &str = "join() never settles";
    let token = facts.token().ok()?;
    let Some(payload) = token.look.parts.get(1) else {
        return Some(if facts.is_client_view() {
            NEVER_SETTLES
        } else {
            "TypeError: Cannot read properties of undefined (reading 'replace')"
        });
    };
    let padding_fits = payload.padding == 0 || payload.padding <= 2 && payload.text.len() % 4 == 0;
    // The digit is a character like any other to it: one too many, or one that follows the object.
    let is_cut = payload.counted && payload.text.ends_with('0');
    if payload.decoded.is_none() || !padding_fits || is_cut {
        return Some("InvalidCharacterError");
    }
    if payload.counted && payload.text.ends_with('1') {
        return Some("SyntaxError");
    }
    let Some(claims) = &payload.object else {
        return Some("SyntaxError");
    };
    if given(claims, "appKey") || given(claims, "sdkKey") {
        return None;
    }
    Some(if facts.is_client_view() {
        NEVER_SETTLES
    } else {
        "appKey can not empty in the signature"
    })
}

//! Gathers what may have made the MAC of a token, and has it searched.

use secrecy::{ExposeSecret, SecretString};

use crate::{
    Case,
    facts::{Kind, Token},
    forensics::{self, Owner, Search, Secret, Sent, Suspects},
    lacks::Lacks,
    pasted::is_redacted,
};

/// The most named secrets, and the most variables, that are tried as keys, and the longest that is. Real secrets have 32
/// characters.
const MAX_NAMED: usize = 16;
const MAX_SECRET_BYTES: usize = 256;

/// How the MAC of a token was made, as far as a case has the means to find out.
pub(crate) fn search(case: &Case, token: &Token<'_>) -> Result<Search, Lacks> {
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
    if let Some(payload) = token.look.payload()
        && Kind::of(token.look.header(), payload) != Kind::MeetingSdk
    {
        return Err(Lacks::OTHER_KIND);
    }
    let suspects = suspects(case, token);
    match forensics::search(mac.text, &sent, &suspects) {
        // Only the keys that need no secret were tried, so that none of them fits says nothing.
        Search::Unexplained(_) if suspects.own.is_none() => Err(Lacks::SECRET),
        found => Ok(found),
    }
}

fn suspects<'a>(case: &'a Case, token: &'a Token<'_>) -> Suspects<'a> {
    let secret = |name: &str, owner, secret: &'a SecretString| {
        let given = Some(secret.expose_secret()).filter(|given| given.len() <= MAX_SECRET_BYTES);
        Secret::new(name, owner, given?)
    };
    let named = case
        .secrets
        .iter()
        .filter(|(name, _)| *name != "meeting_sdk");
    let named = named.take(MAX_NAMED).filter_map(|(name, value)| {
        let owner = owner_of_secret(name);
        secret(&owner_words(owner, name), owner, value)
    });
    let env = case.env.iter().take(MAX_NAMED).filter_map(|(name, value)| {
        let owner = owner_of_variable(name, case);
        secret(&format!("the value of `{}`", shown(name)), owner, value)
    });
    let known = || {
        let set = case.env.get("ZOOM_MEETING_SDK_SECRET");
        set.filter(|value| !is_redacted(value.expose_secret()))
    };
    let own = case
        .client_secret
        .as_ref()
        .or(case.secrets.get("meeting_sdk"))
        .or_else(known);
    let claim = |name| token.look.payload()?.get(name)?.as_str();
    let id = case.client_id.as_deref().map(|id| ("the client ID", id));
    let key = claim("appKey")
        .or_else(|| claim("sdkKey"))
        .filter(|key| case.client_id.as_deref() != Some(key))
        .map(|key| ("the token's own appKey", key));
    let meeting = claim("mn").map(|number| ("the meeting number", number));
    Suspects {
        own: own.and_then(|own| secret("your client secret", Owner::MeetingSdk, own)),
        others: named.chain(env).collect(),
        ids: id
            .into_iter()
            .chain(key)
            .chain(meeting)
            .filter(|(_, id)| id.len() <= MAX_SECRET_BYTES)
            .collect(),
    }
}

/// Whose a secret of this name is.
fn owner_of_secret(name: &str) -> Owner {
    let name = name.to_lowercase();
    if ["s2s", "server", "oauth"]
        .iter()
        .any(|word| name.contains(word))
    {
        Owner::ServerToServer
    } else if name.contains("webhook") || name.contains("event") {
        Owner::Webhook
    } else {
        Owner::Unknown
    }
}

/// Whose secret a variable of this name holds. `ZOOM_CLIENT_SECRET` is what Zoom's samples for Server-to-Server OAuth call
/// theirs, beside an account ID.
fn owner_of_variable(name: &str, case: &Case) -> Owner {
    match owner_of_secret(name) {
        Owner::Unknown
            if name == "ZOOM_CLIENT_SECRET" && case.env.contains_key("ZOOM_ACCOUNT_ID") =>
        {
            Owner::ServerToServer
        }
        owner => owner,
    }
}

fn owner_words(owner: Owner, name: &str) -> String {
    let name = shown(name);
    match owner {
        Owner::ServerToServer => format!("the secret of the Server-to-Server OAuth app (`{name}`)"),
        Owner::Webhook => format!("the webhook's secret token (`{name}`)"),
        Owner::MeetingSdk | Owner::Unknown => format!("the secret `{name}`"),
    }
}

/// A name, as far as it is worth showing.
fn shown(name: &str) -> &str {
    &name[..name.floor_char_boundary(60)]
}

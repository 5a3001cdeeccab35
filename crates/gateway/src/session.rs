use countersign_token::{BACKDATE_SECONDS, Claims, Ttl, WebClaims};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;

use crate::link::{Entrance, Intent, Kind, Link};
use crate::meeting::Meeting;
use crate::pages::View;
use crate::state::AppState;
use crate::{Problem, SDK_VERSION};

/// All that `join()` of the Web SDK needs, made fresh. It has no `Debug`: it is made of secrets.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    #[schema(value_type = String)]
    view: View,
    sdk_version: &'static str,
    web_endpoint: String,
    #[schema(value_type = String)]
    meeting_number: String,
    /// The client ID, which older SDKs want as `sdkKey`.
    sdk_key: String,
    signature: String,
    /// Seconds since 1970.
    signature_expires_at: u64,
    /// Client View calls it `passWord`, Component View `password`.
    pass_word: String,
    user_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    user_email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tk: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zak: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    obf_token: Option<String>,
    webinar: bool,
    intent: Intent,
    leave_url: String,
}

/// Who joins or starts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) email: String,
}

/// What lets a person in besides the signature.
#[derive(Default)]
pub(crate) struct Tokens {
    pub(crate) zak: Option<SecretString>,
    pub(crate) tk: Option<SecretString>,
    pub(crate) obf: Option<SecretString>,
}

impl Person {
    /// A name and an e-mail address within the SDK's limits (128 and 100 characters), without white space around them.
    pub(crate) fn new(name: &str, email: &str) -> Result<Person, Problem> {
        let (name, email) = (name.trim(), email.trim());
        if name.chars().count() > 128 || name.contains(char::is_control) {
            return Err(Problem::bad_request(
                "invalid-name",
                "userName is at most 128 characters, without line breaks",
            ));
        }
        let shaped = email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !host.contains('@')
        });
        let odd = |c: char| c.is_control() || c.is_whitespace();
        if !email.is_empty() && (!shaped || email.len() > 100 || email.contains(odd)) {
            return Err(Problem::bad_request(
                "invalid-email",
                "userEmail is not an e-mail address, or longer than 100 characters",
            ));
        }
        Ok(Person {
            name: name.to_owned(),
            email: email.to_owned(),
        })
    }

    /// The host, where nothing else was said.
    pub(crate) fn or_host(mut self, meeting: &Meeting) -> Person {
        if self.name.is_empty() {
            "Host".clone_into(&mut self.name);
        }
        if self.email.is_empty() {
            self.email.clone_from(&meeting.host_email);
        }
        self
    }
}

/// Makes a session for the holder of `link`: signature, passcode, and the host's ZAK or the registrant's token, all
/// asked of Zoom now, because none of them is kept.
///
/// A personal link learns whose it is, so that the next time nobody else's registration is read.
pub(crate) async fn prepare(
    state: &AppState,
    link: &mut Link,
    meeting: &Meeting,
    person: Person,
    leave_url: String,
) -> Result<Session, Problem> {
    let tokens = match link.entrance.intent {
        Intent::Start => Tokens {
            zak: Some(state.zoom()?.users().zak(&meeting.host_id, None).await?),
            ..Tokens::default()
        },
        Intent::Join => Tokens {
            tk: registrant_token(state, link, meeting, &person).await?,
            ..Tokens::default()
        },
    };
    let passcode = meeting.passcode.clone().unwrap_or_default();
    Ok(assemble(
        state,
        link.entrance,
        person,
        passcode,
        tokens,
        leave_url,
    ))
}

/// Signs and puts the parts together.
pub(crate) fn assemble(
    state: &AppState,
    entrance: Entrance,
    person: Person,
    passcode: SecretString,
    tokens: Tokens,
    leave_url: String,
) -> Session {
    let now = state.now();
    let ttl = Ttl::DEFAULT;
    let claims = Claims::Web(WebClaims::new(
        entrance.meeting_number,
        entrance.intent.role(),
    ));
    let text = |secret: SecretString| secret.expose_secret().to_owned();
    Session {
        view: entrance.view,
        sdk_version: SDK_VERSION,
        web_endpoint: state.config.zoom.web_endpoint.clone(),
        meeting_number: entrance.meeting_number.to_string(),
        sdk_key: state.signer.client_id().to_string(),
        signature: state.signer.sign(&claims, now, ttl).into_string(),
        signature_expires_at: now.saturating_sub(BACKDATE_SECONDS) + ttl.as_secs(),
        pass_word: text(passcode),
        user_name: person.name,
        user_email: person.email,
        tk: tokens.tk.map(text),
        zak: tokens.zak.map(text),
        obf_token: tokens.obf.map(text),
        webinar: entrance.kind == Kind::Webinar,
        intent: entrance.intent,
        leave_url,
    }
}

/// The token of a registrant, where Zoom wants one. Whoever comes by a shared link registers afresh, so that nobody gets
/// at another's registration by typing their address; Zoom itself decides what an address that is known already gets.
async fn registrant_token(
    state: &AppState,
    link: &mut Link,
    meeting: &Meeting,
    person: &Person,
) -> Result<Option<SecretString>, Problem> {
    if meeting.asks_email() && person.email.is_empty() {
        return Err(Problem::bad_request(
            "email-required",
            "Zoom asks for the e-mail address of everybody who joins this; give userEmail",
        ));
    }
    if !meeting.registration {
        return Ok(None);
    }
    let zoom = state.zoom()?;
    if link.user_email.is_none() {
        let registered = meeting.register(zoom, &person.name, &person.email);
        return Ok(Some(registered.await?.tk));
    }
    let mut registered = None;
    if let Some(id) = &link.registrant_id {
        registered = meeting.registrant(zoom, id, &person.email).await?;
    }
    if registered.is_none() {
        registered = meeting.registered(zoom, &person.email).await?;
    }
    let registered = match registered {
        Some(registered) => registered,
        None => meeting.register(zoom, &person.name, &person.email).await?,
    };
    link.registrant_id = registered.id;
    Ok(Some(registered.tk))
}

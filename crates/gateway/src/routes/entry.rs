//! `POST /v1/{kind}/{number}/start` and `…/join`: all that the SDK needs, and a link to a page that does it.

use axum::Json;
use axum::extract::State;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::target::Target;
use crate::auth::Caller;
use crate::body::OptionalJsonBody;
use crate::link::{Entrance, Intent, Link, LinkKey};
use crate::meeting::Meeting;
use crate::pages::View;
use crate::session::{self, Person, Session, Tokens};
use crate::state::AppState;
use crate::{Problem, session::prepare};

/// For whom, in which view, for how long. Everything is optional.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = EntryRequest)]
pub(super) struct Ask {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    view: View,
    /// Makes the link personal. Without a name its page asks for one: a link to join may then be shared.
    user_name: Option<String>,
    user_email: Option<String>,
    /// Seconds that the link works: for `start` an hour if absent, 24 hours at most; for `join` a day, 30 days at most.
    expires_in: Option<u64>,
    /// The link lets in once, not even again after a reload.
    #[serde(default)]
    single_use: bool,
    /// `join` only: the meeting is another account's, and this user of ours, who has authorised the app and is in the
    /// meeting, vouches for whoever joins (an OBF token). Then there is no link, because the passcode is not kept.
    on_behalf_of: Option<String>,
    /// With `onBehalfOf`: the passcode, which Zoom does not tell us for a meeting of another account.
    #[serde(default, deserialize_with = "secret")]
    #[schema(value_type = Option<String>)]
    pass_word: Option<SecretString>,
}

/// A way in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    /// What `join()` of the SDK takes; absent for a shared link, whose page asks for the name first.
    #[serde(flatten)]
    session: Option<Session>,
    /// A page that does it. Whoever has the link gets in.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    link_expires_at: Option<u64>,
}

/// Start as the host
#[utoipa::path(
    post, path = "/v1/{kind}/{number}/start", tag = "entries", request_body = Ask, security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), ("number" = String, Path)),
    responses((status = 200, body = Entry), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn start(
    State(state): State<AppState>,
    caller: Caller,
    target: Target,
    OptionalJsonBody(ask): OptionalJsonBody<Ask>,
) -> Result<Json<Entry>, Problem> {
    if ask.on_behalf_of.is_some() || ask.pass_word.is_some() {
        return Err(Problem::bad_request(
            "invalid-body",
            "onBehalfOf and passWord are for joining the meeting of another account",
        ));
    }
    let meeting = state.meeting(target.kind, target.number).await?;
    caller.must_host(&meeting)?;
    enter(&state, &caller, &meeting, Intent::Start, ask).await
}

/// Join as an attendee
///
/// With `userName` the answer is for one person, who is registered where Zoom wants that. Without it the link may be
/// shared.
#[utoipa::path(
    post, path = "/v1/{kind}/{number}/join", tag = "entries", request_body = Ask, security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), ("number" = String, Path)),
    responses((status = 200, body = Entry), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn join(
    State(state): State<AppState>,
    caller: Caller,
    target: Target,
    OptionalJsonBody(mut ask): OptionalJsonBody<Ask>,
) -> Result<Json<Entry>, Problem> {
    if let Some(user) = ask.on_behalf_of.take() {
        return join_on_behalf(&state, &caller, &target, ask, &user).await;
    }
    if ask.pass_word.is_some() {
        return Err(Problem::bad_request(
            "invalid-body",
            "passWord is only for onBehalfOf; Zoom tells us the passcodes of this account's meetings",
        ));
    }
    let meeting = state.meeting(target.kind, target.number).await?;
    caller.must_host(&meeting)?;
    enter(&state, &caller, &meeting, Intent::Join, ask).await
}

async fn enter(
    state: &AppState,
    caller: &Caller,
    meeting: &Meeting,
    intent: Intent,
    ask: Ask,
) -> Result<Json<Entry>, Problem> {
    let person = ask.person()?;
    let key = LinkKey::random()?;
    let mut link = ask.link(caller, meeting, intent, &person, state.now())?;
    let url = state.public(&key.path());
    let person = match intent {
        Intent::Start => person.or_host(meeting),
        Intent::Join => person,
    };
    let session = match person.name.is_empty() {
        true => None,
        false => Some(prepare(state, &mut link, meeting, person, url.clone()).await?),
    };
    state.store.add_link(&link, &key.hash()).await?;
    Ok(Json(Entry {
        session,
        link: Some(url),
        link_expires_at: Some(link.expires_at),
    }))
}

/// An external meeting: Zoom tells this account nothing of it, so nothing is looked up but the token.
async fn join_on_behalf(
    state: &AppState,
    caller: &Caller,
    target: &Target,
    ask: Ask,
    user: &str,
) -> Result<Json<Entry>, Problem> {
    caller.must_act_for(state, user).await?;
    let person = ask.person()?;
    if person.name.is_empty() {
        return Err(Problem::bad_request(
            "name-required",
            "userName is needed with onBehalfOf",
        ));
    }
    let number = target.number.get();
    let obf = state.zoom()?.users().obf(user, number, None).await?;
    let entrance = Entrance {
        meeting_number: target.number,
        kind: target.kind,
        intent: Intent::Join,
        view: ask.view,
    };
    let tokens = Tokens {
        obf: Some(obf),
        ..Tokens::default()
    };
    let passcode = ask.pass_word.unwrap_or_default();
    let session = session::assemble(state, entrance, person, passcode, tokens, state.public("/"));
    Ok(Json(Entry {
        session: Some(session),
        link: None,
        link_expires_at: None,
    }))
}

impl Ask {
    fn person(&self) -> Result<Person, Problem> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Person::new(&text(&self.user_name), &text(&self.user_email))
    }

    fn link(
        &self,
        caller: &Caller,
        meeting: &Meeting,
        intent: Intent,
        person: &Person,
        now: u64,
    ) -> Result<Link, Problem> {
        let (usual, most) = match intent {
            Intent::Start => (3_600, 86_400),
            Intent::Join => (86_400, 30 * 86_400),
        };
        let lifetime = self.expires_in.unwrap_or(usual);
        if !(60..=most).contains(&lifetime) {
            return Err(Problem::bad_request(
                "invalid-body",
                format!("expiresIn must be 60 to {most} seconds"),
            ));
        }
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(Link {
            entrance: Entrance {
                meeting_number: meeting.number,
                kind: meeting.kind,
                intent,
                view: self.view,
            },
            user_name: some(&person.name),
            user_email: some(&person.email).filter(|_| !person.name.is_empty()),
            registrant_id: None,
            created_by: caller.key_id().to_owned(),
            created_at: now,
            expires_at: now + lifetime,
            single_use: self.single_use,
            used_at: None,
        })
    }
}

fn secret<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(SecretString::from))
}

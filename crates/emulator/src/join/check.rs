//! Whether somebody may join, asked in one fixed order. The order itself is guessed: Zoom documents none.

use countersign_token::{
    ClientId, MAX_TOKEN_BYTES, MeetingNumber, Role, Signer, Verified, VerifyError,
    inspect_unverified,
};
use sha2::{Digest, Sha256};

use crate::live::{Admission, Authorizer, Standing, Who};
use crate::rest::{find_meeting, room_of};
use crate::state::{Guest, Kind, Meeting, SdkApp, State, User};

use super::form::JoinForm;
use super::{Join, Refusal};

/// How far the signing machine's clock may run ahead of ours, in seconds. Guessed from reports of tokens that are
/// refused now and then (<https://devforum.zoom.us/t/91781>): Zoom states no number.
pub const CLOCK_TOLERANCE_SECONDS: u64 = 60;

/// A verdict, and what was known when it was given.
pub(super) struct Judgement {
    pub(super) app: Option<SdkApp>,
    pub(super) meeting: Option<Meeting>,
    /// Whether it is the SDK that comes back after its socket was lost.
    pub(super) came_back: bool,
    pub(super) result: Result<Admission, Refusal>,
}

pub(super) fn judge(join: &Join, form: &JoinForm) -> Judgement {
    let mut judgement = Judgement {
        app: None,
        meeting: None,
        came_back: false,
        result: Err(Refusal::InvalidSignature),
    };
    judgement.result = decide(join, form, &mut judgement);
    judgement
}

fn decide(join: &Join, form: &JoinForm, known: &mut Judgement) -> Result<Admission, Refusal> {
    let state = &join.0.state;
    let app = known.app.insert(app(state, form)?).clone();
    let role_and_number = verify(state, &app, form.text("signature"));
    let number: MeetingNumber = form
        .text("meetingNumber")
        .parse()
        .map_err(|_| Refusal::NumberWrong)?;
    known.meeting = find_meeting(state, number.get())
        .filter(|m| !m.expired(state.clock().now()))
        .map(|meeting| room_of(state, &meeting).into_owned());
    let (role, signed_number) = role_and_number?;
    if signed_number != number {
        return Err(Refusal::NumberWrong);
    }
    let meeting = known.meeting.as_ref().ok_or(Refusal::NumberNotFound)?;
    let signature: [u8; 32] = Sha256::digest(form.text("signature").as_bytes()).into();
    if let Some(admission) = coming_back(join, form, meeting.id, &signature) {
        known.came_back = true;
        return Ok(admission);
    }
    let external = app.account_id != state.account_id();
    let (standing, who) = match role {
        Role::Host if external => return Err(Refusal::OtherAccountsMeeting),
        Role::Host => starter(join, form, meeting)?,
        Role::Attendee => participant(join, form, meeting, external.then_some(&app))?,
    };
    let admission = Admission {
        number: meeting.id,
        standing,
        who,
        found_live: join.0.rooms.is_live(meeting.id),
        signature,
    };
    if join.0.rooms.is_barred(&admission) {
        return Err(Refusal::Removed);
    }
    let attends = standing == Standing::Participant;
    let before_host = attends && meeting.open_before_host(state.clock().now());
    if !(standing.starts() || admission.found_live || before_host) || (attends && meeting.practice)
    {
        return Err(Refusal::NotStarted);
    }
    Ok(admission)
}

/// The SDK that lost its socket asks again, without e-mail, customer key and passcode.
fn coming_back(
    join: &Join,
    form: &JoinForm,
    number: u64,
    signature: &[u8; 32],
) -> Option<Admission> {
    let seated = || join.0.rooms.seated(number, signature, &form.user_name());
    form.comes_back().then(seated).flatten()
}

/// The app that the signature names. What the form says as `apiKey` comes from the same token.
fn app(state: &State, form: &JoinForm) -> Result<SdkApp, Refusal> {
    let token = form.text("signature");
    if token.len() > MAX_TOKEN_BYTES {
        return Err(Refusal::InvalidSignature);
    }
    let inspection = inspect_unverified(token);
    let payload = inspection.payload().filter(|_| inspection.part_count == 3);
    let key = payload
        .and_then(|payload| payload.get("appKey").or_else(|| payload.get("sdkKey")))
        .and_then(|key| key.as_str())
        .ok_or(Refusal::InvalidSignature)?;
    let app = state.sdk_app(key).ok_or(Refusal::ApiKeyWrong)?;
    if app.enabled {
        Ok(app)
    } else {
        Err(Refusal::AppDisabled)
    }
}

fn verify(state: &State, app: &SdkApp, token: &str) -> Result<(Role, MeetingNumber), Refusal> {
    let client_id = ClientId::new(&app.client_id).map_err(|_| Refusal::ApiKeyWrong)?;
    let signer =
        Signer::new(client_id, &app.client_secret).map_err(|_| Refusal::InvalidSignature)?;
    let now = state.clock().now();
    let verified = match signer.verify(token, now) {
        Err(VerifyError::IssuedInFuture { by }) if by <= CLOCK_TOLERANCE_SECONDS => {
            signer.verify(token, now + by)
        }
        verdict => verdict,
    };
    match verified {
        Ok(Verified {
            role: Some(role),
            meeting_number: Some(number),
            ..
        }) => Ok((role, number)),
        Err(VerifyError::Expired { .. }) => Err(Refusal::SignatureExpired),
        Err(VerifyError::BadClaim { name: "role" }) => Err(Refusal::RoleNotApplicable),
        Err(VerifyError::BadClaim { name: "mn" }) => Err(Refusal::NumberWrong),
        _ => Err(Refusal::InvalidSignature),
    }
}

/// Who comes, as the form alone says it.
fn who(form: &JoinForm) -> Who {
    Who {
        name: form.user_name(),
        email: form.text("userEmail").chars().take(128).collect(),
        customer_key: form.customer_key(),
        ..Who::default()
    }
}

/// Role 1: needs the ZAK of the host or of an alternative host. Neither is asked for the passcode.
fn starter(join: &Join, form: &JoinForm, meeting: &Meeting) -> Result<(Standing, Who), Refusal> {
    let state = &join.0.state;
    if form.zak().is_empty() {
        return Err(Refusal::NotHost);
    }
    let user = zak_owner(state, form)?;
    let standing = if user.id == meeting.host_id {
        if join.0.rooms.hosted_by(&user.id, meeting.id) >= user.concurrency.meetings() {
            return Err(Refusal::HostsAnother);
        }
        Standing::Owner
    } else if meeting.may_be_started_by(&user.id, &user.email) || assists(state, &user, meeting) {
        Standing::AlternativeHost
    } else {
        return Err(Refusal::NotHost);
    };
    Ok((standing, signed_in(who(form), user)))
}

/// Who may schedule for the host may start for the host as well.
fn assists(state: &State, user: &User, meeting: &Meeting) -> bool {
    let host = state.user(&meeting.host_id);
    host.is_some_and(|host| host.is_assisted_by(&user.id))
}

/// Role 0.
fn participant(
    join: &Join,
    form: &JoinForm,
    meeting: &Meeting,
    outsider: Option<&SdkApp>,
) -> Result<(Standing, Who), Refusal> {
    let state = &join.0.state;
    if !meeting.admits(form.text("passWord")) {
        return Err(Refusal::PasscodeWrong);
    }
    if meeting.kind == Kind::Webinar && !form.has("userEmail") {
        return Err(Refusal::EmailRequired);
    }
    let mut standing = Standing::Participant;
    let mut who = who(form);
    if !form.zak().is_empty() {
        who = signed_in(who, zak_owner(state, form)?);
    }
    if let Some(app) = outsider {
        may_come_from_outside(form, app)?;
    }
    if form.has("obfToken") {
        who.on_behalf_of = Some(authorizer(join, form, meeting)?);
    }
    match guest(state, form, meeting)? {
        Some(Guest::Registrant(registrant)) => {
            who.registrant_id = Some(registrant.id);
            who.email = registrant.email;
        }
        Some(Guest::Panelist(panelist)) => {
            standing = Standing::Panelist;
            who.email = panelist.email;
        }
        Some(Guest::Invited { .. }) => {}
        None if is_host(&who, meeting) => return Err(Refusal::HostEmail),
        None => {}
    }
    let settings = &meeting.settings;
    let signs_in = match standing {
        Standing::Panelist => settings.flag("panelist_authentication"),
        _ => settings.meeting_authentication(),
    };
    if signs_in && who.user_id.is_none() {
        return Err(Refusal::LoginRequired);
    }
    Ok((standing, who))
}

/// Whose ZAK came along.
fn zak_owner(state: &State, form: &JoinForm) -> Result<User, Refusal> {
    let user_id = state
        .resolve_zak(form.zak())
        .map_err(|_| Refusal::TokenError)?;
    state.user(&user_id).ok_or(Refusal::TokenError)
}

/// A user is known by the account's address, whatever the page says.
fn signed_in(who: Who, user: User) -> Who {
    Who {
        user_id: Some(user.id),
        email: user.email,
        ..who
    }
}

/// Another account's app says for whom it joins, and is published.
fn may_come_from_outside(form: &JoinForm, app: &SdkApp) -> Result<(), Refusal> {
    if form.zak().is_empty() && !form.has("obfToken") {
        return Err(Refusal::AnonymousExternal);
    }
    if !app.published {
        return Err(Refusal::AppNotPublished);
    }
    Ok(())
}

/// The user of the OBF token, who has to be in the meeting.
fn authorizer(join: &Join, form: &JoinForm, meeting: &Meeting) -> Result<Authorizer, Refusal> {
    let state = &join.0.state;
    if !form.zak().is_empty() {
        return Err(Refusal::ObfAndZak);
    }
    let obf = state
        .resolve_obf(form.text("obfToken"))
        .map_err(|_| Refusal::ObfInvalid)?;
    if obf.meeting.is_some_and(|number| number != meeting.id) {
        return Err(Refusal::ObfOtherMeeting);
    }
    if !join.0.rooms.has_user(meeting.id, &obf.user_id) {
        return Err(Refusal::ObfUserAbsent);
    }
    let user = state.user(&obf.user_id).ok_or(Refusal::ObfInvalid)?;
    Ok(Authorizer {
        name: user.display_name(),
        user_id: user.id,
    })
}

/// Whose personal link was opened. Where no registration is asked for, a `tk` that is not one does not matter.
fn guest(state: &State, form: &JoinForm, meeting: &Meeting) -> Result<Option<Guest>, Refusal> {
    let asked = meeting.settings.registration();
    match form.text("tk") {
        "" if asked => Err(Refusal::RegistrationRequired),
        "" => Ok(None),
        tk => match state.resolve_link(meeting.id, tk) {
            Ok(guest) => Ok(Some(guest)),
            Err(_) if asked => Err(Refusal::RegistrantTokenBad),
            Err(_) => Ok(None),
        },
    }
}

/// Whether an attendee of a webinar gives the host's address without being signed in. When Zoom refuses that is not
/// documented, only that the SDK has a code for it.
fn is_host(who: &Who, meeting: &Meeting) -> bool {
    let same = who.email.eq_ignore_ascii_case(&meeting.host_email);
    meeting.kind == Kind::Webinar && who.user_id.is_none() && same
}

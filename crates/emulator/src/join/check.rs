//! Whether somebody may join, asked in one fixed order. The order itself is guessed: Zoom documents none.

use countersign_token::{
    ClientId, MAX_TOKEN_BYTES, MeetingNumber, Role, Signer, Verified, VerifyError,
    inspect_unverified,
};
use sha2::{Digest, Sha256};

use crate::live::{Admission, Standing, Who};
use crate::state::{Kind, Meeting, SdkApp, State};

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
    known.meeting = state
        .meeting(number.get())
        .filter(|m| !m.expired(state.clock().now()));
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
    let (standing, user_id) = match role {
        Role::Host if external => return Err(Refusal::OtherAccountsMeeting),
        Role::Host => starter(state, form, meeting)?,
        Role::Attendee => (
            Standing::Participant,
            participant(join, form, meeting, external.then_some(&app))?,
        ),
    };
    if standing == Standing::Participant
        && !meeting.settings.join_before_host()
        && !join.0.rooms.is_live(meeting.id)
    {
        return Err(Refusal::NotStarted);
    }
    let who = Who {
        name: form.user_name(),
        email: form.text("userEmail").chars().take(128).collect(),
        customer_key: form.customer_key(),
        user_id,
        registrant_id: registrant_id(state, meeting.id, form.text("tk")),
    };
    Ok(Admission {
        number: meeting.id,
        standing,
        who,
        signature,
    })
}

fn registrant_id(state: &State, number: u64, tk: &str) -> Option<String> {
    state
        .resolve_tk(number, tk)
        .ok()
        .map(|registrant| registrant.id)
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

/// Role 1: needs the ZAK of the host or of an alternative host. Neither is asked for the passcode.
fn starter(
    state: &State,
    form: &JoinForm,
    meeting: &Meeting,
) -> Result<(Standing, Option<String>), Refusal> {
    if form.zak().is_empty() {
        return Err(Refusal::NotHost);
    }
    let user_id = state
        .resolve_zak(form.zak())
        .map_err(|_| Refusal::TokenError)?;
    let user = state.user(&user_id).ok_or(Refusal::TokenError)?;
    if user.id == meeting.host_id {
        Ok((Standing::Owner, Some(user.id)))
    } else if meeting.may_be_started_by(&user.id, &user.email) {
        Ok((Standing::AlternativeHost, Some(user.id)))
    } else {
        Err(Refusal::NotHost)
    }
}

/// Role 0. Answers the user whose ZAK came along, if one did.
fn participant(
    join: &Join,
    form: &JoinForm,
    meeting: &Meeting,
    outsider: Option<&SdkApp>,
) -> Result<Option<String>, Refusal> {
    let state = &join.0.state;
    if !meeting.admits(form.text("passWord")) {
        return Err(Refusal::PasscodeWrong);
    }
    if meeting.kind == Kind::Webinar && !form.has("userEmail") {
        return Err(Refusal::EmailRequired);
    }
    let zak = form.zak();
    let user_id = match zak {
        "" => None,
        zak => Some(state.resolve_zak(zak).map_err(|_| Refusal::TokenError)?),
    };
    if let Some(app) = outsider {
        if zak.is_empty() && !form.has("obfToken") {
            return Err(Refusal::AnonymousExternal);
        }
        if !app.published {
            return Err(Refusal::AppNotPublished);
        }
    }
    if form.has("obfToken") {
        let obf = state
            .resolve_obf(form.text("obfToken"))
            .map_err(|_| Refusal::ObfInvalid)?;
        if obf.meeting.is_some_and(|number| number != meeting.id) {
            return Err(Refusal::ObfOtherMeeting);
        }
        if !join.0.rooms.has_user(meeting.id, &obf.user_id) {
            return Err(Refusal::ObfUserAbsent);
        }
    }
    if meeting.settings.registration() {
        match form.text("tk") {
            "" => return Err(Refusal::RegistrationRequired),
            tk => state
                .resolve_link(meeting.id, tk)
                .map_err(|_| Refusal::RegistrantTokenBad)?,
        };
    }
    if meeting.settings.meeting_authentication() && user_id.is_none() {
        return Err(Refusal::LoginRequired);
    }
    Ok(user_id)
}

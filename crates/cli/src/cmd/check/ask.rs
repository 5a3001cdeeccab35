//! Asks Zoom. Nothing is judged here.

use std::sync::Arc;
use std::time::Duration;

use countersign_gateway::Config;
use countersign_token::{
    Claims, ClientId, ExposeSecret, MeetingNumber, Role, Secret, Signer, Ttl, WebClaims,
};
use countersign_zoom::{Error, Grant, TransportError, User, UserSettings, Zoom};

use crate::failure::Failure;

/// The longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the ZAK that is asked for and thrown away would live.
const ZAK_LIFE: Duration = Duration::from_secs(60);

/// What Zoom answered.
pub(super) struct Facts {
    /// A token of the account for the Server-to-Server app's pair.
    pub(super) rest: Asked<Arc<Grant>>,
    /// A token of the app itself for that pair, asked for where its type is wrong.
    pub(super) rest_alone: Asked<Grant>,
    /// A token of the account for the pair that signs: it should be refused.
    pub(super) sdk: Asked<Arc<Grant>>,
    /// A token of the app itself for that pair.
    pub(super) sdk_alone: Asked<Grant>,
    pub(super) user: Asked<User>,
    pub(super) settings: Asked<UserSettings>,
    pub(super) zak: Asked<()>,
    pub(super) meeting: Asked<Found>,
    /// Whether a signature made with the pair that signs can be verified with it, or what is wrong.
    pub(super) signature: Result<(), String>,
}

/// An answer of Zoom's, its refusal, or why it was not asked.
pub(super) enum Asked<T> {
    Answer(T),
    Refused(Error),
    Unasked(&'static str),
}

/// A meeting or webinar of the account.
pub(super) struct Found {
    pub(super) webinar: bool,
    /// Whether its host is of the configured account; true where Zoom does not tell, as it shows no others' meetings.
    pub(super) own: bool,
}

impl Facts {
    pub(super) async fn gather(
        config: &Config,
        user: &str,
        meeting: Option<u64>,
        now: u64,
    ) -> Result<Facts, Failure> {
        let sdk_app = &config.meeting_sdk;
        let signature = signature(&sdk_app.client_id, &sdk_app.client_secret, meeting, now);
        let Some(app) = &config.server_to_server else {
            return Ok(Facts::of_a_signer_alone(signature));
        };
        let as_rest = client(config, &app.account_id, &app.client_id, &app.client_secret)?;
        let as_sdk = client(
            config,
            &app.account_id,
            &sdk_app.client_id,
            &sdk_app.client_secret,
        )?;
        let ((rest, rest_alone), (sdk, sdk_alone)) = tokio::join!(pair(&as_rest), pair(&as_sdk));
        let mut facts = Facts {
            rest,
            rest_alone,
            sdk,
            sdk_alone,
            signature,
            ..Facts::unasked("no token was granted")
        };
        if matches!(facts.rest, Asked::Answer(_)) {
            let users = as_rest.users();
            let zak = async { users.zak(user, Some(ZAK_LIFE)).await.map(drop) };
            let (of_user, settings, zak, meeting) = tokio::join!(
                users.get(user),
                users.settings(user),
                zak,
                find(&as_rest, meeting, &app.account_id)
            );
            facts.user = of_user.into();
            facts.settings = settings.into();
            facts.zak = zak.into();
            facts.meeting = meeting;
        }
        Ok(facts)
    }

    fn unasked(why: &'static str) -> Facts {
        Facts {
            rest: Asked::Unasked(why),
            rest_alone: Asked::Unasked(why),
            sdk: Asked::Unasked(why),
            sdk_alone: Asked::Unasked(why),
            user: Asked::Unasked(why),
            settings: Asked::Unasked(why),
            zak: Asked::Unasked(why),
            meeting: Asked::Unasked(why),
            signature: Ok(()),
        }
    }

    fn of_a_signer_alone(signature: Result<(), String>) -> Facts {
        Facts {
            sdk: Asked::Unasked(
                "the app's type is told with the account ID of a Server-to-Server OAuth app",
            ),
            signature,
            ..Facts::unasked(
                "no Server-to-Server OAuth app is configured; the gateway only signs and explains",
            )
        }
    }

    /// Why not one answer came.
    pub(super) fn unreached(&self) -> Option<&TransportError> {
        match (&self.rest, &self.sdk) {
            (Asked::Refused(Error::Transport(error)), Asked::Refused(Error::Transport(_))) => {
                Some(error)
            }
            _ => None,
        }
    }
}

impl<T> From<Result<T, Error>> for Asked<T> {
    fn from(answer: Result<T, Error>) -> Asked<T> {
        match answer {
            Ok(answer) => Asked::Answer(answer),
            Err(error) => Asked::Refused(error),
        }
    }
}

fn client(
    config: &Config,
    account_id: &str,
    client_id: &str,
    secret: &Secret,
) -> Result<Zoom, Failure> {
    let mut zoom =
        countersign_zoom::Config::new(account_id, client_id, secret.expose_secret().to_owned());
    zoom.api = config.zoom.api.clone();
    zoom.oauth = config.zoom.oauth.clone();
    zoom.allow_http = config.zoom.allows_http();
    zoom.timeout = PATIENCE;
    zoom.retry.max_attempts = 2;
    Zoom::new(zoom).map_err(|error| Failure::Usage(error.to_string()))
}

/// Which tokens a pair of credentials gets.
async fn pair(zoom: &Zoom) -> (Asked<Arc<Grant>>, Asked<Grant>) {
    let of_account = zoom.authenticate().await;
    let alone = match &of_account {
        Err(error) if is_wrong_type(error) => zoom.probe_client_credentials().await.into(),
        _ => Asked::Unasked("the app's type is known"),
    };
    (of_account.into(), alone)
}

/// Whether ID and secret are right, but not those of a Server-to-Server OAuth app.
pub(super) fn is_wrong_type(error: &Error) -> bool {
    matches!(error, Error::Token(error) if error.error == "unsupported_grant_type")
}

async fn find(zoom: &Zoom, number: Option<u64>, account_id: &str) -> Asked<Found> {
    let Some(number) = number else {
        return Asked::Unasked("no number was given with --meeting");
    };
    let (webinar, host) = match zoom.meetings().get(number).await {
        Ok(meeting) => (false, meeting.host_id),
        Err(error) => match zoom.webinars().get(number).await {
            Ok(webinar) => (true, webinar.host_id),
            Err(_) => return Asked::Refused(error),
        },
    };
    let host = match host {
        Some(host) => zoom.users().get(&host).await.ok(),
        None => None,
    };
    let of = host.and_then(|host| host.account_id);
    Asked::Answer(Found {
        webinar,
        own: of.is_none_or(|of| of == account_id),
    })
}

/// Signs for the meeting, or for a number that is nobody's, and verifies it.
fn signature(
    client_id: &str,
    secret: &Secret,
    meeting: Option<u64>,
    now: u64,
) -> Result<(), String> {
    let client_id = ClientId::new(client_id).map_err(|error| error.to_string())?;
    let signer = Signer::new(client_id, secret).map_err(|error| error.to_string())?;
    let number = MeetingNumber::try_from(meeting.unwrap_or(81_234_567_890));
    let number = number.map_err(|error| error.to_string())?;
    let claims = Claims::Web(WebClaims::new(number, Role::Attendee));
    let token = signer.sign(&claims, now, Ttl::DEFAULT);
    let verified = signer.verify(token.as_str(), now);
    verified.map(drop).map_err(|error| error.to_string())
}

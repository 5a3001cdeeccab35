use axum::http::StatusCode;
use countersign_token::MeetingNumber;
use countersign_zoom::{
    AddRegistrant, ApprovalType, Error, Open, Registrant, RegistrantStatus, Registrants, Zoom,
};
use secrecy::SecretString;

use crate::Problem;
use crate::link::Kind;

/// What the gateway needs to know of a meeting or webinar, as Zoom describes it at this moment.
#[derive(Debug)]
pub(crate) struct Meeting {
    pub(crate) number: MeetingNumber,
    pub(crate) kind: Kind,
    pub(crate) topic: String,
    pub(crate) host_id: String,
    pub(crate) host_email: String,
    pub(crate) passcode: Option<SecretString>,
    /// Attendees must register, and join with the token that gives them.
    pub(crate) registration: bool,
}

/// One who may join.
pub(crate) struct Registered {
    /// Zoom's id of them.
    pub(crate) id: Option<String>,
    /// With which they join.
    pub(crate) tk: SecretString,
}

fn registered(registrant: &Registrant) -> Option<Registered> {
    let status = registrant.status.as_ref();
    if status.is_some_and(|status| !status.is(RegistrantStatus::Approved)) {
        return None;
    }
    let id = registrant.id.clone();
    registrant.tk().map(|tk| Registered { id, tk })
}

/// Whether Zoom will not answer this otherwise when it is asked again.
fn refuses(error: &Error) -> bool {
    let status = error.as_api().map(|api| api.status);
    status.is_some_and(|status| (400..500).contains(&status) && status != 401 && status != 429)
}

/// The most registrants that are looked through for one e-mail address; Zoom takes about 5000.
const MAX_REGISTRANTS: usize = 5_000;

impl Meeting {
    /// Asks Zoom.
    pub(crate) async fn read(
        zoom: &Zoom,
        kind: Kind,
        number: MeetingNumber,
    ) -> Result<Meeting, Error> {
        let registration = |approval: Option<Open<ApprovalType>>| {
            approval.is_some_and(|approval| !approval.is(ApprovalType::NoRegistration))
        };
        Ok(match kind {
            Kind::Meeting => {
                let meeting = zoom.meetings().get(number.get()).await?;
                Meeting {
                    number,
                    kind,
                    topic: meeting.topic.unwrap_or_default(),
                    host_id: meeting.host_id.unwrap_or_default(),
                    host_email: meeting.host_email.unwrap_or_default(),
                    passcode: meeting.password,
                    registration: registration(
                        meeting.settings.and_then(|settings| settings.approval_type),
                    ),
                }
            }
            Kind::Webinar => {
                let webinar = zoom.webinars().get(number.get()).await?;
                Meeting {
                    number,
                    kind,
                    topic: webinar.topic.unwrap_or_default(),
                    host_id: webinar.host_id.unwrap_or_default(),
                    host_email: webinar.host_email.unwrap_or_default(),
                    passcode: webinar.password,
                    registration: registration(
                        webinar.settings.and_then(|settings| settings.approval_type),
                    ),
                }
            }
        })
    }

    /// Zoom wants an e-mail address of whoever joins.
    pub(crate) fn asks_email(&self) -> bool {
        self.kind == Kind::Webinar || self.registration
    }

    /// Registers an attendee and gives the token (`tk`) with which they join, and their id. Zoom answers the same address with the
    /// same registration.
    pub(crate) async fn register(
        &self,
        zoom: &Zoom,
        name: &str,
        email: &str,
    ) -> Result<Registered, Problem> {
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        let cut = |text: &str| text.chars().take(64).collect::<String>();
        let registrant = AddRegistrant {
            email: email.to_owned(),
            first_name: cut(first),
            last_name: Some(cut(last.trim())).filter(|last| !last.is_empty()),
            ..AddRegistrant::default()
        };
        let registration = self.registrants(zoom).add(&registrant).await?;
        match registration.tk() {
            Some(tk) => Ok(Registered {
                id: Some(registration.registrant_id),
                tk,
            }),
            None => Err(Problem::new(
                StatusCode::CONFLICT,
                "registration-pending",
                "the registration was received; the host has to approve it before one can join",
            )),
        }
    }

    /// The token of one whose id is known. `None` if Zoom no longer has them, has not approved them, or does not tell: an app
    /// may be without the scope for it, and then there is the list.
    pub(crate) async fn registrant(
        &self,
        zoom: &Zoom,
        id: &str,
        email: &str,
    ) -> Result<Option<Registered>, Problem> {
        let registrant = match self.registrants(zoom).get(id).await {
            Ok(registrant) => registrant,
            Err(error) if refuses(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        Ok(registered(&registrant).filter(|_| registrant.email.eq_ignore_ascii_case(email)))
    }

    /// Somebody who is registered and approved already. Zoom counts registrations per address and day
    /// (three), so this comes first for a person who was registered when their link was made.
    pub(crate) async fn registered(
        &self,
        zoom: &Zoom,
        email: &str,
    ) -> Result<Option<Registered>, Problem> {
        let all = self
            .registrants(zoom)
            .list_all(RegistrantStatus::Approved, MAX_REGISTRANTS)
            .await?;
        let registrant = all
            .iter()
            .find(|registrant| registrant.email.eq_ignore_ascii_case(email));
        Ok(registrant.and_then(registered))
    }

    fn registrants<'a>(&self, zoom: &'a Zoom) -> Registrants<'a> {
        match self.kind {
            Kind::Meeting => zoom.meetings().registrants(self.number.get()),
            Kind::Webinar => zoom.webinars().registrants(self.number.get()),
        }
    }
}

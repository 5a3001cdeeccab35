//! A client for the Zoom REST API with Server-to-Server OAuth, and for users who let a General app act for them.
//!
//! ```no_run
//! # async fn example() -> Result<(), countersign_zoom::Error> {
//! use countersign_zoom::{Config, CreateMeeting, Zoom};
//!
//! let zoom = Zoom::new(Config::new("account id", "client id", "client secret".to_owned()))?;
//! let meeting = zoom
//!     .meetings()
//!     .create("host@example.com", &CreateMeeting { topic: Some("Weekly".into()), ..CreateMeeting::default() })
//!     .await?;
//! let zak = zoom.users().zak("host@example.com", None).await?;
//! # let _ = (meeting, zak);
//! # Ok(())
//! # }
//! ```
//!
//! It asks for one access token however many callers wait, renews it early, and replaces it once when it is refused. It
//! repeats what is safe to repeat and nothing else: Zoom has no idempotency key, so a creation that was not answered is
//! returned with [`Error::may_have_happened`]. Fields and values it does not know are kept.
//!
//! Meeting numbers are plain `u64`, as Zoom's JSON has them: this crate stands alone, and a number that Zoom gave or will
//! refuse needs no check here. Passcodes, and links and tokens that let one in, are [`secrecy::SecretString`]s.

#[macro_use]
mod open;
mod ai_summaries;
mod client;
mod clock;
mod config;
mod device;
mod endpoint;
mod error;
mod invitations;
mod media;
mod meetings;
mod name_tags;
mod oauth;
mod page;
mod panelists;
mod past;
mod polls;
mod questions;
mod recordings;
mod registrants;
mod reports;
mod retry;
mod schedule;
mod secret;
mod series_date;
mod summary;
mod templates;
mod tracking_fields;
mod transport;
mod user_oauth;
mod users;
pub mod webhooks;
mod webinars;

pub use ai_summaries::{AiSummary, AiSummaryPage};
pub use client::Zoom;
pub use clock::{Clock, SystemClock};
pub use config::Config;
pub use device::{DeviceAuthorization, DevicePoll};
pub use endpoint::{Class, ENDPOINTS, Endpoint, RateLabel};
pub use error::{ApiError, Error, FieldError, TokenError, TransportError, TransportKind};
pub use invitations::{CreateInviteLinks, Invitation, InviteLink, InviteLinks, Invitee};
pub use media::{LiveStream, Media, MediaToken, MediaUse, StreamSettings};
pub use meetings::{
    CreateMeeting, EncryptionType, LiveEvent, Meeting, MeetingKind, MeetingList, MeetingPage,
    MeetingSettings, MeetingStatus, MeetingSummary, Meetings, UpcomingMeetings, UpdateMeeting,
};
pub use name_tags::{Branding, NameTag, NameTags};
pub use oauth::Grant;
pub use open::{Extra, Open};
pub use page::{PageRequest, Paging};
pub use panelists::{
    AddPanelist, Panelist, PanelistList, Panelists, TrackingSource, TrackingSources,
};
pub use past::{
    Participant, ParticipantPage, PastAnswer, PastInstance, PastInstances, PastMeeting,
    PastMeetings, PastQuestioner, PastQuestions, PastWebinars,
};
pub use polls::{
    CustomSurvey, Poll, PollKind, PollList, PollStatus, Polls, Prompt, Question, QuestionKind,
    Survey,
};
pub use questions::{FormField, FormQuestion, RegistrationForm};
pub use recordings::{Recording, RecordingFile, RecordingPage, RecordingSettings, Recordings};
pub use registrants::{
    AddRegistrant, BatchRegistrants, BatchRegistrations, CustomQuestion, Decision, Registrant,
    RegistrantName, RegistrantPage, RegistrantStatus, Registrants, Registration,
};
pub use reports::{
    Day, Days, HistoryMeeting, HistoryPage, HostPage, HostReport, Report, ReportPage, Reports,
    SurveyAnswer, SurveyAnswers, SurveyReport, UpcomingEvent, UpcomingEventPage,
};
pub use retry::RetryPolicy;
pub use schedule::{
    ApprovalType, Audio, AutoRecording, Occurrence, Recurrence, RecurrenceKind, RegistrationType,
    TrackingField,
};
pub use secrecy::{ExposeSecret, SecretString};
pub use series_date::SeriesDate;
pub use summary::Summary;
pub use templates::{CreateTemplate, Template, Templates};
pub use tracking_fields::{TrackedField, TrackingFields};
pub use user_oauth::{UserOauth, UserTokens};
pub use users::{
    Assistant, CreateUser, DeleteUser, NewUser, Scheduler, UpdateUser, UpdateUserSettings, User,
    UserCreation, UserDeletion, UserFeature, UserKind, UserLicences, UserPage, UserSettings,
    UserStatus, UserSummary, Users,
};
pub use webinars::{
    CreateWebinar, UpdateWebinar, Webinar, WebinarKind, WebinarPage, WebinarSettings,
    WebinarSummary, Webinars,
};

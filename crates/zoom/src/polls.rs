//! What a host prepares to ask: polls, and the survey at the end. See
//! <https://developers.zoom.us/docs/api/meetings/#tag/meetings> (polls, survey).

use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::open::{Extra, Open};

/// The polls and the survey of one meeting or webinar. The host must pay for a plan, and an instant meeting has none.
#[derive(Clone, Copy, Debug)]
pub struct Polls<'a> {
    zoom: &'a Zoom,
    number: u64,
    to: &'static Endpoints,
}

/// The endpoints of a meeting's polls, or a webinar's.
#[derive(Debug)]
struct Endpoints {
    list: &'static Endpoint,
    create: &'static Endpoint,
    /// Webinars have none.
    create_batch: Option<&'static Endpoint>,
    get: &'static Endpoint,
    update: &'static Endpoint,
    delete: &'static Endpoint,
    survey: &'static Endpoint,
    set_survey: &'static Endpoint,
    delete_survey: &'static Endpoint,
}

static OF_MEETING: Endpoints = Endpoints {
    list: &endpoint::LIST_MEETING_POLLS,
    create: &endpoint::CREATE_MEETING_POLL,
    create_batch: Some(&endpoint::CREATE_MEETING_POLLS),
    get: &endpoint::GET_MEETING_POLL,
    update: &endpoint::UPDATE_MEETING_POLL,
    delete: &endpoint::DELETE_MEETING_POLL,
    survey: &endpoint::GET_MEETING_SURVEY,
    set_survey: &endpoint::UPDATE_MEETING_SURVEY,
    delete_survey: &endpoint::DELETE_MEETING_SURVEY,
};

static OF_WEBINAR: Endpoints = Endpoints {
    list: &endpoint::LIST_WEBINAR_POLLS,
    create: &endpoint::CREATE_WEBINAR_POLL,
    create_batch: None,
    get: &endpoint::GET_WEBINAR_POLL,
    update: &endpoint::UPDATE_WEBINAR_POLL,
    delete: &endpoint::DELETE_WEBINAR_POLL,
    survey: &endpoint::GET_WEBINAR_SURVEY,
    set_survey: &endpoint::UPDATE_WEBINAR_SURVEY,
    delete_survey: &endpoint::DELETE_WEBINAR_SURVEY,
};

#[derive(Serialize)]
struct PollBatch<'a> {
    polls: &'a [Poll],
}

#[derive(Deserialize)]
struct PollsMade {
    polls: Vec<Poll>,
}

impl<'a> Polls<'a> {
    pub(crate) fn of_meeting(zoom: &'a Zoom, number: u64) -> Self {
        let to = &OF_MEETING;
        Self { zoom, number, to }
    }

    pub(crate) fn of_webinar(zoom: &'a Zoom, number: u64) -> Self {
        let to = &OF_WEBINAR;
        Self { zoom, number, to }
    }

    /// All polls.
    ///
    /// # Errors
    /// 404 if there is no such meeting or webinar; 4400 if its host has no polls, or it is an instant meeting.
    pub async fn list(&self) -> Result<PollList, Error> {
        self.zoom.fetch(&Call::new(self.to.list, self.number)).await
    }

    /// Prepares a poll. The answer has its id. If [`Error::may_have_happened`], list before you repeat.
    ///
    /// # Errors
    /// As [`Polls::list`]; 4400 above 50 polls; 300 for an invalid field.
    pub async fn create(&self, poll: &Poll) -> Result<Poll, Error> {
        self.zoom
            .fetch(&Call::new(self.to.create, self.number).json(poll)?)
            .await
    }

    /// Prepares up to 25 polls with one call; meetings alone. The answer has their ids.
    ///
    /// # Errors
    /// As [`Polls::create`]; [`Error::InvalidRequest`] for a webinar.
    pub async fn create_batch(&self, polls: &[Poll]) -> Result<Vec<Poll>, Error> {
        let Some(endpoint) = self.to.create_batch else {
            let because = "a webinar's polls are prepared one by one";
            return Err(Error::invalid_request(self.to.create, because));
        };
        let call = Call::new(endpoint, self.number).json(&PollBatch { polls })?;
        Ok(self.zoom.fetch::<PollsMade>(&call).await?.polls)
    }

    /// Reads a poll.
    ///
    /// # Errors
    /// As [`Polls::list`]; 404 (meetings) or 4400 (webinars) if there is no such poll.
    pub async fn get(&self, poll: &str) -> Result<Poll, Error> {
        self.zoom
            .fetch(&Call::new(self.to.get, self.number).part(poll))
            .await
    }

    /// Puts another poll in its place: what is absent is not kept.
    ///
    /// # Errors
    /// As [`Polls::get`] and [`Polls::create`].
    pub async fn replace(&self, poll: &str, by: &Poll) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.update, self.number).part(poll).json(by)?)
            .await
    }

    /// Takes a poll away.
    ///
    /// # Errors
    /// As [`Polls::get`], which is also what a repeat reports when the answer to the first try was lost.
    pub async fn delete(&self, poll: &str) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.delete, self.number).part(poll))
            .await
    }

    /// What is asked at the end.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such meeting or webinar; 3000 where surveys are off.
    pub async fn survey(&self) -> Result<Survey, Error> {
        self.zoom
            .fetch(&Call::new(self.to.survey, self.number))
            .await
    }

    /// Changes what is asked at the end; what is absent stays.
    ///
    /// # Errors
    /// As [`Polls::survey`]; 300 for a link that is none.
    pub async fn set_survey(&self, survey: &Survey) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.set_survey, self.number).json(survey)?)
            .await
    }

    /// Asks nothing at the end.
    ///
    /// # Errors
    /// As [`Polls::survey`].
    pub async fn delete_survey(&self) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.delete_survey, self.number))
            .await
    }
}

/// The polls of a meeting or webinar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PollList {
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_records: Option<u64>,
    /// All of them.
    pub polls: Vec<Poll>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A poll, as it is asked for and as Zoom answers it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Poll {
    /// Zoom gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Zoom takes [`PollKind::Poll`] if it is absent.
    #[serde(rename = "poll_type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<PollKind>>,
    /// Whether nobody learns who answered what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymous: Option<bool>,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Zoom gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Open<PollStatus>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Kinds of poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum PollKind {
    /// Of one choice or several.
    Poll = 1,
    /// Of every kind of question, if the account has it.
    Advanced = 2,
    /// With right answers, if the account has it.
    Quiz = 3,
}

numbered!(PollKind {
    Poll,
    Advanced,
    Quiz
});

/// How far a poll is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PollStatus {
    /// Prepared.
    #[serde(rename = "notstart")]
    NotStarted,
    /// Being answered.
    Started,
    /// Answered.
    Ended,
    /// Its results are shown.
    Sharing,
    /// Out of use.
    Deactivated,
}

/// A question of a poll or a survey.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The question: up to 1024 characters of a poll, 420 of a survey.
    pub name: String,
    /// How it is answered.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<QuestionKind>>,
    /// Whether it must be answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_required: Option<bool>,
    /// The answers to choose from: two at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<String>>,
    /// Of a quiz, the answers that are right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_answers: Option<Vec<String>>,
    /// What answers are matched to, or put in order by: two to ten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompts: Option<Vec<Prompt>>,
    /// Fields that this crate does not name, such as `rating_max_value` or `answer_max_character`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// By one choice.
    Single,
    /// By several.
    Multiple,
    /// By matching answers to prompts.
    Matching,
    /// By putting answers in order.
    RankOrder,
    /// In up to 500 characters.
    ShortAnswer,
    /// In up to 2000 characters.
    LongAnswer,
    /// By filling in blanks.
    FillInTheBlank,
    /// By a number.
    RatingScale,
}

/// What an answer is matched to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prompt {
    /// The prompt.
    pub prompt_question: String,
    /// Of a quiz, the answers that are right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_right_answers: Option<Vec<String>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is asked at the end: here or elsewhere.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Survey {
    /// Whether the browser shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_in_the_browser: Option<bool>,
    /// Whether the mail afterwards has the link (webinars).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_in_the_follow_up_email: Option<bool>,
    /// Asked by Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_survey: Option<CustomSurvey>,
    /// Asked elsewhere: a link of up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party_survey: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A survey of Zoom's own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomSurvey {
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether nobody learns who answered what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymous: Option<bool>,
    /// What is said at the end, up to 320 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
    /// Up to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questions: Option<Vec<Question>>,
    /// Fields that this crate does not name, such as `numbered_questions`.
    #[serde(flatten)]
    pub extra: Extra,
}

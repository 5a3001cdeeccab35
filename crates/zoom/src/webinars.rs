//! Webinars: <https://developers.zoom.us/docs/api/meetings/#tag/webinars>. The host needs a licence and the webinar add-on.

mod list;
mod request;
mod settings;
mod webinar;

use secrecy::SecretString;

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::invitations::{CaptionToken, CreateInviteLinks, InviteLinks};
use crate::media::Media;
use crate::name_tags::NameTags;
use crate::page::PageRequest;
use crate::panelists::{Panelists, TrackingSources};
use crate::polls::Polls;
use crate::registrants::Registrants;
use crate::schedule::{StatusAction, StatusChange};
use crate::series_date::SeriesDate;
use crate::templates::{CreateTemplate, Template, TemplateOf, Templates};

pub use self::list::{WebinarPage, WebinarSummary};
pub use self::request::{CreateWebinar, UpdateWebinar};
pub use self::settings::WebinarSettings;
pub use self::webinar::{Webinar, WebinarKind};

/// The webinars of an account. `user` is a user id, an e-mail address or `me`; `number` a webinar's number.
#[derive(Clone, Copy, Debug)]
pub struct Webinars<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl<'a> Webinars<'a> {
    /// Creates a webinar. The answer holds the settings in effect, which may differ from those asked for.
    ///
    /// # Errors
    /// Code 200 if the user has no webinar plan, 1001 if there is no such user, 300 for an invalid field; 429 above 100
    /// creations and changes per host and day. If [`Error::may_have_happened`], list before you repeat.
    pub async fn create(&self, user: &str, webinar: &CreateWebinar) -> Result<Webinar, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_WEBINAR, user).json(webinar)?)
            .await
    }

    /// Reads a webinar. Every answer has a fresh `start_url`. Whether it runs, REST does not say.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none; 300 if the number is a meeting's.
    pub async fn get(&self, number: u64) -> Result<Webinar, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_WEBINAR, number))
            .await
    }

    /// Reads one instance of a webinar by its UUID, which changes with every start.
    ///
    /// # Errors
    /// As [`Webinars::get`].
    pub async fn get_instance(&self, uuid: &str) -> Result<Webinar, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_WEBINAR, uuid))
            .await
    }

    /// One page of a user's webinars.
    ///
    /// # Errors
    /// 300 if the page token is older than 15 minutes or not Zoom's.
    pub async fn list(&self, user: &str, page: &PageRequest) -> Result<WebinarPage, Error> {
        self.zoom
            .fetch(&page.on(Call::new(&endpoint::LIST_WEBINARS, user)))
            .await
    }

    /// A user's webinars, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Webinars::list`].
    pub async fn list_all(&self, user: &str, limit: usize) -> Result<Vec<WebinarSummary>, Error> {
        let call = Call::new(&endpoint::LIST_WEBINARS, user).query("page_size", 300);
        self.zoom.fetch_all::<WebinarPage>(call, limit).await
    }

    /// Changes what `change` names and leaves the rest.
    ///
    /// # Errors
    /// As [`Webinars::create`] and [`Webinars::get`].
    pub async fn update(&self, number: u64, change: &UpdateWebinar) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::UPDATE_WEBINAR, number).json(change)?)
            .await
    }

    /// Deletes a webinar.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none, which is also what a repeat reports when the answer to the first try was lost.
    pub async fn delete(&self, number: u64) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::DELETE_WEBINAR, number))
            .await
    }

    /// Ends a running webinar for everybody.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none. What Zoom answers when it is not running is not documented.
    pub async fn end(&self, number: u64) -> Result<(), Error> {
        let change = StatusChange {
            action: StatusAction::End,
        };
        self.zoom
            .perform(&Call::new(&endpoint::PUT_WEBINAR_STATUS, number).json(&change)?)
            .await
    }

    /// The URL to which another service sends captions while the webinar runs; Zoom calls it a token.
    ///
    /// # Errors
    /// As [`Webinars::get`]; 3000 where captions from elsewhere are off.
    pub async fn caption_url(&self, number: u64) -> Result<SecretString, Error> {
        let call = Call::new(&endpoint::GET_WEBINAR_CAPTION_TOKEN, number);
        self.zoom
            .fetch::<CaptionToken>(&call.query("type", "closed_caption_token"))
            .await
            .map(|answer| answer.token.into())
    }

    /// Makes links that carry a name. If [`Error::may_have_happened`], making them again does no harm.
    ///
    /// # Errors
    /// As [`Webinars::get`].
    pub async fn invite_links(
        &self,
        number: u64,
        links: &CreateInviteLinks,
    ) -> Result<InviteLinks, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_WEBINAR_INVITE_LINKS, number).json(links)?)
            .await
    }

    /// Where it is announced.
    ///
    /// # Errors
    /// As [`Webinars::get`].
    pub async fn tracking_sources(&self, number: u64) -> Result<TrackingSources, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_TRACKING_SOURCES, number))
            .await
    }

    /// The panelists of a webinar.
    pub fn panelists(&self, number: u64) -> Panelists<'a> {
        Panelists {
            zoom: self.zoom,
            number,
        }
    }

    /// One date of a series, by its id.
    pub fn occurrence(&self, number: u64, id: &str) -> SeriesDate<'a, Webinar, UpdateWebinar> {
        SeriesDate::of_webinar(self.zoom, number, id)
    }

    /// The templates that a user can name.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user.
    pub async fn templates(&self, user: &str) -> Result<Templates, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_WEBINAR_TEMPLATES, user))
            .await
    }

    /// Makes a template of a webinar; a user has up to 40.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user, 3001 if there is no such webinar; 3000 if the name is taken, 300 if there
    /// are enough. If [`Error::may_have_happened`], list before you repeat.
    pub async fn create_template(
        &self,
        user: &str,
        template: &CreateTemplate,
    ) -> Result<Template, Error> {
        let body = TemplateOf {
            webinar_id: Some(template.of),
            meeting_id: None,
            template,
        };
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_WEBINAR_TEMPLATE, user).json(&body)?)
            .await
    }

    /// The name tags of a webinar.
    pub fn name_tags(&self, number: u64) -> NameTags<'a> {
        let zoom = self.zoom;
        NameTags { zoom, number }
    }

    /// Where a webinar is streamed to, and tokens to record it.
    pub fn media(&self, number: u64) -> Media<'a> {
        Media::of_webinar(self.zoom, number)
    }

    /// The polls and the survey of a webinar.
    pub fn polls(&self, number: u64) -> Polls<'a> {
        Polls::of_webinar(self.zoom, number)
    }

    /// The registrants of a webinar.
    pub fn registrants(&self, number: u64) -> Registrants<'a> {
        Registrants::of_webinar(self.zoom, number)
    }
}

//! Every code and message that a join, a start or a REST call may show, in tables.

mod exceptions;
pub(super) mod http;
mod meeting;
mod native;
mod native_meeting;
mod oauth;
mod participant;
mod rest;
mod rest_texts;
mod sdk;
mod signature;
mod tokens;
mod video;

/// What stands over the message in Client View's window, whatever the message.
pub(crate) const TITLE: &str = "Joining Meeting Timeout or Browser restriction";

/// A code or message, in one of the places where it is seen.
pub(crate) struct Code {
    /// As shown; empty for an exception, which has none.
    pub(crate) code: &'static str,
    pub(crate) seen_in: Place,
    /// What Zoom's server sends, a text or numbers with spaces between them, or how a native SDK's log writes it; empty
    /// where it is what is shown, or nobody knows.
    pub(crate) server: &'static str,
    /// What the developer gets to see.
    pub(crate) shown: &'static str,
    /// One clause: lower case, no full stop.
    pub(crate) means: &'static str,
    /// Rules and live checks that look for the causes, most common first. Empty where the meaning says it all.
    pub(crate) causes: &'static [&'static str],
    /// Whole sentences, first things first.
    pub(crate) check_first: &'static [&'static str],
}

/// Where a code is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Meeting SDK for Web, both views.
    Web,
    /// Meeting SDK for Android and the other native platforms.
    Native,
    /// The REST API.
    Rest,
    /// `zoom.us/oauth/authorize` and `zoom.us/oauth/token`.
    OAuth,
    /// The Video SDK, another product, whose tokens and codes are mistaken for those of the Meeting SDK.
    Video,
    /// The requests of a page or a server, to whomever.
    Http,
}

impl Place {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Place::Web => "web SDK",
            Place::Native => "native SDK",
            Place::Rest => "REST API",
            Place::OAuth => "OAuth",
            Place::Video => "Video SDK",
            Place::Http => "HTTP",
        }
    }

    pub(crate) fn url(self) -> &'static str {
        match self {
            Place::Web => "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
            Place::Native => {
                "https://developers.zoom.us/docs/meeting-sdk/android/resource/error-codes/"
            }
            Place::Rest => "https://developers.zoom.us/docs/api/errors/",
            Place::OAuth => "https://developers.zoom.us/docs/internal-apps/s2s-oauth/",
            Place::Video => "https://developers.zoom.us/docs/video-sdk/android/error-codes/",
            Place::Http => "https://www.rfc-editor.org/rfc/rfc9110#name-status-codes",
        }
    }
}

/// All of them, the web's first.
pub(crate) fn all() -> impl Iterator<Item = &'static Code> {
    [
        signature::CODES,
        sdk::CODES,
        meeting::CODES,
        participant::CODES,
        tokens::CODES,
        exceptions::CODES,
        native::CODES,
        native_meeting::CODES,
        rest::CODES,
        rest_texts::CODES,
        oauth::CODES,
        video::CODES,
        http::CODES,
    ]
    .into_iter()
    .flatten()
}

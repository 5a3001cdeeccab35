//! `/j/{key}`: the lobby of a meeting or webinar, and the meeting itself in one of the two views.

use askama::Template;
use axum::response::Response;

use super::document;
use super::sdk::{self, View};
use crate::{SDK_VERSION, ZoomHosts};

/// What the page of a link shows before anything is asked of Zoom. No secret is part of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct JoinPage<'a> {
    /// The view to load.
    pub(crate) view: View,
    /// The meeting's topic, as Zoom knows it.
    pub(crate) topic: &'a str,
    /// A webinar rather than a meeting.
    pub(crate) webinar: bool,
    /// The link starts the meeting as its host, rather than joining it.
    pub(crate) start: bool,
    /// Who hosts, when that may be shown.
    pub(crate) host: Option<&'a str>,
    /// The name of the person the link was made for.
    pub(crate) name: Option<&'a str>,
    /// The e-mail address of the person the link was made for.
    pub(crate) email: Option<&'a str>,
    /// Zoom will want an e-mail address: a webinar, or a meeting with registration.
    pub(crate) asks_email: bool,
}

impl JoinPage<'_> {
    fn noun(&self) -> &'static str {
        if self.webinar { "webinar" } else { "meeting" }
    }

    fn verb(&self) -> &'static str {
        if self.start { "Start" } else { "Join" }
    }
}

/// What both pages that host the SDK tell their scripts.
pub(super) struct Host<'a> {
    pub(super) scripts: Vec<String>,
    pub(super) sdk_base: &'a str,
    pub(super) sdk_version: &'a str,
    pub(super) web_endpoint: &'a str,
    pub(super) bridge: Option<&'a str>,
    pub(super) view: View,
}

impl<'a> Host<'a> {
    pub(super) fn new(zoom: &'a ZoomHosts, view: View) -> Host<'a> {
        Host {
            scripts: sdk::scripts(&zoom.sdk, view),
            sdk_base: sdk::base(&zoom.sdk),
            sdk_version: SDK_VERSION,
            web_endpoint: &zoom.web_endpoint,
            bridge: zoom.bridge.as_deref(),
            view,
        }
    }
}

/// The page of one link. Its scripts post to `session` and `explain` under the link's own path.
pub(crate) fn join(zoom: &ZoomHosts, page: &JoinPage<'_>) -> Response {
    document::meeting(
        zoom,
        &Lobby {
            page,
            sdk: Host::new(zoom, page.view),
        },
    )
}

#[derive(Template)]
#[template(path = "join.html")]
struct Lobby<'a> {
    page: &'a JoinPage<'a>,
    sdk: Host<'a>,
}

//! Causes that no token can show: only Zoom's Marketplace, the other account, the code, or time can tell.

use crate::LiveCheck;

pub(crate) struct Live {
    pub(crate) id: &'static str,
    pub(crate) message: &'static str,
    next_step: &'static str,
    url: &'static str,
}

impl Live {
    pub(crate) fn check(&self) -> LiveCheck {
        LiveCheck {
            rule: self.id.to_owned(),
            message: self.message.to_owned(),
            next_step: self.next_step.to_owned(),
            url: self.url.to_owned(),
        }
    }

    /// The check as an explanation of its id.
    pub(crate) fn page(&self) -> String {
        let Live {
            id,
            message,
            next_step,
            url,
        } = self;
        format!("# {id}\n\nNo token can show this: {message}.\n\n{next_step}\n\nSee <{url}>.\n")
    }
}

pub(crate) static LIVE: &[Live] = &[
    Live {
        id: "s2s-credentials",
        message: "the pair may belong to a Server-to-Server OAuth app, which calls the REST API and cannot sign",
        next_step: "Open the app in the Zoom Marketplace: it must be a General app with Embed, Meeting SDK switched on. \
                    Keep the Server-to-Server app for REST alone.",
        url: "https://devforum.zoom.us/t/invalid-signature-web-sdk/98154",
    },
    Live {
        id: "oauth-app",
        message: "the pair may belong to a plain OAuth app, which signs users in and cannot sign tokens",
        next_step: "Open the app in the Zoom Marketplace and look at its type: only a General app with the Meeting SDK, or an \
                    older Meeting SDK app, signs.",
        url: "https://devforum.zoom.us/t/how-to-generate-signature-for-oauth-app-type/85908",
    },
    Live {
        id: "embed-off",
        message: "the app may be a General app in which the Meeting SDK is switched off",
        next_step: "Open the app in the Zoom Marketplace, Features, Embed, and switch Meeting SDK on; then sign with the \
                    client ID and secret of that same app.",
        url: "https://devforum.zoom.us/t/generate-meeting-sdk-credentials-client-id-and-client-secret-after-zoom-update-is-not-working/114958",
    },
    Live {
        id: "dev-vs-prod",
        message: "the client ID may be of the development pair and the secret of the production pair, or the reverse",
        next_step: "Copy both values anew from the same tab of the app's page. Meetings of other accounts need the \
                    production pair of a reviewed app.",
        url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    },
    Live {
        id: "app-inactive",
        message: "the app may not be activated, or may have been deactivated or removed",
        next_step: "Look at the app's activation in the Zoom Marketplace.",
        url: "https://developers.zoom.us/docs/meeting-sdk/web/error-codes/",
    },
    Live {
        id: "legacy-sdk-key",
        message: "the pair may be an old SDK key and secret, which Zoom replaces by client ID and client secret",
        next_step: "Compare with the app's page in the Zoom Marketplace and sign with the client ID and client secret \
                    shown there.",
        url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    },
    Live {
        id: "unresolved-web-general-app",
        message: "some General apps in development are refused on the web although all is right; nobody has found out why",
        next_step: "Try the same token with a native SDK; if it works there, make a new app, and report both to Zoom.",
        url: "https://github.com/attendee-labs/attendee/issues/919",
    },
    Live {
        id: "role1-other-account",
        message: "the token asks to host a meeting of another account; Zoom's text about concurrent meetings misleads",
        next_step: "Find out who owns the meeting: GET /v2/meetings/{number} with your own account answers only for your \
                    own meetings. Join with role 0, or start with the ZAK of the meeting's host.",
        url: "https://devforum.zoom.us/t/web-sdk-cant-join-as-host/9045",
    },
    Live {
        id: "webinar-host",
        message: "the webinar must be started by its host or an alternative host",
        next_step: "Start it with role 1 and the ZAK of the host, or of an alternative host, each with their own.",
        url: "https://developers.zoom.us/docs/meeting-sdk/auth/zak/",
    },
    Live {
        id: "external-unpublished",
        message: "the meeting belongs to another account and the app is not reviewed by Zoom",
        next_step: "Try with a meeting of the app owner's account. For others, submit the app for review and sign with \
                    its production pair.",
        url: "https://developers.zoom.us/docs/meeting-sdk/obf-faq/",
    },
    Live {
        id: "open-signing-endpoint",
        message: "the endpoint signs for whoever asks, for any meeting and with role 1 as well",
        next_step: "Read the code that signs: it must know who is asking, take the meeting from its own records and decide the \
                    role itself, not read it from the request. Zoom's sample endpoint does none of this; put it behind your \
                    own login.",
        url: "https://github.com/zoom/meetingsdk-auth-endpoint-sample",
    },
    Live {
        id: "zoom-outage",
        message: "Zoom itself may have trouble",
        next_step: "Look at https://status.zoom.us and try again later before changing anything.",
        url: "https://devforum.zoom.us/t/suddenly-unable-to-join-meetings-then-recovered/96558",
    },
];

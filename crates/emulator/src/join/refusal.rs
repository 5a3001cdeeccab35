//! Every way in which a join is refused, and the answer that makes the SDK show Zoom's own code for it.
//!
//! The SDK looks up what it shows by the *text* of an answer with code 200 or 3000, and by the number of a few others.
//! Component View knows too few of those; it learns the rest only from `res` in the socket's first frame, so for these
//! the request itself is answered well. Source of all of it: observed with SDK 6.2.0.

use countersign_diagnose::View;

/// Why a join is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The signature is malformed, of another secret, from the future, or lacks claims.
    InvalidSignature,
    /// No Meeting SDK app has this client ID.
    ApiKeyWrong,
    /// The app is deactivated.
    AppDisabled,
    /// `exp` has come.
    SignatureExpired,
    /// `mn` is not the meeting number that was asked for.
    NumberWrong,
    /// There is no such meeting or webinar.
    NumberNotFound,
    /// `role` is neither 0 nor 1.
    RoleNotApplicable,
    /// Role 1 in a meeting of another account.
    OtherAccountsMeeting,
    /// Role 1 without a ZAK, or with that of somebody who is neither host nor alternative host.
    NotHost,
    /// A ZAK that is not one, or has expired.
    TokenError,
    /// The passcode is missing or another.
    PasscodeWrong,
    /// A webinar's attendee without an e-mail address.
    EmailRequired,
    /// Registration is required and there is no `tk`.
    RegistrationRequired,
    /// A `tk` that is not one, is of another meeting, or of somebody who was not approved.
    RegistrantTokenBad,
    /// Only signed-in users may join.
    LoginRequired,
    /// Another account's app without ZAK or OBF token.
    AnonymousExternal,
    /// Another account's app that is not published.
    AppNotPublished,
    /// An OBF token that is not one, or has expired.
    ObfInvalid,
    /// An OBF token for another meeting.
    ObfOtherMeeting,
    /// The user of the OBF token is not in the meeting.
    ObfUserAbsent,
    /// The host has not come, and nobody may join before.
    NotStarted,
    /// The host is in as many other meetings that they host as they may be.
    HostsAnother,
    /// The host has locked the meeting.
    Locked,
    /// As many participants as the emulator lets in.
    Full,
    /// It ended between the request and the socket.
    Ended,
    /// The host removed this one from the meeting that is still going on.
    Removed,
    /// The address of a webinar's host, given by an attendee.
    HostEmail,
    /// Both an OBF token and a ZAK. The SDK refuses that by itself.
    ObfAndZak,
    /// The request is too long, or its socket shows no ticket of ours.
    InvalidParameter,
}

/// How a refusal is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// By the answer to `wc/info`.
    Info { code: u32, text: &'static str },
    /// By `res` in the socket's first frame.
    Socket { res: u32 },
}

impl Refusal {
    /// In which way the view is to be told.
    pub(crate) fn told(self, view: View) -> Told {
        match (self.row(), view) {
            ((_, _, Some((res, _)), _), View::Component) => Told::Socket { res },
            ((_, _, Some((res, _)), _), View::Client) if self.only_by_socket() => {
                Told::Socket { res }
            }
            ((code, text, ..), _) => Told::Info { code, text },
        }
    }

    /// Client View calls back `1` when `wc/info` says it. By the socket it calls nobody back: it shows the code on its
    /// screen and tells `onMeetingStatus`, or says in words that the meeting is locked, full or over.
    fn only_by_socket(self) -> bool {
        matches!(
            self,
            Self::AnonymousExternal
                | Self::AppNotPublished
                | Self::ObfInvalid
                | Self::ObfOtherMeeting
                | Self::ObfUserAbsent
                | Self::ObfAndZak
                | Self::Locked
                | Self::Full
                | Self::Ended
        )
    }

    /// Code and text of the answer to `wc/info`.
    pub(super) fn info(self) -> (u32, &'static str) {
        let (code, text, ..) = self.row();
        (code, text)
    }

    /// The `res` for a socket that is refused.
    pub(crate) fn res(self) -> u32 {
        let (code, _, socket, _) = self.row();
        socket.map_or(code, |(res, _)| res)
    }

    /// The code that the SDK shows. Client View shows `1` where it knows no better.
    #[must_use]
    pub fn shown(self, view: View) -> u32 {
        if (self, view) == (Self::NotStarted, View::Client) {
            return 1;
        }
        match (self.row(), view) {
            ((_, _, Some((_, shown)), _), View::Component) | ((.., shown), _) => shown,
        }
    }

    /// `wc/info`'s code and text; `res` and what Component View then shows; what is shown otherwise.
    #[rustfmt::skip]
    fn row(self) -> (u32, &'static str, Option<(u32, u32)>, u32) {
        match self {
            Self::InvalidSignature     => (200, "Invalid signature.", None, 3712),
            Self::ApiKeyWrong          => (200, "The api key is wrong.", None, 3704),
            Self::AppDisabled          => (200, "The account don't enable API.", None, 3710),
            Self::SignatureExpired     => (200, "The signature has expired.", None, 3705),
            Self::NumberWrong          => (200, "The meeting number is wrong.", None, 3706),
            Self::NumberNotFound       => (200, "The meeting number is not found.", None, 3707),
            Self::RoleNotApplicable    => (200, "The role is not applicable.", None, 3708),
            Self::OtherAccountsMeeting => (200, "Can not be host in other account's meeting.", None, 3711),
            Self::NotHost              => (3003, "You are not the meeting host.", Some((3003, 3003)), 3003),
            Self::TokenError           => (3136, "Token error", Some((3136, 3623)), 3623),
            Self::PasscodeWrong        => (3004, "Meeting passcode wrong.", None, 3004),
            Self::HostsAnother         => (3000, "Already has other meetings in progress.", None, 3000),
            Self::EmailRequired        => (3000, "User email is required.", None, 3005),
            Self::RegistrationRequired => (3099, "", None, 3099),
            Self::RegistrantTokenBad   => (124, "Token has expired.", Some((124, 3610)), 3610),
            Self::LoginRequired        => (3100, "Require login", Some((3100, 3100)), 3100),
            Self::AnonymousExternal    => (13296, "This join flow is not supported.", Some((13296, 4012)), 4012),
            Self::AppNotPublished      => (6601, "The app is not published.", Some((6601, 4011)), 4011),
            Self::ObfInvalid           => (13299, "The OBF token is invalid.", Some((13299, 4014)), 4014),
            Self::ObfOtherMeeting      => (13300, "The OBF token is for another meeting number.", Some((13300, 4015)), 4015),
            Self::ObfUserAbsent        => (103_041, "The authorized user is not in the meeting.", Some((103_041, 4017)), 4017),
            Self::ObfAndZak            => (13245, "The token is not that of the user who signed in.", Some((13245, 4018)), 4018),
            Self::NotStarted           => (3008, "Meeting has not started", None, 3008),
            Self::Locked               => (12, "The meeting is locked.", Some((12, 4006)), 4006),
            Self::Full                 => (9, "The meeting is at capacity.", Some((9, 4005)), 4005),
            Self::Ended                => (6, "The meeting has ended.", Some((6, 4004)), 4004),
            Self::Removed              => (3009, "Be removed.", Some((103_039, 3009)), 3009),
            Self::HostEmail            => (3027, "Host email as attendee", Some((3027, 3627)), 1),
            Self::InvalidParameter     => (4003, "Invalid parameter", Some((4003, 4003)), 4003),
        }
    }

    /// A name for programs, in kebab case.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn component_view_is_told_by_the_socket_what_wc_info_cannot_say() {
        assert_eq!(
            Refusal::NotHost.told(View::Component),
            Told::Socket { res: 3003 }
        );
        let told = Refusal::NotHost.told(View::Client);
        assert!(matches!(told, Told::Info { code: 3003, .. }), "{told:?}");
    }

    #[test]
    fn the_code_that_is_shown_is_zooms() {
        assert_eq!(Refusal::InvalidSignature.shown(View::Client), 3712);
        assert_eq!(Refusal::AppNotPublished.shown(View::Component), 4011);
        assert_eq!(Refusal::AppNotPublished.shown(View::Client), 4011);
    }

    #[test]
    fn names_are_kebab_case() {
        assert_eq!(Refusal::ApiKeyWrong.name(), "api-key-wrong");
    }
}

//! How a meeting fails in the native Meeting SDKs: `MeetingFailCode` and `SDKError` of their headers, which Windows, Linux
//! and macOS share, and what the wrappers for phones say in words.

use super::{Code, Place::Native};

/// `server` is how logs write it; below 16 the number alone means something else when the SDK authenticates.
const fn fails(
    server: &'static str,
    shown: &'static str,
    means: &'static str,
    causes: &'static [&'static str],
    check_first: &'static [&'static str],
) -> Code {
    Code {
        code: "",
        seen_in: Native,
        server,
        shown,
        means,
        causes,
        check_first,
    }
}

/// The same with a number that means nothing else.
const fn numbered(code: &'static str, entry: Code) -> Code {
    Code { code, ..entry }
}

pub(super) static CODES: &[Code] = &[
    fails(
        "MeetingFailCode 1",
        "MEETING_FAIL_CONNECTION_ERR",
        "Zoom could not be reached",
        &[],
        &["Look at network and proxy."],
    ),
    fails(
        "MeetingFailCode 4",
        "MEETING_FAIL_PASSWORD_ERR",
        "the passcode is wrong",
        &["wrong-passcode"],
        &["Check the passcode."],
    ),
    fails(
        "MeetingFailCode 6",
        "MEETING_FAIL_MEETING_OVER",
        "the meeting has ended",
        &[],
        &["Join while it is running, or let the host start it again."],
    ),
    fails(
        "MeetingFailCode 7",
        "MEETING_FAIL_MEETING_NOT_START",
        "the meeting has not started",
        &["start-without-zak"],
        &["Wait for the host; who starts it passes the host's ZAK."],
    ),
    fails(
        "MeetingFailCode 8",
        "MEETING_FAIL_MEETING_NOT_EXIST",
        "no meeting has this number",
        &[],
        &["Check the number, and whether the meeting was deleted or has expired."],
    ),
    fails(
        "MeetingFailCode 9",
        "MEETING_FAIL_MEETING_USER_FULL",
        "the meeting is full",
        &[],
        &["The host's licence says how many may join."],
    ),
    fails(
        "MeetingFailCode 10",
        "MEETING_FAIL_CLIENT_INCOMPATIBLE",
        "the SDK is too old",
        &[],
        &["Upgrade the SDK."],
    ),
    fails(
        "MeetingFailCode 12",
        "MEETING_FAIL_CONFLOCKED",
        "the host has locked the meeting",
        &[],
        &["Ask the host to unlock it."],
    ),
    numbered(
        "16",
        fails(
            "MeetingFailCode 16",
            "MEETING_FAIL_CANNOT_START_TOKENEXPIRE",
            "the ZAK with which the meeting is to be started has expired",
            &["zak-bad"],
            &[
                "Ask Zoom for a new ZAK just before the start: it lives two hours, or less once its user signs out everywhere.",
                "Look whether the ZAK, and not an OAuth or SDK token, is passed as zoomAccessToken.",
            ],
        ),
    ),
    numbered(
        "23",
        fails(
            "MeetingFailCode 23",
            "MEETING_FAIL_ENFORCE_LOGIN",
            "the meeting is for users who are signed in",
            &["login-required"],
            &["Join with a ZAK."],
        ),
    ),
    numbered(
        "60",
        fails(
            "MeetingFailCode 60",
            "MEETING_FAIL_FORBID_TO_JOIN_INTERNAL_MEETING",
            "the meeting is for the host's own account",
            &["login-required"],
            &["Join with the ZAK of a user of that account."],
        ),
    ),
    numbered(
        "61",
        fails(
            "MeetingFailCode 61",
            "CONF_FAIL_REMOVED_BY_HOST",
            "the host has removed this participant",
            &[],
            &["The host must let them in again."],
        ),
    ),
    numbered(
        "62",
        fails(
            "MeetingFailCode 62",
            "MEETING_FAIL_HOST_DISALLOW_OUTSIDE_USER_JOIN",
            "the host lets in nobody from outside the account",
            &["login-required"],
            &["Join with the ZAK of a user of that account, or ask the host."],
        ),
    ),
    numbered(
        "63",
        fails(
            "MeetingFailCode 63",
            "MEETING_FAIL_UNABLE_TO_JOIN_EXTERNAL_MEETING",
            "the meeting belongs to another account and the app is not reviewed",
            &["external-unpublished"],
            &["Try a meeting of the app owner's account."],
        ),
    ),
    numbered(
        "64",
        fails(
            "MeetingFailCode 64",
            "MEETING_FAIL_BLOCKED_BY_ACCOUNT_ADMIN",
            "the admin of the host's account has blocked this app",
            &["key-blocked"],
            &["Ask that admin."],
        ),
    ),
    numbered(
        "82",
        fails(
            "MeetingFailCode 82",
            "MEETING_FAIL_NEED_SIGN_IN_FOR_PRIVATE_MEETING",
            "the meeting is for users who are signed in to the organizer's account",
            &["login-required"],
            &["Join with the ZAK of a user of that account."],
        ),
    ),
    numbered(
        "500",
        fails(
            "MeetingFailCode 500",
            "MEETING_FAIL_APP_PRIVILEGE_TOKEN_ERROR",
            "the join token with which the app may record (app_privilege_token) is not accepted",
            &[],
            &[
                "Fetch it for this very meeting just before joining: GET /meetings/{number}/jointoken/local_recording, with the token of the meeting's host.",
                "It goes into app_privilege_token; an OBF token or a ZAK is another option.",
            ],
        ),
    ),
    numbered(
        "501",
        fails(
            "MeetingFailCode 501",
            "MEETING_FAIL_AUTHORIZED_USER_NOT_INMEETING",
            "the user on whose behalf the app joins is not in the meeting",
            &["obf-owner-absent"],
            &["Wait until that user has joined, then try again."],
        ),
    ),
    numbered(
        "502",
        fails(
            "MeetingFailCode 502",
            "MEETING_FAIL_ON_BEHALF_TOKEN_CONFLICT_LOGIN_ERROR",
            "the OBF token is of another user than the one who is signed in",
            &["zak-and-obf"],
            &["Pass the OBF token alone, without a ZAK."],
        ),
    ),
    numbered(
        "503",
        fails(
            "MeetingFailCode 503",
            "MEETING_FAIL_USER_LEVEL_TOKEN_NOT_HAVE_HOST_ZAK_OBF",
            "the meeting is of another account and neither a ZAK nor an OBF token was passed that Zoom takes",
            &["external-anonymous", "obf-bad", "zak-bad"],
            &["Pass the OBF token of a user who has authorised the app, or a ZAK."],
        ),
    ),
    numbered(
        "504",
        fails(
            "MeetingFailCode 504",
            "MEETING_FAIL_APP_CAN_NOT_ANONYMOUS_JOIN_MEETING",
            "the meeting is of another account, and apps no longer join those without a token",
            &["external-anonymous"],
            &["Pass the OBF token of a user who has authorised the app, or a ZAK."],
        ),
    ),
    numbered(
        "505",
        fails(
            "MeetingFailCode 505",
            "MEETING_FAIL_ON_BEHALF_TOKEN_INVALID",
            "the OBF token has expired or is not one",
            &["obf-bad"],
            &["Ask Zoom for a new OBF token for each join."],
        ),
    ),
    numbered(
        "506",
        fails(
            "MeetingFailCode 506",
            "MEETING_FAIL_ON_BEHALF_TOKEN_NOT_MATCH_MEETING",
            "the OBF token was made for another meeting",
            &["obf-bad"],
            &["Ask for the token with the number of this meeting."],
        ),
    ),
    fails(
        "",
        "MEETING_FAIL_OBF_OWNER_NOT_IN_MEETING",
        "the user on whose behalf the app joins is not in the meeting",
        &["obf-owner-absent"],
        &["Wait until that user has joined, then try again."],
    ),
    fails(
        "SDKError 2",
        "SDKERR_WRONG_USAGE",
        "the call is not possible now: the SDK is not where it must be for it",
        &[],
        &[
            "Call it once its callback says that the step before is done: initialize, then authenticate, then join.",
            "Look whether it was called twice, as joining while a meeting is being joined.",
        ],
    ),
    fails(
        "SDKError 3",
        "SDKERR_INVALID_PARAMETER",
        "a parameter of the call is not valid",
        &[],
        &["Print what is passed: an empty meeting number, name or token is the usual one."],
    ),
    fails(
        "SDKError 4",
        "SDKERR_MODULE_LOAD_FAILED",
        "the SDK could not load a part of itself",
        &[],
        &["Look whether all its libraries are there, and all of one version."],
    ),
    fails(
        "SDKError 6",
        "SDKERR_SERVICE_FAILED",
        "a service of the SDK failed",
        &[],
        &["Look at the callback's status and at the SDK's own log."],
    ),
    fails(
        "SDKError 7",
        "SDKERR_UNINITIALIZE",
        "the SDK was called before it was initialized",
        &[],
        &["Wait for InitSDK() to return SDKERR_SUCCESS."],
    ),
    fails(
        "SDKError 8",
        "SDKERR_UNAUTHENTICATION",
        "the SDK was called before it was authenticated",
        &[],
        &["Wait for onAuthenticationReturn with AUTHRET_SUCCESS."],
    ),
    fails(
        "start meeting with expired token",
        "failed to start meeting with expired token",
        "the ZAK with which the meeting is to be started has expired",
        &["zak-bad"],
        &[
            "Ask Zoom for a new ZAK just before the start: it lives two hours.",
            "Look whether the ZAK, and not an OAuth or SDK token, is passed as zoomAccessToken.",
        ],
    ),
    fails(
        "",
        "Waiting for the host to start the meeting",
        "the meeting has not started, and nothing says that whoever waits is its host",
        &["start-without-zak"],
        &[
            "To start it as its host, pass the host's ZAK; a user ID or an e-mail address is not enough.",
            "To join before the host, switch that on in the meeting's settings.",
        ],
    ),
    fails(
        "",
        "ZoomSDK has not been initialized successfully",
        "the app went on although the SDK was not initialized",
        &["missing-tokenexp", "missing-appkey", "wrong-secret"],
        &[
            "Wait for initialize() and look at what it says: the cause is there.",
            "Look whether the token, or key and secret, are empty.",
        ],
    ),
];

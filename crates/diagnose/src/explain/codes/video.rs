//! What the native Video SDKs say when a session cannot be joined. They take tokens of their own kind.

use super::{Code, Place::Video};

pub(super) static CODES: &[Code] = &[
    Code {
        code: "2003",
        seen_in: Video,
        server: "",
        shown: "Errors_Session_Join_Failed",
        means: "the session could not be joined, most often for a token that has expired or does not fit the session; this is a code of the Video SDK, not of the Meeting SDK",
        causes: &["video-sdk-token"],
        check_first: &[
            "Which SDK is it? A Meeting SDK token opens no session of the Video SDK, nor the reverse.",
            "Compare tpc in the token with sessionName, letter by letter, and look at its times.",
        ],
    },
    Code {
        code: "2014",
        seen_in: Video,
        server: "",
        shown: "Errors_Session_Invalid_Param",
        means: "a parameter of joinSession is not valid; this is a code of the Video SDK, not of the Meeting SDK",
        causes: &["video-sdk-token"],
        check_first: &[
            "Look whether key and secret are those of a Video SDK app, and tpc in the token is the session's name.",
        ],
    },
];

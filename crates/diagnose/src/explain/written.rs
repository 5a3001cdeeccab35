//! Messages as people paste them: in the words of older SDKs and of other browsers, and with numbers in a wrapper's frame.

use super::{
    Code, by_code,
    codes::{self, Place},
    numbers, web_code,
};

/// What is written, and what it is a way to write. Both in lower case.
const WAYS: [(&str, &str); 43] = [
    ("signature invalid", "signature is invalid"),
    ("apikey is wrong", "api key is wrong"),
    ("invalid sdk app keys", "the api key is wrong"),
    ("joining fail", "fail to join the meeting"),
    ("meeting is full", "meeting is at capacity"),
    ("for authorized attendees only", "require login"),
    ("failed to join the meeting", "fail to join the meeting"),
    ("failed to join meeting", "fail to join the meeting"),
    ("failed to join", "fail to join the meeting"),
    ("email required for webinar", "user email is required"),
    ("email is required for webinar", "user email is required"),
    // Wrappers of the native SDKs.
    ("jwt cannot be null", "initialize requires jwttoken"),
    ("failed to initialize zoom", "err_zoom_initialization"),
    // So it was written before version 4 of the wrappers.
    ("err_zoom_initilaization", "err_zoom_initialization"),
    (
        "mobilertcautherror_limitexceededexception",
        "authret_limit_exceeded_exception",
    ),
    ("sdkerror_", "sdkerr_"),
    ("mobilertcautherror_tokenwrong", "authret_jwttokenwrong"),
    (
        "mobilertcautherror_keyorsecretempty",
        "authret_keyorsecretempty",
    ),
    (
        "mobilertcautherror_keyorsecretwrong",
        "authret_keyorsecretwrong",
    ),
    (
        "mobilertcautherror_accountnotenablesdk",
        "authret_accountnotenablesdk",
    ),
    ("join meeting failed", "fail to join the meeting"),
    ("meetingnumber length > 12", "invalid parameter"),
    ("username length > 128", "invalid parameter"),
    ("password length > 32", "invalid parameter"),
    ("useremail length > 100", "invalid parameter"),
    (
        "generatesignature is not a function",
        "generatesdksignature is not a function",
    ),
    ("� in json", "is not valid json"),
    // Chrome before 92.
    (
        "cannot read property 'replace' of undefined",
        "cannot read properties of undefined (reading 'replace')",
    ),
    (
        "cannot read property 'split' of undefined",
        "cannot read properties of undefined (reading 'split')",
    ),
    (
        "cannot read property 'tostring' of undefined",
        "cannot read properties of undefined (reading 'tostring')",
    ),
    (
        "cannot read property 'appkey' of undefined",
        "cannot read properties of undefined (reading 'appkey')",
    ),
    (
        "cannot read property 'appkey' of null",
        "cannot read properties of null (reading 'appkey')",
    ),
    (
        "cannot read property 'includes' of undefined",
        "cannot read properties of undefined (reading 'includes')",
    ),
    // Firefox.
    (
        "can't access property \"includes\"",
        "cannot read properties of undefined (reading 'includes')",
    ),
    (
        "can't access property \"replace\"",
        "cannot read properties of undefined (reading 'replace')",
    ),
    (
        "can't access property \"split\"",
        "cannot read properties of undefined (reading 'split')",
    ),
    (
        "can't access property \"tostring\"",
        "cannot read properties of undefined (reading 'tostring')",
    ),
    (
        "can't access property \"appkey\"",
        "cannot read properties of undefined (reading 'appkey')",
    ),
    // Safari's words for a missing second part of the token.
    (
        "[1].replace')",
        "cannot read properties of undefined (reading 'replace')",
    ),
    (
        "networkerror when attempting to fetch resource",
        "failed to fetch",
    ),
    ("net::err_connection_refused", "failed to fetch"),
    ("blocked by cors policy", "failed to fetch"),
    // The title of a window, whose second line says what happened.
    ("joining meeting timeout. ", ""),
];

/// The same message in Zoom's and Chrome's present words.
pub(super) fn as_zoom_writes(said: String) -> String {
    WAYS.iter().fold(said, |said, (written, meant)| {
        if said.contains(written) {
            said.replacen(written, meant, 1)
        } else {
            said
        }
    })
}

/// The entries of a number in a message whose words nobody knows.
pub(super) fn by_number(said: &str) -> Vec<&'static Code> {
    let native = native(said);
    if !native.is_empty() {
        return native;
    }
    if let Some(entry) = counting_nothing(said).find_map(web_code) {
        return vec![entry];
    }
    // `errorCode: 1` and `code: 3161` are codes; a bare 404 in a text is not.
    let labelled = numbers_after(said, "code");
    let found = labelled.into_iter().chain(
        said.contains("error")
            .then(|| numbers(said))
            .into_iter()
            .flatten(),
    );
    found
        .map(by_code)
        .find(|entries| !entries.is_empty())
        .unwrap_or_default()
}

/// The numbers of a text that may be codes, without those that say how many there are of something: `3712 users`.
fn counting_nothing(said: &str) -> impl Iterator<Item = &str> {
    const COUNTED: [&str; 22] = [
        "user",
        "users",
        "people",
        "meetings",
        "participants",
        "attendees",
        "webinars",
        "registrants",
        "members",
        "customers",
        "students",
        "seconds",
        "minutes",
        "hours",
        "days",
        "times",
        "requests",
        "lines",
        "rows",
        "bytes",
        "characters",
        "ms",
    ];
    let mut at = 0;
    let pieces = said.split_inclusive(|c: char| !c.is_ascii_digit());
    pieces.filter_map(move |piece| {
        let number = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
        let rest = &said[at + number.len()..];
        at += piece.len();
        // First, so that the words after it are not read at every letter.
        if !(3..=5).contains(&number.len()) {
            return None;
        }
        let mut words = rest.trim_start().split(|c: char| !c.is_alphabetic());
        let counts = words.next().is_some_and(|word| COUNTED.contains(&word));
        (!counts).then_some(number)
    })
}

/// `Error: 100, internalErrorCode=6601`, `iResult=63`, `AUTHRET_JWTTOKENWRONG`: the inner number says more.
fn native(said: &str) -> Vec<&'static Code> {
    let entries = || codes::all().filter(|entry| entry.seen_in == Place::Native);
    let word = said
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .find_map(|word| word.find("authret_").map(|at| &word[at..]));
    if let Some(word) = word {
        let named = |entry: &&Code| {
            entry
                .means
                .to_lowercase()
                .split([' ', ':', ';', ','])
                .any(|other| other == word)
        };
        return entries().filter(named).collect();
    }
    // A meeting's fail codes, of which the small numbers mean something else when the SDK authenticates.
    let of_meeting = |label: &str| {
        let numbers = numbers_after(said, label).into_iter();
        numbers.filter(|number| *number != "0").find_map(|number| {
            let server = format!("MeetingFailCode {number}");
            entries().find(|entry| entry.server == server)
        })
    };
    if let Some(entry) = ["meetingfailcode", "iresult"]
        .into_iter()
        .find_map(of_meeting)
    {
        return vec![entry];
    }
    const MARKS: [&str; 4] = [
        "internalerrorcode",
        "internal error",
        "iresult",
        "authreturn",
    ];
    if !MARKS.iter().any(|mark| said.contains(mark)) {
        return Vec::new();
    }
    let marks = MARKS.into_iter().chain(["errorcode", "error"]);
    let numbers = marks.flat_map(|mark| numbers_after(said, mark));
    numbers
        .map(|number| {
            entries()
                .filter(|entry| entry.code == number)
                .collect::<Vec<_>>()
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The numbers that stand right after a label, with nothing but punctuation between them.
fn numbers_after<'a>(said: &'a str, label: &str) -> Vec<&'a str> {
    said.match_indices(label)
        .filter_map(|(at, _)| {
            let rest = said[at + label.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            (1..=5).contains(&end).then_some(&rest[..end])
        })
        .collect()
}

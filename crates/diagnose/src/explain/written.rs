//! Messages as people paste them: in the words of older SDKs and of other browsers, and with numbers in a wrapper's frame.

use super::{
    Code, by_code,
    codes::{self, Place},
    numbers, web_code,
};

/// What is written, and what it is a way to write. Both in lower case.
const WAYS: [(&str, &str); 30] = [
    ("signature invalid", "signature is invalid"),
    ("apikey is wrong", "api key is wrong"),
    ("invalid sdk app keys", "the api key is wrong"),
    ("joining fail", "fail to join the meeting"),
    ("meeting is full", "meeting is at capacity"),
    ("for authorized attendees only", "require login"),
    // Wrappers of the native SDKs.
    ("jwt cannot be null", "initialize requires jwttoken"),
    ("failed to initialize zoom", "err_zoom_initialization"),
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
    // Firefox.
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
    if let Some(entry) = numbers(said).find_map(web_code) {
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
    if !["internalerrorcode", "internal error", "iresult"]
        .iter()
        .any(|mark| said.contains(mark))
    {
        return Vec::new();
    }
    let marks = [
        "internalerrorcode",
        "internal error",
        "iresult",
        "errorcode",
        "error",
    ];
    let numbers = marks.iter().flat_map(|mark| numbers_after(said, mark));
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

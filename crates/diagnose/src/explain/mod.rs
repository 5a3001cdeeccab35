//! Explains a rule, a code or a message.

mod codes;
mod requests;
mod written;

use serde::Serialize;

use crate::{RULES, live::LIVE, rule::rule};

pub(crate) use codes::{Code, Place};
pub(crate) use requests::status;

/// The longest text that is looked at, in bytes.
const MAX_TEXT: usize = 4096;

/// What there is to say about a rule, a code or a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What was asked about.
    pub about: About,
    /// One line: the rule's summary, or the code with its meaning.
    pub title: String,
    /// The page of a rule or live check, in Markdown; nothing for codes and messages.
    pub page: Option<String>,
    /// What it means; several where Zoom uses one code in several places. Empty for rules.
    pub meanings: Vec<Meaning>,
}

/// What was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// A rule or a live check, by its id.
    Rule,
    /// A code of Zoom's.
    Code,
    /// A message of Zoom's or an exception.
    Message,
}

/// What a code or message means in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The code, as shown; empty for an exception without one.
    pub code: String,
    /// Where it is seen, such as `web SDK` or `REST API`.
    pub seen_in: String,
    /// The text that Zoom shows with it; empty where there is none.
    pub zoom_says: String,
    /// What Zoom means by it, in one clause.
    pub means: String,
    /// Rules that find the causes that lead there, most common first.
    pub rules: Vec<String>,
    /// What to check, first things first.
    pub check_first: Vec<String>,
    /// Where to read about it.
    pub url: String,
}

/// Explains a rule or a live check by its id (`wrong-secret`) or a beginning of it that no other has (`expired`), a code (`3712`), or a message that was pasted ("Signature is invalid.", or an
/// exception such as "Cannot read properties of undefined (reading 'replace')").
#[must_use]
pub fn explain(what: &str) -> Option<Explanation> {
    let what = what.trim();
    let page = |title: &str, page: String| Explanation {
        about: About::Rule,
        title: title.to_owned(),
        page: Some(page),
        meanings: Vec::new(),
    };
    let asked = what[..what.floor_char_boundary(MAX_TEXT)].to_lowercase();
    let id = id_that_begins(&asked).unwrap_or(&asked);
    if let Some(rule) = rule(id) {
        return Some(page(rule.summary, rule.page.to_owned()));
    }
    if let Some(live) = LIVE.iter().find(|live| live.id == id) {
        return Some(page(live.message, live.page()));
    }
    let entries = recognise(what, "");
    let is_code = entries
        .iter()
        .any(|entry| entry.code == what || entry.is_sent_as(what))
        || what == TOKEN_ERROR;
    let about = if is_code { About::Code } else { About::Message };
    let first = entries.first()?;
    Some(Explanation {
        about,
        title: if first.code.is_empty() {
            first.means.to_owned()
        } else {
            format!("{}: {}", first.code, first.means)
        },
        page: None,
        meanings: entries.into_iter().map(Meaning::of).collect(),
    })
}

/// The one id of a rule or live check that begins so; nothing where several do, or where it is too short to be meant.
fn id_that_begins(start: &str) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    let ids = RULES.iter().map(|rule| rule.id);
    let mut found = ids
        .chain(LIVE.iter().map(|live| live.id))
        .filter(|id| start.len() >= SHORTEST && id.starts_with(start));
    let first = found.next()?;
    // A cause may be both a rule and a live check.
    found.all(|other| other == first).then_some(first)
}

/// The rules and live checks that somebody may have meant who named none: those that begin so where several do, else
/// those with the same words or nearly the same letters; at most eight.
#[must_use]
pub fn nearest(what: &str) -> Vec<&'static str> {
    const MOST: usize = 8;
    let what = what.trim();
    let asked = what[..what.floor_char_boundary(60)].to_lowercase();
    let asked = asked.replace([' ', '_'], "-");
    let mut ids: Vec<&'static str> = RULES.iter().map(|rule| rule.id).collect();
    ids.extend(LIVE.iter().map(|live| live.id));
    ids.sort_unstable();
    ids.dedup();
    let of = |near: &dyn Fn(&str) -> bool| -> Vec<&'static str> {
        ids.iter()
            .copied()
            .filter(|id| near(id))
            .take(MOST)
            .collect()
    };
    if asked.len() < 2 {
        return Vec::new();
    }
    let begins = of(&|id| id.starts_with(&asked));
    if !begins.is_empty() {
        return begins;
    }
    let words: Vec<&str> = asked.split('-').filter(|word| word.len() >= 3).collect();
    let close = of(&|id| apart(id, &asked) <= 1 + asked.len() / 8);
    match close.is_empty() && !words.is_empty() {
        true => of(&|id| words.iter().all(|word| id.contains(word))),
        false => close,
    }
}

/// How many letters have to be changed, put in or left out to make one word of the other.
fn apart(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, b) in row.iter_mut().skip(1).zip(other.bytes()) {
            let above = *slot;
            left = (diagonal + usize::from(a != b))
                .min(above + 1)
                .min(left + 1);
            (diagonal, *slot) = (above, left);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

impl Meaning {
    fn of(entry: &Code) -> Meaning {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        Meaning {
            code: entry.code.to_owned(),
            seen_in: entry.seen_in.words().to_owned(),
            zoom_says: entry.shown.to_owned(),
            means: entry.means.to_owned(),
            rules: entry
                .causes
                .iter()
                .filter(|cause| rule(cause).is_some())
                .map(|&cause| cause.to_owned())
                .collect(),
            check_first: texts(entry.check_first),
            url: entry.seen_in.url().to_owned(),
        }
    }
}

/// The web SDK's entry for a code.
pub(crate) fn web_code(code: &str) -> Option<&'static Code> {
    codes::all().find(|entry| entry.code == code && entry.seen_in == Place::Web)
}

/// The entries that an error fits. A text says more than a generic code; a code says more than a text that only looks
/// like Zoom's.
pub(crate) fn recognise(code: &str, text: &str) -> Vec<&'static Code> {
    const GENERIC: [&str; 4] = ["1", "200", "3000", TOKEN_ERROR];
    let code = code.trim();
    // What was given for a code may be a message.
    let said = written::as_zoom_writes(normal(if text.trim().is_empty() { code } else { text }));
    let of_request = request(code, &said);
    if !of_request.is_empty() {
        return of_request;
    }
    let by_code = by_code(code);
    let said = below_title(said, by_code.is_empty());
    let by_text = if by_code.is_empty() || GENERIC.contains(&code) {
        by_text(&said)
    } else {
        Vec::new()
    };
    if by_code.is_empty() && by_text.is_empty() {
        return written::by_number(&said);
    }
    let of_text = !by_text.is_empty();
    let entries = if of_text { by_text } else { by_code };
    let exact: Vec<_> = entries
        .iter()
        .copied()
        .filter(|entry| entry.texts().any(|text| text == said))
        .collect();
    if !exact.is_empty() {
        // The views may say the same with codes of their own.
        let (own, other): (Vec<_>, Vec<_>) =
            exact.into_iter().partition(|entry| entry.code == code);
        return if own.is_empty() { other } else { own };
    }
    // Where one code has several texts, the one that is in what was said decides.
    let within: Vec<_> = entries
        .iter()
        .copied()
        .filter(|entry| {
            let mut texts = entry.texts();
            texts.any(|text| text.len() >= TELLING && has(&said, text.trim_end_matches('.')))
        })
        .collect();
    if !of_text && !within.is_empty() {
        return within;
    }
    // Where several codes have one text, the number beside it decides.
    let numbered: Vec<_> = entries
        .iter()
        .copied()
        .filter(|entry| of_text && numbers(&said).any(|number| number == entry.code))
        .collect();
    if numbered.is_empty() {
        entries
    } else {
        numbered
    }
}

/// The entries of a request that failed, if that is all that was said: a code beside it, and a text of Zoom's, say more.
fn request(code: &str, said: &str) -> Vec<&'static Code> {
    let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    let says_more = |entry: &&Code| entry.seen_in != Place::Http;
    if is_number && requests::status(said) != Some(code) || by_text(said).iter().any(says_more) {
        return Vec::new();
    }
    requests::failed(said)
}

/// Whether a text says of a request that it failed, and nothing of Zoom.
pub(crate) fn is_request(text: &str) -> bool {
    !request("", &written::as_zoom_writes(normal(text))).is_empty()
}

/// The shortest text that tells something within another, in bytes.
const TELLING: usize = 10;

/// What the server sends for all trouble with a ZAK; only the text beside it tells which.
const TOKEN_ERROR: &str = "3136";

/// The entries of a code as it is shown; where the web SDK shows no such code, also those of which the server sends it.
fn by_code(code: &str) -> Vec<&'static Code> {
    const TOKEN_ERRORS: [&str; 3] = ["3623", "3265", "3624"];
    if code.is_empty() {
        return Vec::new();
    }
    if code == TOKEN_ERROR {
        return TOKEN_ERRORS.into_iter().filter_map(web_code).collect();
    }
    let shown: Vec<_> = codes::all().filter(|entry| entry.code == code).collect();
    if shown.iter().any(|entry| entry.seen_in == Place::Web) {
        return shown;
    }
    codes::all()
        .filter(|entry| entry.is_sent_as(code))
        .chain(shown)
        .collect()
}

/// The entries that say just this; else those whose text is in what was pasted, or the reverse, of the longest such text.
fn by_text(said: &str) -> Vec<&'static Code> {
    let exact: Vec<_> = codes::all()
        .filter(|entry| entry.texts().any(|text| text == said))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let fits = |text: &str| {
        text.len() >= TELLING && has(said, text.trim_end_matches('.'))
            || said.len() >= TELLING && text.contains(said)
    };
    let length = |entry: &Code| {
        entry
            .texts()
            .filter(|text| fits(text))
            .map(|text| text.len())
            .max()
    };
    let Some(longest) = codes::all().filter_map(length).max() else {
        return Vec::new();
    };
    codes::all()
        .filter(|entry| length(entry) == Some(longest))
        .collect()
}

/// Whether a text is, or has in it, one of Zoom's or of the browser's that says what happened.
pub(crate) fn has_known_text(text: &str) -> bool {
    by_text(&written::as_zoom_writes(normal(text)))
        .iter()
        .any(|entry| entry.shown != codes::TITLE)
        || is_request(text)
}

/// What stands below the title of Client View's window; the title, if it `may_stand_alone` and nothing known is below.
fn below_title(said: String, may_stand_alone: bool) -> String {
    const SHORT: &str = "joining meeting timeout";
    let title = normal(codes::TITLE);
    if !said.contains(SHORT) {
        return said;
    }
    let rest = said.replacen(&title, "", 1).replacen(SHORT, "", 1);
    let rest = normal(rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let known = has_known_text(&rest) || !written::by_number(&rest).is_empty();
    if known || !may_stand_alone {
        rest
    } else {
        title
    }
}

/// Whether `text` is in what was said; an ellipsis stands for anything.
fn has(said: &str, text: &str) -> bool {
    match text.split_once('…') {
        None => said.contains(text),
        Some((before, after)) => {
            let rest = said.find(before.trim()).map(|at| &said[at..]);
            rest.is_some_and(|rest| rest.contains(after.trim()))
        }
    }
}

/// Numbers in a text that may be codes: three to five digits.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| (3..=5).contains(&digits.len()))
}

/// As texts are compared: lower case, single spaces, straight quotes, none around.
fn normal(text: &str) -> String {
    let words: Vec<&str> = text[..text.floor_char_boundary(MAX_TEXT)]
        .split_whitespace()
        .collect();
    let text = words.join(" ").to_lowercase();
    text.replace(['“', '”'], "\"")
        .replace(['‘', '’'], "'")
        .trim_matches('"')
        .to_owned()
}

impl Code {
    /// Whether Zoom's server sends it as this number.
    fn is_sent_as(&self, number: &str) -> bool {
        let of_numbers = self
            .server
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
        of_numbers
            && self
                .server
                .split(' ')
                .any(|sent| sent == number && !sent.is_empty())
    }

    /// The texts by which it is known; what the server sends may be a mere number.
    fn texts(&self) -> impl Iterator<Item = String> {
        let is_text = |said: &&str| said.contains(char::is_alphabetic);
        [self.shown, self.server]
            .into_iter()
            .filter(is_text)
            .map(normal)
    }
}

#[cfg(test)]
mod tests;

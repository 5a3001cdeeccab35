//! A text with several things in it: a forum post, a ticket, the output of a terminal.

use super::{
    Kind, Pasted, address, code, environment, environment::Variable, literal, loose, object, said,
    token,
};
use crate::{Case, ErrorSeen, Language, Platform, SdkVersion, View, explain::has_known_text};

/// The most braces that may begin an object, and lines that may say an error, that are looked at.
const MAX_OBJECTS: usize = 64;
const MAX_SAID: usize = 48;
/// The most lines that are looked at, and the longest that may say an error, in bytes.
const MAX_LINES: usize = 20_000;
const MAX_SENTENCE: usize = 400;

/// Words of a line that may say an error.
const HINTS: [&str; 14] = [
    "error",
    "invalid",
    "fail",
    "exception",
    "cannot",
    "can not",
    "expired",
    "denied",
    "wrong",
    "not ",
    "uncaught",
    "code",
    "required",
    "waiting for",
];

/// Everything that is recognised.
pub(super) fn read(text: &str) -> Pasted {
    let objects = objects(text);
    let lines = Lines::of(text, &objects);
    let mut all = Pasted {
        is_guess: true,
        ..Pasted::default()
    };
    for object in &objects {
        all.add(object.read.clone());
    }
    let code = lines.code();
    // What prose is there beside a program is its comments.
    let is_all_code = code.is_some() && lines.prose.is_empty();
    let found = [address::within(text), lines.environment(), code];
    found.into_iter().flatten().for_each(|found| all.add(found));
    if all.case.signature.is_none()
        && let Some(found) = found_token(text)
    {
        all.add(found);
    }
    if all.case.error.is_none()
        && !is_all_code
        && let Some(found) = error(&lines.prose)
    {
        all.add(found);
    }
    if all.taken.is_empty() {
        return all;
    }
    if text.trim_start().starts_with("curl ") {
        for taken in &mut all.taken {
            if taken.kind == Kind::Signature {
                taken.words = "a signature in a curl command".to_owned();
            }
        }
    }
    add_circumstances(&mut all.case, text);
    all
}

fn found_token(text: &str) -> Option<Pasted> {
    match token::within(text) {
        Some((found, 1)) => Some(token::of(found, Kind::Signature.name())),
        Some((found, number)) => Some(token::of(
            found,
            &format!("a signature, the first of {number}"),
        )),
        None => token::hmac_within(text)
            .map(|found| token::of(found, "an HMAC, which is only the last part of a signature")),
    }
}

/// An object within the text, from byte to byte.
struct Object {
    from: usize,
    to: usize,
    read: Pasted,
}

fn objects(text: &str) -> Vec<Object> {
    let mut objects = Vec::new();
    let mut from = 0;
    for _ in 0..MAX_OBJECTS {
        let Some(start) = text[from..].find('{').map(|at| from + at) else {
            break;
        };
        from = start + 1;
        if let Some((literal, end)) = literal::first(text, start)
            && let Some(read) = object::within(&literal)
        {
            objects.push(Object {
                from: start,
                to: end,
                read,
            });
            from = end;
        }
    }
    add_loose(text, &mut objects);
    objects
}

/// What lost its braces: an error, or claims.
fn add_loose(text: &str, objects: &mut Vec<Object>) {
    let is_apart = |objects: &[Object], run: &loose::Loose| {
        let is_before = |object: &Object| object.to <= run.from || run.to <= object.from;
        objects.iter().all(is_before)
    };
    for run in loose::runs(text).into_iter().take(MAX_OBJECTS) {
        let read = object::within(&run.as_literal());
        if let Some(read) = read.filter(|read| read.has(Kind::Error) || read.has(Kind::Claims))
            && is_apart(objects, &run)
        {
            objects.push(Object {
                from: run.from,
                to: run.to,
                read,
            });
        }
    }
    objects.sort_by_key(|object| object.from);
}

/// The lines, by what they look like. What is no code leaves an empty line, so that the places in the code are those of
/// the text.
struct Lines<'a> {
    code: String,
    code_lines: usize,
    /// Where the code goes on after words between, in bytes of it.
    blocks: Vec<usize>,
    language: Option<Language>,
    prose: Vec<&'a str>,
    variables: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, objects: &[Object]) -> Lines<'a> {
        let mut lines = Lines {
            code: String::new(),
            code_lines: 0,
            blocks: Vec::new(),
            language: None,
            prose: Vec::new(),
            variables: Vec::new(),
        };
        let is_fenced_text = text.contains("```");
        let mut in_fence = false;
        let mut in_ticks = false;
        // Whether the code so far waits for more: an object or a call is open.
        let mut is_open = false;
        // Whether the line before is code.
        let mut is_code = false;
        // Whether there were words since the last line of code.
        let mut is_apart = true;
        let mut at = 0;
        let mut objects = objects
            .iter()
            // Options of join() belong to the code around them.
            .filter(|object| !object.read.has(Kind::Join))
            .peekable();
        for line in text.split_inclusive('\n').take(MAX_LINES) {
            let (start, end) = (at, at + line.len());
            at = end;
            while objects.next_if(|object| object.to <= start).is_some() {}
            let is_object = objects.peek().is_some_and(|object| object.from < end);
            // A tick may stand around code of several lines, as around a word.
            let bare = line.trim();
            let is_half = bare.matches('`').count() % 2 == 1;
            let is_edge = is_half
                && !bare.starts_with("```")
                && match in_ticks {
                    false => bare.starts_with('`'),
                    true => bare.ends_with('`'),
                };
            in_ticks ^= is_edge;
            let bare = if is_edge {
                bare.trim_matches('`')
            } else {
                bare
            };
            let keep = if let Some(name) = bare.strip_prefix("```") {
                in_fence = !in_fence;
                lines.language = lines.language.or(Language::from_name(name));
                false
            } else if bare.is_empty() {
                false
            } else if Variable::of_line(bare).is_some() {
                lines.variables.push(bare);
                false
            } else if is_object
                || token::starts_like_one(bare)
                || said::is_exception(bare)
                || in_fence && !is_open && !code::is_line_of(bare) && has_hint(bare)
            {
                lines.prose.push(bare);
                false
            } else if in_fence
                || !is_fenced_text
                    && (code::is_line_of(bare)
                        || is_open && code::may_go_on(bare)
                        || is_code && code::goes_on(bare))
            {
                true
            } else {
                lines.prose.push(bare);
                false
            };
            if !bare.is_empty() {
                is_open = keep && code::is_open(bare);
                is_code = keep;
                is_apart |= !keep;
            }
            match keep {
                true => {
                    if is_apart {
                        lines.blocks.push(lines.code.len());
                        is_apart = false;
                    }
                    match is_edge {
                        true => lines.code.push_str(&line.replace('`', " ")),
                        false => lines.code.push_str(line),
                    }
                    lines.code_lines += 1;
                }
                false => lines.code.push('\n'),
            }
        }
        lines
    }

    fn environment(&self) -> Option<Pasted> {
        (!self.variables.is_empty()).then(|| {
            environment::of(
                self.variables
                    .iter()
                    .filter_map(|line| Variable::of_line(line)),
            )
        })
    }

    fn code(&self) -> Option<Pasted> {
        let is_code = self.code_lines > 0 && code::is_code(&self.code, self.code_lines);
        is_code.then(|| {
            let (code, guess) = self.of_one_language();
            let language = self.language.or(guess);
            code::of(code.trim_end().to_owned(), language)
        })
    }
}

/// Words of code that signs; the part with the most of them is what matters of a post.
const SIGNING: [&str; 12] = [
    "hmac", "sha256", "jwt", "iat", "exp", "tokenexp", "appkey", "sdkkey", "role", "mn", "secret",
    "base64",
];

/// How much code there may be for its parts to be told apart, in parts.
const MAX_BLOCKS: usize = 32;

impl Lines<'_> {
    /// The code without what is plainly of another language than the part that signs, and that part's language: people
    /// show their server and their page.
    fn of_one_language(&self) -> (String, Option<Language>) {
        let whole = || (self.code.clone(), Language::guess(self.code.trim_start()));
        if !(2..=MAX_BLOCKS).contains(&self.blocks.len()) {
            return whole();
        }
        let ends = self.blocks.iter().skip(1).copied();
        let ends = ends.chain([self.code.len()]);
        let blocks: Vec<&str> = self
            .blocks
            .iter()
            .zip(ends)
            .map(|(from, to)| &self.code[*from..to])
            .collect();
        let signs = |block: &str| {
            let lower = block.to_ascii_lowercase();
            SIGNING.iter().filter(|word| lower.contains(**word)).count()
        };
        let most = blocks.iter().map(|block| signs(block)).max().unwrap_or(0);
        let main = blocks.iter().find(|block| signs(block) == most && most > 0);
        let Some(language) = main.and_then(|block| Language::guess(block)) else {
            return whole();
        };
        let is_other = |block: &str| {
            Language::guess(block).is_some_and(|other| {
                other != language && !(other.is_script() && language.is_script())
            })
        };
        let mut code = self.code[..self.blocks.first().copied().unwrap_or(0)].to_owned();
        for block in blocks {
            match is_other(block) {
                true => code.extend(block.chars().filter(|c| *c == '\n')),
                false => code.push_str(block),
            }
        }
        (code, Some(language))
    }
}

/// Whether a word of a line may be said of an error.
fn has_hint(line: &str) -> bool {
    let start = line[..line.floor_char_boundary(MAX_SENTENCE)].to_ascii_lowercase();
    HINTS.iter().any(|hint| start.contains(hint))
}

/// What was said: the first exception that is known, else what a native SDK logged, else the first line with a text of
/// Zoom's, else the first exception, else the first line that names a code.
fn error(prose: &[&str]) -> Option<Pasted> {
    let mut exceptions = prose.iter().filter(|line| said::is_exception(line));
    let of_exception = |line: &&str| said::of(seen(line), "a JavaScript exception");
    let first = exceptions.clone().next();
    let known = exceptions.find(|line| has_known_text(&shortened(line)));
    if let Some(line) = known {
        return Some(of_exception(line));
    }
    let hints = |line: &&&str| has_hint(line) || said::is_code(line);
    let candidates: Vec<&str> = prose.iter().filter(hints).take(MAX_SAID).copied().collect();
    // A native SDK's log, or its wrapper's: of its two numbers the outer one may be what counts.
    let is_native = |line: &&&str| is_of_native(line);
    if let Some(line) = candidates.iter().find(is_native) {
        let error = ErrorSeen {
            code: None,
            text: Some(shortened(line)),
        };
        return Some(said::of(error, Kind::Error.name()));
    }
    if let Some(line) = candidates
        .iter()
        .find(|line| has_known_text(&shortened(line)))
    {
        return Some(said::of(seen(line), Kind::Error.name()));
    }
    if let Some(line) = first {
        return Some(of_exception(line));
    }
    let (line, code) = candidates
        .iter()
        .find_map(|line| Some((line, code_in(line)?)))?;
    let error = ErrorSeen {
        code: Some(code.to_owned()),
        text: None,
    };
    Some(said::of(
        error,
        said::words(line.trim_matches(|c: char| !c.is_ascii_digit())),
    ))
}

fn seen(line: &str) -> ErrorSeen {
    // Of the two numbers that wrappers of the native SDKs give, none is the code by itself.
    ErrorSeen {
        code: code_in(line)
            .filter(|_| !is_of_native(line))
            .map(str::to_owned),
        text: Some(shortened(line)),
    }
}

/// Whether a line is a native SDK's result, and not its success.
fn is_of_native(line: &str) -> bool {
    let line = line[..line.floor_char_boundary(MAX_SENTENCE)].to_ascii_lowercase();
    let result = line
        .split_once("iresult")
        .map(|(_, rest)| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    line.contains("internalerrorcode") || result.is_some_and(|result| !result.starts_with('0'))
}

/// Without tokens, which say nothing and may open something.
fn shortened(line: &str) -> String {
    let line = &line[..line.floor_char_boundary(MAX_SENTENCE)];
    let words: Vec<&str> = line
        .split(' ')
        .filter(|word| !word.contains("eyJ"))
        .collect();
    words.join(" ")
}

/// The number of a line that is said to be a code: `errorCode: 3712`, `error 3712`, `says 3712`.
fn code_in(line: &str) -> Option<&str> {
    let line = &line[..line.floor_char_boundary(MAX_SENTENCE)];
    let names = ["code", "error", "says"];
    let is_sign = |c: char| matches!(c, ' ' | ':' | '=' | '"' | '\'' | '(' | '#');
    let digits = |at: &usize| line[*at..].starts_with(|c: char| c.is_ascii_digit());
    let mut from = 0;
    while let Some(at) = line[from..]
        .find(|c: char| c.is_ascii_digit())
        .map(|at| from + at)
    {
        let length = line[at..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(line.len() - at);
        from = at + length;
        let before = &line[..at];
        let before = before.strip_suffix('-').unwrap_or(before);
        let sign_at = before.len();
        let word = before.trim_end_matches(is_sign).to_ascii_lowercase();
        let word = word.strip_suffix(" is").unwrap_or(&word);
        let is_said = names.iter().any(|name| word.ends_with(name));
        let stands_alone = !line[from..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
        if is_said
            && stands_alone
            && digits(&at)
            && said::is_code(&line[sign_at..from])
            && (length >= 3 || is_labelled(before))
        {
            return Some(&line[sign_at..from]);
        }
    }
    None
}

/// Whether what stands before a number says that it is a code even where it is short: `errorCode=1`, `error code: 1`.
fn is_labelled(before: &str) -> bool {
    let label = before.trim_end();
    label.ends_with(['=', ':'])
        && label
            .trim_end_matches(['=', ':', ' ', '"', '\''])
            .to_ascii_lowercase()
            .ends_with("code")
}

/// The version of the SDK, where a text names the package or its files with it, and the view.
fn add_circumstances(case: &mut Case, text: &str) {
    if case.sdk_version.is_none() {
        let names = [
            "source.zoom.us/",
            "zoom-meeting-embedded-",
            "zoom-meeting-",
            "@zoom/meetingsdk",
            "@zoomus/websdk",
        ];
        case.sdk_version = names.iter().find_map(|name| version_after(text, name));
    }
    // Wrappers of the native SDKs.
    if case.platform.is_none()
        && [
            "ZoomUs.initialize",
            "react-native-zoom-us",
            "internalErrorCode",
            "onMobileRTCAuthReturn",
            "MobileRTCAuth",
            "AUTHRET_",
            "SDKERR_",
            "MEETING_FAIL_",
            "MeetingFailCode",
            "Android Meeting SDK",
            "iOS Meeting SDK",
            "Linux Meeting SDK",
            "Windows Meeting SDK",
            "macOS Meeting SDK",
        ]
        .iter()
        .any(|word| text.contains(word))
    {
        case.platform = Some(Platform::Native);
    }
    if case.view.is_none() {
        let component = text.contains("ZoomMtgEmbedded");
        let client = text.contains("ZoomMtg.join(") || text.contains("ZoomMtg.init(");
        case.view = match (component, client) {
            (true, false) => Some(View::Component),
            (false, true) => Some(View::Client),
            _ => None,
        };
    }
}

fn version_after(text: &str, name: &str) -> Option<SdkVersion> {
    let at = text.find(name)? + name.len();
    let rest = text[at..].trim_start_matches(['@', '"', '\'', ':', ' ', '^', '~', '/']);
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let version = rest[..end.min(12)].trim_end_matches('.');
    version.contains('.').then(|| version.parse().ok())?
}

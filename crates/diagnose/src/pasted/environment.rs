//! Environment variables: lines of an `.env` file, of a shell, of PowerShell or of a list in YAML.

use secrecy::SecretString;

use super::{Kind, Pasted};
use crate::{Case, rules::placeholder_credentials::is_placeholder};

/// The most variables that are read, and the longest line.
const MAX_VARIABLES: usize = 256;
const MAX_LINE: usize = 4096;

/// A name and a value, as a program would see it.
pub(super) struct Variable<'a> {
    name: &'a str,
    value: &'a str,
}

impl<'a> Variable<'a> {
    /// The variable that a line sets. Names are in capitals, so that no code is taken for one.
    pub(super) fn of_line(line: &'a str) -> Option<Variable<'a>> {
        let line = line.trim();
        if line.len() > MAX_LINE {
            return None;
        }
        let line = line.strip_prefix("- ").unwrap_or(line);
        let prefixes = ["export ", "set ", "SET ", "$env:", "ENV ", "$Env:"];
        let set = prefixes.iter().find_map(|prefix| line.strip_prefix(prefix));
        let (name, value) = set.unwrap_or(line).split_once('=')?;
        let name = match set {
            Some(_) => name.trim(),
            // A blank before the sign is code in most languages.
            None => name,
        };
        let is_name = name.len() >= 3
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        let value = value_of(value);
        let is_code = value.ends_with([';', '(', '{', ',']) || value.contains("getenv(");
        (is_name && !is_code && !value.starts_with('=')).then_some(Variable { name, value })
    }
}

/// Without quotes and without a comment.
fn value_of(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\'', '`'] {
        if let Some(rest) = text.strip_prefix(quote)
            && let Some((value, after)) = rest.split_once(quote)
            && (after.trim().is_empty() || after.trim_start().starts_with('#'))
        {
            return value;
        }
    }
    text.split_once(" #")
        .map_or(text, |(value, _)| value.trim_end())
}

/// Whether every line is a variable, a comment or empty.
pub(super) fn is_all_of(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .peekable();
    lines.peek().is_some()
        && lines
            .take(1024)
            .all(|line| Variable::of_line(line).is_some())
}

/// The variables of a text, with the credentials among them by their role.
pub(super) fn read(text: &str) -> Pasted {
    of(text.lines().filter_map(Variable::of_line))
}

pub(super) fn of<'a>(variables: impl Iterator<Item = Variable<'a>>) -> Pasted {
    let variables: Vec<Variable<'_>> = variables.take(MAX_VARIABLES).collect();
    let mut case = Case::default();
    let has_account = variables
        .iter()
        .any(|variable| variable.name.ends_with("ACCOUNT_ID"));
    for Variable { name, value } in &variables {
        case.env
            .insert((*name).to_owned(), SecretString::from(*value));
        if value.is_empty() || is_redacted(value) || is_placeholder(value) {
            continue;
        }
        match Role::of(name, has_account) {
            Some(Role::ClientId) => case.client_id = Some((*value).to_owned()),
            Some(Role::ClientSecret) => case.client_secret = Some(SecretString::from(*value)),
            Some(Role::Secret(role)) => {
                case.secrets
                    .insert(role.to_owned(), SecretString::from(*value));
            }
            None => {}
        }
    }
    let words = match variables.len() {
        1 => "an environment variable".to_owned(),
        number => format!("{number} environment variables"),
    };
    Pasted::of(Kind::Env, &words, case)
}

/// What a variable holds, going by its name.
enum Role {
    ClientId,
    ClientSecret,
    /// The secret of another app or of the webhook.
    Secret(&'static str),
}

impl Role {
    /// Zoom's samples call the pair of the Meeting SDK app `ZOOM_MEETING_SDK_KEY` and `…_SECRET`, and that of the
    /// Server-to-Server OAuth app `ZOOM_CLIENT_ID` and `…_SECRET`, beside an account ID.
    fn of(name: &str, has_account: bool) -> Option<Role> {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let is_secret = name.contains("SECRET");
        if has(&["WEBHOOK", "EVENT"]) {
            return is_secret.then_some(Role::Secret("webhook"));
        }
        if has(&["VIDEO"]) {
            return is_secret.then_some(Role::Secret("video_sdk"));
        }
        let signs = has(&["SDK"]) || !has_account && !has(&["S2S", "OAUTH", "SERVER", "API"]);
        match is_secret {
            true if signs && has(&["SDK", "CLIENT", "APP", "ZOOM"]) => Some(Role::ClientSecret),
            true if has(&["S2S", "OAUTH", "SERVER", "CLIENT"]) => Some(Role::Secret("s2s")),
            true => None,
            false if signs && (name.ends_with("SDK_KEY") || name.ends_with("CLIENT_ID")) => {
                Some(Role::ClientId)
            }
            false => None,
        }
    }
}

/// Whether a value was made unreadable before it was pasted.
pub(crate) fn is_redacted(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let first = value.chars().next();
    let is_one_sign = value.chars().all(|c| Some(c) == first)
        && first.is_some_and(|c| !c.is_alphanumeric() || matches!(c, 'x' | 'X'));
    is_one_sign
        || value.starts_with('<') && value.ends_with('>')
        || value.contains("***")
        || value.contains("...")
        || value.contains('…')
        || lower.contains("xxxxx")
        || ["redacted", "hidden", "removed"]
            .iter()
            .any(|word| lower.contains(word))
}

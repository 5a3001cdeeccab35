//! The secrets of a case, which no report, page or message repeats.

use secrecy::{ExposeSecret, SecretString};

use crate::Case;

/// What is shorter is a secret only where it stands by itself: a passcode of `1` is in every number.
const TELLING: usize = 8;
/// Client IDs have 22 characters, secrets 32 and more: what is longer than this is no ID, whatever its variable is called.
const LONGEST_ID: usize = 24;

/// Options of `join()` that open a meeting or stand for a user.
const SECRET_OPTIONS: [&str; 8] = [
    "passWord",
    "password",
    "zak",
    "tk",
    "obfToken",
    "recordingToken",
    "childToken",
    "signature",
];

/// The secrets that came with a case, to keep them out of whatever is shown.
///
/// These are the client secret, the named secrets, the tokens and the passcode among the options of `join()`, and the
/// values of environment variables, except of those that name no secret: one that is called as an ID and has an ID's
/// length, and a short one whose name does not speak of a secret (`PORT=3000`).
pub struct KnownSecrets<'a>(Vec<&'a str>);

impl<'a> KnownSecrets<'a> {
    /// Those of a case.
    #[must_use]
    pub fn of(case: &'a Case) -> KnownSecrets<'a> {
        let given = case.client_secret.iter().chain(case.secrets.values());
        let given = given.map(ExposeSecret::expose_secret);
        let variables = case.env.iter().filter_map(|(name, value)| {
            let value = value.expose_secret().trim();
            is_secret(name, value).then_some(value)
        });
        let options = case.join.iter().flatten().filter_map(|(name, value)| {
            SECRET_OPTIONS
                .contains(&name.as_str())
                .then(|| value.as_str())?
        });
        KnownSecrets::new(given.chain(variables).chain(options))
    }

    /// Just these.
    #[must_use]
    pub fn of_secrets(secrets: impl IntoIterator<Item = &'a SecretString>) -> KnownSecrets<'a> {
        KnownSecrets::new(secrets.into_iter().map(ExposeSecret::expose_secret))
    }

    fn new(secrets: impl Iterator<Item = &'a str>) -> KnownSecrets<'a> {
        let mut secrets: Vec<&str> = secrets
            .map(str::trim)
            .filter(|secret| !secret.is_empty())
            .collect();
        // A secret may be part of another, whose rest must not stay.
        secrets.sort_unstable_by_key(|secret| (std::cmp::Reverse(secret.len()), *secret));
        secrets.dedup();
        KnownSecrets(secrets)
    }

    /// Whether a text holds one of them.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| next(text, secret, 0).is_some())
    }

    /// `text`, unless it holds one of them.
    #[must_use]
    pub fn hide(&self, text: String) -> String {
        match self.are_in(&text) {
            true => "(holds a secret)".to_owned(),
            false => text,
        }
    }

    /// Puts `(secret)` in the place of each.
    pub(crate) fn strike_out(&self, text: &mut String) {
        const STRUCK: &str = "(secret)";
        for secret in &self.0 {
            let mut from = 0;
            while let Some(at) = next(text, secret, from) {
                text.replace_range(at..at + secret.len(), STRUCK);
                from = at + STRUCK.len();
            }
        }
    }

    /// The length of the longest, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.0.first().map_or(0, |secret| secret.len())
    }
}

/// Where a secret stands next in a text, from a place on.
fn next(text: &str, secret: &str, from: usize) -> Option<usize> {
    let stands_alone = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[at + secret.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    };
    text.get(from..)?
        .match_indices(secret)
        .map(|(at, _)| from + at)
        .find(|at| secret.len() >= TELLING || stands_alone(at))
}

/// Whether the value of a variable is one.
fn is_secret(name: &str, value: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_id = [
        "CLIENT_ID",
        "ACCOUNT_ID",
        "SDK_KEY",
        "APP_KEY",
        "APPKEY",
        "SDKKEY",
    ]
    .iter()
    .any(|end| name.ends_with(end))
        && value.len() <= LONGEST_ID;
    match value.len() {
        TELLING.. => !is_id,
        _ => has(&[
            "SECRET",
            "PASS",
            "PWD",
            "TOKEN",
            "PRIVATE",
            "CREDENTIAL",
            "ZAK",
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(case: &str, text: &str) -> String {
        let case = Case::from_json(case).unwrap();
        let mut text = text.to_owned();
        KnownSecrets::of(&case).strike_out(&mut text);
        text
    }

    #[test]
    fn secrets_are_struck_out_wherever_they_stand() {
        let case = r#"{"client_secret": "abcdefgh12", "secrets": {"s2s": "cdefgh12"}, "env": {"DATABASE_URL": "postgres://x"}}"#;
        assert_eq!(
            shown(case, "Xabcdefgh12X cdefgh12, postgres://x"),
            "X(secret)X (secret), (secret)"
        );
    }

    #[test]
    fn a_short_secret_counts_where_it_stands_by_itself() {
        let case = r#"{"client_secret": "1", "env": {"API_SECRET": "ab"}, "join": {"passWord": "123456"}}"#;
        assert_eq!(shown(case, "1760000001 tab"), "1760000001 tab");
        assert_eq!(
            shown(case, "\"1\", ab 123456"),
            "\"(secret)\", (secret) (secret)"
        );
    }

    #[test]
    fn what_a_variable_says_openly_is_no_secret() {
        let case = r#"{"env": {"PORT": "3000", "ZOOM_MEETING_SDK_KEY": "CountersignExampleKey1", "ZOOM_ACCOUNT_ID": "x"}}"#;
        assert_eq!(
            shown(case, "CountersignExampleKey1 at 3000"),
            "CountersignExampleKey1 at 3000"
        );
        // Who exchanged the two has a secret where the ID belongs.
        let swapped = r#"{"env": {"ZOOM_MEETING_SDK_KEY": "ThrowawaySecretOfTheExamples1234"}}"#;
        assert_eq!(
            shown(swapped, "ThrowawaySecretOfTheExamples1234"),
            "(secret)"
        );
    }

    #[test]
    fn white_space_around_a_secret_is_none_of_it() {
        let secret = SecretString::from(" hunter2hunter2\n");
        let known = KnownSecrets::of_secrets([&secret]);
        assert_eq!(known.hide("hunter2hunter2".to_owned()), "(holds a secret)");
        assert!(!KnownSecrets::of_secrets([&SecretString::from("  ")]).are_in("   "));
    }
}

//! The Meeting SDK app's pair of credentials, from the environment or from a file, never from an argument.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use countersign_token::{ClientId, Secret, Signer};

use crate::context::read_text;
use crate::failure::Failure;

/// Names of the client ID, the first that is set counts.
pub(crate) const CLIENT_ID_NAMES: &[&str] =
    &["COUNTERSIGN_MEETING_SDK_CLIENT_ID", "ZOOM_MEETING_SDK_KEY"];
/// Names of the client secret, likewise.
pub(crate) const CLIENT_SECRET_NAMES: &[&str] = &[
    "COUNTERSIGN_MEETING_SDK_CLIENT_SECRET",
    "ZOOM_MEETING_SDK_SECRET",
];
/// The name of a file that holds the client secret.
const CLIENT_SECRET_FILE_NAME: &str = "COUNTERSIGN_MEETING_SDK_CLIENT_SECRET_FILE";
/// The most that is read of a file with credentials, in bytes.
const MOST: usize = 64 * 1024;

/// A signer with the credentials in `file`, or else with those in the environment. The two are never mixed: a client
/// ID of one app with the secret of another is the commonest cause of "Signature is invalid".
pub(crate) fn signer(
    env: &BTreeMap<String, String>,
    file: Option<&Path>,
) -> Result<Signer, Failure> {
    let (values, place) = match file {
        None => (env.clone(), "the environment".to_owned()),
        Some(path) => (read_values(path)?, path.display().to_string()),
    };
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| values.get(*name).filter(|value| !value.is_empty()))
            .cloned()
    };
    let client_id = first(CLIENT_ID_NAMES)
        .ok_or_else(|| missing("client ID", CLIENT_ID_NAMES, &place, file))?;
    let secret = match first(CLIENT_SECRET_NAMES) {
        Some(secret) => secret,
        None => match first(&[CLIENT_SECRET_FILE_NAME]) {
            Some(path) => read_secret(Path::new(&path))?,
            None => {
                return Err(missing("client secret", CLIENT_SECRET_NAMES, &place, file));
            }
        },
    };
    let in_place =
        |error: &dyn std::fmt::Display| Failure::Usage(format!("{error} (read from {place})"));
    let client_id = ClientId::new(&client_id).map_err(|error| in_place(&error))?;
    Signer::new(client_id, &Secret::from(secret)).map_err(|error| in_place(&error))
}

fn missing(what: &str, names: &[&str], place: &str, file: Option<&Path>) -> Failure {
    let hint = match file {
        Some(path) if is_toml(path) => {
            "in a .toml file they are client_id and client_secret of the table [meeting_sdk]"
        }
        Some(_) => "a file that does not end in .toml has lines such as NAME=value",
        None => "or give a file with --credentials FILE",
    };
    Failure::Usage(format!(
        "the Meeting SDK app's {what} is missing: looked for {} in {place}; {hint}",
        names.join(" and ")
    ))
}

/// The secret in a file of its own, without the line end that editors and `echo` add.
pub(crate) fn read_secret(path: &Path) -> Result<String, Failure> {
    let text = open(path)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn open(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let file = File::open(path)
        .map_err(|error| Failure::CouldNotRun(format!("cannot read {name}: {error}")))?;
    read_text(file, MOST, &name)
}

/// The values of a `countersign.toml` or of a file with lines `NAME=value`, by the names they have in the environment.
fn read_values(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let text = open(path)?;
    match is_toml(path) {
        true => toml_values(&text, path),
        false => Ok(env_file_values(&text)),
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "toml")
}

/// A message of the TOML parser may quote the line, and the line may hold a secret: only its place is told.
fn toml_values(text: &str, path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| {
            text[..span.start.min(text.len())].matches('\n').count() + 1
        });
        Failure::Usage(format!(
            "{} line {line}: {}",
            path.display(),
            error.message()
        ))
    })?;
    let app = table.get("meeting_sdk").and_then(toml::Value::as_table);
    Ok(app
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| {
            let name = format!("COUNTERSIGN_MEETING_SDK_{}", key.to_uppercase());
            Some((name, value.as_str()?.to_owned()))
        })
        .collect())
}

/// Lines `NAME=value`, `export NAME="value"` and comments, as shells and env-file readers take them.
fn env_file_values(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("export ").unwrap_or(line).split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), unquoted(value.trim()).to_owned()))
        .collect()
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value)
}

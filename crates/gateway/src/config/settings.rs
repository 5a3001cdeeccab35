use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::ConfigError;
use super::key::{KEYS, Key};

/// Values by path, each with the place it came from; later layers replace earlier ones.
#[derive(Default)]
pub(super) struct Settings {
    values: BTreeMap<&'static str, Setting>,
    pub(super) errors: Vec<String>,
}

#[derive(Clone)]
pub(super) struct Setting {
    pub(super) value: Value,
    /// "countersign.toml line 3, `zoom.api`" or "COUNTERSIGN_ZOOM_API".
    pub(super) origin: String,
}

#[derive(Clone)]
pub(super) enum Value {
    Text(String),
    List(Vec<String>),
}

impl Settings {
    pub(super) fn get(&self, path: &'static str) -> Option<Setting> {
        self.values.get(path).cloned()
    }

    /// Reads the file. A value is never part of a message: it may be a secret.
    pub(super) fn add_toml(&mut self, name: &str, text: &str) -> Result<(), ConfigError> {
        let table = DeTable::parse(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            ConfigError::one(format!("{name} line {line}: {}", error.message()))
        })?;
        self.add_table(name, text, "", table.get_ref());
        Ok(())
    }

    fn add_table(&mut self, name: &str, text: &str, prefix: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let path = format!("{prefix}{}", key.get_ref());
            let origin = format!("{name} line {}, `{path}`", line_of(text, key.span().start));
            match (value.get_ref(), find(&path)) {
                (DeValue::Table(inner), None) if is_table(&path) => {
                    self.add_table(name, text, &format!("{path}."), inner);
                }
                (_, None) => self.errors.push(format!(
                    "{origin}: there is no such setting; the settings are {}",
                    known(&path)
                )),
                (DeValue::String(value), Some(found)) => {
                    self.put(found, Value::Text(value.to_string()), origin);
                }
                (DeValue::Array(items), Some(found)) => {
                    let texts: Option<Vec<String>> = items
                        .iter()
                        .map(|item| item.get_ref().as_str().map(str::to_owned))
                        .collect();
                    match texts {
                        Some(texts) => self.put(found, Value::List(texts), origin),
                        None => self
                            .errors
                            .push(format!("{origin}: every item must be a string in quotes")),
                    }
                }
                (_, Some(_)) => self
                    .errors
                    .push(format!("{origin}: the value must be a string in quotes")),
            }
        }
    }

    /// Reads the environment: Zoom's sample names first, then `COUNTERSIGN_*`. An empty value is no value.
    /// Names of ours that mean nothing are left alone, because Kubernetes makes some up
    /// (`COUNTERSIGN_SERVICE_HOST`) for a service of this name.
    pub(super) fn add_env(&mut self, env: &BTreeMap<String, String>) {
        let get = |name: &str| {
            env.get(name)
                .filter(|value| !value.is_empty())
                .map(|value| (Value::Text(value.clone()), name.to_owned()))
        };
        for key in KEYS {
            if let Some((value, origin)) = key.zoom.and_then(get) {
                self.put(Found { key, file: false }, value, origin);
            }
            let name = key.env_name();
            let both = key.secret && get(&name).is_some() && get(&format!("{name}_FILE")).is_some();
            if both {
                self.errors
                    .push(format!("{name} and {name}_FILE are both set; keep one"));
            }
            if let Some((value, origin)) = get(&name) {
                self.put(Found { key, file: false }, value, origin);
            }
            if let Some((value, origin)) =
                get(&format!("{name}_FILE")).filter(|_| key.secret && !both)
            {
                self.put(Found { key, file: true }, value, origin);
            }
        }
    }

    fn put(&mut self, found: Found, value: Value, origin: String) {
        let value = match (found.file, value) {
            (true, Value::Text(path)) => match read_secret(Path::new(&path)) {
                Ok(text) => Value::Text(text),
                Err(error) => {
                    self.errors
                        .push(format!("{origin}: cannot read {path}: {error}"));
                    return;
                }
            },
            (_, value) => value,
        };
        let path = found.key.path;
        let same_layer =
            |before: &Setting| origin.contains(" line ") && before.origin.contains(" line ");
        if let Some(before) = self.values.insert(
            path,
            Setting {
                value,
                origin: origin.clone(),
            },
        ) && same_layer(&before)
        {
            self.errors.push(format!(
                "{origin}: {} gives the same setting; keep one",
                before.origin
            ));
        }
    }
}

#[derive(Clone, Copy)]
struct Found {
    key: &'static Key,
    file: bool,
}

fn find(path: &str) -> Option<Found> {
    let exact = KEYS.iter().find(|key| key.path == path);
    let by_file = || {
        let stem = path.strip_suffix("_file")?;
        KEYS.iter().find(|key| key.secret && key.path == stem)
    };
    match exact {
        Some(key) => Some(Found { key, file: false }),
        None => by_file().map(|key| Found { key, file: true }),
    }
}

fn is_table(path: &str) -> bool {
    KEYS.iter().any(|key| {
        key.path
            .split_once('.')
            .is_some_and(|(table, _)| table == path)
    })
}

/// The names that could have been meant: those of the same table.
fn known(path: &str) -> String {
    let table = path.rsplit_once('.').map(|(table, _)| table);
    let names: Vec<String> = KEYS
        .iter()
        .filter(|key| key.path.rsplit_once('.').map(|(table, _)| table) == table)
        .map(|key| format!("`{}`", key.path))
        .collect();
    match names.is_empty() {
        true => "in the tables [quotas], [zoom] and [meeting_sdk] and at the top".to_owned(),
        false => names.join(", "),
    }
}

/// Editors and `echo` end a file with a newline that is not part of the secret.
fn read_secret(path: &Path) -> std::io::Result<String> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(at)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

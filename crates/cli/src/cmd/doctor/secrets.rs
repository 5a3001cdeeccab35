//! Secrets by the role they have, read from the environment and from files.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use countersign_diagnose::Case;
use countersign_token::Secret;

use crate::credentials::read_secret;
use crate::failure::Failure;

/// The role of the secret that should have signed.
const SIGNS: &str = "meeting_sdk";

/// `ROLE=PLACE`, or the place alone for the secret that should have signed.
#[derive(Clone, Debug)]
pub(super) struct Named {
    role: String,
    place: String,
}

impl FromStr for Named {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Named, Self::Err> {
        let is_role = |role: &str| {
            (1..=32).contains(&role.len())
                && role
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let (role, place) = text
            .split_once('=')
            .filter(|(role, _)| is_role(role))
            .unwrap_or((SIGNS, text));
        match place {
            "" => Err("says no place; write meeting_sdk=…, s2s=… or webhook=…"),
            place => Ok(Named {
                role: role.to_owned(),
                place: place.to_owned(),
            }),
        }
    }
}

/// Secrets by role, each once.
#[derive(Default)]
pub(super) struct Secrets(BTreeMap<String, Secret>);

impl Secrets {
    pub(super) fn read(
        by_env: &[Named],
        by_file: &[Named],
        env: &BTreeMap<String, String>,
    ) -> Result<Secrets, Failure> {
        let mut secrets = Secrets::default();
        for Named { role, place } in by_env {
            let secret = env.get(place).ok_or_else(|| {
                Failure::Usage(format!(
                    "--secret-env: the environment has no variable {place}"
                ))
            })?;
            secrets.add(role, secret.clone())?;
        }
        for Named { role, place } in by_file {
            secrets.add(role, read_secret(Path::new(place))?)?;
        }
        Ok(secrets)
    }

    fn add(&mut self, role: &str, secret: String) -> Result<(), Failure> {
        match self.0.insert(role.to_owned(), Secret::from(secret)) {
            None => Ok(()),
            Some(_) => Err(Failure::Usage(format!(
                "two secrets for {role}: say which is which, as in --secret-env meeting_sdk=NAME --secret-env s2s=NAME"
            ))),
        }
    }

    /// Puts them over those of the case.
    pub(super) fn put_into(&self, case: &mut Case) {
        for (role, secret) in &self.0 {
            match role.as_str() {
                SIGNS => case.client_secret = Some(secret.clone()),
                _ => {
                    case.secrets.insert(role.clone(), secret.clone());
                }
            }
        }
    }
}

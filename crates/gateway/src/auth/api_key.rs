use secrecy::SecretString;
use sha2::{Digest, Sha256};

use crate::link::random_text;
use crate::store::{Store, StoreError, StoredKey};
use crate::{Clock, Config};

/// What every key begins with, so that secret scanners can find one that leaked.
pub(super) const PREFIX: &str = "cs_";

/// The API keys of a gateway: make, list, revoke. For an operator; no route leads here.
#[derive(Clone, Debug)]
pub struct Keys {
    store: Store,
    clock: Clock,
}

/// A key that was just made. This is the only time its secret can be seen.
#[derive(Debug)]
pub struct NewKey {
    /// `cs_…`, to be sent as `Authorization: Bearer cs_…`.
    pub secret: SecretString,
    /// What is kept of it.
    pub key: ApiKey,
}

/// What is kept of an API key.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiKey {
    /// Unique, chosen by the operator.
    pub name: String,
    /// E-mail addresses or user ids of the Zoom users it may act for; `None` is every user of the account.
    pub hosts: Option<Vec<String>>,
    /// Seconds since 1970.
    pub created_at: u64,
    /// Seconds since 1970, if it was revoked.
    pub revoked_at: Option<u64>,
}

/// Why a key was not made or not revoked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Empty, longer than 100 bytes, or with control characters.
    #[error("a key's name is 1 to 100 characters without line breaks")]
    Name,
    /// A host that is no e-mail address or user id.
    #[error("a host is the e-mail address or the id of a Zoom user, not {0:?}")]
    Host(String),
    /// Names stay taken after a key is revoked, so that old records keep their meaning.
    #[error("there is already a key named {0:?}; choose another name")]
    NameTaken(String),
    /// No key of that name is in force.
    #[error("there is no key named {0:?} in force")]
    NoSuchKey(String),
    /// The system gave no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Keys {
    /// Opens the store that `config` names, without starting a gateway.
    pub async fn open(config: &Config) -> Result<Keys, StoreError> {
        let store = Store::open(&config.database).await?;
        Ok(Keys::new(store, Clock::system()))
    }

    pub(crate) fn new(store: Store, clock: Clock) -> Keys {
        Keys { store, clock }
    }

    /// Makes a key that may act for `hosts`, or for every user when there are none.
    pub async fn create(&self, name: &str, hosts: Vec<String>) -> Result<NewKey, KeyError> {
        if name.is_empty() || name.len() > 100 || name.contains(char::is_control) {
            return Err(KeyError::Name);
        }
        let odd = |host: &&String| {
            host.is_empty() || host.contains(|c: char| c.is_whitespace() || c.is_control())
        };
        if let Some(host) = hosts.iter().find(odd) {
            return Err(KeyError::Host(host.clone()));
        }
        let stored = StoredKey {
            id: random_text()?[..16].to_owned(),
            name: name.to_owned(),
            hosts: Some(hosts).filter(|hosts| !hosts.is_empty()),
            created_at: self.clock.now(),
            revoked_at: None,
        };
        let secret = format!("{PREFIX}{}", random_text()?);
        match self.store.add_key(&stored, &hash(&secret)).await? {
            true => Ok(NewKey {
                secret: secret.into(),
                key: stored.into(),
            }),
            false => Err(KeyError::NameTaken(name.to_owned())),
        }
    }

    /// All keys, oldest first, revoked ones too.
    pub async fn list(&self) -> Result<Vec<ApiKey>, KeyError> {
        let keys = self.store.keys().await?;
        Ok(keys.into_iter().map(ApiKey::from).collect())
    }

    /// Revokes a key at once; the links it made end with it.
    pub async fn revoke(&self, name: &str) -> Result<(), KeyError> {
        match self.store.revoke_key(name, self.clock.now()).await? {
            true => Ok(()),
            false => Err(KeyError::NoSuchKey(name.to_owned())),
        }
    }
}

impl From<StoredKey> for ApiKey {
    fn from(stored: StoredKey) -> ApiKey {
        ApiKey {
            name: stored.name,
            hosts: stored.hosts,
            created_at: stored.created_at,
            revoked_at: stored.revoked_at,
        }
    }
}

/// 256 random bits need no slow hash: there is nothing to guess.
pub(super) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

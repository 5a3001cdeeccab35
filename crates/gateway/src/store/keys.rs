use super::{Store, StoreError, integer, on};

/// A row of `api_keys`, without the hash.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoredKey {
    pub(crate) id: String,
    pub(crate) name: String,
    /// E-mail addresses or user ids; `None` is any host.
    pub(crate) hosts: Option<Vec<String>>,
    pub(crate) created_at: u64,
    pub(crate) revoked_at: Option<u64>,
}

type Row = (String, String, Option<String>, i64, Option<i64>);

impl Store {
    /// Adds a key; `false` when the name is taken.
    pub(crate) async fn add_key(
        &self,
        key: &StoredKey,
        hash: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let hosts = key.hosts.as_ref().map(|hosts| hosts.join("\n"));
        let rows = on!(write self, pool => sqlx::query(
            "INSERT INTO api_keys (id, name, key_hash, hosts, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
        )
        .bind(&key.id)
        .bind(&key.name)
        .bind(&hash[..])
        .bind(&hosts)
        .bind(integer(key.created_at))
        .execute(pool)
        .await?
        .rows_affected());
        Ok(rows == 1)
    }

    /// The key with this hash, unless it was revoked. The look-up by hash compares nothing that an attacker
    /// can steer, so its time tells nothing.
    pub(crate) async fn key(&self, hash: &[u8; 32]) -> Result<Option<StoredKey>, StoreError> {
        let row: Option<Row> = on!(read self, pool => sqlx::query_as(
            "SELECT id, name, hosts, created_at, revoked_at FROM api_keys WHERE key_hash = $1 AND revoked_at IS NULL",
        )
        .bind(&hash[..])
        .fetch_optional(pool)
        .await?);
        Ok(row.map(StoredKey::from))
    }

    /// All keys, oldest first, revoked ones too.
    pub(crate) async fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows: Vec<Row> = on!(read self, pool => sqlx::query_as(
            "SELECT id, name, hosts, created_at, revoked_at FROM api_keys ORDER BY created_at, name",
        )
        .fetch_all(pool)
        .await?);
        Ok(rows.into_iter().map(StoredKey::from).collect())
    }

    /// Revokes the key with this name and the links it made; `false` when no such key is in force.
    pub(crate) async fn revoke_key(&self, name: &str, now: u64) -> Result<bool, StoreError> {
        let rows = on!(write self, pool => sqlx::query(
            "UPDATE api_keys SET revoked_at = $1 WHERE name = $2 AND revoked_at IS NULL",
        )
        .bind(integer(now))
        .bind(name)
        .execute(pool)
        .await?
        .rows_affected());
        Ok(rows == 1)
    }
}

impl From<Row> for StoredKey {
    fn from((id, name, hosts, created_at, revoked_at): Row) -> StoredKey {
        StoredKey {
            id,
            name,
            hosts: hosts.map(|hosts| hosts.lines().map(str::to_owned).collect()),
            created_at: created_at.unsigned_abs(),
            revoked_at: revoked_at.map(i64::unsigned_abs),
        }
    }
}

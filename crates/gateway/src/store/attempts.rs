use super::{Store, StoreError, integer, on};

/// What is known of an earlier attempt to create under the same `Idempotency-Key`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Attempt {
    /// There was none; this one is now noted.
    First,
    /// It made this meeting.
    Made(u64),
    /// It is under way, or Zoom's answer was lost and it may have made one.
    Unknown,
    /// It was for another request.
    OtherRequest,
}

/// How long a key is remembered.
const KEPT_SECONDS: u64 = 86_400;

impl Store {
    /// Notes an attempt, or says what came of the earlier one.
    pub(crate) async fn begin(
        &self,
        key: &[u8; 32],
        request: &[u8; 32],
        now: u64,
    ) -> Result<Attempt, StoreError> {
        on!(write self, pool => {
            sqlx::query("DELETE FROM attempts WHERE created_at < $1")
                .bind(integer(now.saturating_sub(KEPT_SECONDS)))
                .execute(pool)
                .await?;
            let made = sqlx::query(
                "INSERT INTO attempts (key_hash, request_hash, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            )
            .bind(&key[..])
            .bind(&request[..])
            .bind(integer(now))
            .execute(pool)
            .await?
            .rows_affected();
            if made == 1 {
                return Ok(Attempt::First);
            }
            let before: Option<(Vec<u8>, Option<i64>)> =
                sqlx::query_as("SELECT request_hash, meeting_number FROM attempts WHERE key_hash = $1")
                    .bind(&key[..])
                    .fetch_optional(pool)
                    .await?;
            Ok(match before {
                Some((hash, _)) if hash != request => Attempt::OtherRequest,
                Some((_, Some(number))) => Attempt::Made(number.unsigned_abs()),
                Some((_, None)) | None => Attempt::Unknown,
            })
        })
    }

    /// The attempt made this meeting.
    pub(crate) async fn made(&self, key: &[u8; 32], number: u64) -> Result<(), StoreError> {
        on!(write self, pool => sqlx::query("UPDATE attempts SET meeting_number = $1 WHERE key_hash = $2")
            .bind(integer(number))
            .bind(&key[..])
            .execute(pool)
            .await
            .map(drop)?);
        Ok(())
    }

    /// The attempt certainly made nothing; the key may be used again.
    pub(crate) async fn forget(&self, key: &[u8; 32]) -> Result<(), StoreError> {
        on!(write self, pool => sqlx::query("DELETE FROM attempts WHERE key_hash = $1")
            .bind(&key[..])
            .execute(pool)
            .await
            .map(drop)?);
        Ok(())
    }
}

use countersign_token::MeetingNumber;

use super::{Store, StoreError, integer, on};
use crate::link::{Entrance, Link};
use crate::pages::View;

type Row = (
    i64,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    i64,
    i64,
    i64,
    Option<i64>,
);

impl Store {
    /// Keeps a link and drops those that expired more than a day ago.
    pub(crate) async fn add_link(&self, link: &Link, hash: &[u8; 32]) -> Result<(), StoreError> {
        on!(write self, pool => {
            sqlx::query("DELETE FROM links WHERE expires_at < $1")
                .bind(integer(link.created_at) - 86_400)
                .execute(pool)
                .await?;
            sqlx::query(
                "INSERT INTO links (key_hash, meeting_number, kind, intent, view, user_name, user_email, registrant_id,
                     created_by, created_at, expires_at, single_use)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            )
            .bind(&hash[..])
            .bind(integer(link.entrance.meeting_number.get()))
            .bind(link.entrance.kind.as_str())
            .bind(link.entrance.intent.as_str())
            .bind(link.entrance.view.as_str())
            .bind(&link.user_name)
            .bind(&link.user_email)
            .bind(&link.registrant_id)
            .bind(&link.created_by)
            .bind(integer(link.created_at))
            .bind(integer(link.expires_at))
            .bind(i64::from(link.single_use))
            .execute(pool)
            .await?;
        });
        Ok(())
    }

    /// The link, perhaps over, unless its API key was revoked.
    pub(crate) async fn link(&self, hash: &[u8; 32]) -> Result<Option<Link>, StoreError> {
        let row: Option<Row> = on!(read self, pool => sqlx::query_as(
            "SELECT meeting_number, kind, intent, view, user_name, user_email, registrant_id, created_by, links.created_at,
                 expires_at, single_use, used_at
             FROM links JOIN api_keys ON api_keys.id = links.created_by
             WHERE links.key_hash = $1 AND revoked_at IS NULL",
        )
        .bind(&hash[..])
        .fetch_optional(pool)
        .await?);
        row.map(link_from).transpose()
    }

    /// Keeps which registrant a personal link is of.
    pub(crate) async fn set_registrant(
        &self,
        hash: &[u8; 32],
        registrant_id: &str,
    ) -> Result<(), StoreError> {
        on!(write self, pool => sqlx::query(
            "UPDATE links SET registrant_id = $1 WHERE key_hash = $2",
        )
        .bind(registrant_id)
        .bind(&hash[..])
        .execute(pool)
        .await?
        .rows_affected());
        Ok(())
    }

    /// Marks a single-use link as used; `false` when somebody was faster.
    pub(crate) async fn use_link(&self, hash: &[u8; 32], now: u64) -> Result<bool, StoreError> {
        let rows = on!(write self, pool => sqlx::query(
            "UPDATE links SET used_at = $1 WHERE key_hash = $2 AND used_at IS NULL",
        )
        .bind(integer(now))
        .bind(&hash[..])
        .execute(pool)
        .await?
        .rows_affected());
        Ok(rows == 1)
    }
}

fn link_from(row: Row) -> Result<Link, StoreError> {
    let (
        number,
        kind,
        intent,
        view,
        user_name,
        user_email,
        registrant_id,
        created_by,
        created_at,
        expires_at,
        single_use,
        used_at,
    ) = row;
    let unreadable = || StoreError::Row { table: "links" };
    Ok(Link {
        entrance: Entrance {
            meeting_number: MeetingNumber::try_from(number.unsigned_abs())
                .map_err(|_| unreadable())?,
            kind: kind.parse().map_err(|()| unreadable())?,
            intent: intent.parse().map_err(|()| unreadable())?,
            view: [View::Component, View::Client]
                .into_iter()
                .find(|known| known.as_str() == view)
                .ok_or_else(unreadable)?,
        },
        user_name,
        user_email,
        registrant_id,
        created_by,
        created_at: created_at.unsigned_abs(),
        expires_at: expires_at.unsigned_abs(),
        single_use: single_use != 0,
        used_at: used_at.map(i64::unsigned_abs),
    })
}

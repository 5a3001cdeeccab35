//! What must survive a restart: API keys, links and attempts to create. No passcode, ZAK or signature.
//!
//! Two engines, one set of statements: both understand the same SQL for these tables, so each statement is
//! written once and [`on!`] sends it to whichever database is open.

mod attempts;
mod keys;
mod links;
mod migrations;
#[cfg(test)]
mod tests;

use std::str::FromStr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

pub(crate) use attempts::Attempt;
pub(crate) use keys::StoredKey;

/// The open database. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Store(Engine);

#[derive(Clone, Debug)]
enum Engine {
    /// SQLite takes one writer at a time: a pool of one queues writers here rather than failing them with
    /// "database is locked".
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

/// The database failed. The text names tables and hosts, so it is for the log alone.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The URL is not one of a database.
    #[error("database: must be sqlite://path, sqlite::memory: or postgres://…")]
    Url,
    /// The database does not answer, or not as it should.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables cannot be brought up to date.
    #[error("database: cannot bring the tables up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A row that this program would not have written.
    #[error("database: unreadable row in {table}")]
    Row {
        /// The table.
        table: &'static str,
    },
}

/// Runs an expression with `$pool` bound to the pool of the engine that is open.
macro_rules! on {
    (read $store:expr, $pool:ident => $run:expr) => {
        match &$store.0 {
            $crate::store::Engine::Sqlite { read: $pool, .. } => $run,
            $crate::store::Engine::Postgres($pool) => $run,
        }
    };
    (write $store:expr, $pool:ident => $run:expr) => {
        match &$store.0 {
            $crate::store::Engine::Sqlite { write: $pool, .. } => $run,
            $crate::store::Engine::Postgres($pool) => $run,
        }
    };
}
use on;

impl Store {
    /// Connects, creates the SQLite file if there is none, and brings the tables up to date.
    pub(crate) async fn open(url: &SecretString) -> Result<Store, StoreError> {
        let url = url.expose_secret();
        let engine = match url.split_once(':') {
            Some(("sqlite", _)) => sqlite(url).await?,
            Some(("postgres" | "postgresql", _)) => postgres(url).await?,
            _ => return Err(StoreError::Url),
        };
        let store = Store(engine);
        match &store.0 {
            Engine::Sqlite { write, .. } => {
                // SQLite has no advisory lock: another process waits for this transaction instead.
                let mut alone = write.begin_with("BEGIN IMMEDIATE").await?;
                migrations::sqlite().run(&mut *alone).await?;
                alone.commit().await?;
            }
            Engine::Postgres(pool) => migrations::postgres().run(pool).await?,
        }
        Ok(store)
    }

    /// Whether the database answers.
    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        on!(read self, pool => sqlx::query("SELECT 1").execute(pool).await.map(drop)?);
        Ok(())
    }
}

async fn sqlite(url: &str) -> Result<Engine, StoreError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(5));
    let pool = |size| {
        SqlitePoolOptions::new()
            .max_connections(size)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
    };
    let write = pool(1).connect_with(options.clone()).await?;
    // A database in memory lives in its one connection.
    let read = match url.contains(":memory:") {
        true => write.clone(),
        false => pool(4).connect_with(options.read_only(false)).await?,
    };
    Ok(Engine::Sqlite { read, write })
}

async fn postgres(url: &str) -> Result<Engine, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("countersign");
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await?;
    Ok(Engine::Postgres(pool))
}

/// Times and meeting numbers fit in 63 bits; a larger one is a bug of the caller and is never stored.
fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

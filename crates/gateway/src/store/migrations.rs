use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// The steps to today's tables for SQLite. A step, once released, is never edited: its checksum is stored.
pub(super) fn sqlite() -> Migrator {
    migrator(&[
        include_str!("../../migrations/sqlite/0001_keys_links_attempts.sql"),
        include_str!("../../migrations/sqlite/0002_registrant_of_a_link.sql"),
    ])
}

/// The same steps for PostgreSQL; an advisory lock keeps two replicas from taking them together.
pub(super) fn postgres() -> Migrator {
    migrator(&[
        include_str!("../../migrations/postgres/0001_keys_links_attempts.sql"),
        include_str!("../../migrations/postgres/0002_registrant_of_a_link.sql"),
    ])
}

fn migrator(steps: &[&'static str]) -> Migrator {
    let migrations = (1..).zip(steps).map(|(version, sql)| {
        Migration::new(
            version,
            Cow::Borrowed(""),
            MigrationType::Simple,
            AssertSqlSafe(*sql).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

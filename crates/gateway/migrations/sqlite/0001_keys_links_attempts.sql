-- Times are seconds since 1970, UTC. Keys and links are kept as SHA-256 of what their holder shows.
CREATE TABLE api_keys (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    key_hash   BLOB NOT NULL UNIQUE,
    hosts      TEXT, -- e-mail addresses or user ids, one a line; NULL: any host
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE links (
    key_hash       BLOB PRIMARY KEY,
    meeting_number INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    intent         TEXT NOT NULL,
    view           TEXT NOT NULL,
    user_name      TEXT,
    user_email     TEXT,
    created_by     TEXT NOT NULL REFERENCES api_keys (id),
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    single_use     INTEGER NOT NULL,
    used_at        INTEGER
) STRICT;
CREATE INDEX links_expires_at ON links (expires_at);

CREATE TABLE attempts (
    key_hash       BLOB PRIMARY KEY, -- of the API key's id and the caller's Idempotency-Key
    request_hash   BLOB NOT NULL,
    meeting_number INTEGER, -- NULL: under way, or the outcome is unknown
    created_at     INTEGER NOT NULL
) STRICT;

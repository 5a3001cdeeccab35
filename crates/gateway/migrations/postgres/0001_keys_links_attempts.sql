-- Times are seconds since 1970, UTC. Keys and links are kept as SHA-256 of what their holder shows.
CREATE TABLE api_keys (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    key_hash   BYTEA NOT NULL UNIQUE,
    hosts      TEXT, -- e-mail addresses or user ids, one a line; NULL: any host
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE links (
    key_hash       BYTEA PRIMARY KEY,
    meeting_number BIGINT NOT NULL,
    kind           TEXT NOT NULL,
    intent         TEXT NOT NULL,
    view           TEXT NOT NULL,
    user_name      TEXT,
    user_email     TEXT,
    created_by     TEXT NOT NULL REFERENCES api_keys (id),
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    single_use     BIGINT NOT NULL,
    used_at        BIGINT
);
CREATE INDEX links_expires_at ON links (expires_at);

CREATE TABLE attempts (
    key_hash       BYTEA PRIMARY KEY, -- of the API key's id and the caller's Idempotency-Key
    request_hash   BYTEA NOT NULL,
    meeting_number BIGINT, -- NULL: under way, or the outcome is unknown
    created_at     BIGINT NOT NULL
);

//! Kotlin.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "kotlin.kt",
        "\"mn\" to mn",
        "\"meetingNumber\" to mn",
        "missing-mn",
    ),
    (
        "kotlin.kt",
        "Instant.now().epochSecond - 30",
        "System.currentTimeMillis()",
        "time-in-ms",
    ),
    (
        "kotlin.kt",
        "Instant.now().epochSecond - 30",
        "(System.currentTimeMillis() / 1000f).toLong() - 30",
        "float32-timestamp",
    ),
    (
        "kotlin.kt",
        "Instant.now().epochSecond - 30",
        "LocalDateTime.now().toEpochSecond(ZoneOffset.UTC) - 30",
        "local-time-as-utc",
    ),
    ("kotlin.kt", ".withoutPadding()", "", "base64url-padding"),
    (
        "kotlin.kt",
        "return \"$message.${part(hash)}\"",
        "return part(hash)",
        "sig-only",
    ),
    (
        "SignByBuilder.kt",
        "plusSeconds(-skew)",
        "plusSeconds(skew)",
        "iat-in-future",
    ),
    (
        "FlagsByName.kt",
        "val flags = Base64.URL_SAFE or Base64.NO_PADDING or Base64.NO_WRAP",
        "val flags = Base64.NO_WRAP",
        "base64-standard-segments",
    ),
    (
        "FlagsByName.kt",
        "val flags = Base64.URL_SAFE or Base64.NO_PADDING or Base64.NO_WRAP",
        "val flags = Base64.URL_SAFE or Base64.NO_WRAP",
        "base64url-padding",
    ),
    (
        "FlagsByName.kt",
        "payload.toByteArray(), 11)",
        "payload.toByteArray(), 2)",
        "base64-standard-segments",
    ),
];

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
];

//! Java.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "JavaByHand.java",
        ".withoutPadding()",
        "",
        "base64url-padding",
    ),
    (
        "JavaByHand.java",
        "Base64.getUrlEncoder().withoutPadding()",
        "Base64.getEncoder()",
        "base64-standard-segments",
    ),
    (
        "JavaByHand.java",
        "\\\"mn\\\"",
        "\\\"meetingNumber\\\"",
        "missing-mn",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "System.currentTimeMillis()",
        "time-in-ms",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "(long) (System.currentTimeMillis() / (float) 1000) - 30",
        "float32-timestamp",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "(long) (new Date().getTime() / 1000f) - 30",
        "float32-timestamp",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "LocalDateTime.now().toInstant(ZoneOffset.UTC).getEpochSecond() - 30",
        "local-time-as-utc",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "LocalDateTime.now().toEpochSecond(ZoneOffset.UTC) - 30",
        "local-time-as-utc",
    ),
    (
        "JavaByHand.java",
        "sdkSecret.getBytes(StandardCharsets.UTF_8)",
        "Base64.getDecoder().decode(sdkSecret)",
        "secret-base64-decoded",
    ),
    (
        "JavaByHand.java",
        "return message + \".\" + part(result)",
        "return part(result)",
        "sig-only",
    ),
    (
        "JavaByHand.java",
        "part(result)",
        "bytesToHex(result)",
        "hmac-hex",
    ),
    (
        "JavaJjwt.java",
        "Jwts.SIG.HS256",
        "Jwts.SIG.HS512",
        "wrong-alg",
    ),
    (
        "JavaJjwt.java",
        "Keys.hmacShaKeyFor(clientSecret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256",
        "SignatureAlgorithm.HS256, clientSecret",
        "secret-base64-decoded",
    ),
    ("JavaJjwt.java", "\"mn\"", "\"meetingNumber\"", "missing-mn"),
    (
        "JavaJjwt.java",
        "\"appKey\"",
        "\"iss\"",
        "missing-both-keys",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "Instant.now().plus(Duration.ofMinutes(5)).getEpochSecond()",
        "iat-in-future",
    ),
];

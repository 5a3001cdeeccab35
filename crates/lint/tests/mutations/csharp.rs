//! C#.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "csharp.cs",
        ".TrimEnd('=').Replace('+', '-').Replace('/', '_')",
        "",
        "base64-standard-segments",
    ),
    ("csharp.cs", ".TrimEnd('=')", "", "base64url-padding"),
    (
        "csharp.cs",
        "mn = meetingNumber",
        "meetingNumber",
        "missing-mn",
    ),
    (
        "csharp.cs",
        "DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30",
        "DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()",
        "time-in-ms",
    ),
    (
        "csharp.cs",
        "DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30",
        "(long)(DateTime.Now - new DateTime(1970, 1, 1)).TotalSeconds",
        "local-time-as-utc",
    ),
    (
        "csharp.cs",
        "DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30",
        "(DateTime.UtcNow - new DateTime(1970, 1, 1)).TotalSeconds - 30",
        "time-float",
    ),
    (
        "csharp.cs",
        "Encoding.UTF8.GetBytes(sdkSecret)",
        "Convert.FromBase64String(sdkSecret)",
        "secret-base64-decoded",
    ),
    (
        "csharp.cs",
        "return $\"{message}.{Part(mac)}\"",
        "return Part(mac)",
        "sig-only",
    ),
    (
        "csharp.cs",
        "{Part(mac)}",
        "{Convert.ToHexString(mac)}",
        "hmac-hex",
    ),
    (
        "csharp_identity.cs",
        "AddHours(2)",
        "AddDays(30)",
        "ttl-too-long",
    ),
    (
        "csharp_identity.cs",
        "\"role\", 0",
        "\"role\", 5",
        "role-invalid",
    ),
    (
        "csharp_identity.cs",
        "SecurityAlgorithms.HmacSha256",
        "SecurityAlgorithms.HmacSha512",
        "wrong-alg",
    ),
    (
        "csharp_identity.cs",
        "AddHours(2)",
        "Add(TimeSpan.FromDays(30))",
        "ttl-too-long",
    ),
    (
        "csharp_identity.cs",
        "AddHours(2)",
        "Add(TimeSpan.FromMinutes(10))",
        "ttl-zero-or-short",
    ),
];

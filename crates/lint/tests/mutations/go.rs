//! Go.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    ("golang.go", "\"mn\": ", "\"meetingNumber\": ", "missing-mn"),
    (
        "golang.go",
        "time.Now().Unix() - 30",
        "time.Now().UnixMilli()",
        "time-in-ms",
    ),
    (
        "golang.go",
        "jwt.SigningMethodHS256",
        "jwt.SigningMethodHS512",
        "wrong-alg",
    ),
    (
        "golang.go",
        "Role 0 joins, role 1 starts.",
        "Role 0 is the host, 1 the attendee.",
        "role-swapped",
    ),
    (
        "golang_by_hand.go",
        "`json:\"mn\"`",
        "`json:\"meetingNumber\"`",
        "missing-mn",
    ),
    (
        "golang_by_hand.go",
        "base64.RawURLEncoding.EncodeToString(body)",
        "base64.URLEncoding.EncodeToString(body)",
        "base64url-padding",
    ),
    (
        "golang_by_hand.go",
        "base64.RawURLEncoding.EncodeToString(h.Sum(nil))",
        "base64.StdEncoding.EncodeToString(h.Sum(nil))",
        "base64-standard-segments",
    ),
    (
        "golang_by_hand.go",
        "base64.RawURLEncoding.EncodeToString(h.Sum(nil))",
        "hex.EncodeToString(h.Sum(nil))",
        "hmac-hex",
    ),
    (
        "golang_by_hand.go",
        "return message + \".\" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)), nil",
        "return base64.RawURLEncoding.EncodeToString(h.Sum(nil)), nil",
        "sig-only",
    ),
    (
        "skew_by_name.go",
        "now.Add(lifetime)",
        "now.Add(-lifetime)",
        "ttl-zero-or-short",
    ),
];

//! What signs in TypeScript.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "browser_crypto.ts",
        "mn: wish.meetingNumber",
        "meetingNumber: wish.meetingNumber",
        "missing-mn",
    ),
    (
        "browser_crypto.ts",
        "Math.round(new Date().getTime() / 1000) - 30",
        "new Date().getTime()",
        "time-in-ms",
    ),
];

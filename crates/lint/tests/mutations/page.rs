//! Pages that join.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "join_page.html",
        "await client.join(",
        "ZoomMtg.generateSDKSignature({ meetingNumber: 1, sdkKey, sdkSecret, role: 0 });\n  await client.join(",
        "generatesdksignature-removed",
    ),
    (
        "join_page.html",
        "await client.join(",
        "localStorage.setItem(\"sdkSecret\", secret);\n  await client.join(",
        "secret-in-browser",
    ),
    (
        "join_page.html",
        "await client.join({ signature,",
        "await client.join({ signature: \"eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJ4IiwibW4iOiIxIiwicm9sZSI6MH0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",",
        "expired-hardcoded",
    ),
    (
        "join_page.html",
        "password: \"\"",
        "passWord: passcode",
        "join-param-misnamed",
    ),
    (
        "join_page.html",
        "await client.join({ signature,",
        "await client.join({ tk: undefined, signature,",
        "undefined-optional",
    ),
    (
        "join_page.html",
        "await client.join({ signature,",
        "ZoomMtg.join({ role: 0, signature,",
        "join-param-misnamed",
    ),
];

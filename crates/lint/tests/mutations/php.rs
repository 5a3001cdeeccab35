//! PHP.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "php_by_hand.php",
        "rtrim(strtr(base64_encode($data), '+/', '-_'), '=')",
        "base64_encode($data)",
        "base64-standard-segments",
    ),
    (
        "php_by_hand.php",
        "rtrim(strtr(base64_encode($data), '+/', '-_'), '=')",
        "strtr(base64_encode($data), '+/', '-_')",
        "base64url-padding",
    ),
    (
        "php_by_hand.php",
        "$sdkSecret, true)",
        "$sdkSecret)",
        "hmac-hex-then-base64",
    ),
    (
        "php_by_hand.php",
        "return $header . '.' . $payload . '.' . part($mac)",
        "return part($mac)",
        "sig-only",
    ),
    (
        "php_by_hand.php",
        "'mn' =>",
        "'meetingNumber' =>",
        "missing-mn",
    ),
    (
        "php_by_hand.php",
        "time() - 30",
        "time() * 1000 - 30000",
        "time-in-ms",
    ),
    (
        "php_by_hand.php",
        "time() - 30",
        "microtime(true) - 30",
        "time-float",
    ),
    (
        "php_by_hand.php",
        "$iat + 60 * 60 * 2",
        "$iat + 60 * 60 * 24 * 7",
        "ttl-too-long",
    ),
    (
        "php_by_hand.php",
        "'role' => $role",
        "'role' => $_REQUEST['role']",
        "open-signing-endpoint",
    ),
    ("php_firebase.php", "'HS256'", "'HS384'", "wrong-alg"),
    (
        "php_firebase.php",
        "getenv('ZOOM_MEETING_SDK_SECRET')",
        "base64_decode(getenv('ZOOM_MEETING_SDK_SECRET'))",
        "secret-base64-decoded",
    ),
    (
        "php_firebase.php",
        "'tokenExp' => $exp",
        "'tokenExp' => 7200",
        "tokenexp-is-duration",
    ),
    (
        "php_firebase.php",
        "time() - 30",
        "strtotime('+1 hour')",
        "iat-in-future",
    ),
];

//! Python.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    (
        "python_pyjwt.py",
        "\"mn\"",
        "\"meetingNumber\"",
        "missing-mn",
    ),
    (
        "python_pyjwt.py",
        "int(time.time())",
        "time.time()",
        "time-float",
    ),
    (
        "python_pyjwt.py",
        "int(time.time()) - 30",
        "int(time.time() * 1000)",
        "time-in-ms",
    ),
    (
        "python_pyjwt.py",
        "int(time.time()) - 30",
        "int(datetime.datetime.utcnow().timestamp()) - 30",
        "local-time-as-utc",
    ),
    (
        "python_pyjwt.py",
        "int(time.time()) - 30",
        "datetime.now()",
        "local-time-as-utc",
    ),
    (
        "python_pyjwt.py",
        "\"tokenExp\": exp",
        "\"tokenExp\": 3600",
        "tokenexp-is-duration",
    ),
    (
        "python_pyjwt.py",
        "algorithm=\"HS256\"",
        "algorithm=\"HS512\"",
        "wrong-alg",
    ),
    (
        "python_pyjwt.py",
        "os.environ[\"ZOOM_MEETING_SDK_SECRET\"]",
        "base64.b64decode(os.environ[\"ZOOM_MEETING_SDK_SECRET\"])",
        "secret-base64-decoded",
    ),
    (
        "python_pyjwt.py",
        "os.environ[\"ZOOM_MEETING_SDK_SECRET\"]",
        "os.environ.get(\"ZOOM_MEETING_SDK_SECRET\", \"\")",
        "secret-undefined",
    ),
    (
        "python_pyjwt.py",
        "role 0 joins, role 1 starts as host",
        "see below\"\"\"\n    # role 0 is host and 1 is attendee\n    \"\"\"",
        "role-swapped",
    ),
    (
        "python_by_hand.py",
        "base64.urlsafe_b64encode(data).rstrip(b\"=\")",
        "base64.b64encode(data)",
        "base64-standard-segments",
    ),
    (
        "python_by_hand.py",
        ".rstrip(b\"=\")",
        "",
        "base64url-padding",
    ),
    (
        "python_by_hand.py",
        "hashlib.sha256).digest()",
        "hashlib.sha256).hexdigest()",
        "hmac-hex-then-base64",
    ),
    (
        "python_by_hand.py",
        "return message + \".\" + part(mac)",
        "return part(mac)",
        "sig-only",
    ),
    (
        "python_by_hand.py",
        "exp = iat + 7200",
        "exp = iat + 600",
        "ttl-zero-or-short",
    ),
    (
        "python_by_hand.py",
        "client_secret.encode(\"utf-8\"), message.encode(\"utf-8\")",
        "message.encode(\"utf-8\"), client_secret.encode(\"utf-8\")",
        "arg-order",
    ),
];

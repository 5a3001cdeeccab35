//! What the page's own requests fail with: a status of HTTP, or no answer at all. No source: any HTTP client says it.

use super::{Code, Place::Http};

/// A status in the words of axios, which most pages use that show one.
const fn status(
    code: &'static str,
    shown: &'static str,
    means: &'static str,
    check_first: &'static [&'static str],
) -> Code {
    Code {
        code,
        seen_in: Http,
        server: "",
        shown,
        means,
        causes: &["endpoint-failed"],
        check_first,
    }
}

/// What stands for every status that has no entry of its own.
pub(in crate::explain) const OF_CALLER: &str = "Request failed with status code 4xx";
pub(in crate::explain) const OF_SERVER: &str = "Request failed with status code 5xx";
/// What stands for every failure to load a file of the SDK.
pub(in crate::explain) const OF_ASSETS: &str =
    "Failed to fetch dynamically imported module: https://source.zoom.us/…";

const WHO: &str =
    "See in the browser's network panel which address answered, and read the body of its answer.";

pub(super) static CODES: &[Code] = &[
    status(
        "400",
        "Request failed with status code 400",
        "an address did not take a request as it was sent (HTTP 400); this is no code of the SDK",
        &[
            WHO,
            "An endpoint that signs wants JSON with meetingNumber and role, and the header Content-Type: application/json; \
             Zoom's sample lists in errors which of them is wrong.",
        ],
    ),
    // By itself the number is the REST API's.
    status(
        "",
        "Request failed with status code 401",
        "an address wants to know who asks (HTTP 401); this is no code of the SDK",
        &[
            WHO,
            "If your own endpoint answers so, the page must send what it takes for a login: its cookie (credentials: \"include\") or its header.",
            "If zoom.us answers so, send the REST API Authorization: Bearer and an access token that is less than an hour old, and OAuth the \
             client ID and secret of the app; a Meeting SDK signature opens neither.",
        ],
    ),
    status(
        "403",
        "Request failed with status code 403",
        "an address does not answer to this caller (HTTP 403); this is no code of the SDK",
        &[WHO],
    ),
    status(
        "404",
        "Request failed with status code 404",
        "nothing is at the address that was asked (HTTP 404); this is no code of the SDK",
        &[
            WHO,
            "Compare the address and the method with the route of the endpoint that signs; Zoom's sample takes POST at /.",
        ],
    ),
    status(
        "500",
        "Request failed with status code 500",
        "a server failed before it answered (HTTP 500); this is no code of the SDK",
        &[
            WHO,
            "If it is yours, its log has the exception: often an environment variable that is not set.",
        ],
    ),
    status(
        "",
        OF_CALLER,
        "an address does not take the request (HTTP 4xx); this is no code of the SDK",
        &[
            WHO,
            "405 says that the address wants another method, 415 another Content-Type, 429 that too many requests came at once.",
        ],
    ),
    status(
        "",
        OF_SERVER,
        "a server, or a proxy before it, failed (HTTP 5xx); this is no code of the SDK",
        &[
            WHO,
            "502, 503 and 504 come of a proxy whose server is down, starts or is too slow; for anything else read the server's log.",
        ],
    ),
    Code {
        code: "",
        seen_in: Http,
        server: "",
        shown: OF_ASSETS,
        means: "the page could not load a file of the SDK itself",
        causes: &["asset-path-relative"],
        check_first: &[
            "Open the file's address by itself: its version must be one that exists, and the page's network, content security policy and CORS \
             must let it through.",
            "Who serves the files from a host of their own passes the folder as a whole address: assetPath in Component View, \
             ZoomMtg.setZoomJSLib() in Client View.",
        ],
    },
    status(
        "",
        "Failed to fetch",
        "the page got no answer at all: nothing listens at the address, or the browser may not ask it",
        &[
            "Open the address by itself. If it answers, it must allow the page's origin (CORS), and be HTTPS where the page is.",
        ],
    ),
];

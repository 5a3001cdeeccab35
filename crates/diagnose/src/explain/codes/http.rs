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
        "Failed to fetch",
        "the page got no answer at all: nothing listens at the address, or the browser may not ask it",
        &[
            "Open the address by itself. If it answers, it must allow the page's origin (CORS), and be HTTPS where the page is.",
        ],
    ),
];

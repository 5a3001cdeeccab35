//! What a visitor sees when a page or a link is not there, or not now.

use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

use super::document::document;

#[derive(Template)]
#[template(path = "missing.html")]
struct Missing<'a> {
    title: &'a str,
    text: &'a str,
    next: &'a str,
}

/// There is no such page.
pub(crate) fn not_found() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "There is no page here",
        "The address may have lost a part on its way to you.",
        "Compare it with the one you were given.",
    )
}

/// The link was never made, was withdrawn, or its meeting is gone. One answer for all, so that nobody learns which.
pub(crate) fn no_such_link() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "This link does not lead to a meeting",
        "It may be incomplete, or it has been withdrawn by the person who sent it.",
        "Copy the whole link again, or ask for a new one.",
    )
}

/// The link was good once.
pub(crate) fn expired_link() -> Response {
    page(
        StatusCode::GONE,
        "This link has expired",
        "Links to a meeting work for a limited time, so that they are of no use to those who find them later.",
        "Ask the person who sent it for a new one.",
    )
}

/// Somebody at this address has sent too much; `headers` say when to go on.
pub(crate) fn too_many(headers: &HeaderMap) -> Response {
    let after = headers.get(header::RETRY_AFTER);
    let next = match after.and_then(|after| after.to_str().ok()) {
        Some(seconds) => format!(
            "Go back, wait {seconds} s, and send it again: your browser still has what you wrote."
        ),
        None => "Go back, wait a little, and send it again: your browser still has what you wrote."
            .to_owned(),
    };
    let mut page = page(
        StatusCode::TOO_MANY_REQUESTS,
        "That was too much at once",
        "Each question searches for the mistake in what you sent, so only so many a minute are answered for one address.",
        &next,
    );
    if let Some(after) = after {
        page.headers_mut()
            .insert(header::RETRY_AFTER, after.clone());
    }
    page
}

/// It went wrong here, and the log says why.
pub(crate) fn failed() -> Response {
    page(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong here",
        "It is no fault of what you sent.",
        "Try again. If it stays so, tell whoever runs this server: the log has it.",
    )
}

/// Any other page of this kind: a title, what happened, and what to do next. The texts are escaped.
pub(crate) fn page(status: StatusCode, title: &str, text: &str, next: &str) -> Response {
    document(status, &Missing { title, text, next })
}

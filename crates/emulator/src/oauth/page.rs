//! The emulator's own pages of consent: plain HTML without a script, in light and dark, on any width.

use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use url::Url;

use crate::state::{App, State, UserStatus};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:1.5rem 1rem;max-width:32rem}\
h1{font-size:1.4rem}\
fieldset{border:1px solid #8888;border-radius:.5rem;margin:1rem 0;padding:.5rem 1rem}\
label{display:block;padding:.4rem 0}\
input[type=text]{font:inherit;padding:.5rem;width:100%;box-sizing:border-box}\
button{font:inherit;min-height:2.75rem;padding:0 1.25rem;margin:0 .5rem .5rem 0;border-radius:.5rem;border:1px solid #8888}\
code{overflow-wrap:anywhere}";

/// A page that says one thing.
pub(super) fn message(status: StatusCode, title: &str, text: &str) -> Response {
    let body = format!("<h1>{}</h1><p>{}</p>", escape(title), escape(text));
    page(status, title, &body, None)
}

/// A form that asks whether `app` may act for one of the account's users. `hidden` comes back with the answer, and
/// `field` stands above the users.
pub(super) fn consent(
    state: &State,
    app: Option<&App>,
    action: &str,
    hidden: &[(&str, &str)],
    field: &str,
    redirect: Option<&Url>,
) -> Response {
    let mut body = "<h1>Allow an app to act for you?</h1>".to_owned();
    if let Some(app) = app {
        body += &format!(
            "<p>The app <code>{}</code> asks for:</p><details><summary>{} scopes</summary>",
            escape(&app.client_id),
            app.scopes().len()
        );
        for scope in app.scopes() {
            body += &format!("<code>{}</code><br>", escape(scope));
        }
        body += "</details>";
    }
    body += &format!(
        "<form method=\"post\" action=\"{}\">{field}",
        escape(action)
    );
    for (name, value) in hidden {
        body += &format!(
            "<input type=\"hidden\" name=\"{name}\" value=\"{}\">",
            escape(value)
        );
    }
    body += "<fieldset><legend>You are</legend>";
    let users = state.users();
    let active = users.iter().filter(|u| u.status == UserStatus::Active);
    for (index, user) in active.enumerate() {
        body += &format!(
            "<label><input type=\"radio\" name=\"user\" value=\"{}\"{}> {}</label>",
            escape(&user.id),
            if index == 0 { " checked" } else { "" },
            escape(&user.email)
        );
    }
    body += "</fieldset><button name=\"decision\" value=\"allow\">Allow</button>\
             <button name=\"decision\" value=\"deny\">Deny</button></form>\
             <p>This is an emulator of Zoom: nobody signs in here.</p>";
    page(StatusCode::OK, "Allow an app?", &body, redirect)
}

/// Browsers hold `form-action` also against where the answer redirects to.
fn page(status: StatusCode, title: &str, body: &str, redirect: Option<&Url>) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{}</title><style>{STYLE}</style><main>{body}</main></html>",
        escape(title)
    );
    let target = redirect.map_or_else(String::new, |url| match url.scheme() {
        "http" | "https" => format!(" {}", url.origin().ascii_serialization()),
        scheme => format!(" {scheme}:"),
    });
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'{target}; frame-ancestors 'none'; base-uri 'none'",
        STANDARD.encode(Sha256::digest(STYLE))
    );
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store".to_owned()),
        (REFERRER_POLICY, "no-referrer".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (status, headers, html).into_response()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

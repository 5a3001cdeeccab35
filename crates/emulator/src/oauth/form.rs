//! What a request brings: parameters in the query and the body, and who asks.

use std::collections::HashMap;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Refused, refused};
use crate::state::{App, State};

/// A longer form is refused.
const MAX_BODY_BYTES: usize = 16 * 1024;

const INVALID_CLIENT: Refused = refused("Invalid client_id or client_secret", "invalid_client");

/// A request for a token, or the form of a page.
pub(super) struct Form {
    headers: HeaderMap,
    parameters: HashMap<String, String>,
}

impl Form {
    pub(super) async fn read(request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_default();
        let form = |text: &[u8]| -> HashMap<String, String> {
            url::form_urlencoded::parse(text).into_owned().collect()
        };
        // Both are documented or were; the body wins.
        let mut parameters = form(parts.uri.query().unwrap_or_default().as_bytes());
        parameters.extend(form(&body));
        Self {
            headers: parts.headers,
            parameters,
        }
    }

    /// A parameter; empty without it.
    pub(super) fn get(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    pub(super) fn has_credentials(&self) -> bool {
        self.headers.contains_key(AUTHORIZATION) || !self.get("client_secret").is_empty()
    }

    /// The app whose ID and secret the request brings: in the header, as Zoom documents it, or among the parameters, which
    /// openiddict and clients in use with Zoom have found to work as well.
    pub(super) fn app(&self, state: &State) -> Result<App, Refused> {
        let brought = match self.headers.get(AUTHORIZATION) {
            Some(header) => basic(header),
            None => Some((
                self.get("client_id").into(),
                self.get("client_secret").into(),
            )),
        };
        let known = brought.and_then(|(client_id, secret): (String, String)| {
            let app = state.app(&client_id)?;
            app.has_secret(&secret).then_some(app)
        });
        enabled(known)
    }

    /// The app that names itself and has no secret to bring.
    pub(super) fn public_app(&self, state: &State) -> Result<App, Refused> {
        enabled(state.app(self.get("client_id")))
    }
}

fn basic(header: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = header.to_str().ok()?.split_once(' ')?;
    let decoded = STANDARD
        .decode(encoded.trim())
        .ok()
        .filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

fn enabled(app: Option<App>) -> Result<App, Refused> {
    match app {
        None => Err(INVALID_CLIENT),
        Some(app) if !app.enabled => Err(refused(
            "The app has been disabled by the developer",
            "invalid_client",
        )),
        Some(app) => Ok(app),
    }
}

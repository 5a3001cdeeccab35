//! Style sheets, scripts and the mark, out of the binary.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

use super::missing;

struct Asset {
    name: &'static str,
    body: &'static [u8],
    etag: String,
}

macro_rules! assets {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../assets/", $name)).as_slice()),)*]
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let files = assets![
        "client.js" "component.js" "countersign.css" "doctor.css" "doctor.js" "doctor-copy.js" "doctor-file.js"
        "doctor-fragment.js" "doctor-live.js" "explain.js" "join-page.js" "mark.svg"
        "meeting.js" "page.js" "panel.css" "precheck.js" "screens.js" "session.js" "status.js" "support.js" "tokens.css"
        "try-page.js" "watch.js" "wire.js" "words.js"
    ];
    files
        .into_iter()
        .map(|(name, body)| {
            let hash = Sha256::digest(body);
            let etag = hash[..8].iter().fold(String::from("\""), |text, byte| {
                text + &format!("{byte:02x}")
            }) + "\"";
            Asset { name, body, etag }
        })
        .collect()
});

/// `GET /assets/{file}`. Names carry no version, so a browser asks each time and is answered 304.
pub(super) async fn serve(Path(name): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return missing::not_found();
    };
    let headers = [
        (header::CONTENT_TYPE, content_type(asset.name)),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ETAG, asset.etag.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let known = request
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| {
        known
            .split(',')
            .any(|tag| tag.trim().trim_start_matches("W/") == asset.etag)
    }) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, asset.body).into_response()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

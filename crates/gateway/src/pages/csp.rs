//! The headers that say what a page may do: Content-Security-Policy and permissions.
//!
//! The policies were found by trying: each source is there because the SDK's own interface broke or complained
//! without it. There is no `unsafe-eval`, no inline script, no nonce, and Zoom's host is never a source of scripts, so
//! that the SDK's JSONP fallback, which would put signature and passcode into a URL, cannot run.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{SdkAssets, ZoomHosts};

/// A page without the SDK: our own style sheet, image and script, and forms that post back to us.
const DOCUMENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

/// The policy of a page that hosts the SDK. Both views need the same once a meeting is joined.
pub(super) fn meeting(zoom: &ZoomHosts) -> String {
    let cdn = match &zoom.sdk {
        SdkAssets::Cdn(url) => Some(url.origin().ascii_serialization()),
        SdkAssets::Dir(_) => None,
    };
    let with_cdn = |sources: &str| match &cdn {
        Some(origin) => format!("{sources} {origin}"),
        None => sources.to_owned(),
    };

    // The SDK's media workers import scripts that it made into blobs; without them it reconnects for ever.
    let mut script = with_cdn("'self' 'wasm-unsafe-eval' blob:");
    let mut connect = with_cdn("'self'");
    match zoom.bridge.as_deref() {
        // What the SDK sends to its endpoint goes to the bridge instead.
        Some(bridge) => {
            if let Some(origin) = origin(bridge) {
                script = format!("{script} {origin}");
                connect = format!("{connect} {origin} {}", origin.replacen("http", "ws", 1));
            }
        }
        None => connect = format!("{connect} {}", endpoint_sources(&zoom.web_endpoint)),
    }

    format!(
        "default-src 'none'; script-src {script}; style-src {style}; worker-src blob:; img-src {img}; \
         media-src {media}; connect-src {connect}; base-uri 'none'; object-src 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        // The SDK sets styles from script.
        style = with_cdn("'self' 'unsafe-inline'"),
        img = with_cdn("'self' data:"),
        media = with_cdn("'self'"),
    )
}

/// Zoom answers the first request with the hosts of the meeting, which are others of the same domain.
fn endpoint_sources(web_endpoint: &str) -> String {
    let host = host(web_endpoint);
    let domain = host.strip_prefix("www.").unwrap_or(host);
    if domain == host {
        format!("https://{host} https://*.{domain} wss://{host} wss://*.{domain}")
    } else {
        format!("https://*.{domain} wss://*.{domain}")
    }
}

/// The host of what an operator wrote as `webEndpoint`: the SDK drops scheme, port and path as well.
fn host(web_endpoint: &str) -> &str {
    let rest = web_endpoint
        .split_once("//")
        .map_or(web_endpoint, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    if host.is_empty() { "zoom.us" } else { host }
}

/// `scheme://host[:port]` of an absolute `http` or `https` URL; `None` for a path.
fn origin(url: &str) -> Option<String> {
    let url = url::Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.origin().ascii_serialization())
}

/// Headers of a page without the SDK, which needs no camera; those of every answer are added to them.
pub(super) fn document_headers() -> HeaderMap {
    HeaderMap::from_iter([
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(DOCUMENT),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static(
                "camera=(), microphone=(), display-capture=(), geolocation=()",
            ),
        ),
    ])
}

/// Headers of a page that hosts the SDK; those of every answer are added to them, isolation among them.
pub(super) fn meeting_headers(zoom: &ZoomHosts) -> HeaderMap {
    // A configured host with a control character in it cannot be a header; the stricter policy stands in.
    let policy =
        HeaderValue::from_str(&meeting(zoom)).unwrap_or(HeaderValue::from_static(DOCUMENT));
    HeaderMap::from_iter([(header::CONTENT_SECURITY_POLICY, policy)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> SdkAssets {
        SdkAssets::Dir("dist".into())
    }

    fn zoom(sdk: SdkAssets, web_endpoint: &str, bridge: Option<&str>) -> ZoomHosts {
        let bridge = bridge.map(Into::into);
        ZoomHosts {
            sdk,
            web_endpoint: web_endpoint.into(),
            bridge,
            ..ZoomHosts::default()
        }
    }

    const LOCKED: &str =
        "base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'";

    #[test]
    fn own_files_and_an_emulator_on_the_same_origin_need_no_other_host() {
        assert_eq!(
            meeting(&zoom(folder(), "zoom.emulator.internal", Some("/emulator"))),
            format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; \
                 worker-src blob:; img-src 'self' data:; media-src 'self'; connect-src 'self'; {LOCKED}"
            )
        );
    }

    #[test]
    fn own_files_and_zoom_open_connections_to_zoom_alone() {
        assert_eq!(
            meeting(&zoom(folder(), "zoom.us", None)),
            format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; \
                 worker-src blob:; img-src 'self' data:; media-src 'self'; \
                 connect-src 'self' https://zoom.us https://*.zoom.us wss://zoom.us wss://*.zoom.us; {LOCKED}"
            )
        );
    }

    #[test]
    fn the_cdn_is_a_source_of_files_and_zoom_is_none_of_scripts() {
        assert_eq!(
            meeting(&zoom(
                ZoomHosts::default().sdk,
                "https://www.zoomgov.com:443/",
                None
            )),
            format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob: https://source.zoom.us; \
                 style-src 'self' 'unsafe-inline' https://source.zoom.us; worker-src blob:; \
                 img-src 'self' data: https://source.zoom.us; media-src 'self' https://source.zoom.us; \
                 connect-src 'self' https://source.zoom.us https://*.zoomgov.com wss://*.zoomgov.com; {LOCKED}"
            )
        );
    }

    #[test]
    fn a_bridge_on_another_origin_is_reached_by_script_fetch_and_socket() {
        let policy = meeting(&zoom(
            folder(),
            "zoom.emulator.internal",
            Some("https://localhost:9443/x"),
        ));
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval' blob: https://localhost:9443;"),
            "{policy}"
        );
        assert!(
            policy.contains("connect-src 'self' https://localhost:9443 wss://localhost:9443;"),
            "{policy}"
        );
    }

    #[test]
    fn a_host_that_cannot_be_a_header_falls_back_to_the_strict_policy() {
        let headers = meeting_headers(&zoom(folder(), "zoom\n.us", None));
        assert_eq!(headers["content-security-policy"], DOCUMENT);
    }
}

//! Which files of Zoom's Web Meeting SDK a page loads, and from where.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use super::missing;
use crate::state::AppState;
use crate::{SDK_VERSION, SdkAssets};

/// The path under which the gateway serves the operator's own copy of the SDK.
const DIR_PREFIX: &str = "/sdk/6.2.0";

/// One of the two user interfaces of the Web Meeting SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum View {
    /// `ZoomMtgEmbedded`: the meeting is a part of the page.
    #[default]
    Component,
    /// `ZoomMtg`: the meeting takes the whole page.
    Client,
}

impl View {
    /// `component` or `client`, as in links and requests.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            View::Component => "component",
            View::Client => "client",
        }
    }

    /// The name Zoom's documentation gives the view.
    pub(crate) fn name(self) -> &'static str {
        match self {
            View::Component => "Component View",
            View::Client => "Client View",
        }
    }
}

/// The URL or path before `/lib`.
pub(super) fn base(assets: &SdkAssets) -> &str {
    match assets {
        SdkAssets::Cdn(url) => url.as_str().trim_end_matches('/'),
        SdkAssets::Dir(_) => DIR_PREFIX,
    }
}

/// The scripts a page loads, in order. All are plain scripts: the SDK has no ES module build.
/// (<https://developers.zoom.us/docs/meeting-sdk/web/component-view/import/>)
pub(super) fn scripts(assets: &SdkAssets, view: View) -> Vec<String> {
    let base = base(assets);
    let vendor: &[&str] = match view {
        View::Component => &["react", "react-dom"],
        View::Client => &["react", "react-dom", "redux", "redux-thunk", "lodash"],
    };
    let bundle = match (view, assets) {
        (View::Client, _) => format!("zoom-meeting-{SDK_VERSION}.min.js"),
        (View::Component, SdkAssets::Cdn(_)) => {
            format!("zoom-meeting-embedded-{SDK_VERSION}.min.js")
        }
        // The npm package has no file of the CDN's name; this one defines the same global, ZoomMtgEmbedded.
        (View::Component, SdkAssets::Dir(_)) => "zoom-meeting-embedded-ES5.min.js".to_owned(),
    };
    vendor
        .iter()
        .map(|name| format!("{base}/lib/vendor/{name}.min.js"))
        .chain([format!("{base}/{bundle}")])
        .collect()
}

/// `GET /sdk/6.2.0/{path}`: a file of the operator's folder. Its name carries the version, so browsers may keep it.
pub(super) async fn serve(State(state): State<AppState>, mut request: Request) -> Response {
    let SdkAssets::Dir(dir) = &state.config.zoom.sdk else {
        return missing::not_found();
    };
    let path = request
        .uri()
        .path()
        .strip_prefix(DIR_PREFIX)
        .unwrap_or("/")
        .to_owned();
    let Ok(uri) = path.parse() else {
        return missing::not_found();
    };
    *request.uri_mut() = uri;
    match ServeDir::new(dir)
        .append_index_html_on_directories(false)
        .try_call(request)
        .await
    {
        Ok(answer) if answer.status().is_success() || answer.status().is_redirection() => {
            let mut response = answer.into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=86400"),
            );
            headers.insert(
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            );
            response
        }
        Ok(_) => missing::not_found(),
        Err(error) => {
            tracing::warn!(%error, "a file of the SDK could not be read");
            missing::not_found()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cdn() -> SdkAssets {
        SdkAssets::Cdn(url::Url::parse("https://source.zoom.us/6.2.0").unwrap())
    }

    #[test]
    fn the_folder_is_served_under_the_version() {
        assert_eq!(DIR_PREFIX, format!("/sdk/{SDK_VERSION}"));
    }

    #[test]
    fn vendor_scripts_come_before_the_bundle() {
        let scripts = scripts(&cdn(), View::Client);
        assert_eq!(
            scripts[0],
            "https://source.zoom.us/6.2.0/lib/vendor/react.min.js"
        );
        assert_eq!(
            scripts[5],
            "https://source.zoom.us/6.2.0/zoom-meeting-6.2.0.min.js"
        );
    }

    #[test]
    fn component_view_from_a_folder_uses_the_file_that_npm_has() {
        let scripts = scripts(&SdkAssets::Dir("dist".into()), View::Component);
        assert_eq!(
            scripts.last().unwrap(),
            "/sdk/6.2.0/zoom-meeting-embedded-ES5.min.js"
        );
    }
}

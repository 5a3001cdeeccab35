//! The pages as a browser gets them, in memory.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use countersign_gateway::{Config, Gateway, MeetingSdk, SdkAssets};
use http_body_util::BodyExt;
use tower::ServiceExt;

const PAGES: [&str; 4] = ["/", "/doctor", "/try", "/try/client"];

async fn gateway() -> Router {
    gateway_with(|_| {}).await
}

async fn gateway_with(change: impl FnOnce(&mut Config)) -> Router {
    let mut config = Config::new(MeetingSdk {
        client_id: "abcdefghijklmnopqrstuv".into(),
        client_secret: "0123456789abcdefghijklmnopqrstuv".into(),
    });
    config.database = "sqlite::memory:".into();
    change(&mut config);
    Gateway::new(config).await.unwrap().router()
}

async fn get(app: &Router, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn post(app: &Router, path: &str, content_type: &str, body: &str) -> Response<Body> {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body.to_owned()))
        .unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn examine(app: &Router, form: &str) -> (StatusCode, String) {
    let answer = post(app, "/doctor", "application/x-www-form-urlencoded", form).await;
    (answer.status(), text(answer).await)
}

async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What stands between `before` and the next quote, each time.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[tokio::test]
async fn no_page_has_inline_script_or_style() {
    let app = gateway().await;
    for path in PAGES {
        let html = text(get(&app, path).await).await;
        for tag in html.split("<script").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(tag.contains(" src=\""), "{path}: <script{tag}>");
        }
        assert!(
            !html.contains("<style") && !html.contains(" style="),
            "{path}"
        );
        assert!(
            !html.contains(" onclick=") && !html.contains("javascript:"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_asset_that_a_page_or_a_script_names_is_there() {
    let app = gateway().await;
    let mut wanted = BTreeSet::new();
    for path in PAGES {
        let html = text(get(&app, path).await).await;
        for name in quoted(&html, "\"/assets/") {
            wanted.insert(name.to_owned());
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(name) = wanted.pop_first() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let answer = get(&app, &format!("/assets/{name}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{name}");
        let script = text(answer).await;
        wanted.extend(quoted(&script, "from \"./").into_iter().map(str::to_owned));
    }
    assert!(
        seen.contains("meeting.js") && seen.contains("panel.css"),
        "{seen:?}"
    );
}

#[tokio::test]
async fn an_asset_that_the_browser_has_is_not_sent_again() {
    let app = gateway().await;
    let first = get(&app, "/assets/countersign.css").await;
    let etag = first.headers()[header::ETAG].clone();
    let again = Request::get("/assets/countersign.css")
        .header(header::IF_NONE_MATCH, etag)
        .body(Body::empty())
        .unwrap();
    let again = app.clone().oneshot(again).await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(text(again).await, "");
}

#[tokio::test]
async fn the_sdk_comes_from_zooms_cdn_unless_there_is_a_folder() {
    let app = gateway().await;
    let answer = get(&app, "/try/client").await;
    assert_eq!(
        answer.headers()["cross-origin-opener-policy"],
        "same-origin"
    );
    assert_eq!(
        answer.headers()["cross-origin-embedder-policy"],
        "credentialless"
    );
    let html = text(answer).await;
    let script = "<script defer src=\"https://source.zoom.us/6.2.0/zoom-meeting-6.2.0.min.js\" crossorigin=\"anonymous\">";
    assert!(html.contains(script), "{html}");
    assert!(!html.contains("bridge.js"), "Zoom itself needs no bridge");
}

#[tokio::test]
async fn a_page_with_the_sdk_from_a_folder_is_isolated_and_needs_no_other_host() {
    let package = tempfile::tempdir().unwrap();
    let manifest = r#"{"name": "@zoom/meetingsdk", "version": "6.2.0"}"#;
    std::fs::write(package.path().join("package.json"), manifest).unwrap();
    std::fs::create_dir_all(package.path().join("dist/lib")).unwrap();
    std::fs::write(package.path().join("dist/lib/a.wasm"), "wasm").unwrap();
    let app = gateway_with(|config| {
        config.zoom.sdk = SdkAssets::Dir(package.path().into());
        config.zoom.web_endpoint = "zoom.emulator.internal".into();
        config.zoom.bridge = Some("/emulator".into());
    })
    .await;
    let answer = get(&app, "/try").await;
    assert_eq!(
        answer.headers()["cross-origin-opener-policy"],
        "same-origin"
    );
    assert_eq!(
        answer.headers()["cross-origin-embedder-policy"],
        "require-corp"
    );
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("connect-src 'self';"), "{policy}");
    let html = text(answer).await;
    assert!(!html.contains("https://"), "{html}");
    let bridge = html.find("/emulator/bridge.js").unwrap();
    let sdk = html
        .find("/sdk/6.2.0/zoom-meeting-embedded-ES5.min.js")
        .unwrap();
    assert!(bridge < sdk, "the bridge must run before the SDK");

    let file = get(&app, "/sdk/6.2.0/lib/a.wasm").await;
    assert_eq!(file.headers()[header::CONTENT_TYPE], "application/wasm");
    assert_eq!(text(file).await, "wasm");
    let outside = get(&app, "/sdk/6.2.0/lib/..%2f..%2fpackage.json").await;
    assert_eq!(outside.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_without_the_sdk_gets_no_camera() {
    let app = gateway().await;
    let answer = get(&app, "/doctor").await;
    assert!(
        answer.headers()["permissions-policy"]
            .to_str()
            .unwrap()
            .starts_with("camera=(),")
    );
}

#[tokio::test]
async fn the_sdk_is_no_file_of_ours() {
    let app = gateway().await;
    let answer = get(&app, "/sdk/6.2.0/zoom-meeting-6.2.0.min.js").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_doctor_answers_without_javascript_and_escapes_what_was_pasted() {
    let app = gateway().await;
    // A header and a payload that says {"mn":"<b>"}.
    let (status, html) = examine(&app, "input=eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjxiPiJ9.x").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("&#60;b&#62;"), "{html}");
    assert!(!html.contains("<b>"));
}

#[tokio::test]
async fn the_doctor_never_shows_a_secret_again() {
    let app = gateway().await;
    let (_, html) = examine(&app, "input=a.b.c&client_secret=canary-of-a-secret").await;
    assert!(!html.contains("canary-of-a-secret"));
    let case = "%7B%22signature%22:%22a.b.c%22,%22client_secret%22:%22canary-of-a-secret%22%7D";
    let (status, html) = examine(&app, &format!("input={case}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!html.contains("canary-of-a-secret"));
}

#[tokio::test]
async fn an_empty_question_is_told_what_to_paste() {
    let app = gateway().await;
    let (status, html) = examine(&app, "input=++").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("nothing to examine yet") && html.contains("Paste any of these"));
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_refused_without_repeating_it() {
    let app = gateway().await;
    let answer = post(
        &app,
        "/try/explain",
        "application/json",
        r#"{"now": "canary"}"#,
    )
    .await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(!text(answer).await.contains("canary"));
}

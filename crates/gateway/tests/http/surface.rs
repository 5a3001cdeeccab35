//! What holds for every answer.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use countersign_gateway::SdkAssets;
use serde_json::Value;

use crate::site::Site;

#[tokio::test]
async fn every_error_is_a_problem_even_where_no_route_is() {
    let site = Site::new().await;
    let wrong_type = Request::post("/v1/diagnose")
        .header(header::CONTENT_TYPE, "text/csv")
        .body(Body::from("{}"))
        .unwrap();
    let too_long = Request::post("/")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(" ".repeat((64 << 10) + 1)))
        .unwrap();
    for (request, status) in [
        (Request::get("/nothing").body(Body::empty()).unwrap(), 404),
        (
            Request::put("/v1/diagnose").body(Body::empty()).unwrap(),
            405,
        ),
        (Request::delete("/").body(Body::empty()).unwrap(), 405),
        (
            Request::post("/j/%ff/session").body(Body::empty()).unwrap(),
            404,
        ),
        (
            Request::get("/v1/meetings/%ff")
                .header(header::AUTHORIZATION, format!("Bearer {}", site.key))
                .body(Body::empty())
                .unwrap(),
            404,
        ),
        (wrong_type, 415),
        (too_long, 413),
    ] {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = site.send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{what}");
        assert_eq!(
            answer.headers[header::CONTENT_TYPE],
            "application/problem+json",
            "{what}"
        );
        assert_eq!(answer.json["status"], status, "{what}");
        assert_eq!(
            answer.headers[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff",
            "{what}"
        );
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{what}");
        assert!(answer.headers.contains_key("x-request-id"), "{what}");
    }
}

#[tokio::test]
async fn a_browser_that_lost_its_way_gets_a_page() {
    let site = Site::new().await;
    let request = Request::get("/nothing")
        .header(header::ACCEPT, "text/html,*/*")
        .body(Body::empty())
        .unwrap();
    let answer = site.send(request).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer.text.contains("There is no page here"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn every_answer_is_isolated_and_hsts_is_for_https() {
    let plain = Site::new().await;
    let https =
        Site::with(|config| config.public_url = "https://meet.example.com".parse().unwrap()).await;
    for path in ["/healthz", "/", "/try", "/j/x"] {
        let answer = plain.get(path).await;
        assert_eq!(
            answer.headers["cross-origin-opener-policy"], "same-origin",
            "{path}"
        );
        assert!(
            answer.headers.contains_key("cross-origin-embedder-policy"),
            "{path}"
        );
        assert!(
            answer.headers.contains_key(header::CONTENT_SECURITY_POLICY),
            "{path}"
        );
        assert!(
            !answer
                .headers
                .contains_key(header::STRICT_TRANSPORT_SECURITY)
        );
        let answer = https.get(path).await;
        assert!(
            answer
                .headers
                .contains_key(header::STRICT_TRANSPORT_SECURITY),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_gateway_says_that_it_lives_and_is_ready() {
    let site = Site::new().await;
    for path in ["/healthz", "/readyz"] {
        let answer = site.call(Method::GET, path, "", Value::Null).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_description_names_every_route_of_the_api() {
    let site = Site::new().await;
    let document = site
        .call(Method::GET, "/openapi.json", "", Value::Null)
        .await
        .json;
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    for path in [
        "/",
        "/v1/signatures",
        "/v1/diagnose",
        "/v1/{kind}",
        "/v1/{kind}/{number}",
        "/v1/{kind}/{number}/start",
        "/v1/{kind}/{number}/join",
        "/j/{key}/session",
        "/j/{key}/explain",
        "/try/explain",
        "/healthz",
        "/readyz",
    ] {
        assert!(
            paths.iter().any(|known| *known == path),
            "{path} in {paths:?}"
        );
    }
}

#[tokio::test]
async fn the_description_holds_together() {
    let site = Site::new().await;
    let document = site
        .call(Method::GET, "/openapi.json", "", Value::Null)
        .await;
    let paths = document.json["paths"].as_object().unwrap();
    let operations = paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values());
    let mut ids: Vec<&str> = operations
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "no two operations have one id: {ids:?}");

    let schemas = document.json["components"]["schemas"].as_object().unwrap();
    for reference in document.text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
    for (schema, field) in [
        ("SignatureRequest", "videoWebRtcMode"),
        ("SignatureAnswer", "expiresAt"),
        ("SampleAnswer", "sdkKey"),
        ("EntryRequest", "onBehalfOf"),
        ("Session", "passWord"),
        ("Problem", "detail"),
    ] {
        let text = schemas[schema].to_string();
        assert!(text.contains(&format!("\"{field}\":")), "{schema}.{field}");
    }
}

#[tokio::test]
async fn the_operators_sdk_is_served_and_nothing_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let av = dir.path().join("dist/lib/av");
    std::fs::create_dir_all(&av).unwrap();
    std::fs::write(av.join("audio.wasm"), "wasm").unwrap();
    let package = r#"{"name": "@zoom/meetingsdk", "version": "6.2.0"}"#;
    std::fs::write(dir.path().join("package.json"), package).unwrap();
    let sdk = SdkAssets::Dir(dir.path().to_owned());
    let site = Site::with(|config| config.zoom.sdk = sdk).await;

    let wasm = site.get("/sdk/6.2.0/lib/av/audio.wasm").await;
    assert_eq!((wasm.status, &*wasm.text), (StatusCode::OK, "wasm"));
    assert_eq!(wasm.headers[header::CONTENT_TYPE], "application/wasm");
    assert_eq!(wasm.headers["cross-origin-resource-policy"], "same-origin");
    assert_eq!(wasm.headers["cross-origin-embedder-policy"], "require-corp");
    for path in [
        "../package.json",
        "%2e%2e/package.json",
        "..%2fpackage.json",
        "lib/av/",
        "lib",
        "//etc/passwd",
    ] {
        let answer = site.get(&format!("/sdk/6.2.0/{path}")).await;
        assert_ne!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.text.contains("meetingsdk\""), "{path}");
    }
}

//! Canaries: what must not be found in a log, an error or a page.

use axum::http::Method;
use countersign_token::ExposeSecret;
use serde_json::{Value, json};

use crate::log;
use crate::site::{Site, path};

#[tokio::test]
async fn no_secret_is_in_a_log_an_error_or_a_page() {
    log::keep();
    let site = Site::new().await;
    let fields = json!({"topic": "Canaries", "password": "pass77", "start_time": "2030-01-01T10:00:00Z", "settings": {"approval_type": 0}});
    let number = site.create("meetings", fields).await;
    let one = format!("/v1/meetings/{number}");
    let start = site.post(&format!("{one}/start"), Value::Null).await.json;
    let ann = json!({"userName": "Ann", "userEmail": "ann@example.com"});
    let join = site.post(&format!("{one}/join"), ann).await.json;
    let (host_link, ann_link) = (path(&start["link"]), path(&join["link"]));
    let session = site
        .visit(&format!("{host_link}/session"), json!({}))
        .await
        .json;
    let (zoom, sdk) = (
        site.zoom.credentials().s2s,
        site.zoom.credentials().meeting_sdk,
    );

    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let secrets = [
        text(&join["passWord"]),
        text(&join["tk"]),
        text(&start["zak"]),
        text(&session["zak"]),
        text(&start["signature"]),
        text(&session["signature"]),
        site.key.clone(),
        host_link.replace("/j/", ""),
        ann_link.replace("/j/", ""),
        zoom.client_secret.expose_secret().to_owned(),
        sdk.client_secret.expose_secret().to_owned(),
    ];

    let mut seen = Vec::new();
    for page in [&host_link, &ann_link, &format!("{host_link}?view=client")] {
        seen.push(site.call(Method::GET, page, "", Value::Null).await.text);
    }
    for (path, body) in [
        (
            format!("{host_link}/session"),
            json!({"userName": site.key, "signature": start["signature"]}),
        ),
        (
            format!("{host_link}/session"),
            json!({"view": start["zak"]}),
        ),
        (
            format!("{host_link}/explain"),
            json!({"now": sdk.client_secret.expose_secret()}),
        ),
        (
            format!("{host_link}/explain"),
            json!({"signature": start["signature"], "join": {"passWord": true}}),
        ),
        (format!("{ann_link}/nothing"), json!({})),
        (
            "/v1/diagnose".to_owned(),
            json!({"client_secret": sdk.client_secret.expose_secret(), "signature": "a.b.c"}),
        ),
        (
            "/".to_owned(),
            json!({"meetingNumber": site.key, "role": site.key}),
        ),
        (
            format!("{one}/join?{}", site.key),
            json!({"userName": "A", "userEmail": site.key}),
        ),
    ] {
        seen.push(site.visit(&path, body).await.text);
    }
    seen.push(format!("{:?}", site.gateway));
    seen.push(log::kept());

    assert!(
        seen.last().unwrap().contains("/j/{key}/session"),
        "requests are logged by route"
    );
    for secret in &secrets {
        for text in &seen {
            let at = text.find(secret.as_str());
            assert_eq!(
                at.map(|at| &text[at.saturating_sub(200)..at]),
                None,
                "…{secret}"
            );
        }
    }
}

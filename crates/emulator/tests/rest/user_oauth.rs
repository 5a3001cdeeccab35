//! A user lets an app act for them: by code, by PKCE, on a device; and takes it back.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_emulator::state::{AppCredentials, AppKind, NewApp, NewUser};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::api::{Answer, Api, basic, scheduled};

const REDIRECT: &str = "http://localhost:4000/callback";
const VERIFIER: &str = "a-verifier-of-forty-three-characters-or-more";

fn encoded(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn form(uri: &str, pairs: &[(&str, &str)]) -> Request<Body> {
    Request::post(uri).body(Body::from(encoded(pairs))).unwrap()
}

fn app(api: &Api) -> AppCredentials {
    api.state.credentials().meeting_sdk
}

/// Answers the consent page; the parameters that the user's browser is sent back with.
async fn decide(api: &Api, decision: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let app = app(api);
    let mut pairs = vec![
        ("response_type", "code"),
        ("client_id", app.client_id.as_str()),
        ("redirect_uri", REDIRECT),
        ("state", "x y"),
        ("user", "basic@example.com"),
        ("decision", decision),
    ];
    pairs.extend(more);
    let (status, headers, text) = api.page(form("/oauth/authorize", &pairs)).await;
    assert_eq!(status, 303, "{text}");
    let location = url::Url::parse(headers["location"].to_str().unwrap()).unwrap();
    assert!(location.as_str().starts_with(REDIRECT));
    location.query_pairs().into_owned().collect()
}

async fn code(api: &Api, more: &[(&str, &str)]) -> String {
    let back = decide(api, "allow", more).await;
    assert_eq!(back[1], ("state".to_owned(), "x y".to_owned()));
    assert_eq!(back[0].0, "code");
    back[0].1.clone()
}

async fn redeem(api: &Api, code: &str, more: &[(&str, &str)]) -> Answer {
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
    ];
    pairs.extend(more);
    api.ask_token(&app(api), &encoded(&pairs)).await
}

#[track_caller]
fn refused(answer: &Answer, reason: &str, error: &str) {
    assert_eq!(
        (answer.status, &answer.body),
        (400, &json!({"reason": reason, "error": error}))
    );
}

fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body[name].as_str().unwrap()
}

#[tokio::test]
async fn the_page_asks_without_a_script_and_names_nothing_secret() {
    let api = Api::new().await;
    let app = app(&api);
    let query = encoded(&[
        ("response_type", "code"),
        ("client_id", &app.client_id),
        ("redirect_uri", REDIRECT),
        ("state", "\"><script>"),
    ]);
    let request = Request::get(format!("/oauth/authorize?{query}"))
        .body(Body::empty())
        .unwrap();
    let (status, headers, html) = api.page(request).await;
    assert_eq!(status, 200);
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'none'")
            && policy.contains("form-action 'self' http://localhost:4000;")
    );
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
    assert!(!html.contains("<script>") && html.contains("&quot;&gt;&lt;script&gt;"));
    assert!(html.contains("host@example.com") && html.contains("meeting:read:meeting"));
    assert!(html.contains("width=device-width"));
}

#[tokio::test]
async fn a_wrong_request_is_told_to_the_user_and_sent_nowhere() {
    let api = Api::new().await;
    let listed = NewApp {
        redirect_uris: vec!["https://app.example/back".to_owned()],
        ..NewApp::new(AppKind::MeetingSdk)
    };
    let listed = api.state.add_app(listed).client_id;
    let sdk = app(&api).client_id;
    let s2s = api.state.credentials().s2s.client_id;
    let right = [
        ("response_type", "code"),
        ("client_id", sdk.as_str()),
        ("redirect_uri", REDIRECT),
    ];
    for (wrong, number) in [
        (("client_id", "nobody"), "4,702"),
        (("client_id", s2s.as_str()), "4,702"),
        (("redirect_uri", "https://evil.example/"), "4,709"),
        (("redirect_uri", "http://localhost.evil.example/"), "4,709"),
        (("redirect_uri", ""), "4,709"),
        (("client_id", listed.as_str()), "4,709"),
        (("response_type", "token"), "4,700"),
    ] {
        let mut pairs: Vec<_> = right
            .iter()
            .filter(|pair| pair.0 != wrong.0)
            .copied()
            .collect();
        pairs.push(wrong);
        for decision in ["", "allow"] {
            let (status, headers, html) = match decision {
                "" => {
                    api.page(
                        Request::get(format!("/oauth/authorize?{}", encoded(&pairs)))
                            .body(Body::empty())
                            .unwrap(),
                    )
                    .await
                }
                _ => {
                    api.page(form(
                        "/oauth/authorize",
                        &[&pairs[..], &[("decision", decision)]].concat(),
                    ))
                    .await
                }
            };
            assert_eq!((status, headers.get("location")), (400, None), "{wrong:?}");
            assert!(html.contains(number), "{wrong:?}: {html}");
        }
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_the_token_acts_for_its_user_alone() {
    let mut api = Api::new().await;
    let code = code(&api, &[]).await;
    let tokens = redeem(&api, &code, &[]).await.expect(200);
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"]),
        (&json!("bearer"), &json!(3600))
    );
    assert!(!text(&tokens, "scope").contains(":admin"));
    refused(
        &redeem(&api, &code, &[]).await,
        "Invalid authorization code",
        "invalid_request",
    );

    let others = api.meeting(scheduled()).await;
    api.token = text(&tokens, "access_token").to_owned();
    assert_eq!(
        api.get("/v2/users/me").await.expect(200)["email"],
        "basic@example.com"
    );
    let own = api.meeting(scheduled()).await;
    api.get(&format!("/v2/meetings/{}", own["id"]))
        .await
        .expect(200);
    api.get("/v2/users/me/zak").await.expect(200);
    let admin = "Invalid access token, does not contain scopes:[meeting:read:meeting:admin].";
    let answer = api.get(&format!("/v2/meetings/{}", others["id"])).await;
    assert_eq!(answer.refusal(), (400, 4711, admin));
    let answer = api.get("/v2/users/host@example.com").await;
    assert_eq!(answer.refusal().1, 4711);
    assert_eq!(api.get("/v2/users").await.refusal().1, 4711);
}

#[tokio::test]
async fn a_code_that_is_old_or_for_another_is_refused() {
    let api = Api::new().await;
    let late = code(&api, &[]).await;
    api.clock.advance(Duration::from_secs(300));
    refused(
        &redeem(&api, &late, &[]).await,
        "Code is expired",
        "invalid_request",
    );
    let moved = code(&api, &[]).await;
    let answer = redeem(&api, &moved, &[("redirect_uri", "http://localhost:4000/")]).await;
    refused(&answer, "Redirect URI mismatch.", "invalid_request");
    let stolen = code(&api, &[]).await;
    let other = api.state.add_app(NewApp::new(AppKind::MeetingSdk));
    let body = encoded(&[
        ("grant_type", "authorization_code"),
        ("code", &stolen),
        ("redirect_uri", REDIRECT),
    ]);
    refused(
        &api.ask_token(&other, &body).await,
        "Invalid authorization code",
        "invalid_request",
    );
    refused(
        &redeem(&api, "made up", &[]).await,
        "Invalid authorization code",
        "invalid_request",
    );
}

#[tokio::test]
async fn pkce_wants_the_verifier_of_its_challenge() {
    let api = Api::new().await;
    let hashed = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let ways = [
        vec![
            ("code_challenge", hashed.as_str()),
            ("code_challenge_method", "S256"),
        ],
        vec![
            ("code_challenge", VERIFIER),
            ("code_challenge_method", "plain"),
        ],
        vec![("code_challenge", VERIFIER)],
    ];
    for way in ways {
        let right = code(&api, &way).await;
        redeem(&api, &right, &[("code_verifier", VERIFIER)])
            .await
            .expect(200);
        for verifier in ["", "another-verifier-of-forty-three-characters-or-so"] {
            let wrong = code(&api, &way).await;
            let answer = redeem(&api, &wrong, &[("code_verifier", verifier)]).await;
            refused(&answer, "Invalid code verifier", "invalid_request");
        }
    }
    let client_id = app(&api).client_id;
    let public = async |code: &str| {
        let pairs = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("client_id", client_id.as_str()),
            ("code_verifier", VERIFIER),
        ];
        api.send(form("/oauth/token", &pairs)).await
    };
    let proved = code(
        &api,
        &[
            ("code_challenge", &hashed),
            ("code_challenge_method", "S256"),
        ],
    )
    .await;
    let tokens = public(&proved).await.expect(200);
    let pairs = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens, "refresh_token")),
        ("client_id", &client_id),
    ];
    api.send(form("/oauth/token", &pairs)).await.expect(200);
    let unproved = code(&api, &[]).await;
    refused(
        &public(&unproved).await,
        "Invalid code verifier",
        "invalid_request",
    );
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_revoking_ends_all() {
    let mut api = Api::new().await;
    let code = code(&api, &[]).await;
    let first = redeem(&api, &code, &[]).await.expect(200);
    let app = app(&api);
    let refresh = async |api: &Api, token: &Value| {
        let body = encoded(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", text(token, "refresh_token")),
        ]);
        api.ask_token(&app, &body).await
    };
    let second = refresh(&api, &first).await.expect(200);
    refused(
        &refresh(&api, &first).await,
        "Invalid Token!",
        "invalid_grant",
    );
    for tokens in [&first, &second] {
        api.token = text(tokens, "access_token").to_owned();
        api.get("/v2/users/me").await.expect(200);
    }
    let body = encoded(&[("token", text(&second, "access_token"))]);
    let request = Request::post("/oauth/revoke").header("authorization", basic(&app));
    let revoked = api.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(revoked.expect(200), json!({"status": "success"}));
    assert_eq!(
        api.get("/v2/users/me").await.refusal(),
        (401, 124, "Invalid access token.")
    );
    refused(
        &refresh(&api, &second).await,
        "Invalid Token!",
        "invalid_grant",
    );
}

#[tokio::test]
async fn a_later_authorization_takes_the_place_of_the_earlier_one() {
    let mut api = Api::new().await;
    let earlier = redeem(&api, &code(&api, &[]).await, &[]).await.expect(200);
    let later = redeem(&api, &code(&api, &[]).await, &[]).await.expect(200);
    api.token = text(&earlier, "access_token").to_owned();
    assert_eq!(api.get("/v2/users/me").await.status, 401);
    api.token = text(&later, "access_token").to_owned();
    api.get("/v2/users/me").await.expect(200);
}

#[tokio::test]
async fn a_user_who_refuses_is_sent_back_with_that() {
    let api = Api::new().await;
    let back = decide(&api, "deny", &[]).await;
    assert_eq!(back[0], ("error".to_owned(), "access_denied".to_owned()));
    api.state.add_user(NewUser::basic("gone@example.com"));
    let back = decide(&api, "allow", &[("user", "nobody@example.com")]).await;
    assert_eq!(back[0].0, "error");
}

#[tokio::test]
async fn a_device_waits_for_its_user() {
    let api = Api::new().await;
    let app = app(&api);
    let start = async || {
        let request = Request::post(format!("/oauth/devicecode?client_id={}", app.client_id));
        let request = request.header("authorization", basic(&app));
        api.send(request.body(Body::empty()).unwrap())
            .await
            .expect(200)
    };
    let poll = async |device: &Value| {
        let grant = "urn:ietf:params:oauth:grant-type:device_code";
        let body = encoded(&[
            ("grant_type", grant),
            ("device_code", text(device, "device_code")),
        ]);
        api.ask_token(&app, &body).await
    };
    let error = |answer: Answer| answer.body["error"].as_str().unwrap_or_default().to_owned();
    let device = start().await;
    assert_eq!(
        (&device["expires_in"], &device["interval"]),
        (&json!(900), &json!(5))
    );
    assert_eq!(error(poll(&device).await), "authorization_pending");
    assert_eq!(error(poll(&device).await), "slow_down");
    api.clock.advance(Duration::from_secs(5));
    assert_eq!(error(poll(&device).await), "authorization_pending");
    let user_code = text(&device, "user_code");
    let page = Request::get(format!("/oauth_device?user_code={user_code}"))
        .body(Body::empty())
        .unwrap();
    assert!(api.page(page).await.2.contains(&app.client_id));
    let answer = [
        ("user_code", user_code),
        ("user", "host@example.com"),
        ("decision", "allow"),
    ];
    assert_eq!(api.page(form("/oauth_device", &answer)).await.0, 200);
    poll(&device).await.expect(200);
    assert_eq!(error(poll(&device).await), "expired_token", "it is used up");
    assert_eq!(api.page(form("/oauth_device", &answer)).await.0, 400);

    let refused = start().await;
    let answer = [
        ("user_code", text(&refused, "user_code")),
        ("user", "host@example.com"),
        ("decision", "deny"),
    ];
    api.page(form("/oauth_device", &answer)).await;
    assert_eq!(error(poll(&refused).await), "access_denied");
    let late = start().await;
    api.clock.advance(Duration::from_secs(900));
    assert_eq!(error(poll(&late).await), "expired_token");
}

#[tokio::test]
async fn a_server_to_server_app_gets_no_user_and_its_own_token_opens_nothing() {
    let mut api = Api::new().await;
    let s2s = api.state.credentials().s2s;
    let refused_grants = ["authorization_code", "refresh_token"];
    for grant in refused_grants {
        let answer = api.ask_token(&s2s, &format!("grant_type={grant}")).await;
        refused(&answer, "unsupported grant type", "unsupported_grant_type");
    }
    let granted = api
        .ask_token(&s2s, "grant_type=client_credentials")
        .await
        .expect(200);
    api.token = text(&granted, "access_token").to_owned();
    assert_eq!(
        api.get("/v2/users/me").await.refusal(),
        (400, 200, "Invalid api key or secret.")
    );
}

#[tokio::test]
async fn the_metadata_name_the_endpoints() {
    let api = Api::new().await;
    let request = Request::get("/.well-known/oauth-authorization-server")
        .body(Body::empty())
        .unwrap();
    let (_, _, body) = api.page(request).await;
    let metadata: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(metadata["issuer"], "http://emulator.test/base");
    assert_eq!(
        metadata["token_endpoint"],
        "http://emulator.test/base/oauth/token"
    );
    assert_eq!(
        metadata["code_challenge_methods_supported"],
        json!(["S256", "plain"])
    );
}

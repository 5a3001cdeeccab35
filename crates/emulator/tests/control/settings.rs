//! Account, apps and users as the control port and seeds set them up.

use reqwest::Method;
use serde_json::{Value, json};

use crate::Desk;

impl Desk {
    async fn patch(&self, path: &str, change: Value) -> (u16, Value) {
        self.control(Method::PATCH, path, change).await
    }

    /// The statuses of so many requests for the host, one after the other.
    async fn statuses(&self, token: &str, times: usize) -> Vec<u16> {
        let mut statuses = Vec::new();
        for _ in 0..times {
            statuses.push(self.me(token).await.unwrap().status().as_u16());
        }
        statuses
    }
}

#[tokio::test]
async fn rate_limits_are_turned_on_with_a_plan_and_off_again() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    desk.patch("/clock", json!({ "frozen": true })).await;
    let account = desk.get("/account").await;
    assert_eq!(
        (&account["plan"], &account["rateLimits"]),
        (&json!("pro"), &json!(false))
    );
    assert_eq!(
        desk.statuses(&token, 40).await,
        [200; 40],
        "nothing is counted at first"
    );
    let change = json!({ "plan": "free", "rateLimits": true });
    let (_, account) = desk.patch("/account", change).await;
    assert_eq!(
        account["limits"]["light"],
        json!({ "perSecond": 4, "perDay": 6000 })
    );
    assert_eq!(
        desk.statuses(&token, 6).await,
        [200, 200, 200, 200, 429, 429]
    );
    desk.patch("/clock", json!({ "advanceSeconds": 1 })).await;
    assert_eq!(desk.statuses(&token, 1).await, [200]);
    desk.patch("/account", json!({ "rateLimits": false })).await;
    assert_eq!(desk.statuses(&token, 9).await, [200; 9]);
}

#[tokio::test]
async fn a_label_has_limits_of_its_own_and_a_reset_gives_back_what_was_used() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    desk.patch("/clock", json!({ "frozen": true })).await;
    let own = json!({ "rateLimits": true, "limits": { "light": { "perSecond": 2, "perDay": 3 } } });
    let (_, account) = desk.patch("/account", own).await;
    assert_eq!(account["limits"]["medium"], json!({ "perSecond": 20 }));
    assert_eq!(desk.statuses(&token, 3).await, [200, 200, 429]);
    desk.patch("/clock", json!({ "advanceSeconds": 1 })).await;
    assert_eq!(
        desk.statuses(&token, 2).await,
        [200, 429],
        "the day's are used up"
    );
    desk.control(Method::POST, "/reset", Value::Null).await;
    assert_eq!(desk.statuses(&token, 2).await, [200, 200]);
    let (_, account) = desk.patch("/account", json!({ "limits": {} })).await;
    assert_eq!(account["limits"]["light"], json!({ "perSecond": 30 }));
}

#[tokio::test]
async fn only_the_newest_token_is_good_where_that_is_asked_for() {
    let desk = Desk::open().await;
    let (first, second) = (desk.token().await, desk.token().await);
    assert_eq!(desk.statuses(&first, 1).await, [200]);
    desk.patch("/account", json!({ "newestTokenOnly": true }))
        .await;
    assert_eq!(desk.statuses(&first, 1).await, [401]);
    let seed = json!({ "meetings": [{}] });
    desk.control(Method::POST, "/load", seed).await;
    assert_eq!(
        desk.statuses(&second, 1).await,
        [200],
        "a seed takes no token"
    );
    let revoked = desk.control(Method::POST, "/apps/serverToServer/revoke", Value::Null);
    assert_eq!(revoked.await.0, 204);
    assert_eq!(desk.statuses(&second, 1).await, [401]);
}

#[tokio::test]
async fn an_app_gets_other_scopes_and_addresses() {
    let desk = Desk::open().await;
    let change = json!({ "scopes": ["meeting:read:meeting:admin"] });
    let (_, app) = desk.patch("/apps/serverToServer", change).await;
    assert_eq!(app["scopes"], json!(["meeting:read:meeting:admin"]));
    let refused = desk.me(&desk.token().await).await.unwrap();
    assert_eq!(refused.json::<Value>().await.unwrap()["code"], 4711);

    let change = json!({ "redirectUris": ["https://app.example/back"], "published": true });
    let (_, app) = desk.patch("/apps/meetingSdk", change).await;
    let client_id = app["clientId"].as_str().unwrap();
    let authorize = async |back: &str| {
        let url = format!(
            "{}/oauth/authorize?response_type=code&client_id={client_id}&redirect_uri={back}",
            desk.emulator.oauth_url()
        );
        desk.http.get(url).send().await.unwrap().status().as_u16()
    };
    assert_eq!(authorize("https://app.example/back").await, 200);
    assert_eq!(authorize("http://localhost/back").await, 400);

    let new = json!({ "kind": "serverToServer", "accountId": "elsewhere" });
    let (status, made) = desk.control(Method::POST, "/apps", new).await;
    assert_eq!(status, 201);
    let secret = made["clientSecret"].as_str().unwrap();
    let listed = desk.get("/apps").await;
    assert_eq!(listed["apps"].as_array().unwrap().len(), 3);
    assert_eq!(listed["apps"][2]["clientId"], made["clientId"]);
    assert!(
        !listed.to_string().contains(secret),
        "it is told this once alone"
    );
    let off = json!({ "enabled": false });
    let path = format!("/apps/{}", made["clientId"].as_str().unwrap());
    assert_eq!(desk.patch(&path, off).await.1["enabled"], false);
}

#[tokio::test]
async fn a_meeting_is_full_when_its_hosts_licence_says_so() {
    let desk = Desk::open().await;
    let seed = json!({
        "users": [{ "email": "ada@example.com", "plan": "licensed", "webinar": true, "meetingCapacity": 2, "webinarCapacity": 1_000 }],
        "meetings": [{ "host": "ada@example.com" }],
    });
    let (_, seeded) = desk.control(Method::POST, "/load", seed).await;
    let path = format!("/meetings/{}/participants", seeded["meetings"][0]);
    let mut statuses = Vec::new();
    for role in ["host", "attendee", "attendee"] {
        let somebody = json!({ "name": role, "role": role });
        statuses.push(desk.control(Method::POST, &path, somebody).await.0);
    }
    assert_eq!(statuses, [201, 201, 409]);
    let url = format!("{}/users/ada@example.com/settings", desk.emulator.api_url());
    let asked = desk.http.get(url).bearer_auth(desk.token().await);
    let settings: Value = asked.send().await.unwrap().json().await.unwrap();
    assert_eq!(settings["feature"]["meeting_capacity"], 2);
    assert_eq!(settings["feature"]["webinar_capacity"], 1_000);
    // Another plan brings its own capacity, unless another was bought.
    let capacity = async |change: Value| {
        let (_, user) = desk.patch("/users/basic@example.com", change).await;
        user["meetingCapacity"].as_u64().unwrap()
    };
    assert_eq!(capacity(json!({ "plan": "licensed" })).await, 300);
    assert_eq!(capacity(json!({ "meetingCapacity": 500 })).await, 500);
    assert_eq!(capacity(json!({ "plan": "basic" })).await, 500);
}

#[tokio::test]
async fn a_seed_sets_up_account_and_apps_and_changes_users_by_what_it_says_alone() {
    let desk = Desk::open().await;
    let seed = json!({
        "account": { "plan": "free", "rateLimits": true, "newestTokenOnly": true },
        "apps": { "serverToServer": { "scopes": [] }, "meetingSdk": { "redirectUris": ["https://app.example/"] } },
        "users": [{ "email": "Host@example.com", "meetingCapacity": 7 }],
        "meetings": [{}, {}, {}, {}, {}, {}, {}, {}],
    });
    let (status, seeded) = desk.control(Method::POST, "/load", seed).await;
    assert_eq!(status, 201, "{seeded}");
    assert_eq!(
        seeded["meetings"].as_array().unwrap().len(),
        8,
        "no limit or scope holds a seed back"
    );
    let host = &desk.get("/users").await["users"][0];
    assert_eq!(
        (&host["plan"], &host["admin"], &host["meetingCapacity"]),
        (&json!("licensed"), &json!(true), &json!(7))
    );
    let whole = desk.get("/snapshot?secrets=true").await;
    let other = Desk::open().await;
    let (status, answer) = other.control(Method::PUT, "/snapshot", whole.clone()).await;
    assert_eq!(status, 204, "{answer}");
    assert_eq!(other.get("/snapshot?secrets=true").await, whole);
    assert_eq!(other.get("/account").await, desk.get("/account").await);
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_name_and_changes_nothing() {
    let desk = Desk::open().await;
    let before = desk.get("/snapshot").await;
    for (path, change, because) in [
        (
            "/account",
            json!({ "plan": "gold" }),
            "plan: unknown variant `gold`",
        ),
        (
            "/account",
            json!({ "rates": true }),
            "unknown field `rates`",
        ),
        (
            "/account",
            json!({ "plan": "free", "limits": { "heavy": { "perSecond": 0 } } }),
            "limits.heavy.perSecond is a number from 1 to 100000",
        ),
        (
            "/apps/nobody",
            json!({}),
            "there is no such app; it is serverToServer",
        ),
        (
            "/apps/meetingSdk",
            json!({ "scopes": ["Everything"] }),
            "scopes[0] is no scope",
        ),
        (
            "/apps/meetingSdk",
            json!({ "published": true, "redirectUris": ["https://a.example/", "app.example"] }),
            "redirectUris[1] begins with https://",
        ),
        (
            "/users/host@example.com",
            json!({ "plan": "basic", "webinarCapacity": 0 }),
            "webinarCapacity is a number from 1 to 1000000",
        ),
    ] {
        let (status, answer) = desk.patch(path, change).await;
        assert!(matches!(status, 404 | 422), "{path}: {status}");
        let said = answer["error"].as_str().or(answer.as_str()).unwrap();
        assert!(said.contains(because), "{said}");
    }
    for (seed, because) in [
        (
            json!({ "account": { "limits": { "light": { "perSecond": 0 } } } }),
            "account: limits.light.perSecond is",
        ),
        (
            json!({ "apps": { "nobody": {} } }),
            "apps.nobody: there is no such app",
        ),
        (
            json!({ "apps": { "meetingSdk": { "redirectUris": ["x"] } } }),
            "apps.meetingSdk: redirectUris[0] begins",
        ),
        (
            json!({ "users": [{ "email": "ada" }] }),
            "users[0]: email: \"ada\" is no e-mail address",
        ),
        (
            json!({ "users": [{ "email": "ada@example.com", "meetingCapacity": 0 }] }),
            "users[0]: meetingCapacity is a number",
        ),
    ] {
        let (status, answer) = desk.control(Method::POST, "/load", seed).await;
        assert_eq!(status, 422);
        let said = answer["error"].as_str().unwrap();
        assert!(said.contains(because), "{said}");
    }
    let (status, _) = desk
        .control(Method::POST, "/apps", json!({ "kind": "jwt" }))
        .await;
    assert_eq!(status, 422);
    assert_eq!(desk.get("/snapshot").await, before);
}

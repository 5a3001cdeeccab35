//! What Client View asks about the ZAK's user.

use std::time::Duration;

use serde_json::{Value, json};

use super::desk::Desk;

async fn profile(desk: &Desk, zak: &str) -> Value {
    let url = format!("{}/wc/profile/get", desk.emulator.base_url());
    let answer = desk.http.post(url).form(&[("zak", zak)]).send().await;
    answer.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_zak_has_the_profile_of_its_user() {
    let desk = Desk::open().await;
    let zak = desk.zak_of("ada@example.com");
    let answer = profile(&desk, &zak).await;
    assert_eq!(answer["status"], true, "{answer}");
    let profile: Value = serde_json::from_str(answer["result"].as_str().unwrap()).unwrap();
    let user = desk.emulator.state().find_user("ada@example.com").unwrap();
    assert_eq!(profile["uid"], json!(user.id));
    assert_eq!(profile["enableLimitExternalScreenSharing"], "{}");
}

#[tokio::test]
async fn without_a_good_zak_there_is_none() {
    let desk = Desk::open().await;
    let zak = desk.zak_of("ada@example.com");
    desk.clock.advance(Duration::from_secs(7_201));
    for zak in ["", "nonsense", &zak] {
        assert_eq!(profile(&desk, zak).await["status"], false, "{zak}");
    }
}

//! Emulators side by side.

use countersign_emulator::Emulator;
use serde_json::json;
use tokio::task::JoinSet;

use crate::desk::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_emulators_run_side_by_side_and_know_nothing_of_each_other() {
    let mut all = JoinSet::new();
    for _ in 0..100 {
        all.spawn(async {
            let desk = Desk::open().await;
            let number = desk.meeting(json!({})).id;
            let mut host = desk.join(&desk.starter(number)).await;
            assert_eq!(host.await_frame(4098).await["role"], 1);
            assert_eq!(desk.emulator.attempts().since(0).len(), 1);
            desk.emulator.credentials().meeting_sdk.client_id
        });
    }
    let mut apps = all.join_all().await;
    apps.sort();
    apps.dedup();
    assert_eq!(apps.len(), 100, "each made its own credentials");
}

#[tokio::test]
async fn after_shutdown_or_drop_nothing_listens() {
    let emulator = Emulator::start().await;
    let url = emulator.base_url();
    emulator.shutdown().await.unwrap();
    assert!(reqwest::get(&url).await.is_err());

    let emulator = Emulator::start().await;
    let url = emulator.base_url();
    drop(emulator);
    tokio::task::yield_now().await;
    assert!(reqwest::get(&url).await.is_err());
}

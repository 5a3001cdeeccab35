//! One suite, run on both engines.

mod postgres;

use secrecy::SecretString;

use super::{Attempt, Store, StoredKey};
use crate::link::{Entrance, Intent, Kind, Link};
use crate::pages::View;

#[tokio::test]
async fn sqlite_keeps_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/store.db", dir.path().display());
    contract(&url.into()).await;
}

#[tokio::test]
async fn sqlite_in_memory_keeps_the_contract() {
    let store = Store::open(&"sqlite::memory:".into()).await.unwrap();
    rows(&store).await;
}

#[tokio::test]
async fn postgres_keeps_the_contract() {
    let server = postgres::Server::start();
    contract(&server.url()).await;
}

async fn contract(url: &SecretString) {
    let (store, again) = tokio::join!(Store::open(url), Store::open(url));
    let (store, again) = (store.unwrap(), again.unwrap());
    rows(&store).await;
    assert_eq!(
        again.keys().await.unwrap().len(),
        1,
        "a second opener sees the rows"
    );
}

async fn rows(store: &Store) {
    store.ping().await.unwrap();
    keys(store).await;
    links(store).await;
    attempts(store).await;
    assert!(store.revoke_key("site", 50).await.unwrap());
    assert!(!store.revoke_key("site", 51).await.unwrap(), "revoked once");
    assert_eq!(store.key(&[1; 32]).await.unwrap(), None);
    assert_eq!(
        store.link(&[7; 32]).await.unwrap(),
        None,
        "links end with their key"
    );
    assert_eq!(store.keys().await.unwrap()[0].revoked_at, Some(50));
}

fn key() -> StoredKey {
    StoredKey {
        id: "k1".to_owned(),
        name: "site".to_owned(),
        hosts: Some(vec!["a@example.com".to_owned(), "b@example.com".to_owned()]),
        created_at: 10,
        revoked_at: None,
    }
}

async fn keys(store: &Store) {
    assert!(store.add_key(&key(), &[1; 32]).await.unwrap());
    let same_name = StoredKey {
        id: "k2".to_owned(),
        ..key()
    };
    assert!(
        !store.add_key(&same_name, &[2; 32]).await.unwrap(),
        "names are unique"
    );
    assert_eq!(store.key(&[1; 32]).await.unwrap(), Some(key()));
    assert_eq!(store.key(&[2; 32]).await.unwrap(), None);
}

fn link() -> Link {
    Link {
        entrance: Entrance {
            meeting_number: "85012345678".parse().unwrap(),
            kind: Kind::Webinar,
            intent: Intent::Join,
            view: View::Client,
        },
        user_name: Some("Zoë".to_owned()),
        user_email: None,
        registrant_id: None,
        created_by: "k1".to_owned(),
        created_at: 10,
        expires_at: 100,
        single_use: false,
        used_at: None,
    }
}

async fn links(store: &Store) {
    store.add_link(&link(), &[7; 32]).await.unwrap();
    assert_eq!(store.link(&[7; 32]).await.unwrap(), Some(link()));
    let registered = Link {
        registrant_id: Some("r1".to_owned()),
        ..link()
    };
    store.add_link(&registered, &[6; 32]).await.unwrap();
    assert_eq!(store.link(&[6; 32]).await.unwrap(), Some(registered));
    store.set_registrant(&[6; 32], "r2").await.unwrap();
    let kept = store.link(&[6; 32]).await.unwrap().unwrap();
    assert_eq!(kept.registrant_id.as_deref(), Some("r2"));
    assert_eq!(store.link(&[7; 32]).await.unwrap(), Some(link()));
    assert_eq!(store.link(&[8; 32]).await.unwrap(), None);
    assert!(!link().is_over(99) && link().is_over(100));

    let once = Link {
        single_use: true,
        ..link()
    };
    store.add_link(&once, &[9; 32]).await.unwrap();
    assert_eq!(store.link(&[9; 32]).await.unwrap(), Some(once.clone()));
    let hash = [9; 32];
    let (one, other) = tokio::join!(store.use_link(&hash, 21), store.use_link(&hash, 21));
    assert!(
        one.unwrap() ^ other.unwrap(),
        "exactly one of two may use it"
    );
    let used = store.link(&[9; 32]).await.unwrap().unwrap();
    assert!(used.is_over(22), "used up");

    let later = Link {
        created_at: 200_000,
        expires_at: 200_100,
        ..link()
    };
    store.add_link(&link(), &[10; 32]).await.unwrap();
    store.add_link(&later, &[11; 32]).await.unwrap();
    assert_eq!(
        store.link(&[10; 32]).await.unwrap(),
        None,
        "long expired rows go"
    );
    store.add_link(&link(), &[7; 32]).await.unwrap();
}

async fn attempts(store: &Store) {
    let begin =
        |request: [u8; 32], now| async move { store.begin(&[3; 32], &request, now).await.unwrap() };
    assert_eq!(begin([4; 32], 10).await, Attempt::First);
    assert_eq!(begin([4; 32], 11).await, Attempt::Unknown, "under way");
    assert_eq!(begin([5; 32], 11).await, Attempt::OtherRequest);
    store.made(&[3; 32], 85_012_345_678).await.unwrap();
    assert_eq!(begin([4; 32], 12).await, Attempt::Made(85_012_345_678));
    store.forget(&[3; 32]).await.unwrap();
    assert_eq!(begin([4; 32], 13).await, Attempt::First);
    assert_eq!(
        begin([4; 32], 100_000).await,
        Attempt::First,
        "forgotten after a day"
    );
}

#[tokio::test]
async fn an_unknown_scheme_is_refused_without_repeating_the_url() {
    let error = Store::open(&"mysql://root:hunter2@db/x".into())
        .await
        .unwrap_err();
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

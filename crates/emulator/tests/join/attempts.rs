//! What is kept of every attempt.

use countersign_emulator::{MAX_ATTEMPTS, Verdict};
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, PASSCODE, client_view, forge, form, set};

#[tokio::test]
async fn an_attempt_keeps_verdict_claims_and_the_doctors_report() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    desk.ask(&desk.attendee(number, "Guest")).await;
    let wrong = forge(&desk.claims(number, 0), &"another-secret".to_owned().into());
    desk.ask(&client_view(form(wrong, number, "Guest"))).await;

    let (_, listed) = desk.control(Method::GET, "/attempts", None).await;
    let attempts = listed["attempts"].as_array().unwrap();
    assert_eq!((attempts.len(), &listed["next"]), (2, &json!(2)));
    assert_eq!(attempts[0]["verdict"], json!({ "verdict": "accepted" }));
    assert_eq!(attempts[0]["origin"], "http://localhost:8090");
    assert_eq!(attempts[0]["given"], json!(["passWord", "userEmail"]));
    assert_eq!(attempts[1]["view"], "client");
    assert_eq!(attempts[1]["claims"]["mn"], number.to_string());
    assert_eq!(
        attempts[1]["verdict"],
        json!({
            "verdict": "refused", "reason": "invalid-signature", "shown": 3712, "sent": 200, "text": "Invalid signature.",
        })
    );
    assert_eq!(attempts[1]["report"]["version"], 1);

    let (_, listed) = desk.control(Method::GET, "/attempts?since=1", None).await;
    assert_eq!(listed["attempts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_attempt_keeps_no_secret() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let mut guest = desk.attendee(number, "Guest");
    let zak = desk.zak_of("guest@example.com");
    for (name, canary) in [
        ("ztk", &*zak),
        ("tk", "canary-tk"),
        ("obfToken", "canary-obf"),
    ] {
        set(&mut guest, name, canary);
    }
    desk.ask(&guest).await;
    let (_, listed) = desk.control(Method::GET, "/attempts", None).await;
    let kept = listed.to_string();
    let signature = &guest
        .iter()
        .find(|(name, _)| *name == "signature")
        .unwrap()
        .1;
    let mac = signature.rsplit('.').next().unwrap();
    for secret in [PASSCODE, &zak, "canary-tk", "canary-obf", mac, signature] {
        assert!(!kept.contains(secret), "{kept}");
    }
    assert!(kept.contains("obfToken"), "{kept}");
}

#[tokio::test]
async fn waiting_ends_with_the_next_attempt() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let waiting = desk.control(Method::GET, "/attempts?wait=30", None);
    let guest = desk.attendee(number, "Guest");
    let asking = desk.ask(&guest);
    let ((_, listed), _) = tokio::join!(waiting, asking);
    assert_eq!(listed["attempts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn only_the_last_thousand_are_kept() {
    let desk = Desk::open().await;
    let short: crate::desk::Form = vec![("signature", "x".to_owned())];
    for _ in 0..MAX_ATTEMPTS + 3 {
        desk.ask(&short).await;
    }
    let kept = desk.emulator.attempts().since(0);
    assert_eq!((kept.len(), kept[0].id), (MAX_ATTEMPTS, 4));
    assert!(matches!(
        &kept[0].verdict,
        Verdict::Refused { shown: 3712, .. }
    ));
}

#[tokio::test]
async fn huge_claims_are_not_kept() {
    let desk = Desk::open().await;
    let mut claims = desk.claims(81_234_567_890, 0);
    claims["huge"] = json!("x".repeat(2_000));
    desk.ask(&form(desk.sign_payload(&claims), 81_234_567_890, "Guest"))
        .await;
    let kept = desk.emulator.attempts().since(0);
    assert_eq!(
        (kept[0].claims.get("huge"), kept[0].claims.get("role")),
        (None::<&Value>, Some(&json!(0)))
    );
}

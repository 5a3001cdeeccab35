//! Each refusal of `wc/info`, with the exact answer that the SDK looks up.

use countersign_emulator::state::{AppKind, Concurrency, NewApp, Registrant, RegistrantStatus};
use countersign_token::{Claims, ClientId, MeetingNumber, Role, Signer, Ttl, WebClaims};
use serde_json::{Value, json};

use crate::desk::{Desk, Form, NOW, client_view, forge, form, set};

async fn refused(desk: &Desk, form: &Form, code: u32, text: &str) {
    let answer = desk.ask(form).await;
    let expected =
        json!({ "status": false, "errorCode": code, "errorMessage": text, "result": null });
    assert_eq!(answer, expected);
}

/// Component View is accepted, and told by the socket.
async fn refused_by_socket(desk: &Desk, form: &Form, res: u32) {
    let answer = desk.ask(form).await;
    assert_eq!(answer["status"], true, "{answer}");
    let mut client = desk.dial(&answer, "").await;
    assert_eq!(client.await_frame(4098).await, json!({ "res": res }));
}

/// A meeting that is going on, so that nothing but what a test spoils is wrong.
async fn live(desk: &Desk, settings: Value) -> u64 {
    let meeting = desk.meeting(settings);
    desk.emulator.state().start_meeting(meeting.id);
    meeting.id
}

#[tokio::test]
async fn what_is_no_signature_of_the_app_is_an_invalid_signature() {
    let desk = Desk::open().await;
    let number = live(&desk, json!({})).await;
    let without = |name: &str| {
        let mut claims = desk.claims(number, 0);
        claims.as_object_mut().unwrap().remove(name);
        desk.sign_payload(&claims)
    };
    let with = |name: &str, value: Value| {
        let mut claims = desk.claims(number, 0);
        claims[name] = value;
        desk.sign_payload(&claims)
    };
    let good = desk.sign(number, Role::Attendee);
    let bare_mac = good.rsplit('.').next().unwrap().to_owned();
    for (what, signature) in [
        ("nothing", String::new()),
        ("a bare MAC", bare_mac),
        ("two parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("padding", format!("{good}=")),
        (
            "another secret",
            forge(&desk.claims(number, 0), &"another-secret".to_owned().into()),
        ),
        ("too long", format!("{good}.{}", "x".repeat(5_000))),
        ("no key", without("appKey")),
        ("no mn", without("mn")),
        ("no role", without("role")),
        ("no exp", without("exp")),
        ("no iat", without("iat")),
        ("milliseconds", with("iat", json!(NOW * 1_000))),
        ("issued in two minutes", with("iat", json!(NOW + 120))),
        (
            "half an hour less a second",
            with("exp", json!(NOW - 30 + 1_799)),
        ),
        ("more than 48 hours", with("exp", json!(NOW - 30 + 172_801))),
    ] {
        let answer = desk.ask(&form(signature, number, "Guest")).await;
        let seen = (
            &answer["status"],
            &answer["errorCode"],
            &answer["errorMessage"],
        );
        assert_eq!(
            seen,
            (&json!(false), &json!(200), &json!("Invalid signature.")),
            "{what}"
        );
    }
    let fast_clock = with("iat", json!(NOW + 59));
    assert_eq!(
        desk.ask(&form(fast_clock, number, "Guest")).await["status"],
        true
    );
}

#[tokio::test]
async fn the_app_must_exist_sign_for_the_sdk_and_be_activated() {
    let desk = Desk::open().await;
    let number = live(&desk, json!({})).await;
    let state = desk.emulator.state();
    let by = |id: &str, secret: &str| {
        let signer = Signer::new(ClientId::new(id).unwrap(), &secret.to_owned().into()).unwrap();
        let claims = WebClaims::new(MeetingNumber::try_from(number).unwrap(), Role::Attendee);
        form(
            signer
                .sign(&Claims::Web(claims), NOW, Ttl::DEFAULT)
                .into_string(),
            number,
            "Guest",
        )
    };
    refused(&desk, &by("unknown", "x"), 200, "The api key is wrong.").await;
    let s2s = state.credentials().s2s.client_id;
    refused(&desk, &by(&s2s, "x"), 200, "The api key is wrong.").await;
    let disabled = state.add_app(NewApp {
        enabled: false,
        ..NewApp::new(AppKind::MeetingSdk)
    });
    refused(
        &desk,
        &by(&disabled.client_id, "x"),
        200,
        "The account don't enable API.",
    )
    .await;
}

#[tokio::test]
async fn expiry_number_and_role_have_texts_of_their_own() {
    let desk = Desk::open().await;
    let number = live(&desk, json!({})).await;
    let attendee = desk.attendee(number, "Guest");

    let mut other = attendee.clone();
    set(&mut other, "meetingNumber", &(number - 1).to_string());
    refused(&desk, &other, 200, "The meeting number is wrong.").await;
    set(&mut other, "meetingNumber", "812 3456");
    refused(&desk, &other, 200, "The meeting number is wrong.").await;

    refused(
        &desk,
        &desk.attendee(123, "Guest"),
        200,
        "The meeting number is not found.",
    )
    .await;

    let role = desk.sign_payload(&desk.claims(number, 2));
    refused(
        &desk,
        &form(role, number, "Guest"),
        200,
        "The role is not applicable.",
    )
    .await;

    desk.clock.advance(std::time::Duration::from_secs(7_300));
    refused(&desk, &attendee, 200, "The signature has expired.").await;
}

#[tokio::test]
async fn an_attendee_needs_passcode_email_and_registration() {
    let desk = Desk::open().await;
    let state = desk.emulator.state();
    let number = live(&desk, json!({})).await;
    let mut no_passcode = desk.attendee(number, "Guest");
    set(&mut no_passcode, "passWord", "wrong");
    refused(&desk, &no_passcode, 3004, "Meeting passcode wrong.").await;
    set(&mut no_passcode, "passWord", "");
    refused(&desk, &no_passcode, 3004, "Meeting passcode wrong.").await;

    let webinar = desk.webinar(json!({}));
    state.start_meeting(webinar.id);
    let mut no_email = desk.attendee(webinar.id, "Guest");
    set(&mut no_email, "userEmail", "-");
    refused(&desk, &no_email, 3000, "User email is required.").await;
    assert_eq!(
        desk.ask(&desk.attendee(webinar.id, "Guest")).await["status"],
        true
    );

    let number = live(&desk, json!({ "approval_type": 0 })).await;
    let mut registrant = desk.attendee(number, "Guest");
    let answer = desk.ask(&registrant).await;
    assert_eq!(answer["errorCode"], 3099);
    assert!(
        answer["errorMessage"]
            .as_str()
            .unwrap()
            .contains("/meeting/register/"),
        "{answer}"
    );

    set(&mut registrant, "tk", "nonsense");
    refused_by_socket(&desk, &registrant, 124).await;
    refused(
        &desk,
        &client_view(registrant.clone()),
        124,
        "Token has expired.",
    )
    .await;

    let person = state
        .add_registrant(number, person(RegistrantStatus::Approved))
        .unwrap();
    set(&mut registrant, "tk", &state.issue_tk(number, &person));
    assert_eq!(desk.ask(&registrant).await["status"], true);
}

fn person(status: RegistrantStatus) -> Registrant {
    Registrant::new("guest@example.com", "Guest", status, NOW)
}

#[tokio::test]
async fn only_a_host_or_alternative_host_with_a_zak_starts() {
    let desk = Desk::open().await;
    let number = desk
        .meeting(json!({ "alternative_hosts": "alt@example.com" }))
        .id;
    let mut host = desk.starter(number);

    set(&mut host, "zsk", "-");
    refused_by_socket(&desk, &host, 3003).await;
    refused(
        &desk,
        &client_view(host.clone()),
        3003,
        "You are not the meeting host.",
    )
    .await;

    set(&mut host, "zsk", "nonsense");
    refused_by_socket(&desk, &host, 3136).await;
    refused(&desk, &client_view(host.clone()), 3136, "Token error").await;

    set(
        &mut host,
        "zsk",
        &desk.emulator.state().issue_zak(&desk.host(), None, 0),
    );
    refused(&desk, &client_view(host.clone()), 3136, "Token error").await;

    set(&mut host, "zsk", &desk.zak_of("stranger@example.com"));
    refused_by_socket(&desk, &host, 3003).await;

    set(&mut host, "zsk", &desk.zak_of("alt@example.com"));
    let mut alternative = desk.join(&host).await;
    assert_eq!(alternative.await_frame(4098).await["role"], 1);
}

#[tokio::test]
async fn one_who_waits_for_the_host_is_an_event_once_however_often_the_sdk_asks() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({})).id;
    for name in ["Guest", "Guest", "Other"] {
        desk.ask(&desk.attendee(number, name)).await;
    }
    desk.ask(&desk.attendee(number + 1, "Nobody")).await;
    let mut waiting = Vec::new();
    while waiting.len() < 2 {
        let (_, listed) = desk
            .control(reqwest::Method::GET, "/webhooks/events?wait=5", None)
            .await;
        let all = listed["events"].as_array().unwrap().iter();
        let body = all.map(|event| event["body"].clone());
        waiting = body
            .filter(|body| body["event"] == "meeting.participant_jbh_waiting")
            .map(|body| body["payload"]["object"]["participant"]["user_name"].clone())
            .collect();
    }
    assert_eq!(waiting, ["Guest", "Other"]);
}

#[tokio::test]
async fn nobody_joins_before_the_host_unless_the_meeting_lets_them() {
    let desk = Desk::open().await;
    let number = desk.meeting(json!({})).id;
    refused(
        &desk,
        &desk.attendee(number, "Guest"),
        3008,
        "Meeting has not started",
    )
    .await;
    let waiting_room = desk
        .meeting(json!({ "join_before_host": true, "waiting_room": true }))
        .id;
    refused(
        &desk,
        &desk.attendee(waiting_room, "Guest"),
        3008,
        "Meeting has not started",
    )
    .await;
    let open = desk.meeting(json!({ "join_before_host": true })).id;
    assert_eq!(
        desk.ask(&desk.attendee(open, "Guest")).await["status"],
        true
    );
}

#[tokio::test]
async fn signed_in_users_only_means_a_zak() {
    let desk = Desk::open().await;
    let number = live(&desk, json!({ "meeting_authentication": true })).await;
    let mut guest = desk.attendee(number, "Guest");
    refused_by_socket(&desk, &guest, 3100).await;
    refused(&desk, &client_view(guest.clone()), 3100, "Require login").await;
    set(&mut guest, "ztk", &desk.zak_of("guest@example.com"));
    assert_eq!(desk.ask(&guest).await["status"], true);
}

#[tokio::test]
async fn another_accounts_app_cannot_host_and_must_say_for_whom_it_joins() {
    let desk = Desk::open().await;
    let state = desk.emulator.state();
    let number = live(&desk, json!({})).await;
    let outside = NewApp {
        account_id: Some("another".to_owned()),
        ..NewApp::new(AppKind::MeetingSdk)
    };
    let app = state.add_app(outside);
    let sign = |role| {
        let mut claims = desk.claims(number, role);
        claims["appKey"] = json!(app.client_id);
        forge(&claims, &app.client_secret)
    };
    let mut host = desk.starter(number);
    set(&mut host, "signature", &sign(1));
    refused(
        &desk,
        &host,
        200,
        "Can not be host in other account's meeting.",
    )
    .await;

    let mut guest = form(sign(0), number, "Bot");
    refused_by_socket(&desk, &guest, 13_296).await;
    set(&mut guest, "ztk", &desk.zak_of("user@example.com"));
    refused_by_socket(&desk, &guest, 6_601).await;
    state.set_app_published(&app.client_id, true);
    assert_eq!(desk.ask(&guest).await["status"], true);

    let mut obf = client_view(form(sign(0), number, "Bot"));
    set(&mut obf, "obfToken", "nonsense");
    refused_by_socket(&desk, &obf, 13_299).await;
    set(
        &mut obf,
        "obfToken",
        &state.issue_obf(&desk.host(), Some(number - 1), 60),
    );
    refused_by_socket(&desk, &obf, 13_300).await;
    set(
        &mut obf,
        "obfToken",
        &state.issue_obf(&desk.host(), Some(number), 60),
    );
    refused_by_socket(&desk, &obf, 103_041).await;
    let mut present = desk.join(&desk.starter(number)).await;
    present.await_frame(4098).await;
    assert_eq!(desk.ask(&obf).await["status"], true);
}

#[tokio::test]
async fn whatever_is_posted_the_answer_is_200_and_json() {
    let desk = Desk::open().await;
    let url = format!("{}/api/v1/wc/info", desk.emulator.base_url());
    for body in [
        vec![],
        vec![0xff; 100],
        b"signature=%ff%fe&signature".to_vec(),
        vec![b'a'; 200_000],
        b"=&=&&&".to_vec(),
    ] {
        let answer = desk.http.post(&url).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["status"], false, "{answer}");
    }
}

#[tokio::test]
async fn the_jsonp_variant_answers_alike_and_calls_no_odd_function() {
    let desk = Desk::open().await;
    let get = async |query: &str| {
        let url = format!("{}/api/v1/wc/info?{query}", desk.emulator.base_url());
        desk.http
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let script = get("signature=x&callback=zoomsdkjsonpcallback1").await;
    assert!(
        script.starts_with("zoomsdkjsonpcallback1({") && script.ends_with("});"),
        "{script}"
    );
    assert!(script.contains("Invalid signature."));
    assert!(get("callback=alert(1)//").await.starts_with('{'));
}

#[tokio::test]
async fn a_host_is_in_one_meeting_of_theirs_at_a_time_unless_they_may_be_in_more() {
    let desk = Desk::open().await;
    let (first, second) = (desk.meeting(json!({})).id, desk.meeting(json!({})).id);
    let host = desk.join(&desk.starter(first)).await;
    let mut client = host;
    client.await_frame(4098).await;
    for form in [desk.starter(second), client_view(desk.starter(second))] {
        let refused = desk.ask(&form).await;
        assert_eq!(refused["errorCode"], 3000, "{refused}");
        assert_eq!(
            refused["errorMessage"],
            "Already has other meetings in progress."
        );
    }
    assert_eq!(desk.ask(&desk.starter(first)).await["status"], true);
    let host = desk.host().id;
    let state = desk.emulator.state();
    state.change_user(&host, |user| user.concurrency = Concurrency::Basic);
    assert_eq!(desk.ask(&desk.starter(second)).await["status"], true);
    state.change_user(&host, |user| user.concurrency = Concurrency::None);
    client.say(4101, json!({})).await;
    while client.hear().await.is_some() {}
    assert_eq!(desk.ask(&desk.starter(second)).await["status"], true);
}

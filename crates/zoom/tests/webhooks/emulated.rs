//! The emulator sends, and this client receives.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use countersign_emulator::clock::Clock;
use countersign_emulator::{Emulator, EmulatorOptions, WebhookOptions};
use countersign_zoom::webhooks::{
    Event, Participation, Received, Receiver, RegistrationStep, Subject, What,
};
use countersign_zoom::{AddRegistrant, Config, CreateMeeting, CreateWebinar, ExposeSecret, Zoom};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::timeout;

type Inbox = mpsc::UnboundedReceiver<Event>;

#[derive(Clone)]
struct Endpoint {
    receiver: Arc<Receiver>,
    clock: Clock,
    events: mpsc::UnboundedSender<Event>,
}

async fn hook(State(endpoint): State<Endpoint>, headers: HeaderMap, raw: Bytes) -> Response {
    match endpoint
        .receiver
        .receive(&headers, &raw, endpoint.clock.now())
    {
        Ok(Received::Validation(answer)) => axum::Json(answer.to_json()).into_response(),
        Ok(Received::Event(event)) => {
            let _ = endpoint.events.send(*event);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(rejection) => (StatusCode::UNAUTHORIZED, rejection.to_string()).into_response(),
    }
}

async fn stage() -> (Emulator, Zoom, Inbox) {
    let clock = Clock::system();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let emulator = Emulator::start_with(EmulatorOptions {
        clock: clock.clone(),
        webhooks: WebhookOptions {
            forward_to: vec![url.parse().unwrap()],
            ..WebhookOptions::default()
        },
        ..EmulatorOptions::default()
    })
    .await
    .unwrap();
    let (events, inbox) = mpsc::unbounded_channel();
    let receiver = Receiver::new(emulator.webhook_secret()).unwrap();
    let router = Router::new()
        .route("/hook", post(hook))
        .with_state(Endpoint {
            receiver: Arc::new(receiver),
            clock,
            events,
        });
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let credentials = emulator.credentials();
    let mut config = Config::new(
        &credentials.account_id,
        &credentials.s2s.client_id,
        credentials.s2s.client_secret.expose_secret().to_owned(),
    );
    config.api = emulator.api_url().parse().unwrap();
    config.oauth = emulator.oauth_url().parse().unwrap();
    let zoom = Zoom::new(config).unwrap();
    (emulator, zoom, inbox)
}

async fn next(inbox: &mut Inbox) -> Event {
    timeout(Duration::from_secs(10), inbox.recv())
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn a_meeting_from_creation_to_its_end() {
    let (emulator, zoom, mut inbox) = stage().await;
    let wanted = CreateMeeting {
        topic: Some("Weekly".into()),
        ..CreateMeeting::default()
    };
    let made = zoom
        .meetings()
        .create("host@example.com", &wanted)
        .await
        .unwrap();
    let What::Created(created) = next(&mut inbox).await.what else {
        panic!("not created");
    };
    assert_eq!(
        (created.id, created.topic.as_deref()),
        (made.id, Some("Weekly"))
    );

    let people = format!(
        "{}/meetings/{}/participants",
        emulator.control_url().unwrap(),
        made.id
    );
    let ada = json!({ "name": "Ada", "role": "host" });
    let came = reqwest::Client::new()
        .post(people)
        .json(&ada)
        .send()
        .await
        .unwrap();
    assert_eq!(came.status(), 201);
    let started = next(&mut inbox).await;
    assert_eq!(started.meeting_number(), Some(made.id));
    assert!(matches!(started.what, What::Started(_)), "{started:?}");
    let What::Participant(Participation::Joined, meeting, ada) = next(&mut inbox).await.what else {
        panic!("nobody joined");
    };
    assert_eq!(
        (meeting.id, ada.user_name.as_deref()),
        (made.id, Some("Ada"))
    );
    assert!(ada.join_time.is_some());

    zoom.meetings().end(made.id).await.unwrap();
    let left = next(&mut inbox).await;
    assert!(
        matches!(left.what, What::Participant(Participation::Left, ..)),
        "{left:?}"
    );
    let ended = next(&mut inbox).await;
    assert!(matches!(ended.what, What::Ended(_)) && ended.event_ts >= left.event_ts);
}

#[tokio::test]
async fn a_webinar_with_a_registrant() {
    let (_emulator, zoom, mut inbox) = stage().await;
    let settings = serde_json::from_value(json!({ "approval_type": 0 })).unwrap();
    let wanted = CreateWebinar {
        settings: Some(settings),
        ..CreateWebinar::default()
    };
    let made = zoom
        .webinars()
        .create("host@example.com", &wanted)
        .await
        .unwrap();
    assert_eq!(next(&mut inbox).await.subject, Some(Subject::Webinar));
    let jill = AddRegistrant {
        email: "jill@example.com".into(),
        first_name: "Jill".into(),
        ..AddRegistrant::default()
    };
    zoom.webinars()
        .registrants(made.id)
        .add(&jill)
        .await
        .unwrap();
    let event = next(&mut inbox).await;
    assert!(
        !format!("{event:?}").contains("tk="),
        "a link that lets one in is printed"
    );
    let What::Registration(RegistrationStep::Created, webinar, jill) = event.what else {
        panic!("nobody registered");
    };
    assert_eq!(
        (webinar.id, jill.email.as_str()),
        (made.id, "jill@example.com")
    );
    assert!(jill.join_url.unwrap().expose_secret().contains("tk="));
}

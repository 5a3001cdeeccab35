//! A page that plays the SDK.

use countersign_emulator::state::{Kind, Meeting, NewUser, User};
use countersign_emulator::{Emulator, EmulatorOptions, clock::Clock};
use countersign_token::{
    Claims, ClientId, ExposeSecret, MeetingNumber, Role, Secret, Signer, Ttl, WebClaims,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, frame::coding::CloseCode};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub(crate) const NOW: u64 = 1_800_000_000;
pub(crate) const PASSCODE: &str = "n0t-a-secret";

pub(crate) struct Desk {
    pub(crate) emulator: Emulator,
    pub(crate) clock: Clock,
    pub(crate) http: reqwest::Client,
}

pub(crate) type Form = Vec<(&'static str, String)>;

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::open_with(EmulatorOptions::default()).await
    }

    pub(crate) async fn open_with(options: EmulatorOptions) -> Self {
        let clock = Clock::fixed(NOW);
        let options = EmulatorOptions {
            clock: clock.clone(),
            ..options
        };
        let emulator = Emulator::start_with(options).await.unwrap();
        Self {
            emulator,
            clock,
            http: reqwest::Client::new(),
        }
    }

    pub(crate) fn host(&self) -> User {
        self.emulator
            .state()
            .user(&self.emulator.credentials().host.id)
            .unwrap()
    }

    /// A meeting with [`PASSCODE`] and these settings.
    pub(crate) fn meeting(&self, settings: Value) -> Meeting {
        self.add(Kind::Meeting, settings)
    }

    pub(crate) fn webinar(&self, settings: Value) -> Meeting {
        self.add(Kind::Webinar, settings)
    }

    fn add(&self, kind: Kind, settings: Value) -> Meeting {
        let mut meeting = Meeting::new(kind, &self.host(), NOW);
        meeting.password = PASSCODE.to_owned().into();
        let Value::Object(settings) = settings else {
            panic!("settings are an object")
        };
        meeting.settings.0 = settings;
        self.emulator.state().add_meeting(meeting)
    }

    pub(crate) fn signer(&self) -> Signer {
        let app = self.emulator.credentials().meeting_sdk;
        Signer::new(ClientId::new(&app.client_id).unwrap(), &app.client_secret).unwrap()
    }

    pub(crate) fn sign(&self, number: u64, role: Role) -> String {
        let number = MeetingNumber::try_from(number).unwrap();
        let claims = Claims::Web(WebClaims::new(number, role));
        self.signer()
            .sign(&claims, self.clock.now(), Ttl::DEFAULT)
            .into_string()
    }

    /// A token of the app over any payload.
    pub(crate) fn sign_payload(&self, payload: &Value) -> String {
        let app = self.emulator.credentials().meeting_sdk;
        forge(payload, &app.client_secret)
    }

    /// The claims of a good token, to be spoiled.
    pub(crate) fn claims(&self, number: u64, role: u8) -> Value {
        json!({
            "appKey": self.emulator.credentials().meeting_sdk.client_id, "mn": number.to_string(), "role": role,
            "iat": NOW - 30, "exp": NOW + 7_200, "tokenExp": NOW + 7_200,
        })
    }

    /// What Component View posts for an attendee.
    pub(crate) fn attendee(&self, number: u64, name: &str) -> Form {
        form(self.sign(number, Role::Attendee), number, name)
    }

    /// What Component View posts for the host.
    pub(crate) fn starter(&self, number: u64) -> Form {
        let zak = self.emulator.state().issue_zak(&self.host(), None, 7_200);
        let mut form = form(self.sign(number, Role::Host), number, "Host");
        set(&mut form, "ulsm", "1");
        set(&mut form, "zsk", &zak);
        form
    }

    pub(crate) fn zak_of(&self, email: &str) -> String {
        let user = self.emulator.state().add_user(NewUser::licensed(email));
        self.emulator.state().issue_zak(&user, None, 7_200)
    }

    /// Posts the form; the status is always 200.
    pub(crate) async fn ask(&self, form: &Form) -> Value {
        let url = format!("{}/api/v1/wc/info", self.emulator.base_url());
        let answer = self.http.post(url).form(form).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        answer.json().await.unwrap()
    }

    /// Joins, and fails the test when that is refused.
    pub(crate) async fn join(&self, form: &Form) -> Client {
        let answer = self.ask(form).await;
        assert_eq!(answer["status"], true, "{answer}");
        self.dial(&answer, "").await
    }

    /// The socket of an accepted answer; `more` is added to its URL.
    pub(crate) async fn dial(&self, answer: &Value, more: &str) -> Client {
        self.open_socket(answer, &format!("&dn2=eA{more}")).await
    }

    /// The socket that Client View opens while it shows its preview.
    pub(crate) async fn preview(&self, form: &Form) -> Client {
        self.open_socket(&self.ask(form).await, "").await
    }

    async fn open_socket(&self, answer: &Value, more: &str) -> Client {
        let result = &answer["result"];
        let base = self.emulator.base_url().replacen("http", "ws", 1);
        let (number, auth) = (
            result["meetingNumber"].as_str().unwrap(),
            result["auth"].as_str().unwrap(),
        );
        let url = format!("{base}/wc/api/{number}?auth={auth}&mid=x&lang=en-US{more}");
        let (socket, _) = connect_async(url).await.unwrap();
        Client { socket }
    }

    pub(crate) async fn control(
        &self,
        method: reqwest::Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let url = format!("{}{path}", self.emulator.control_url().unwrap());
        let mut request = self.http.request(method, url);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (
            status,
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or(Value::Null),
        )
    }
}

pub(crate) fn form(signature: String, number: u64, name: &str) -> Form {
    let number = number.to_string();
    [
        ("apiKey", ""),
        ("signatureType", "sdk"),
        ("signature", &*signature),
        ("meetingNumber", &*number),
        ("userName", name),
        ("lang", "en-US"),
        ("passWord", PASSCODE),
        ("userEmail", "guest@example.com"),
        ("customerKey", ""),
        ("sdkOrigin", "aHR0cDovL2xvY2FsaG9zdDo4MDkw"),
        ("proxy", "1"),
        ("ulsm", "0"),
        ("cv", "6.2.0"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Sets a field, or takes it out when `value` is `"-"`.
pub(crate) fn set(form: &mut Form, name: &'static str, value: &str) {
    form.retain(|(other, _)| *other != name);
    if value != "-" {
        form.push((name, value.to_owned()));
    }
}

/// Makes Client View's form of Component View's.
pub(crate) fn client_view(mut form: Form) -> Form {
    for name in ["captcha", "suid"] {
        set(&mut form, name, "");
    }
    form
}

pub(crate) fn forge(payload: &Value, secret: &Secret) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use hmac::{Hmac, KeyInit, Mac};
    let encode = |text: String| URL_SAFE_NO_PAD.encode(text);
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let signed = format!(
        "{}.{}",
        encode(header.to_string()),
        encode(payload.to_string())
    );
    let mac = Hmac::<sha2::Sha256>::new_from_slice(secret.expose_secret().as_bytes()).unwrap();
    let mac = mac.chain_update(&signed).finalize().into_bytes();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
}

/// The socket.
pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    pub(crate) async fn say(&mut self, evt: u32, body: Value) {
        let frame = json!({ "evt": evt, "body": body, "seq": 1 });
        self.say_text(&frame.to_string()).await;
    }

    pub(crate) async fn say_text(&mut self, text: &str) {
        self.try_say_text(text).await.unwrap();
    }

    pub(crate) async fn try_say_text(
        &mut self,
        text: &str,
    ) -> Result<(), tokio_tungstenite::tungstenite::Error> {
        self.socket.send(Message::text(text)).await
    }

    /// The next frame; `None` when the socket is closed.
    pub(crate) async fn hear(&mut self) -> Option<Value> {
        loop {
            match self.socket.next().await?.ok()? {
                Message::Text(text) => return Some(serde_json::from_str(&text).unwrap()),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// The body of the next frame with this number; others before it are skipped.
    pub(crate) async fn await_frame(&mut self, evt: u32) -> Value {
        loop {
            let frame = self.hear().await.expect("the socket is open");
            if frame["evt"] == evt {
                return frame["body"].clone();
            }
        }
    }

    /// The rows of the next roster frame that adds, updates or removes.
    pub(crate) async fn roster(&mut self, change: &str) -> Vec<Value> {
        loop {
            let body = self.await_frame(7937).await;
            if let Some(rows) = body[change].as_array().filter(|rows| !rows.is_empty()) {
                return rows.clone();
            }
        }
    }

    /// As a network does that fails.
    pub(crate) async fn close(mut self) {
        let _ = self.socket.close(None).await;
    }

    /// As a browser does whose page is closed.
    pub(crate) async fn go_away(mut self) {
        let away = CloseFrame {
            code: CloseCode::Away,
            reason: "".into(),
        };
        let _ = self.socket.close(Some(away)).await;
    }
}

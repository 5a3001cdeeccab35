//! The socket of a meeting, and those for media, which stay silent.

use std::time::Duration;

use axum::Extension;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::live::{Outbox, ParticipantId, Rooms, Seat};

use super::frame::MAX_BYTES;
use super::ticket::Grant;
use super::{ByTls, Frame, Join, Refusal, Request};

/// The SDK's heartbeat comes every 20 s; a socket that is silent for longer is dead.
const SILENCE: Duration = Duration::from_secs(90);
/// Bytes.
const READ_AHEAD: usize = 4 * 1024;
/// How long a client may take to take a frame.
const SLOW: Duration = Duration::from_secs(10);
/// The least time between two chat messages of one client; who is faster waits.
const BETWEEN_MESSAGES: Duration = Duration::from_millis(50);
/// How long a refused client may take to go.
const FAREWELL: Duration = Duration::from_secs(5);

/// What of the socket's URL matters. The two last are there when the SDK comes back; the name is missing while Client
/// View shows its preview.
#[derive(Deserialize)]
pub(super) struct Url {
    #[serde(default)]
    auth: String,
    dn2: Option<String>,
    #[serde(rename = "participantID")]
    participant_id: Option<u32>,
    #[serde(default)]
    zoomid: String,
}

/// `/wc/api/{number}`.
pub(super) async fn meeting(
    Shared(join): Shared<Join>,
    Path(number): Path<u64>,
    Query(url): Query<Url>,
    tls: Option<Extension<ByTls>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let host = join.host_for_sdk(tls.is_some(), &headers);
    bounded(upgrade).on_upgrade(move |socket| attend(join, number, url, host, Line::new(socket)))
}

/// `/wc/media/{number}`: accepted, and that is all.
pub(super) async fn media(upgrade: WebSocketUpgrade) -> Response {
    bounded(upgrade).on_upgrade(|mut socket| async move {
        while let Ok(Some(Ok(_))) = timeout(SILENCE, socket.recv()).await {}
    })
}

/// Frames are read as a whole, but most are short: each socket keeps no more than [`READ_AHEAD`] for them.
fn bounded(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .max_message_size(MAX_BYTES)
        .max_frame_size(MAX_BYTES)
        .read_buffer_size(READ_AHEAD)
}

async fn attend(join: Join, number: u64, url: Url, host: String, mut line: Line) {
    let old = url.participant_id.map(|id| (ParticipantId(id), url.zoomid));
    let (outbox, frames) = Outbox::new(host, url.auth.clone());
    let rooms = join.0.rooms.clone();
    let seat = match join.0.tickets.redeem(number, &url.auth) {
        Some(Grant::Enter(mut admission)) => {
            let previews = url.dn2.is_none() && old.is_none();
            if previews && !line.preview(&mut admission.who.name).await {
                return;
            }
            rooms.enter(*admission, old, Some(outbox))
        }
        Some(Grant::Refuse(refusal)) => Err(refusal),
        None => Err(Refusal::InvalidParameter),
    };
    match seat {
        Ok(seat) => {
            line.play(&rooms, seat, frames).await;
            drop(line);
            if let Some(grace) = rooms.lost(seat) {
                sleep(grace).await;
                rooms.give_up(seat);
            }
        }
        Err(refusal) => {
            line.say(&Frame::refused(refusal.res())).await;
            let _ = timeout(FAREWELL, async {
                while let Some(Ok(_)) = line.socket.recv().await {}
            })
            .await;
        }
    }
}

/// A socket, the number of its last frame, and when its client may say something again.
struct Line {
    socket: WebSocket,
    seq: u64,
    may_chat: Instant,
}

impl Line {
    fn new(socket: WebSocket) -> Self {
        let may_chat = Instant::now();
        Self {
            socket,
            seq: 0,
            may_chat,
        }
    }

    /// Waits until the visitor leaves the preview, perhaps under another name; answers whether they come in.
    async fn preview(&mut self, name: &mut String) -> bool {
        if !self.say(&Frame::previews()).await {
            return false;
        }
        while let Ok(Some(Ok(message))) = timeout(SILENCE, self.socket.recv()).await {
            let Message::Text(text) = message else {
                continue;
            };
            let goes_on = match Request::parse(&text) {
                Some(Request::Heartbeat { seq }) => self.send(Frame::heartbeat(&seq)).await,
                Some(Request::Enter { name: chosen }) => {
                    if let Some(chosen) = chosen {
                        *name = chosen;
                    }
                    return true;
                }
                _ => true,
            };
            if !goes_on {
                return false;
            }
        }
        false
    }

    /// Carries frames both ways until either side has enough.
    async fn play(&mut self, rooms: &Rooms, seat: Seat, mut frames: mpsc::Receiver<Frame>) {
        loop {
            tokio::select! {
                frame = frames.recv() => {
                    let Some(frame) = frame else { return };
                    if !self.say(&frame).await {
                        return;
                    }
                }
                message = timeout(SILENCE, self.socket.recv()) => {
                    let Ok(Some(Ok(message))) = message else { return };
                    if !self.take(message, rooms, seat).await {
                        return;
                    }
                }
            }
        }
    }

    /// Does what a message asks for; answers whether there may be more.
    async fn take(&mut self, message: Message, rooms: &Rooms, seat: Seat) -> bool {
        match message {
            Message::Text(text) => match Request::parse(&text) {
                Some(Request::Heartbeat { seq }) => self.send(Frame::heartbeat(&seq)).await,
                Some(request) => {
                    if matches!(request, Request::Chat { .. }) {
                        sleep_until(self.may_chat).await;
                        self.may_chat = Instant::now() + BETWEEN_MESSAGES;
                    }
                    rooms.request(seat, request);
                    true
                }
                None => true,
            },
            // So closes a browser whose page is closed or left: nobody will come back.
            Message::Close(Some(close)) if close.code == close_code::AWAY => {
                rooms.give_up(seat);
                false
            }
            _ => true,
        }
    }

    async fn say(&mut self, frame: &Frame) -> bool {
        self.seq += 1;
        self.send(frame.text(self.seq)).await
    }

    async fn send(&mut self, text: String) -> bool {
        matches!(
            timeout(SLOW, self.socket.send(Message::text(text))).await,
            Ok(Ok(()))
        )
    }
}

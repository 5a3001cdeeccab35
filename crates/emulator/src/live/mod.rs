//! Running meetings: who is in, who waits to be let in, who may do what.
//!
//! A room exists while somebody is in. It follows the state (an end or a deletion by REST closes it), and the state
//! follows it: the first one in starts the meeting, with a new UUID, and the last one out ends it.

mod attendance;
mod chat;
mod participant;
mod room;
mod roster;
mod view;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{broadcast, mpsc};

use crate::join::{Frame, Refusal, Request};
use crate::random::Random;
use crate::state::{Attendance, Event, State, Status};

use attendance::Register;

pub(crate) use participant::{Admission, Authorizer, ParticipantId, Standing, Who};
pub(crate) use room::{Role, Room};

pub(crate) use view::{ParticipantView, RoomView};

/// Frames that wait for a client; who falls behind further is cut off and has to come back.
const OUTBOX: usize = 256;

/// The way to a participant's socket.
#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    frames: mpsc::Sender<Frame>,
    /// Where the SDK finds the media sockets.
    pub(crate) host: String,
    /// What the socket was opened with, and its client shows to open another.
    ticket: String,
}

impl Outbox {
    /// For a socket that `host` serves, and that was opened with `ticket`.
    pub(crate) fn new(host: String, ticket: String) -> (Self, mpsc::Receiver<Frame>) {
        let (frames, receiver) = mpsc::channel(OUTBOX);
        let outbox = Self {
            frames,
            host,
            ticket,
        };
        (outbox, receiver)
    }

    /// Answers whether there was room for it.
    pub(crate) fn put(&self, frame: Frame) -> bool {
        self.frames.try_send(frame).is_ok()
    }
}

/// A seat in a room, held by a socket. `turn` tells it from an older socket of the same participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) number: u64,
    pub(crate) id: ParticipantId,
    turn: u64,
}

/// All running meetings. Cheap to clone; clones share them.
#[derive(Clone)]
pub(crate) struct Rooms(Arc<Shared>);

struct Shared {
    state: State,
    grace: Duration,
    inside: Mutex<Inside>,
}

struct Inside {
    random: Random,
    rooms: HashMap<u64, Room>,
    registers: HashMap<u64, Register>,
}

impl Rooms {
    /// `grace` is how long a participant whose socket is lost may take to come back.
    pub(crate) fn new(state: State, random: Random, grace: Duration) -> Self {
        let rooms = HashMap::new();
        Self(Arc::new(Shared {
            state,
            grace,
            inside: Mutex::new(Inside {
                random,
                rooms,
                registers: HashMap::new(),
            }),
        }))
    }

    /// Whether it is going on.
    pub(crate) fn is_live(&self, number: u64) -> bool {
        let started = |m: crate::state::Meeting| m.status == Status::Started;
        self.inside().rooms.contains_key(&number)
            || self.0.state.meeting(number).is_some_and(started)
    }

    /// Whether this one was removed from the instance that is going on.
    pub(crate) fn is_barred(&self, admission: &Admission) -> bool {
        let inside = self.inside();
        let room = inside.rooms.get(&admission.number);
        room.is_some_and(|room| room.is_barred(admission))
    }

    /// Whether this user of the account is in the meeting.
    pub(crate) fn has_user(&self, number: u64, user_id: &str) -> bool {
        self.inside()
            .rooms
            .get(&number)
            .is_some_and(|room| room.has_user(user_id))
    }

    /// How many other meetings than this one the user has a socket in that they host.
    pub(crate) fn hosted_by(&self, user_id: &str, other_than: u64) -> usize {
        let inside = self.inside();
        let others = inside
            .rooms
            .iter()
            .filter(|(number, _)| **number != other_than);
        others
            .filter(|(_, room)| room.is_hosted_by(user_id))
            .count()
    }

    /// Who took a seat with this signature and name, and holds it still.
    pub(crate) fn seated(
        &self,
        number: u64,
        signature: &[u8; 32],
        name: &str,
    ) -> Option<Admission> {
        self.inside().rooms.get(&number)?.seated(signature, name)
    }

    /// Whose socket was opened with this ticket, if the seat is still theirs.
    pub(crate) fn holder(&self, number: u64, ticket: &str) -> Option<Admission> {
        self.inside().rooms.get(&number)?.holder(ticket)
    }

    /// Takes a seat, or takes it again when `old` is one whose `zoom_id` the client knows. Frames follow in `outbox`.
    pub(crate) fn enter(
        &self,
        admission: Admission,
        old: Option<(ParticipantId, String)>,
        outbox: Option<Outbox>,
    ) -> Result<Seat, Refusal> {
        let number = admission.number;
        let inside = &mut *self.inside();
        let meeting = self.0.state.meeting(number).ok_or(Refusal::Ended)?;
        if meeting.practice && admission.standing == Standing::Participant {
            return Err(Refusal::NotStarted);
        }
        let room = match inside.rooms.entry(number) {
            Entry::Occupied(open) => open.into_mut(),
            Entry::Vacant(shut) => {
                let may_open = admission.standing.starts()
                    || meeting.open_before_host(self.0.state.clock().now())
                    || meeting.status == Status::Started;
                if !may_open {
                    return Err(match admission.found_live {
                        true => Refusal::Ended,
                        false => Refusal::NotStarted,
                    });
                }
                let host = self.0.state.user(&meeting.host_id);
                let uuid = self.0.state.start_meeting(number).ok_or(Refusal::Ended)?;
                shut.insert(Room::new(&meeting, uuid, host.as_ref()))
            }
        };
        let taken = match old {
            Some((id, zoom_id)) if room.knows(id, &zoom_id) => Ok(room.take_again(id, outbox)),
            _ => room.take_seat(admission, inside.random.secret(), outbox),
        };
        self.settle(inside, number);
        let (id, turn) = taken?;
        Ok(Seat { number, id, turn })
    }

    /// Does what a participant's client asks for, if that participant may.
    pub(crate) fn request(&self, seat: Seat, request: Request) {
        let inside = &mut *self.inside();
        let Some(room) = inside.rooms.get_mut(&seat.number) else {
            return;
        };
        if request == Request::End {
            if room.is_host(seat.id) {
                self.close(inside, seat.number);
            }
            return;
        }
        room.request(seat.id, request);
        self.settle(inside, seat.number);
    }

    /// The socket is gone; the seat stays for the time of grace. Answers how long to wait before [`Rooms::give_up`].
    pub(crate) fn lost(&self, seat: Seat) -> Option<Duration> {
        let room = &mut self.inside();
        let room = room.rooms.get_mut(&seat.number)?;
        room.lost(seat.id, seat.turn).then_some(self.0.grace)
    }

    /// Takes the seat of one who did not come back.
    pub(crate) fn give_up(&self, seat: Seat) {
        let inside = &mut *self.inside();
        if let Some(room) = inside.rooms.get_mut(&seat.number) {
            room.give_up(seat.id, seat.turn);
            self.settle(inside, seat.number);
        }
    }

    /// Runs `change` on a room, for the control port.
    pub(crate) fn with<T>(&self, number: u64, change: impl FnOnce(&mut Room) -> T) -> Option<T> {
        let inside = &mut *self.inside();
        let done = inside.rooms.get_mut(&number).map(change);
        self.settle(inside, number);
        done
    }

    /// Ends a meeting for all; answers whether it was going on.
    pub(crate) fn end(&self, number: u64) -> bool {
        let inside = &mut *self.inside();
        let live = inside.rooms.contains_key(&number);
        self.close(inside, number);
        live
    }

    /// Gives `look` the stays in all running meetings, as if they ended now, while nobody comes or goes.
    pub(crate) fn stays<T>(&self, look: impl FnOnce(HashMap<u64, Vec<Attendance>>) -> T) -> T {
        let inside = self.inside();
        let now = self.0.state.clock().now();
        let stays = |(number, register): (&u64, &Register)| (*number, register.clone().close(now));
        look(inside.registers.iter().map(stays).collect())
    }

    /// All rooms, by number.
    pub(crate) fn all(&self) -> Vec<RoomView> {
        let mut all: Vec<_> = self.inside().rooms.values().map(Room::view).collect();
        all.sort_by_key(|room| room.number);
        all
    }

    /// Follows the state until it is gone.
    pub(crate) async fn follow(self, mut events: broadcast::Receiver<Event>) {
        loop {
            match events.recv().await {
                Ok(Event::Ended { number } | Event::Deleted { number }) => self.follow_end(number),
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    self.all()
                        .iter()
                        .for_each(|room| self.follow_end(room.number));
                }
                Err(broadcast::error::RecvError::Closed) => return,
            }
        }
    }

    /// Closes the room unless the news is old and the meeting was started again since.
    fn follow_end(&self, number: u64) {
        let inside = &mut *self.inside();
        let goes_on = |room: &Room| {
            self.0
                .state
                .meeting(number)
                .is_some_and(|m| m.status == Status::Started && m.uuid == room.uuid)
        };
        if inside.rooms.get(&number).is_some_and(|room| !goes_on(room)) {
            self.close(inside, number);
        }
    }

    fn close(&self, inside: &mut Inside, number: u64) {
        let mut uuid = None;
        if let Some(mut room) = inside.rooms.remove(&number) {
            room.close();
            self.tell(&mut room);
            uuid = Some(room.uuid);
        }
        self.0.state.end_meeting(number);
        if let Some((uuid, register)) = uuid.zip(inside.registers.remove(&number)) {
            let now = self.0.state.clock().now();
            self.0.state.record_attendance(&uuid, register.close(now));
        }
    }

    /// Tells and writes down what happened in a room, and ends it when nobody is left.
    fn settle(&self, inside: &mut Inside, number: u64) {
        if let Some(room) = inside.rooms.get_mut(&number) {
            self.tell(room);
            let register = inside.registers.entry(number).or_default();
            register.update(room, self.0.state.clock().now());
        }
        if inside.rooms.get(&number).is_some_and(Room::is_empty) {
            self.close(inside, number);
        }
    }

    fn tell(&self, room: &mut Room) {
        let news = room.take_news();
        if news.is_empty() {
            return;
        }
        if let Some(mut meeting) = self.0.state.meeting(room.number) {
            room.uuid.clone_into(&mut meeting.uuid);
            for what in news {
                self.0.state.tell(&meeting, what);
            }
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Tickets: what ties the socket to the `wc/info` answer that allowed it. The SDK hands `auth` of that answer back.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::live::Admission;
use crate::random::Random;

use super::Refusal;

/// Older ones are forgotten first; the SDK uses a ticket within a second.
const MAX_TICKETS: usize = 4_096;

/// What the socket that shows the ticket gets.
#[derive(Clone, Debug)]
pub(super) enum Grant {
    Enter(Box<Admission>),
    Refuse(Refusal),
}

pub(super) struct Tickets(Mutex<Book>);

struct Book {
    random: Random,
    open: VecDeque<Ticket>,
}

struct Ticket {
    id: String,
    number: u64,
    grant: Grant,
}

impl Tickets {
    pub(super) fn new(random: Random) -> Self {
        let open = VecDeque::new();
        Self(Mutex::new(Book { random, open }))
    }

    /// A new ticket for one socket of this meeting.
    pub(super) fn issue(&self, number: u64, grant: Grant) -> String {
        let book = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if book.open.len() == MAX_TICKETS {
            book.open.pop_front();
        }
        let id = book.random.secret();
        book.open.push_back(Ticket {
            id: id.clone(),
            number,
            grant,
        });
        id
    }

    /// Takes a ticket in.
    pub(super) fn redeem(&self, number: u64, id: &str) -> Option<Grant> {
        let open = &mut self.0.lock().unwrap_or_else(PoisonError::into_inner).open;
        let at = open
            .iter()
            .rposition(|ticket| ticket.number == number && ticket.id == id)?;
        open.remove(at).map(|ticket| ticket.grant)
    }
}

//! Faults: what a test makes go wrong, where, and how often.

mod fault;
mod route;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use tokio::time::sleep;

use crate::random::Random;
use crate::requests::MadeByFault;
use crate::state::State;

pub(crate) use fault::Connection;
pub use fault::{BadFault, Fault};
pub(crate) use route::fits;

/// More faults are refused.
pub(crate) const MAX_FAULTS: usize = 100;

/// All faults that are set. Cheap to clone; clones share them.
#[derive(Clone)]
pub(crate) struct Faults(Arc<Shared>);

struct Shared {
    state: State,
    inside: Mutex<Inside>,
}

struct Inside {
    random: Random,
    last: u64,
    set: Vec<Fault>,
}

impl Faults {
    pub(crate) fn new(state: State, random: Random) -> Self {
        let set = Vec::new();
        let inside = Mutex::new(Inside {
            random,
            last: 0,
            set,
        });
        Self(Arc::new(Shared { state, inside }))
    }

    /// Sets one; answers it with its id, or what is wrong with it.
    pub(crate) fn set(&self, mut fault: Fault) -> Result<Fault, BadFault> {
        fault.check().map_err(BadFault)?;
        let mut inside = self.inside();
        if inside.set.len() >= MAX_FAULTS {
            return Err(BadFault("there are 100 faults already; take some back"));
        }
        inside.last += 1;
        (fault.id, fault.met) = (inside.last, 0);
        inside.set.push(fault.clone());
        Ok(fault)
    }

    pub(crate) fn all(&self) -> Vec<Fault> {
        self.inside().set.clone()
    }

    /// How many requests met the one with this id.
    pub(crate) fn met(&self, id: u64) -> Option<u64> {
        let inside = self.inside();
        let fault = inside.set.iter().find(|fault| fault.id == id)?;
        Some(fault.met)
    }

    /// Takes back the one with this id, or all; answers whether there was one.
    pub(crate) fn take_back(&self, id: Option<u64>) -> bool {
        let set = &mut self.inside().set;
        let before = set.len();
        set.retain(|fault| id.is_some_and(|id| id != fault.id));
        set.len() < before
    }

    /// Lets a request meet the first fault for it. When that is over, `None`: the emulator is to answer.
    pub(crate) fn meet(
        &self,
        request: &Request,
    ) -> impl Future<Output = Option<Response>> + Send + use<> {
        let fault = self.next(request);
        let token = bearer(request.headers()).map(str::to_owned);
        let state = self.0.state.clone();
        async move {
            let fault = fault?;
            sleep(Duration::from_millis(fault.delay_ms)).await;
            if fault.revoke_tokens
                && let Some(token) = token
                && let Ok(caller) = state.caller(&token)
            {
                state.revoke_access_tokens(&caller.client_id);
            }
            let mut answer = fault.answer(&state)?;
            answer.extensions_mut().insert(MadeByFault(fault.id));
            Some(answer)
        }
    }

    fn next(&self, request: &Request) -> Option<Fault> {
        let (method, path) = (request.method().as_str(), request.uri().path());
        let Inside { random, set, .. } = &mut *self.inside();
        let fault = set.iter_mut().find(|fault| {
            fault.count.is_none_or(|count| fault.met < count)
                && fits(&fault.route, method, path)
                && (fault.probability >= 1.0 || random.chance(fault.probability))
        })?;
        fault.met += 1;
        Some(fault.clone())
    }

    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

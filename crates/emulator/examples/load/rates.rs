//! Requests a second, of the emulator and of the floor in turn with it.

use std::time::Instant;

use axum::body::Bytes;
use futures_util::{StreamExt, stream};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::Failed;
use crate::desk::{DAY_OF_WRITES, Desk, HOST, OTHER};

const ROUNDS: usize = 5;
/// Requests that are under way at once.
const AT_ONCE: usize = 8;

/// The rates of a call, and those of the floor at the same time.
pub(crate) struct Measured {
    pub(crate) what: &'static str,
    rates: Vec<f64>,
    floors: Vec<f64>,
}

impl Measured {
    pub(crate) fn of(what: &'static str) -> Self {
        let (rates, floors) = (Vec::new(), Vec::new());
        Self {
            what,
            rates,
            floors,
        }
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let middle = |all: &[f64]| {
            let mut all = all.to_vec();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        let ratios: Vec<_> = self
            .rates
            .iter()
            .zip(&self.floors)
            .map(|(rate, floor)| rate / floor)
            .collect();
        write!(
            f,
            "{:>8.0} ({:.3} of {:>6.0})",
            middle(&self.rates),
            middle(&ratios),
            middle(&self.floors)
        )
    }
}

impl Desk {
    /// Rates of each call, and of the floor in turn with it.
    pub(crate) async fn measure(&mut self, numbers: &[u64]) -> Result<Vec<Measured>, Failed> {
        let last = numbers.len() / 30;
        let first_page = format!("/users/{HOST}/meetings?page_size=30");
        let last_page = format!("{first_page}&page_number={last}");
        let few = 20;
        let calls = [
            ("get", Method::GET, None, DAY_OF_WRITES),
            ("list, first page", Method::GET, Some(first_page), few),
            ("list, last full page", Method::GET, Some(last_page), few),
            ("create", Method::POST, None, DAY_OF_WRITES),
            ("patch", Method::PATCH, None, DAY_OF_WRITES),
        ];
        let mut all: Vec<_> = calls.iter().map(|call| Measured::of(call.0)).collect();
        for _ in 0..ROUNDS {
            for ((_, method, path, count), measured) in calls.iter().zip(&mut all) {
                self.next_day().await?;
                let step = numbers.len() / count;
                let request = |index: usize| match path {
                    Some(path) => self.api(method.clone(), path),
                    None if *method == Method::POST => self.post_meeting(OTHER),
                    None => {
                        let path = format!("/meetings/{}", numbers[index * step]);
                        let request = self.api(method.clone(), &path);
                        match *method == Method::PATCH {
                            true => request.json(&json!({ "topic": "Load, changed" })),
                            false => request,
                        }
                    }
                };
                let (rate, size) = rate((0..*count).map(request).collect()).await?;
                let floor = format!("{}/{size}", self.fact("floor"));
                let floor = |_| self.http.request(method.clone(), &floor).body("{}");
                measured
                    .floors
                    .push(self::rate((0..DAY_OF_WRITES).map(floor).collect()).await?.0);
                measured.rates.push(rate);
            }
        }
        Ok(all)
    }
}

/// Requests a second, and the bytes of an answer.
async fn rate(requests: Vec<RequestBuilder>) -> Result<(f64, usize), Failed> {
    let (count, begin) = (requests.len(), Instant::now());
    let bodies = send(requests).await?;
    let rate = count as f64 / begin.elapsed().as_secs_f64();
    Ok((rate, bodies.first().map_or(0, Bytes::len)))
}

/// Sends all, some at once; fails when one is refused.
pub(crate) async fn send(requests: Vec<RequestBuilder>) -> Result<Vec<Bytes>, Failed> {
    let answers = requests.into_iter().map(|request| async {
        let answer = request.send().await?.error_for_status()?;
        Ok::<_, Failed>(answer.bytes().await?)
    });
    let mut bodies = Vec::new();
    let mut answers = stream::iter(answers).buffer_unordered(AT_ONCE);
    while let Some(body) = answers.next().await {
        bodies.push(body?);
    }
    Ok(bodies)
}

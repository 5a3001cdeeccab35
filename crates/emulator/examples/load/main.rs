//! How fast the emulator is with 10 000 meetings and 1 000 participants in one of them, and how much memory that takes.
//!
//! The emulator runs in a child process, and beside it a bare route that answers as many bytes: the floor. What is
//! measured alternates with the floor, so that both have the same machine; only their ratio means something elsewhere.
//! `cargo run --release --package countersign-emulator --example load`; Linux, because memory is read from `/proc`.

#![expect(clippy::print_stdout, reason = "what it measured is what it prints")]

mod child;
mod desk;
mod rates;
mod room;

use std::time::{Duration, Instant};

use desk::{DAY_OF_WRITES, Desk};

const MEETINGS: usize = 10_000;
const STARTS: usize = 11;

type Failed = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    if std::env::args().nth(1).as_deref() == Some("emulator") {
        return child::emulate().await;
    }
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(Desk::open().await?.start);
    }
    println!(
        "start to the first token: {:.1?} (median of {STARTS})",
        median(&mut starts)
    );

    let mut desk = Desk::open().await?;
    let mut memory = vec![("idle", desk.resident()?)];
    let mut numbers = Vec::new();
    desk.create(&mut numbers, DAY_OF_WRITES).await?;
    let few = desk.measure(&numbers).await?;
    let begin = Instant::now();
    desk.create(&mut numbers, MEETINGS).await?;
    println!("{MEETINGS} meetings created in {:.1?}", begin.elapsed());
    memory.push(("10 000 meetings", desk.resident()?));
    let many = desk.measure(&numbers).await?;
    memory.push(("after the requests", desk.resident()?));
    desk.fill_room(&mut memory).await?;

    println!(
        "\n{:24}{:>24}{:>30}",
        "requests a second", "100 meetings", "10 000 meetings"
    );
    for (few, many) in few.iter().zip(&many) {
        println!("{:24}{few}{many}", few.what);
    }
    println!();
    for (stage, kib) in memory {
        let [own, program] = kib.map(|kib| kib as f64 / 1024.0);
        println!("{stage:24}{own:8.1} MiB, and {program:.1} MiB of the program");
    }
    Ok(())
}

fn median(all: &mut [Duration]) -> Duration {
    all.sort();
    all[all.len() / 2]
}

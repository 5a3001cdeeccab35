//! What it costs to recognise a mebibyte of anything: `cargo run --release -p countersign-diagnose --example paste_cost`.

use std::time::Instant;

use countersign_diagnose::{MAX_CASE_BYTES, pasted::Pasted};

#[expect(clippy::print_stdout, reason = "the numbers are what it is for")]
fn main() {
    for piece in [
        "a",
        ".",
        "\n",
        "{",
        "{\"a\":",
        "{a:1,",
        "eyJ",
        "eyJa.b.c ",
        "eyJ.",
        "A_B=1\n",
        "const x = f(1);\n",
        "Error: code 3712 was wrong\n",
        "this is not an error that anybody knows, cannot be\n",
        "the signature q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4\n",
        "?signature=",
        "%",
        "ZoomMtg.join({ signature: s,\n",
        "errorCode: 1 ",
        "```\n",
        "é",
    ] {
        let text = piece.repeat(MAX_CASE_BYTES / piece.len());
        let began = Instant::now();
        let read = Pasted::recognise(&text);
        let took = began.elapsed().as_secs_f64() * 1e3;
        let words = read.map_or_else(|error| error.to_string(), |read| read.words());
        println!(
            "{took:7.1} ms  {piece:?}: {}",
            &words[..words.floor_char_boundary(60)]
        );
    }
}

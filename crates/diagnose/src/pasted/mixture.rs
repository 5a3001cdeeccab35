//! A text with several things in it: a forum post, a ticket, the output of a terminal.

use super::{
    Kind, Pasted, address, circumstances, lines::Lines, literal, loose, object, prose, token,
};

/// The most braces that may begin an object that are looked at.
const MAX_OBJECTS: usize = 64;

/// Everything that is recognised.
pub(super) fn read(text: &str) -> Pasted {
    let objects = objects(text);
    let lines = Lines::of(text, &objects);
    let mut all = Pasted {
        is_guess: true,
        ..Pasted::default()
    };
    for object in &objects {
        all.add(object.read.clone());
    }
    let code = lines.code();
    // What prose is there beside a program is its comments.
    let is_all_code = code.is_some() && lines.prose.is_empty();
    let found = [address::within(text), lines.environment(), code];
    found.into_iter().flatten().for_each(|found| all.add(found));
    if all.case.signature.is_none()
        && let Some(found) = found_token(text)
    {
        all.add(found);
    }
    if all.case.error.is_none()
        && !is_all_code
        && let Some(found) = prose::error(&lines.prose)
    {
        all.add(found);
    }
    if all.taken.is_empty() {
        return all;
    }
    if text.trim_start().starts_with("curl ") {
        for taken in &mut all.taken {
            if matches!(taken.kind, Kind::Signature | Kind::Answer) {
                taken.words = "a signature in a curl command".to_owned();
            }
        }
    }
    circumstances::add(&mut all.case, text);
    all
}

fn found_token(text: &str) -> Option<Pasted> {
    match token::within(text) {
        Some((found, 1)) => Some(token::of(found, Kind::Signature.name())),
        Some((found, number)) => Some(token::of(
            found,
            &format!("a signature, the first of {number}"),
        )),
        None => token::hmac_within(text)
            .map(|found| token::of(found, "an HMAC, which is only the last part of a signature")),
    }
}

/// An object within the text, from byte to byte.
pub(super) struct Object {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) read: Pasted,
}

fn objects(text: &str) -> Vec<Object> {
    let mut objects = Vec::new();
    let mut from = 0;
    for _ in 0..MAX_OBJECTS {
        let Some(start) = text[from..].find('{').map(|at| from + at) else {
            break;
        };
        from = start + 1;
        if let Some((literal, end)) = literal::first(text, start)
            && let Some(read) = object::within(&literal)
        {
            objects.push(Object {
                from: start,
                to: end,
                read,
            });
            from = end;
        }
    }
    add_loose(text, &mut objects);
    objects
}

/// What lost its braces: an error, or claims.
fn add_loose(text: &str, objects: &mut Vec<Object>) {
    let is_apart = |objects: &[Object], run: &loose::Loose| {
        let is_before = |object: &Object| object.to <= run.from || run.to <= object.from;
        objects.iter().all(is_before)
    };
    for run in loose::runs(text).into_iter().take(MAX_OBJECTS) {
        let read = object::within(&run.as_literal());
        if let Some(read) = read.filter(|read| read.has(Kind::Error) || read.has(Kind::Claims))
            && is_apart(objects, &run)
        {
            objects.push(Object {
                from: run.from,
                to: run.to,
                read,
            });
        }
    }
    objects.sort_by_key(|object| object.from);
}

//! The encoding axis: how the bytes of a MAC are written, and what they lose on the way.

use base64::Engine as _;
use countersign_token::without_count;

/// One way to read the third part of a token.
pub(crate) struct Writing {
    /// Completes "the HMAC was written as …"; empty for base64 (its two alphabets are told apart elsewhere).
    pub(crate) what: &'static str,
    /// Whether bytes were lost or changed, so that nobody can verify it.
    pub(crate) damaged: bool,
    bytes: Vec<u8>,
    kept: Kept,
}

/// How much of the MAC is left in the bytes that were read.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    All,
    /// Its beginning.
    Beginning,
    /// Its ASCII characters. Decoders differ in how many U+FFFD they put for the rest.
    Text,
}

/// The lengths of the MACs that are known.
const LENGTHS: [usize; 4] = [20, 32, 48, 64];

/// Fewer bytes prove nothing.
const TELLING: usize = 10;

/// Of 32 bytes that are drawn by lot, fewer than these are ASCII once in ten thousand.
const TELLING_TEXT: usize = 6;

impl Writing {
    /// Every way in which this text can be read.
    pub(crate) fn of(mac: &str) -> Vec<Writing> {
        let mac: &str = &mac.split_ascii_whitespace().collect::<String>();
        let mut all = Vec::new();
        let mut add = |what, damaged, kept, bytes: Option<Vec<u8>>| {
            all.extend(bytes.map(|bytes| Writing {
                what,
                damaged,
                bytes,
                kept,
            }));
        };
        let known = |bytes: &Vec<u8>| LENGTHS.contains(&bytes.len());
        let base64 = unbase64(mac);
        let text = base64
            .as_deref()
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        add("", false, Kept::All, base64.clone().filter(known));
        // A digit that counts the pads; told where the parts are looked at.
        let counted = without_count(mac).and_then(unbase64).filter(known);
        add("", false, Kept::All, counted);
        add("hex", false, Kept::All, super::unhex(mac).filter(known));
        add(
            "base64 of the hex text",
            false,
            Kept::All,
            text.and_then(super::unhex).filter(known),
        );
        add(
            "base64 of the base64 text",
            false,
            Kept::All,
            text.and_then(unbase64).filter(known),
        );
        add(
            "base64 of a text that took each byte for a Latin-1 character",
            true,
            Kept::All,
            text.and_then(latin1).filter(known),
        );
        add(
            "base64 of a UTF-8 text, in which the bytes that are not text are lost",
            true,
            Kept::Text,
            text.filter(|text| text.contains('\u{fffd}'))
                .map(|text| ascii(text.as_bytes()).collect())
                .filter(|left: &Vec<u8>| left.len() >= TELLING_TEXT),
        );
        let short = |bytes: &Vec<u8>| (TELLING..64).contains(&bytes.len()) && !known(bytes);
        add(
            "a part of it: it was cut short",
            true,
            Kept::Beginning,
            base64.filter(short),
        );
        add(
            "a part of its hex: it was cut short",
            true,
            Kept::Beginning,
            cut_hex(mac).filter(short),
        );
        all
    }

    /// Whether a MAC of so many bytes can be what was written.
    pub(crate) fn fits(&self, bytes: usize) -> bool {
        match self.kept {
            Kept::All => self.bytes.len() == bytes,
            Kept::Beginning => self.bytes.len() < bytes,
            Kept::Text => true,
        }
    }

    /// Whether this MAC is what was written.
    pub(crate) fn is(&self, mac: &[u8]) -> bool {
        match self.kept {
            Kept::All => self.bytes == mac,
            Kept::Beginning => mac.starts_with(&self.bytes),
            Kept::Text => ascii(mac).eq(self.bytes.iter().copied()),
        }
    }
}

/// The ASCII characters of a MAC: they pass through any text unharmed.
fn ascii(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().copied().filter(u8::is_ascii)
}

/// The bytes of a text whose characters are all of Latin-1, some of them beyond ASCII.
fn latin1(text: &str) -> Option<Vec<u8>> {
    if text.is_ascii() {
        return None;
    }
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect()
}

/// Base64 of either alphabet, padded or not. A last character that is no whole byte is what a cut leaves.
fn unbase64(text: &str) -> Option<Vec<u8>> {
    let text = text
        .trim_end_matches('=')
        .replace('-', "+")
        .replace('_', "/");
    if !text.is_ascii() {
        return None;
    }
    let whole = if text.len() % 4 == 1 {
        &text[..text.len() - 1]
    } else {
        &text
    };
    (!whole.is_empty()).then(|| super::LENIENT.decode(whole).ok())?
}

fn cut_hex(text: &str) -> Option<Vec<u8>> {
    let whole = text.get(..text.len() / 2 * 2)?;
    super::unhex(whole)
}

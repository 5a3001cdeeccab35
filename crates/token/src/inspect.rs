use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde_json::{Map, Value};

/// The most parts that are looked into; a token has three.
pub const MAX_PARTS: usize = 8;

/// Reads both of what is right and of what is wrong, so that a doctor can look inside.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Looks into whatever is there. It never fails, checks nothing and promises nothing: what it
/// shows may be forged. Its work is linear in the text.
#[must_use]
pub fn inspect_unverified(text: &str) -> Inspection<'_> {
    let mut at = 0;
    let mut parts = Vec::new();
    for part in text.split('.').take(MAX_PARTS) {
        parts.push(Part::new(part, at));
        at += part.len() + 1;
    }
    Inspection {
        text,
        part_count: text.split('.').count(),
        parts,
    }
}

/// What a text looks like when it is read as a token.
#[derive(Clone, Debug)]
pub struct Inspection<'a> {
    /// The whole text.
    pub text: &'a str,
    /// How many parts the dots make, which may be more than are in `parts`.
    pub part_count: usize,
    /// The first [`MAX_PARTS`] parts.
    pub parts: Vec<Part<'a>>,
}

impl<'a> Inspection<'a> {
    /// The first part's JSON object.
    #[must_use]
    pub fn header(&self) -> Option<&Map<String, Value>> {
        self.parts.first()?.object.as_ref()
    }

    /// The second part's JSON object.
    #[must_use]
    pub fn payload(&self) -> Option<&Map<String, Value>> {
        self.parts.get(1)?.object.as_ref()
    }

    /// The third part.
    #[must_use]
    pub fn mac(&self) -> Option<&Part<'a>> {
        self.parts.get(2)
    }

    /// What the MAC is made over: everything before the second dot.
    #[must_use]
    pub fn signed_text(&self) -> Option<&'a str> {
        self.parts.get(2).map(|mac| &self.text[..mac.at - 1])
    }
}

/// One of the parts that the dots make.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The text between the dots.
    pub text: &'a str,
    /// Its byte offset in the whole.
    pub at: usize,
    /// Which base64 its characters belong to.
    pub alphabet: Alphabet,
    /// How many `=` it ends in.
    pub padding: usize,
    /// Whether it ends in a digit that tells how many `=` were left out, as .NET's `HttpServerUtility.UrlTokenEncode` writes it.
    pub counted: bool,
    /// Its bytes, read as base64 of either alphabet, padded or not, or with its padding counted.
    pub decoded: Option<Vec<u8>>,
    /// Its bytes, read as a JSON object.
    pub object: Option<Map<String, Value>>,
}

impl<'a> Part<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        let bare = text.trim_end_matches('=');
        let plain = decode(bare);
        let counted = without_count(text)
            .and_then(decode)
            .filter(|bytes| is_sooner(bytes, plain.as_deref()));
        let is_counted = counted.is_some();
        let decoded = counted.or(plain);
        let object = decoded
            .as_deref()
            .and_then(|bytes| serde_json::from_slice(bytes).ok());
        let padding = text.len() - bare.len();
        Self {
            text,
            at,
            alphabet: Alphabet::of(bare),
            padding,
            counted: is_counted,
            decoded,
            object,
        }
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    LENIENT
        .decode(text.replace('+', "-").replace('/', "_"))
        .ok()
}

/// A text without its last character, where that is the number of `=` that base64 of the rest lacks.
#[must_use]
pub fn without_count(text: &str) -> Option<&str> {
    let (rest, count) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let lacks = match rest.len() % 4 {
        0 => "0",
        3 => "1",
        2 => "2",
        _ => return None,
    };
    (count == lacks && !rest.is_empty()).then_some(rest)
}

/// Whether bytes are what was meant, rather than those that the text gives with its last digit: an object, or a MAC. What
/// follows an object is one byte of the digit then, or nothing can be read at all.
fn is_sooner(counted: &[u8], plain: Option<&[u8]>) -> bool {
    const MACS: [usize; 4] = [20, 32, 48, 64];
    let is_mac = |bytes: &[u8]| MACS.contains(&bytes.len());
    let is_object = counted.last() == Some(&b'}')
        && serde_json::from_slice::<Map<String, Value>>(counted).is_ok();
    is_object || is_mac(counted) && !plain.is_some_and(is_mac)
}

/// Which base64 alphabet a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Letters and digits only: the same in both.
    Common,
    /// Has `-` or `_`: base64url, as a JWS must be.
    Url,
    /// Has `+` or `/`: standard base64, which Zoom refuses.
    Standard,
    /// Has characters of both.
    Mixed,
    /// Has a character of neither.
    Foreign {
        /// The first such character.
        found: char,
        /// Its byte offset in the part.
        at: usize,
    },
}

impl Alphabet {
    fn of(text: &str) -> Self {
        let foreign = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/'));
        if let Some((at, found)) = text.char_indices().find(|&(_, c)| foreign(c)) {
            return Self::Foreign { found, at };
        }
        match (text.contains(['-', '_']), text.contains(['+', '/'])) {
            (false, false) => Self::Common,
            (true, false) => Self::Url,
            (false, true) => Self::Standard,
            (true, true) => Self::Mixed,
        }
    }
}

//! Identifiers and secrets in the shapes Zoom gives them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

const LETTERS_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Where chance comes from: the operating system, or a seed when a run must be repeatable.
pub(crate) enum Random {
    System,
    Seeded(fastrand::Rng),
}

impl Random {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        seed.map_or(Self::System, |seed| {
            Self::Seeded(fastrand::Rng::with_seed(seed))
        })
    }

    /// How far a seeded one has come.
    pub(crate) fn state(&self) -> Option<String> {
        match self {
            Self::System => None,
            Self::Seeded(generator) => Some(generator.get_seed().to_string()),
        }
    }

    /// One that goes on from there; `None` when that is no state.
    pub(crate) fn from_state(state: Option<&str>) -> Option<Self> {
        match state {
            None => Some(Self::System),
            Some(state) => Some(Self::new(Some(state.parse().ok()?))),
        }
    }

    /// Lets a seeded one go on elsewhere, so that it does not give once more what it may have given already.
    pub(crate) fn fork(&mut self) {
        if let Self::Seeded(generator) = self {
            *generator = generator.fork();
        }
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
            }
            Self::Seeded(generator) => generator.fill(&mut bytes),
        }
        bytes
    }

    /// A number in `0..limit`; the bias of the reduction is below 2⁻³² for every limit used here.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(u64::from_ne_bytes(self.bytes())) * u128::from(limit);
        (wide >> 64) as u64
    }

    /// Whether something happens that is `likely`, from 0 to 1.
    pub(crate) fn chance(&mut self, likely: f64) -> bool {
        const STEPS: u64 = 1 << 32;
        (self.below(STEPS) as f64) < likely * STEPS as f64
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(alphabet[self.below(alphabet.len() as u64) as usize]))
            .collect()
    }

    /// 22 characters of base64url: users, accounts, registrants.
    pub(crate) fn id(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }

    /// 22 letters and digits.
    pub(crate) fn client_id(&mut self) -> String {
        self.text(LETTERS_AND_DIGITS, 22)
    }

    /// 32 letters and digits.
    pub(crate) fn secret(&mut self) -> String {
        self.text(LETTERS_AND_DIGITS, 32)
    }

    /// Base64 of 16 bytes with its padding; may hold a slash, as Zoom's own may.
    pub(crate) fn uuid(&mut self) -> String {
        STANDARD.encode(self.bytes::<16>())
    }

    /// Eleven digits that start with 8 or 9.
    pub(crate) fn meeting_number(&mut self) -> u64 {
        80_000_000_000 + self.below(20_000_000_000)
    }

    /// Ten digits that start with 2 to 9: a personal meeting id.
    pub(crate) fn personal_number(&mut self) -> u64 {
        2_000_000_000 + self.below(8_000_000_000)
    }

    /// Six digits that do not start with 0.
    pub(crate) fn pin_code(&mut self) -> u64 {
        100_000 + self.below(900_000)
    }

    pub(crate) fn digits(&mut self, length: usize) -> String {
        self.text(b"0123456789", length)
    }

    /// As the `x-zm-request-id` of webhooks: hexadecimal in five groups.
    pub(crate) fn request_id(&mut self) -> String {
        let hex = self.text(b"0123456789abcdef", 32);
        [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ]
        .join("_")
    }

    /// Upper-case hexadecimal of 16 bytes, as in Zoom's tracking ids.
    pub(crate) fn hex(&mut self) -> String {
        self.text(b"0123456789ABCDEF", 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_identifiers_and_no_seed_different_ones() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            (random.id(), random.secret(), random.meeting_number())
        };
        assert_eq!(draw(Some(7)), draw(Some(7)));
        assert_ne!(draw(Some(7)), draw(Some(8)));
        assert_ne!(draw(None), draw(None));
    }

    #[test]
    fn identifiers_have_the_lengths_that_zoom_gives_them() {
        let mut random = Random::new(None);
        for _ in 0..200 {
            assert_eq!(random.id().len(), 22);
            assert_eq!(random.client_id().len(), 22);
            assert_eq!(random.secret().len(), 32);
            assert!(random.uuid().ends_with("==") && random.uuid().len() == 24);
            assert!((80_000_000_000..100_000_000_000).contains(&random.meeting_number()));
        }
    }
}

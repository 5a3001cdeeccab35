use std::fmt;

/// A finished signature, to be given to the SDK whole.
///
/// Whoever holds it can join with it until it expires, so it does not print itself in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(pub(crate) String);

impl Signature {
    /// The compact JWS.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The compact JWS, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature([REDACTED])")
    }
}

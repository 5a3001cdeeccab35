//! The rules: one file each, its explanation beside it.

pub(crate) mod base64_standard_segments;
pub(crate) mod base64url_padding;
pub(crate) mod expired;
pub(crate) mod hmac_hex;
pub(crate) mod hmac_hex_then_base64;
pub(crate) mod iat_in_future;
pub(crate) mod legacy_format;
pub(crate) mod missing_both_keys;
pub(crate) mod missing_mn;
pub(crate) mod missing_times;
pub(crate) mod mn_mismatch;
pub(crate) mod not_a_token;
pub(crate) mod object_not_string;
pub(crate) mod refused_by_zoom;
pub(crate) mod role_invalid;
pub(crate) mod sig_only;
pub(crate) mod signed_other_text;
pub(crate) mod start_without_zak;
pub(crate) mod time_in_ms;
pub(crate) mod time_string_or_null;
pub(crate) mod ttl_too_long;
pub(crate) mod ttl_zero_or_short;
pub(crate) mod wrong_alg;
pub(crate) mod wrong_passcode;
pub(crate) mod wrong_secret;

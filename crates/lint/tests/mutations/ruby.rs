//! Ruby.

use crate::Mistake;

pub(crate) const MISTAKES: &[Mistake] = &[
    ("ruby.rb", "    mn: ", "    meetingNumber: ", "missing-mn"),
    (
        "ruby.rb",
        "Time.now.to_i - 30",
        "(Time.now.to_f * 1000).to_i",
        "time-in-ms",
    ),
    (
        "ruby.rb",
        "Time.now.to_i - 30",
        "Time.now.to_f - 30",
        "time-float",
    ),
    (
        "ruby.rb",
        "iat + 2 * 60 * 60",
        "iat + 3.days",
        "ttl-too-long",
    ),
    (
        "ruby.rb",
        "iat + 2 * 60 * 60",
        "72.hours.from_now.to_i",
        "ttl-too-long",
    ),
    ("ruby.rb", "'HS256'", "'HS384'", "wrong-alg"),
    (
        "ruby_by_hand.rb",
        "Base64.urlsafe_encode64(data, padding: false)",
        "Base64.strict_encode64(data)",
        "base64-standard-segments",
    ),
    (
        "ruby_by_hand.rb",
        ", padding: false",
        "",
        "base64url-padding",
    ),
    (
        "ruby_by_hand.rb",
        "HMAC.digest",
        "HMAC.hexdigest",
        "hmac-hex-then-base64",
    ),
    (
        "ruby_by_hand.rb",
        "  \"#{message}.#{part(mac)}\"",
        "  part(mac)",
        "sig-only",
    ),
];

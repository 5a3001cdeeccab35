//! A rule: one cause of a refusal, its page and its check; and the list of all rules.

use std::fmt::Display;

use crate::{Confidence, Evidence, Finding, Part, Severity, facts::Facts, lacks::Lacks, rules::*};

/// One cause of a refusal.
pub struct Rule {
    /// Kebab-case name. A name, once released, never changes its meaning.
    pub id: &'static str,
    /// What the rule finds, in one clause: lower case, no full stop.
    pub summary: &'static str,
    /// The explanation, in Markdown. Its examples are tests.
    pub page: &'static str,
    /// Where Zoom, or somebody who met it, says so.
    pub url: &'static str,
    /// What Zoom's server answers, as the web SDK shows it; nothing where that depends.
    pub(crate) code: Option<&'static str>,
    pub(crate) check: fn(&Facts<'_>) -> Outcome,
}

/// All rules. When several findings are equally bad and equally sure, the order here decides which is told first: it
/// runs from the outside of the token (is it one at all?) to the meeting.
pub static RULES: &[&Rule] = &[
    &object_not_string::RULE,
    &sig_only::RULE,
    &legacy_format::RULE,
    &token_quoted::RULE,
    &not_a_token::RULE,
    &other_zoom_token::RULE,
    &video_sdk_token::RULE,
    &wrong_alg::RULE,
    &hmac_hex::RULE,
    &hmac_hex_then_base64::RULE,
    &mac_damaged::RULE,
    &base64_standard_segments::RULE,
    &base64url_padding::RULE,
    &missing_both_keys::RULE,
    &missing_appkey::RULE,
    &missing_mn::RULE,
    &arg_order::RULE,
    &mn_not_digits::RULE,
    &role_invalid::RULE,
    &role_swapped::RULE,
    &role_string::RULE,
    &missing_times::RULE,
    &time_string_or_null::RULE,
    &time_in_ms::RULE,
    &time_float::RULE,
    &float32_timestamp::RULE,
    &ttl_zero_or_short::RULE,
    &ttl_exactly_1800::RULE,
    &ttl_too_long::RULE,
    &missing_tokenexp::RULE,
    &tokenexp_is_duration::RULE,
    &tokenexp_differs::RULE,
    &tokenexp_differs_too_soon::RULE,
    &placeholder_credentials::RULE,
    &secret_undefined::RULE,
    &key_dirty::RULE,
    &secret_base64_decoded::RULE,
    &s2s_credentials::RULE,
    &key_mismatch::RULE,
    &signed_other_text::RULE,
    &wrong_secret::RULE,
    &legacy_sdk_key::RULE,
    &local_time_as_utc::RULE,
    &expired_hardcoded::RULE,
    &near_expiry::RULE,
    &iat_in_future::RULE,
    &mn_mismatch::RULE,
    &join_param_misnamed::RULE,
    &zak_and_obf::RULE,
    &jwt_app_key::RULE,
    &sdkkey_option_missing::RULE,
    &generatesdksignature_removed::RULE,
    &undefined_optional::RULE,
    &zoomapproot_missing::RULE,
    &on_before_init::RULE,
    &asset_path_relative::RULE,
    &web_endpoint_with_port::RULE,
    &sdk_too_old::RULE,
    &wrong_cloud::RULE,
    &wrong_passcode::RULE,
    &webinar_no_email::RULE,
    &registration_no_tk::RULE,
    &zak_bad::RULE,
    &obf_bad::RULE,
    &obf_owner_absent::RULE,
    &external_anonymous::RULE,
    &external_unpublished::RULE,
    &role1_other_account::RULE,
    &webinar_host::RULE,
    &login_required::RULE,
    &key_blocked::RULE,
    &start_without_zak::RULE,
    &curled_quotes::RULE,
    &secret_in_browser::RULE,
    &endpoint_failed::RULE,
    &refused_by_zoom::RULE,
];

/// The rule of this id.
pub(crate) fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// What a rule says: nothing wrong, a finding, or what it lacks to tell.
pub(crate) type Outcome = Result<Option<Found>, Lacks>;

/// A finding before the rule's name is put on it.
pub(crate) struct Found {
    severity: Severity,
    confidence: Confidence,
    message: String,
    evidence: Vec<Evidence>,
    fix: String,
}

impl Found {
    pub(crate) fn error(confidence: Confidence, message: impl Into<String>) -> Found {
        Found::new(Severity::Error, confidence, message)
    }

    pub(crate) fn warning(confidence: Confidence, message: impl Into<String>) -> Found {
        Found::new(Severity::Warning, confidence, message)
    }

    pub(crate) fn info(confidence: Confidence, message: impl Into<String>) -> Found {
        Found::new(Severity::Info, confidence, message)
    }

    fn new(severity: Severity, confidence: Confidence, message: impl Into<String>) -> Found {
        Found {
            severity,
            confidence,
            message: message.into(),
            evidence: Vec::new(),
            fix: String::new(),
        }
    }

    /// Adds evidence at a place: a claim, an option, a range of bytes.
    pub(crate) fn at(mut self, part: Part, at: impl Into<String>, text: impl Display) -> Found {
        self.evidence.push(Evidence {
            part,
            at: Some(at.into()),
            text: text.to_string(),
        });
        self
    }

    /// Adds evidence that stands for its whole part.
    pub(crate) fn showing(mut self, part: Part, text: impl Display) -> Found {
        self.evidence.push(Evidence {
            part,
            at: None,
            text: text.to_string(),
        });
        self
    }

    pub(crate) fn with_fix(mut self, fix: impl Into<String>) -> Found {
        self.fix = fix.into();
        self
    }

    /// As [`Found::with_fix`], and that is what the rule says.
    pub(crate) fn fix(self, fix: impl Into<String>) -> Outcome {
        Ok(Some(self.with_fix(fix)))
    }

    pub(crate) fn by(self, rule: &Rule) -> Finding {
        Finding {
            rule: rule.id.to_owned(),
            severity: self.severity,
            confidence: self.confidence,
            message: self.message,
            evidence: self.evidence,
            fix: self.fix,
            url: rule.url.to_owned(),
        }
    }
}

use crate::{
    Confidence::{Certain, Likely},
    Part, SdkVersion, View,
    facts::{Facts, given},
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "sdkkey-option-missing",
    summary: "the option sdkKey is missing, which SDK 3.x wants",
    page: include_str!("sdkkey_option_missing.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/web/component-view/",
    code: None,
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let join = facts.join()?;
    let asks = SdkVersion::new(3, 0, 0) <= facts.sdk && facts.sdk < SdkVersion::READS_SIGNATURE;
    if !facts.is_web() || !asks || given(join, "sdkKey") {
        return Ok(None);
    }
    let confidence = if facts.case.view == Some(View::Component) {
        Certain
    } else {
        Likely
    };
    Found::error(confidence, format!("the option sdkKey is missing, which SDK {} wants beside the signature", facts.sdk))
        .at(Part::Join, "sdkKey", "not given")
        .fix("Pass sdkKey (the client ID) to join(), or upgrade to 4.0.0 or newer, which reads it from the token.")
}

//! What a text tells in passing of where it happened: version, platform and view of the SDK.

use crate::{Case, Platform, SdkVersion, View};

/// The version of the SDK, where a text names the package or its files with it, and the view.
pub(super) fn add(case: &mut Case, text: &str) {
    if case.sdk_version.is_none() {
        let names = [
            "source.zoom.us/",
            "zoom-meeting-embedded-",
            "zoom-meeting-",
            "@zoom/meetingsdk",
            "@zoomus/websdk",
        ];
        case.sdk_version = names.iter().find_map(|name| version_after(text, name));
    }
    // Wrappers of the native SDKs.
    if case.platform.is_none()
        && [
            "ZoomUs.initialize",
            "react-native-zoom-us",
            "internalErrorCode",
            "onMobileRTCAuthReturn",
            "MobileRTCAuth",
            "AUTHRET_",
            "SDKERR_",
            "MEETING_FAIL_",
            "MeetingFailCode",
            "us.zoom.sdk",
            "Base64.NO_WRAP",
            "ZoomSDKInitParams",
            "Android SDK",
            "iOS SDK",
            "Android Meeting SDK",
            "iOS Meeting SDK",
            "Linux Meeting SDK",
            "Windows Meeting SDK",
            "macOS Meeting SDK",
        ]
        .iter()
        .any(|word| text.contains(word))
    {
        case.platform = Some(Platform::Native);
    }
    if case.view.is_none() {
        let component = text.contains("ZoomMtgEmbedded");
        let client = text.contains("ZoomMtg.join(") || text.contains("ZoomMtg.init(");
        case.view = match (component, client) {
            (true, false) => Some(View::Component),
            (false, true) => Some(View::Client),
            _ => None,
        };
    }
}

fn version_after(text: &str, name: &str) -> Option<SdkVersion> {
    let at = text.find(name)? + name.len();
    let rest = text[at..].trim_start_matches(['@', '"', '\'', ':', ' ', '^', '~', '/']);
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let version = rest[..end.min(12)].trim_end_matches('.');
    version.contains('.').then(|| version.parse().ok())?
}

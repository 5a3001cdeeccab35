//! What the tokens of a source are for.

use countersign_diagnose::{Platform, SdkVersion, View};

/// The SDK that a source signs for, or whose page it is, as far as somebody knows. What is not known is told by the text
/// where it shows, else the newest web SDK is assumed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// Web or native.
    pub platform: Option<Platform>,
    /// The version of the Meeting SDK.
    pub sdk_version: Option<SdkVersion>,
    /// Which view of the web SDK calls `join()`.
    pub view: Option<View>,
}

/// What only sources of native apps speak of.
const NATIVE: [&str; 5] = [
    "zoomsdk.getinstance",
    "zoomsdkinitparams",
    "us.zoom.sdk",
    "mobilertc",
    "zoom_sdk_dotnet_wrap",
];

impl Target {
    /// What is known, and what a text (in lower case) shows.
    pub(crate) fn seen(self, lower: &str) -> Target {
        let native = || NATIVE.iter().any(|word| lower.contains(word));
        Target {
            platform: self.platform.or(native().then_some(Platform::Native)),
            sdk_version: self.sdk_version.or_else(|| loaded(lower)),
            view: self.view,
        }
    }

    pub(crate) fn is_native(self) -> bool {
        self.platform == Some(Platform::Native)
    }

    /// Whether it is for the web SDK, in a version before this one.
    pub(crate) fn is_web_before(self, version: SdkVersion) -> bool {
        !self.is_native() && self.sdk_version.is_some_and(|own| own < version)
    }
}

/// The newest version of the web SDK that a page loads from Zoom or a CDN.
fn loaded(lower: &str) -> Option<SdkVersion> {
    ["source.zoom.us/", "@zoom/meetingsdk@"]
        .iter()
        .flat_map(|address| lower.split(address).skip(1))
        .filter_map(|after| {
            let end = after.find(|c: char| !c.is_ascii_digit() && c != '.');
            after[..end.unwrap_or(after.len())]
                .trim_end_matches('.')
                .parse()
                .ok()
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_shows_its_version_and_an_app_that_it_is_native() {
        let shown = |text: &str| Target::default().seen(text);
        let page = "<script src=\"https://source.zoom.us/3.13.2/lib/av/x.js\">\n<link href=https://source.zoom.us/3.13.2/a.css>";
        assert_eq!(shown(page).sdk_version, Some(SdkVersion::new(3, 13, 2)));
        assert_eq!(
            shown("npm i @zoom/meetingsdk@4.").sdk_version,
            Some(SdkVersion::new(4, 0, 0))
        );
        assert_eq!(shown("source.zoom.us/videosdk/").sdk_version, None);
        assert!(shown("import us.zoom.sdk.zoomsdk").is_native());
        let told = Target {
            platform: Some(Platform::Web),
            ..Target::default()
        };
        assert!(!told.seen("import us.zoom.sdk.zoomsdk").is_native());
    }
}

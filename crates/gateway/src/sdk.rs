//! The operator's own copy of Zoom's Web Meeting SDK. No byte of it is ours to ship.

use std::path::{Path, PathBuf};

use crate::SDK_VERSION;

/// Why a folder is not served as the Web SDK.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SdkDirError {
    /// No `package.json` of the package beside or above `dist`.
    #[error(
        "zoom.sdk_dir: {0} is not an install of @zoom/meetingsdk; point at node_modules/@zoom/meetingsdk/dist"
    )]
    NotTheSdk(PathBuf),
    /// Another version than the pages are written for.
    #[error(
        "zoom.sdk_dir: {dir} holds version {found}, the pages are written for {SDK_VERSION}; npm install @zoom/meetingsdk@{SDK_VERSION}"
    )]
    Version {
        /// The folder.
        dir: PathBuf,
        /// What its `package.json` says.
        found: String,
    },
}

/// The `dist` folder to serve, given that folder or the package's own. The version is checked so that a page never
/// meets an SDK it was not written for.
pub(crate) fn dist(dir: &Path) -> Result<PathBuf, SdkDirError> {
    let not_the_sdk = || SdkDirError::NotTheSdk(dir.to_owned());
    let package = match dir.join("package.json").is_file() {
        true => dir.to_owned(),
        false => dir.parent().ok_or_else(not_the_sdk)?.to_owned(),
    };
    let text = std::fs::read(package.join("package.json")).map_err(|_| not_the_sdk())?;
    let json: serde_json::Value = serde_json::from_slice(&text).map_err(|_| not_the_sdk())?;
    let field = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    let dist = package.join("dist");
    if field("name") != "@zoom/meetingsdk" || !dist.join("lib").is_dir() {
        return Err(not_the_sdk());
    }
    match field("version") {
        version if version == SDK_VERSION => Ok(dist),
        found => Err(SdkDirError::Version {
            dir: dir.to_owned(),
            found,
        }),
    }
}

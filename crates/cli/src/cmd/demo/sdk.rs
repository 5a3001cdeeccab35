//! Where the demo's pages get Zoom's Web SDK from.

use std::path::{Path, PathBuf};

use countersign_gateway::{SDK_VERSION, SdkAssets, ZoomHosts};

use crate::failure::Failure;

/// Where npm puts it: by our own browser tests, or by the user.
const USUAL: [&str; 2] = [
    "tests/browser/node_modules/@zoom/meetingsdk/dist",
    "node_modules/@zoom/meetingsdk/dist",
];

/// The folder that was asked for, else one that npm made, else Zoom's CDN.
pub(super) fn find(wanted: Option<PathBuf>) -> Result<SdkAssets, Failure> {
    match wanted {
        Some(dir) if dir.is_dir() => Ok(SdkAssets::Dir(dir)),
        Some(dir) => Err(Failure::CouldNotRun(format!(
            "--sdk-dir: there is no folder {}; `npm install @zoom/meetingsdk@6.2.0` makes node_modules/@zoom/meetingsdk/dist",
            dir.display()
        ))),
        None => Ok(USUAL
            .iter()
            .map(Path::new)
            .find(|dir| is_of_our_version(dir))
            .map_or_else(
                || ZoomHosts::default().sdk,
                |dir| SdkAssets::Dir(dir.to_owned()),
            )),
    }
}

/// Whether npm put the version there that the pages are written for.
fn is_of_our_version(dist: &Path) -> bool {
    let package = dist.with_file_name("package.json");
    let version = std::fs::read(package)
        .ok()
        .and_then(|text| serde_json::from_slice::<serde_json::Value>(&text).ok())
        .map(|package| package["version"] == SDK_VERSION);
    version == Some(true)
}

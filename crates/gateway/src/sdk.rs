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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn install(name: &str, version: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("dist/lib")).unwrap();
        let package = format!(r#"{{"name": "{name}", "version": "{version}"}}"#);
        fs::write(dir.path().join("package.json"), package).unwrap();
        dir
    }

    #[test]
    fn an_install_is_found_by_its_own_folder_and_by_dist() {
        let dir = install("@zoom/meetingsdk", SDK_VERSION);
        let wanted = dir.path().join("dist");
        assert_eq!(dist(dir.path()).unwrap(), wanted);
        assert_eq!(dist(&wanted).unwrap(), wanted);
    }

    #[test]
    fn another_version_or_package_or_folder_is_refused_with_what_to_do() {
        let old = install("@zoom/meetingsdk", "5.1.4");
        let error = dist(old.path()).unwrap_err().to_string();
        assert!(
            error.contains("5.1.4") && error.contains("npm install @zoom/meetingsdk@6.2.0"),
            "{error}"
        );
        for dir in [install("lodash", SDK_VERSION), tempfile::tempdir().unwrap()] {
            assert!(matches!(dist(dir.path()), Err(SdkDirError::NotTheSdk(_))));
        }
        assert!(matches!(
            dist(Path::new("/")),
            Err(SdkDirError::NotTheSdk(_))
        ));
    }
}

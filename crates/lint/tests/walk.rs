//! A tree of files: what is read, what is passed over, what is told about it.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::{fs, path::Path};

use countersign_lint::{MAX_FILES, MAX_SOURCE_BYTES, lint_paths};

const BAD: &str = "const claims = { appKey, meetingNumber, role, iat, exp, tokenExp: exp };\n";
const SIGNER: &str = "const jwt = require('jsonwebtoken');\nmodule.exports = (appKey, mn, role, iat, exp) =>\n  jwt.sign({ appKey, mn, role, iat, exp, tokenExp: exp }, process.env.CLIENT_SECRET);\n";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn paths(folder: &Path) -> Vec<String> {
    let linted = lint_paths(&[folder.to_owned()], MAX_FILES, |_, _| {});
    assert!(linted.unreadable.is_empty(), "{linted:?}");
    let relative = |path: &Path| {
        path.strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .into_owned()
    };
    linted
        .files
        .iter()
        .map(|file| relative(&file.path))
        .collect()
}

#[test]
fn what_git_ignores_and_what_others_wrote_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, ".gitignore", "ignored/\n");
    for name in [
        "src/a.js",
        "b.ts",
        "ignored/c.js",
        "node_modules/x/d.js",
        "lib.min.js",
        ".hidden/e.js",
        "notes.txt",
    ] {
        write(at, name, BAD);
    }
    assert_eq!(paths(at), ["b.ts", "src/a.js"]);
}

#[test]
fn a_file_that_is_named_is_read_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "pasted.txt", BAD);
    let linted = lint_paths(&[folder.path().join("pasted.txt")], MAX_FILES, |_, _| {});
    assert_eq!(linted.files[0].findings[0].rule, "missing-mn");
}

#[test]
fn a_secret_that_no_env_file_sets_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, ".gitignore", ".env\n");
    write(
        at,
        ".env",
        "ZOOM_MEETING_SDK_KEY=a\nexport ZOOM_MEETING_SDK_SECRET=canary\n# CLIENT_SECRET=old\n",
    );
    write(at, "server/sign.js", SIGNER);
    let linted = lint_paths(&[at.to_owned()], MAX_FILES, |_, _| {});
    let finding = &linted.files[0].findings[0];
    assert_eq!(
        (finding.rule.as_str(), finding.evidence[0].at.as_deref()),
        ("secret-undefined", Some("3:59"))
    );
    assert!(!format!("{linted:?}").contains("canary"));
    write(at, "server/.env", "CLIENT_SECRET=canary\n");
    assert_eq!(paths(at), [""; 0]);
}

#[test]
fn the_walk_is_bounded_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a.js", BAD);
    write(at, "b.js", BAD);
    write(
        at,
        "long.js",
        &format!("{BAD}{}", " ".repeat(MAX_SOURCE_BYTES)),
    );
    let mut seen = Vec::new();
    let linted = lint_paths(&[at.to_owned()], 1, |read, path| {
        seen.push((read, path.to_owned()))
    });
    assert!(linted.cut_short && linted.read == 1 && linted.files.len() == 1);
    assert_eq!(seen, [(0, at.join("a.js"))]);
    let linted = lint_paths(&[at.to_owned()], MAX_FILES, |_, _| {});
    assert_eq!(linted.too_long, [at.join("long.js")]);
    assert!(!linted.cut_short);
}

#[test]
fn a_path_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let linted = lint_paths(&[folder.path().join("nothing")], MAX_FILES, |_, _| {});
    assert_eq!(linted.unreadable.len(), 1);
}

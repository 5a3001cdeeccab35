//! Which crate may use which: the workspace's rooms and the doors between them.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

/// `(room, rooms it may use)`; the tests of a room may use those of the third column too.
const DOORS: &[(&str, &[&str], &[&str])] = &[
    ("countersign-token", &[], &[]),
    ("countersign-diagnose", &["countersign-token"], &[]),
    ("countersign-lint", &["countersign-diagnose"], &[]),
    ("countersign-zoom", &[], &["countersign-emulator"]),
    (
        "countersign-emulator",
        &["countersign-token", "countersign-diagnose"],
        &[],
    ),
    (
        "countersign-gateway",
        &[
            "countersign-zoom",
            "countersign-diagnose",
            "countersign-token",
        ],
        &["countersign-emulator"],
    ),
    (
        "countersign",
        &[
            "countersign-token",
            "countersign-diagnose",
            "countersign-lint",
            "countersign-zoom",
            "countersign-emulator",
            "countersign-gateway",
        ],
        &[],
    ),
    ("xtask", &[], &[]),
];

#[test]
fn no_room_has_a_door_that_is_not_in_the_plan() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    let planned: BTreeSet<&str> = DOORS.iter().map(|(room, ..)| *room).collect();
    assert_eq!(names, planned);

    for package in packages {
        let room = package["name"].as_str().unwrap();
        let (_, always, in_tests) = DOORS.iter().find(|(name, ..)| *name == room).unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            if names.contains(used) {
                let test_only = dependency["kind"] == "dev";
                let may = always.contains(&used) || (test_only && in_tests.contains(&used));
                assert!(may, "{room} must not use {used}");
            }
        }
    }
}

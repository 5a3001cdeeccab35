use crate::program::countersign;

#[test]
fn the_report_in_json_is_one_object_of_version_1() {
    let seen = countersign(&["doctor", "--format", "json", "--now", "1760000000"])
        .stdin("a.b.c")
        .run();
    let report: serde_json::Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(report["version"], 1);
}

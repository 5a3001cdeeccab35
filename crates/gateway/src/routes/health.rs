/// The process runs.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

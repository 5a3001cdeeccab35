use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Info, OpenApi};

/// The description before the routes add themselves.
pub(super) fn document() -> OpenApi {
    let mut document = OpenApi::default();
    let mut info = Info::new("Countersign", env!("CARGO_PKG_VERSION"));
    info.description =
        Some("Create, start and join Zoom meetings and webinars on your own page.".to_owned());
    document.info = info;
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key: `countersign key create NAME`"))
        .build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("key", SecurityScheme::Http(key));
    document
}

/// `GET /openapi.json`
pub(super) fn serve(document: OpenApi) -> Json<OpenApi> {
    Json(document)
}

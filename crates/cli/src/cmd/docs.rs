use std::io::Write;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use clap::{Args, CommandFactory, ValueEnum};
use countersign_gateway::{Config, Gateway, MeetingSdk};
use tower::ServiceExt;

use super::Cli;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::{render, server};

/// Print a generated page of the documentation
#[derive(Args, Debug)]
pub(super) struct Docs {
    /// The page
    page: Page,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Page {
    /// docs/cli.md
    Cli,
    /// docs/rules.md
    Rules,
    /// docs/openapi.json
    Openapi,
    /// docs/emulator-control.json
    EmulatorControl,
}

impl Docs {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let page = match self.page {
            Page::Cli => render::cli_markdown(Cli::command()),
            Page::Rules => countersign_diagnose::rules_markdown(),
            Page::EmulatorControl => emulator_control()?,
            Page::Openapi => server::runtime()?.block_on(openapi())?,
        };
        context.stdout.write_all(page.as_bytes())?;
        Ok(Done::Fine)
    }
}

/// What a gateway answers to `GET /openapi.json`.
async fn openapi() -> Result<String, Failure> {
    let mut config = Config::new(MeetingSdk {
        client_id: "nobodys".to_owned(),
        client_secret: "nobodys".into(),
    });
    config.database = "sqlite::memory:".into();
    let gateway = Gateway::new(config).await.map_err(failed)?;
    let request = Request::get("/openapi.json")
        .body(Body::empty())
        .map_err(failed)?;
    let answer = gateway.router().oneshot(request).await.map_err(failed)?;
    let bytes = to_bytes(answer.into_body(), 4 << 20)
        .await
        .map_err(failed)?;
    let document: serde_json::Value = serde_json::from_slice(&bytes).map_err(failed)?;
    Ok(format!("{document:#}\n"))
}

fn emulator_control() -> Result<String, Failure> {
    let document = countersign_emulator::control::openapi();
    let document = serde_json::to_value(document).map_err(failed)?;
    Ok(format!("{document:#}\n"))
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::CouldNotRun(format!("no description of the HTTP API: {error}"))
}

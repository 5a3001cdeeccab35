//! The mistakes in the code of a case.

use countersign_diagnose::{Case, CodeRead};
use countersign_lint::{Language, READ_WITHIN, Source, Target, lint_source};

/// What is wrong with the code, if there is any; `name` is that of its file.
pub(crate) fn read(case: &Case, name: Option<&str>) -> CodeRead {
    let Some(source) = &case.source else {
        return CodeRead::default();
    };
    let env: Vec<&str> = case.env.keys().map(String::as_str).collect();
    lint_source(&Source {
        language: source.language.as_deref().and_then(Language::from_name),
        text: &source.text,
        name,
        env: &env,
        target: Target {
            platform: case.platform,
            sdk_version: case.sdk_version,
            view: case.view,
        },
        presumed: true,
        within: Some(READ_WITHIN),
    })
}

/// As [`read`], for code without a file.
pub(crate) fn pasted(case: &Case) -> CodeRead {
    read(case, None)
}

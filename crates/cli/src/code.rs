//! The mistakes in the code of a case.

use countersign_diagnose::{Case, Finding};
use countersign_lint::{Language, Source, lint_source};

/// What is wrong with the code, if there is any; `name` is that of its file.
pub(crate) fn findings(case: &Case, name: Option<&str>) -> Vec<Finding> {
    let Some(source) = &case.source else {
        return Vec::new();
    };
    let env: Vec<&str> = case.env.keys().map(String::as_str).collect();
    lint_source(&Source {
        language: source.language.as_deref().and_then(Language::from_name),
        text: &source.text,
        name,
        env: &env,
        presumed: true,
    })
}

/// As [`findings`], for code without a file.
pub(crate) fn pasted(case: &Case) -> Vec<Finding> {
    findings(case, None)
}

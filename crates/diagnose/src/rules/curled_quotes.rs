use crate::{
    Confidence::{Likely, Possible},
    Part,
    facts::Facts,
    pasted::curled_lines,
    rule::{Found, Outcome, Rule},
};

pub(crate) static RULE: Rule = Rule {
    id: "curled-quotes",
    summary: "the quotes in the code are curled",
    page: include_str!("curled_quotes.md"),
    url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Errors/Illegal_character",
    code: None,
    check,
};

/// What compilers and browsers say of a quote that is none, in lower case.
const SAID: [&str; 11] = [
    "invalid or unexpected token",
    "illegal character",
    "invalid character",
    "unexpected character",
    "undefined constant",
    "invalid multibyte char",
    "stray '\\342",
    "u+201",
    "\\u201",
    "token '“'",
    "token '‘'",
];

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(source) = &facts.case.source else {
        return Ok(None);
    };
    let Some((at, line)) = curled_lines(&source.text).find(|(_, line)| !is_comment(line)) else {
        return Ok(None);
    };
    let column = line.chars().position(is_curled).unwrap_or_default();
    let quote = line.chars().find(|c| is_curled(*c)).unwrap_or('“');
    let place = format!("{}:{}", at + 1, column + 1);
    let fails = facts.case.error.as_ref().is_some_and(|error| {
        let text = error.text.as_deref().unwrap_or_default().to_lowercase();
        SAID.iter().any(|said| text.contains(said))
    });
    let found = match fails {
        true => Found::error(
            Likely,
            "the quotes in the code are curled, so it does not run",
        ),
        false => Found::info(
            Possible,
            "the quotes in the code are curled; they were read as straight ones",
        ),
    };
    found.at(Part::Source, place, quote).fix(
        "Forums and word processors curl quotes. If your own file has them too, replace “ ” by \" and ‘ ’ by '; if only the \
         post has them, there is nothing to do, and the next one keeps them straight between lines of three backticks.",
    )
}

fn is_curled(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "#", "*", "/*", "<!--"]
        .iter()
        .any(|sign| line.starts_with(sign))
}

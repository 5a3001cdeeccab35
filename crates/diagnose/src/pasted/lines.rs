//! The lines of a mixture: code, prose and variables.

use super::{
    Kind, Pasted, code, environment, environment::Variable, mixture::Object, prose::has_hint, said,
    token,
};
use crate::Language;

/// The most lines that are looked at.
const MAX_LINES: usize = 10_000;

/// The lines, by what they look like. What is no code leaves an empty line, so that the places in the code are those of
/// the text.
pub(super) struct Lines<'a> {
    code: String,
    code_lines: usize,
    /// Where the code goes on after words between, in bytes of it.
    blocks: Vec<usize>,
    language: Option<Language>,
    pub(super) prose: Vec<&'a str>,
    variables: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str, objects: &[Object]) -> Lines<'a> {
        let mut lines = Lines {
            code: String::new(),
            code_lines: 0,
            blocks: Vec::new(),
            language: None,
            prose: Vec::new(),
            variables: Vec::new(),
        };
        let is_fenced_text = text.contains("```");
        let mut in_fence = false;
        let mut in_ticks = false;
        // Whether the code so far waits for more: an object or a call is open.
        let mut is_open = false;
        // Whether the line before is code.
        let mut is_code = false;
        // Whether there were words since the last line of code.
        let mut is_apart = true;
        let mut at = 0;
        let mut objects = objects
            .iter()
            // Options of join() belong to the code around them.
            .filter(|object| !object.read.has(Kind::Join))
            .peekable();
        for line in text.split_inclusive('\n').take(MAX_LINES) {
            let (start, end) = (at, at + line.len());
            at = end;
            while objects.next_if(|object| object.to <= start).is_some() {}
            let is_object = objects.peek().is_some_and(|object| object.from < end);
            // A tick may stand around code of several lines, as around a word.
            let bare = line.trim();
            let is_half = bare.matches('`').count() % 2 == 1;
            let is_edge = is_half
                && !bare.starts_with("```")
                && match in_ticks {
                    false => bare.starts_with('`'),
                    true => bare.ends_with('`'),
                };
            in_ticks ^= is_edge;
            let bare = if is_edge {
                bare.trim_matches('`')
            } else {
                bare
            };
            let keep = if let Some(name) = bare.strip_prefix("```") {
                in_fence = !in_fence;
                lines.language = lines.language.or(Language::from_name(name));
                false
            } else if bare.is_empty() {
                false
            } else if Variable::of_line(bare).is_some() {
                lines.variables.push(bare);
                false
            } else if is_object
                || token::starts_like_one(bare)
                || said::is_exception(bare)
                || in_fence && !is_open && !code::is_line_of(bare) && has_hint(bare)
            {
                lines.prose.push(bare);
                false
            } else if in_fence
                || !is_fenced_text
                    && (code::is_line_of(bare)
                        || is_open && code::may_go_on(bare)
                        || is_code && code::goes_on(bare))
            {
                true
            } else {
                lines.prose.push(bare);
                false
            };
            if !bare.is_empty() {
                is_open = keep && code::is_open(bare);
                is_code = keep;
                is_apart |= !keep;
            }
            match keep {
                true => {
                    if is_apart {
                        lines.blocks.push(lines.code.len());
                        is_apart = false;
                    }
                    match is_edge {
                        true => lines.code.push_str(&line.replace('`', " ")),
                        false => lines.code.push_str(line),
                    }
                    lines.code_lines += 1;
                }
                false => lines.code.push('\n'),
            }
        }
        lines
    }

    pub(super) fn environment(&self) -> Option<Pasted> {
        (!self.variables.is_empty()).then(|| {
            environment::of(
                self.variables
                    .iter()
                    .filter_map(|line| Variable::of_line(line)),
            )
        })
    }

    pub(super) fn code(&self) -> Option<Pasted> {
        let is_code = self.code_lines > 0 && code::is_code(&self.code, self.code_lines);
        is_code.then(|| {
            let (code, guess) = self.of_one_language();
            let language = self.language.or(guess);
            code::of(code.trim_end().to_owned(), language)
        })
    }
}

/// Words of code that signs; the part with the most of them is what matters of a post.
const SIGNING: [&str; 12] = [
    "hmac", "sha256", "jwt", "iat", "exp", "tokenexp", "appkey", "sdkkey", "role", "mn", "secret",
    "base64",
];

/// How much code there may be for its parts to be told apart, in parts.
const MAX_BLOCKS: usize = 32;

impl Lines<'_> {
    /// The code without what is plainly of another language than the part that signs, and that part's language: people
    /// show their server and their page.
    fn of_one_language(&self) -> (String, Option<Language>) {
        let whole = || (self.code.clone(), Language::guess(self.code.trim_start()));
        if !(2..=MAX_BLOCKS).contains(&self.blocks.len()) {
            return whole();
        }
        let ends = self.blocks.iter().skip(1).copied();
        let ends = ends.chain([self.code.len()]);
        let blocks: Vec<&str> = self
            .blocks
            .iter()
            .zip(ends)
            .map(|(from, to)| &self.code[*from..to])
            .collect();
        let signs = |block: &str| {
            let lower = block.to_ascii_lowercase();
            SIGNING.iter().filter(|word| lower.contains(**word)).count()
        };
        let most = blocks.iter().map(|block| signs(block)).max().unwrap_or(0);
        let main = blocks.iter().find(|block| signs(block) == most && most > 0);
        let Some(language) = main.and_then(|block| Language::guess(block)) else {
            return whole();
        };
        let is_other = |block: &str| {
            Language::guess(block).is_some_and(|other| {
                other != language && !(other.is_script() && language.is_script())
            })
        };
        let mut code = self.code[..self.blocks.first().copied().unwrap_or(0)].to_owned();
        for block in blocks {
            match is_other(block) {
                true => code.extend(block.chars().filter(|c| *c == '\n')),
                false => code.push_str(block),
            }
        }
        (code, Some(language))
    }
}

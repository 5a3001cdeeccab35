//! A paragraph of a rule's page. The pages are ours and use little of Markdown: code, emphasis and links.

use super::mending::section;

pub(super) enum Span {
    Text(String),
    Code(String),
    Emphasis(String),
    Link { text: String, url: String },
}

/// Why Zoom refuses what a rule finds; empty for what has no page here.
pub(super) fn why(id: &str) -> Vec<Span> {
    let page = countersign_diagnose::RULES
        .iter()
        .find(|rule| rule.id == id)
        .map_or("", |rule| rule.page);
    spans(section(page, "Why Zoom refuses it"))
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[']) {
        let (before, from) = rest.split_at(at);
        let Some((span, after)) = code(from).or_else(|| emphasis(from)).or_else(|| link(from))
        else {
            break;
        };
        spans.push(Span::Text(before.to_owned()));
        spans.push(span);
        rest = after;
    }
    spans.push(Span::Text(rest.to_owned()));
    spans
}

fn code(text: &str) -> Option<(Span, &str)> {
    let (code, rest) = text.strip_prefix('`')?.split_once('`')?;
    Some((Span::Code(code.to_owned()), rest))
}

fn emphasis(text: &str) -> Option<(Span, &str)> {
    let (words, rest) = text.strip_prefix('*')?.split_once('*')?;
    Some((Span::Emphasis(words.to_owned()), rest))
}

fn link(text: &str) -> Option<(Span, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (url, rest) = rest.split_once(')')?;
    let link = Span::Link {
        text: words.to_owned(),
        url: url.to_owned(),
    };
    url.starts_with("https://").then_some((link, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_on_every_page_is_read_to_its_end() {
        for rule in countersign_diagnose::RULES {
            let spans = why(rule.id);
            let left = spans.iter().filter_map(|span| match span {
                Span::Text(text) => Some(text.as_str()),
                _ => None,
            });
            for text in left {
                assert!(
                    !text.contains("](") && !text.contains(['`', '*']),
                    "{}: {text}",
                    rule.id
                );
            }
            assert!(!spans.is_empty(), "{}", rule.id);
        }
    }
}

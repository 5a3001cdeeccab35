//! Lines that fit.

/// The most characters of a line of prose.
const WIDTH: usize = 96;

/// `text` in lines, broken at spaces, that begin with `first` and then with as much space. A line that begins with
/// white space is code and is left as it is.
pub(super) fn wrapped(first: &str, text: &str) -> Vec<String> {
    let indent = " ".repeat(first.chars().count());
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut current = match lines.is_empty() {
            true => first.to_owned(),
            false => indent.clone(),
        };
        if line.starts_with([' ', '\t']) {
            lines.push(current + line);
            continue;
        }
        let mut bare = true;
        for word in line.split_whitespace() {
            if !bare && current.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::replace(&mut current, indent.clone()));
                bare = true;
            }
            if !bare {
                current.push(' ');
            }
            current.push_str(word);
            bare = false;
        }
        lines.push(current);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_broken_under_its_beginning_and_code_is_not() {
        let text = format!(
            "{}\n  code {}",
            "word ".repeat(30).trim_end(),
            "x".repeat(120)
        );
        let lines = wrapped("- ", &text);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("- word") && lines[0].len() <= WIDTH);
        assert!(lines[1].starts_with("  word"));
        assert!(lines[2].starts_with("    code xx") && lines[2].len() > WIDTH);
    }

    #[test]
    fn a_word_that_is_too_long_is_kept_whole() {
        assert_eq!(wrapped("", &"x".repeat(200)), ["x".repeat(200)]);
    }
}

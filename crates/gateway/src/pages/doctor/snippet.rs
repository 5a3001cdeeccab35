//! Code in one of the languages in which the rules' pages show how to mend things.

use countersign_diagnose::Language;

/// The languages, in the order of the form.
pub(super) static LANGUAGES: [Shown; 7] = [
    Shown::new("js", Language::JavaScript),
    Shown::new("python", Language::Python),
    Shown::new("php", Language::Php),
    Shown::new("java", Language::Java),
    Shown::new("csharp", Language::CSharp),
    Shown::new("go", Language::Go),
    Shown::new("ruby", Language::Ruby),
];

/// A language that code is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// As code fences, the form and the page's address write it.
    pub(super) id: &'static str,
    language: Language,
}

impl Shown {
    const fn new(id: &'static str, language: Language) -> Shown {
        Shown { id, language }
    }

    /// The language of a code fence.
    pub(super) fn of_fence(id: &str) -> Option<&'static Shown> {
        LANGUAGES.iter().find(|shown| shown.id == id)
    }

    /// As people write it.
    pub(super) fn name(&self) -> &'static str {
        self.language.name()
    }
}

/// A piece of code.
pub(super) struct Snippet {
    pub(super) language: &'static Shown,
    pub(super) code: &'static str,
}

impl Snippet {
    /// What stands between two code fences, the language first.
    pub(super) fn of_fence(fence: &'static str) -> Option<Snippet> {
        let (language, code) = fence.split_once('\n')?;
        Some(Snippet {
            language: Shown::of_fence(language.trim())?,
            code: code.trim_end(),
        })
    }
}

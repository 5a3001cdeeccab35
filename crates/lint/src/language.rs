//! The languages that can be read, and how one is told from another.

use std::path::Path;

/// A language of source code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// JavaScript and JSX.
    JavaScript,
    /// TypeScript and TSX.
    TypeScript,
    /// The scripts of a page: HTML, Vue, Svelte.
    Html,
    /// Python.
    Python,
    /// PHP, with or without its opening tag.
    Php,
    /// Java.
    Java,
    /// Kotlin.
    Kotlin,
    /// C#.
    CSharp,
    /// Go.
    Go,
    /// Ruby.
    Ruby,
}

/// `(language, its names, its file extensions)`
const LANGUAGES: &[(Language, &[&str], &[&str])] = &[
    (
        Language::JavaScript,
        &["javascript", "js", "node", "nodejs", "jsx"],
        &["js", "jsx", "mjs", "cjs"],
    ),
    (
        Language::TypeScript,
        &["typescript", "ts", "tsx"],
        &["ts", "tsx", "mts", "cts"],
    ),
    (
        Language::Html,
        &["html", "vue", "svelte"],
        &["html", "htm", "vue", "svelte"],
    ),
    (Language::Python, &["python", "py", "python3"], &["py"]),
    (Language::Php, &["php"], &["php", "phtml"]),
    (Language::Java, &["java"], &["java"]),
    (Language::Kotlin, &["kotlin", "kt"], &["kt", "kts"]),
    (Language::CSharp, &["c#", "csharp", "cs", ".net"], &["cs"]),
    (Language::Go, &["go", "golang"], &["go"]),
    (Language::Ruby, &["ruby", "rb"], &["rb", "rake", "ru"]),
];

/// `(language, what only its code has)`, most telling first.
const TELL_TALES: &[(Language, &[&str])] = &[
    (
        Language::Php,
        &[
            "<?php",
            "$_REQUEST",
            "$_POST",
            "hash_hmac(",
            "base64_encode($",
            "json_encode($",
        ],
    ),
    (
        Language::Html,
        &["<!DOCTYPE html", "<!doctype html", "<script", "<template>"],
    ),
    (
        Language::Go,
        &["package main", ":= ", "func (", "[]byte(", "hmac.New("],
    ),
    (
        Language::CSharp,
        &[
            "using System",
            "HMACSHA256(",
            "Encoding.UTF8",
            "namespace ",
            "Convert.ToBase64String",
            "DateTimeOffset.",
        ],
    ),
    (Language::Kotlin, &["fun ", "mapOf(", ".toByteArray("]),
    (
        Language::Java,
        &[
            "import java",
            "System.currentTimeMillis",
            "Mac.getInstance",
            "SecretKeySpec",
            "public static String",
            "Jwts.",
            "private static final",
        ],
    ),
    (
        Language::Ruby,
        &[
            "OpenSSL::HMAC",
            "require '",
            "Time.now.to_i",
            "JWT.encode",
            "\nend",
            "ENV['",
            "ENV[\"",
        ],
    ),
    (
        Language::Python,
        &[
            "def ",
            "import hmac",
            "import jwt",
            "hashlib.",
            "jwt.encode(",
            "os.environ",
            "elif ",
            "time.time()",
        ],
    ),
];

impl Language {
    /// The language of this name (`javascript`, `py`, `C#`, …).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Language> {
        let name = name.trim().to_ascii_lowercase();
        LANGUAGES
            .iter()
            .find(|(_, names, _)| names.contains(&name.as_str()))
            .map(|(language, ..)| *language)
    }

    /// The language that files with this ending are written in.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Language> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        LANGUAGES
            .iter()
            .find(|(.., extensions)| extensions.contains(&extension.as_str()))
            .map(|(language, ..)| *language)
    }

    /// The language that a text without a name looks most like; JavaScript when it looks like none in particular.
    #[must_use]
    pub fn guess(text: &str) -> Language {
        let hits = |tells: &[&str]| tells.iter().filter(|tell| text.contains(**tell)).count();
        let mut best = (0, Language::JavaScript);
        for (language, tells) in TELL_TALES {
            let score = hits(tells);
            if score > best.0 {
                best = (score, *language);
            }
        }
        // A page or a script may hold a word of another language; these no other language has.
        let javascript = hits(&[
            "const ",
            "=> {",
            "require('",
            "JSON.stringify(",
            "Math.floor(",
            "Math.round(",
            "===",
            "function ",
        ]);
        if javascript > best.0 {
            return Language::JavaScript;
        }
        best.1
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Language::JavaScript => "JavaScript",
            Language::TypeScript => "TypeScript",
            Language::Html => "HTML",
            Language::Python => "Python",
            Language::Php => "PHP",
            Language::Java => "Java",
            Language::Kotlin => "Kotlin",
            Language::CSharp => "C#",
            Language::Go => "Go",
            Language::Ruby => "Ruby",
        }
    }

    /// Whether it runs in browsers or in Node.
    pub(crate) fn is_script(self) -> bool {
        matches!(
            self,
            Language::JavaScript | Language::TypeScript | Language::Html
        )
    }
}

//! The languages of code that signs, and how one is told from another. `countersign-lint` reads them all.

use std::path::Path;

/// A language of source code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// `(language, its names, the one of a case first, its file extensions)`
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
    (Language::CSharp, &["csharp", "c#", "cs", ".net"], &["cs"]),
    (Language::Go, &["go", "golang"], &["go"]),
    (Language::Ruby, &["ruby", "rb"], &["rb", "rake", "ru"]),
];

/// The most of a text that is looked at, in bytes.
const MAX_LOOK: usize = 32 << 10;

/// What JavaScript has and no other language.
const JAVASCRIPT: &[&str] = &[
    "const ",
    "=> {",
    "require('",
    "JSON.stringify(",
    "Math.floor(",
    "Math.round(",
    "===",
    "function ",
    "Date.now()",
    "process.env.",
    "console.log(",
    "KJUR.",
    "ZoomMtg",
    ".createHmac(",
    "export default",
    "await ",
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
            "$this->",
            "JWT::encode(",
        ],
    ),
    (
        Language::Html,
        &["<!DOCTYPE html", "<!doctype html", "<script", "<template>"],
    ),
    (
        Language::Go,
        &[
            "package main",
            ":= ",
            "func (",
            "[]byte(",
            "hmac.New(",
            "jwt.NewWithClaims(",
            "time.Now()",
            "os.Getenv(",
        ],
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
            "JwtSecurityToken",
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
            "System.getenv(",
            "public class ",
            "public String ",
            "private String ",
            "final String ",
            "StandardCharsets.",
            "JSONObject",
            "new HashMap<",
            "long iat",
            "Algorithm.HMAC256",
        ],
    ),
    (
        Language::Ruby,
        &[
            "OpenSSL::HMAC",
            "Base64.urlsafe_encode64(",
            "ENV.fetch(",
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

    /// The language that a text without a name looks most like; nothing when it looks like none in particular. Only the
    /// first 32 KiB are looked at.
    #[must_use]
    pub fn guess(text: &str) -> Option<Language> {
        let text = &text[..text.floor_char_boundary(MAX_LOOK)];
        let hits = |tells: &[&str]| tells.iter().filter(|tell| text.contains(**tell)).count();
        let mut best = (0, None);
        for (language, tells) in TELL_TALES {
            let score = hits(tells);
            if score > best.0 {
                best = (score, Some(*language));
            }
        }
        // A page or a script may hold a word of another language; these no other language has.
        if hits(JAVASCRIPT) > best.0 {
            return Some(Language::JavaScript);
        }
        best.1
    }

    /// Its name as [`Source::language`](crate::Source::language) has it.
    #[must_use]
    pub fn id(self) -> &'static str {
        LANGUAGES
            .iter()
            .find(|(language, ..)| *language == self)
            .and_then(|(_, names, _)| names.first())
            .unwrap_or(&"")
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
    #[must_use]
    pub fn is_script(self) -> bool {
        matches!(
            self,
            Language::JavaScript | Language::TypeScript | Language::Html
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RULES;

    #[test]
    fn code_is_known_by_what_it_calls() {
        for (code, id) in [
            (
                "const sig = jwt.sign({ appKey, iat }, secret);",
                "javascript",
            ),
            (
                "token = jwt.encode({'appKey': key, 'iat': int(time.time())}, secret)",
                "python",
            ),
            ("$sig = hash_hmac('sha256', $text, $secret, true);", "php"),
            (
                "Mac mac = Mac.getInstance(\"HmacSHA256\"); mac.init(key);",
                "java",
            ),
            (
                "var mac = HMACSHA256.HashData(key, text); var iat = DateTimeOffset.UtcNow;",
                "csharp",
            ),
            (
                "mac := hmac.New(sha256.New, []byte(secret))\nmac.Write(x)",
                "go",
            ),
            (
                "token = JWT.encode({ appKey: ENV['KEY'], iat: Time.now.to_i }, secret)",
                "ruby",
            ),
        ] {
            assert_eq!(Language::guess(code).map(Language::id), Some(id), "{code}");
        }
        for words in [
            "Signature is invalid.",
            "a.b.c",
            "Cannot read properties of undefined (reading 'replace')",
        ] {
            assert_eq!(Language::guess(words), None, "{words}");
        }
    }

    /// The snippets on the rules' pages say of themselves what they are. Many are a line that could be of any language;
    /// one that is taken for something is seldom taken for the wrong thing.
    #[test]
    fn what_is_guessed_of_our_own_snippets_is_right() {
        let (mut right, mut wrong) = (0, Vec::new());
        for rule in RULES {
            for fence in rule.page.split("```").skip(1).step_by(2) {
                let (name, code) = fence.split_once('\n').unwrap();
                let Some(language) = Language::from_name(name) else {
                    continue;
                };
                match Language::guess(code) {
                    Some(guessed) if guessed == language => right += 1,
                    Some(guessed) => wrong.push((rule.id, language, guessed)),
                    None => {}
                }
            }
        }
        assert!(
            right > 120 && wrong.len() * 20 < right,
            "{right} right, wrong: {wrong:?}"
        );
    }
}

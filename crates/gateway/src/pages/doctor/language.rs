//! Programming languages: of the code that was pasted, and of the code that is shown.

/// A language in which the rules' pages show how to mend things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// As code fences, the form and the page's address write it.
    pub(super) id: &'static str,
    /// As people write it.
    pub(super) name: &'static str,
    /// As a case writes it.
    case: &'static str,
    /// What gives code in it away.
    tells: &'static [&'static str],
}

pub(super) static LANGUAGES: [Language; 7] = [
    Language {
        id: "js",
        name: "JavaScript",
        case: "javascript",
        tells: &[
            "const ",
            "=> ",
            "function ",
            "require(",
            "createHmac(",
            "KJUR",
            "jwt.sign(",
            "Date.now()",
            "process.env.",
            "console.log(",
            "ZoomMtg",
            ".join({",
            "export default",
            "import {",
        ],
    },
    Language {
        id: "python",
        name: "Python",
        case: "python",
        tells: &[
            "def ",
            "import jwt",
            "import hmac",
            "hmac.new(",
            "jwt.encode(",
            "time.time()",
            "os.environ",
            "datetime.",
            "None,",
        ],
    },
    Language {
        id: "php",
        name: "PHP",
        case: "php",
        tells: &[
            "<?php",
            "$this->",
            "hash_hmac(",
            "base64_encode(",
            "JWT::encode(",
            "json_encode(",
            "$payload",
            "$secret",
            "time();",
        ],
    },
    Language {
        id: "java",
        name: "Java",
        case: "java",
        tells: &[
            "public class ",
            "public static ",
            "import java",
            "Mac.getInstance(",
            "System.currentTimeMillis()",
            "Jwts.",
            "SecretKeySpec",
            "String ",
            "System.getenv(",
        ],
    },
    Language {
        id: "csharp",
        name: "C#",
        case: "csharp",
        tells: &[
            "using System",
            "namespace ",
            "new HMACSHA256(",
            "HMACSHA256.HashData(",
            "DateTimeOffset",
            "DateTime.",
            "JwtSecurityToken",
            "var ",
            "string ",
        ],
    },
    Language {
        id: "go",
        name: "Go",
        case: "go",
        tells: &[
            "package ",
            "func ",
            " := ",
            "hmac.New(",
            "jwt.NewWithClaims(",
            "time.Now()",
            "os.Getenv(",
            "[]byte(",
        ],
    },
    Language {
        id: "ruby",
        name: "Ruby",
        case: "ruby",
        tells: &[
            "OpenSSL::HMAC",
            "JWT.encode",
            "Time.now.to_i",
            "Base64.urlsafe_encode64(",
            "ENV['",
            "ENV[\"",
            "ENV.fetch(",
            "\nend",
            "require '",
        ],
    },
];

impl Language {
    pub(super) fn of_id(id: &str) -> Option<&'static Language> {
        LANGUAGES.iter().find(|language| language.id == id)
    }

    /// The language of a piece of code, as a case writes it; nothing for what does not look like code.
    pub(super) fn of_code(text: &str) -> Option<&'static Language> {
        let weight = |language: &Language| {
            language
                .tells
                .iter()
                .filter(|tell| text.contains(**tell))
                .count()
        };
        let (best, language) = LANGUAGES
            .iter()
            .rev()
            .map(|language| (weight(language), language))
            .max_by_key(|(weight, _)| *weight)?;
        let is_code = text.contains(['(', '{', ';']) && text.contains(['=', ';', ':']);
        (best > 0 && is_code).then_some(language)
    }

    pub(super) fn in_a_case(&self) -> String {
        self.case.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_known_by_what_it_calls() {
        for (code, id) in [
            ("const sig = jwt.sign({ appKey, iat }, secret);", "js"),
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
            assert_eq!(
                Language::of_code(code).map(|language| language.id),
                Some(id),
                "{code}"
            );
        }
        for words in [
            "Signature is invalid.",
            "a.b.c",
            "Cannot read properties of undefined (reading 'replace')",
        ] {
            assert_eq!(Language::of_code(words), None, "{words}");
        }
    }
}

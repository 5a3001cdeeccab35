//! Whatever the text: no panic, no secret repeated, an end.

use std::time::Duration;

use countersign_diagnose::{CodeRead, Finding, WhyUnread};
use countersign_lint::{Language, MAX_SOURCE_BYTES, READ_WITHIN, Source, lint_source};
use proptest::prelude::*;

const ALL: [Language; 10] = [
    Language::JavaScript,
    Language::TypeScript,
    Language::Html,
    Language::Python,
    Language::Php,
    Language::Java,
    Language::Kotlin,
    Language::CSharp,
    Language::Go,
    Language::Ruby,
];
/// Makes every text worth a look.
const WORDS: &str = "zoom sdkKey meetingNumber role hmac ";

fn lint(language: Language, text: &str) -> Vec<Finding> {
    let read = lint_source(&Source {
        language: Some(language),
        text,
        ..Source::default()
    });
    assert!(!panicked(&read), "{language:?}: {text}");
    read.findings
}

/// A panic of the reader ends in it, and is told.
fn panicked(read: &CodeRead) -> bool {
    read.unread
        .is_some_and(|unread| unread.why == WhyUnread::Failed)
}

#[test]
fn deep_nesting_comes_to_an_end() {
    for language in ALL {
        for (open, close) in [
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("{\"mn\":", "}"),
            ("f(", ")"),
            ("a+", ""),
            ("-", ""),
            ("a.b().", ""),
            ("if x {", "}"),
            ("\n  def x:", ""),
        ] {
            let deep = 5_000 / open.len();
            let text = format!("{WORDS}\n{}1{}", open.repeat(deep), close.repeat(deep));
            lint(language, &text);
        }
    }
}

#[test]
fn a_mebibyte_of_junk_comes_to_an_end() {
    let seeds = [
        "const a = {mn: 1, iat: now(), exp: a + 1, appKey: a};\n",
        "hmac.update(a + '.' + b).digest('hex');\n",
        "x\u{0}(\"",
        "}){[<?php \"'`",
        "a = a + a\n",
    ];
    for (language, seed) in ALL.into_iter().zip(seeds.into_iter().cycle()) {
        let junk = seed.repeat((MAX_SOURCE_BYTES - WORDS.len()) / seed.len());
        lint(language, &format!("{WORDS}{junk}"));
    }
}

#[test]
fn more_than_a_mebibyte_is_not_read_and_said_so() {
    let text = format!(
        "x = {{ appKey, meetingNumber, role, iat, exp }};{}",
        " ".repeat(MAX_SOURCE_BYTES)
    );
    let read = read(&text, None);
    assert_eq!(read.findings, []);
    let unread = read.unread.unwrap();
    assert_eq!((unread.lines, unread.why), (None, WhyUnread::TooLong));
}

fn read(text: &str, within: Option<Duration>) -> CodeRead {
    lint_source(&Source {
        language: Some(Language::JavaScript),
        text,
        presumed: true,
        within,
        ..Source::default()
    })
}

#[test]
fn a_hostile_text_has_a_note_and_no_panic() {
    for (within, open) in [(None, "(["), (Some(READ_WITHIN), "`${{"), (None, "a<b>(c,")] {
        let text = format!("{WORDS}\n{}", format!("{open}\n").repeat(100_000));
        let unread = read(&text, within).unread.unwrap();
        assert!(
            unread.bytes < 1024 && !matches!(unread.why, WhyUnread::TooLong | WhyUnread::OutOfTime),
            "{unread:?}"
        );
        assert_eq!(unread.of_lines, 100_001);
    }
}

#[test]
fn a_page_is_cut_between_characters() {
    let script = "<script>\nZoomMtg.join({ signature, meetingNumber, userName });\n</script>\n";
    let other = "<script>\nconst a = 1;\n</script>\n".repeat(2);
    for space in ["", " "] {
        for letter in ["ы", "会", "😀"] {
            let prose = letter.repeat(20_000);
            let text = format!("{script}{space}<p>{prose}</p>\n{other}");
            let read = lint_source(&Source {
                language: Some(Language::Html),
                text: &text,
                presumed: true,
                ..Source::default()
            });
            let unread = read.unread.expect("it is longer than what is read");
            assert!(unread.bytes < unread.of_bytes, "{unread:?}");
        }
    }
}

#[test]
fn what_takes_longer_than_the_time_has_a_note() {
    let unread = read(&"a = b;\n".repeat(500), Some(Duration::ZERO)).unread;
    assert_eq!(unread.map(|unread| unread.why), Some(WhyUnread::OutOfTime));
}

#[test]
fn the_answer_is_the_same_whether_somebody_waits_or_not() {
    let text = "const claims = { appKey, meetingNumber, role, iat, exp, tokenExp: exp };";
    let waited = read(text, Some(READ_WITHIN));
    assert_eq!(waited.findings[0].rule, "missing-mn");
    assert_eq!(waited, read(text, None));
}

#[test]
fn a_long_file_tells_which_lines_were_read_and_a_short_one_nothing() {
    let code = "c = { appKey: k, meetingNumber, role, iat, exp, tokenExp: exp };\n";
    assert_eq!(read(&format!("{code}\n\n"), None).unread, None);
    let other =
        |at: usize| format!("function part{at}(wish{at}) {{ return wish{at}.sum() + {at}; }}\n");
    let others: String = (0..2000).map(other).collect();
    let unread = read(&format!("{others}{code}{others}"), None)
        .unread
        .unwrap();
    let (first, last) = unread.lines.unwrap();
    assert!(
        first > 1900 && first <= 2001 && last > 2001 && last < 2300,
        "{unread:?}"
    );
    assert_eq!((unread.of_lines, unread.why), (4001, WhyUnread::TooLong));
    let elsewhere = lint_source(&Source {
        text: &others,
        ..Source::default()
    });
    assert_eq!(
        elsewhere,
        CodeRead::default(),
        "code that signs nothing is passed over in silence"
    );
}

/// Pieces of code in any order, of all languages.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "'",
        "`",
        ";",
        "\n",
        " ",
        ".",
        ",",
        "=",
        ":",
        "=>",
        "->",
        "$",
        "#{",
        "${",
        "\\",
        "//",
        "#",
        "/*",
        "*/",
        "é",
        "\u{1F600}",
        "function sign(key, secret, mn, role)",
        "def sign(key, secret, mn, role):",
        "return ",
        "const iat = ",
        "iat",
        "exp",
        "tokenExp",
        "appKey: key",
        "'mn' => $mn",
        "\"meetingNumber\"",
        "role",
        "Date.now()",
        "/ 1000",
        "time.time()",
        "time() * 1000",
        "System.currentTimeMillis()",
        "btoa(",
        "JSON.stringify(",
        "payload",
        "header",
        "hash_hmac('sha256', $a, $b)",
        "createHmac('sha256', secret)",
        ".update(",
        ".digest('hex')",
        "base64_encode(",
        "process.env.SECRET",
        "+ \".\" +",
        "?",
        "1",
        "0",
        "30",
        "7200",
        "claim(\"exp\", ",
        "// 0 is host, 1 attendee",
        "<script>",
        "</script>",
        "<?php",
        "end",
        "localStorage.setItem('secret', s)",
        "ZoomMtg.generateSDKSignature(",
        "hmac.new(",
        "x = x + x\n",
    ]);
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces_of_code_are_read_without_panic(text in pieces(), language in prop::sample::select(ALL.to_vec())) {
        let text = format!("{text}\n{WORDS}");
        for finding in lint(language, &text) {
            let at = finding.evidence[0].at.as_deref().unwrap_or_default();
            let (line, column) = at.split_once(':').unwrap_or_default();
            let line = text.lines().nth(line.parse::<usize>().unwrap_or(0) - 1).unwrap_or_default();
            prop_assert!(column.parse::<usize>().unwrap_or(0) <= line.chars().count() + 1, "{at} is not in the text");
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>(), language in prop::sample::select(ALL.to_vec())) {
        lint(language, &format!("{text}{WORDS}{text}"));
    }

    #[test]
    // Without x: a secret with xxx in it is taken for a placeholder.
    fn no_finding_repeats_a_secret(canary in "[A-Wa-w]{3}[0-9][A-Wa-w0-9]{20}[0-9][A-Wa-w]{4}[0-9]", shape in 0..6) {
        let text = match shape {
            0 => format!("import {{ ZoomMtg }} from '@zoom/meetingsdk';\nconst sdkSecret = '{canary}';"),
            1 => format!("ZoomMtg.generateSDKSignature({{ sdkKey: 'k', sdkSecret: '{canary}', role: 1 }})"),
            2 => format!("const m = createHmac('sha1', '{canary}').update(h + '.' + p).digest('hex'); c = {{ appKey: k, meetingNumber: '{canary}', role, iat: Date.now(), exp: 5 }}"),
            3 => format!("localStorage.setItem('sdkSecret', '{canary}'); ZoomMtg.join({{}})"),
            4 => format!("c = {{ appKey: k, mn, role, iat, exp, tokenExp: 3 }}; s(jwt.sign(c, Buffer.from('{canary}', 'base64'), {{ algorithm: 'HS512' }}))"),
            _ => format!("// role 0 is the host, 1 the attendee, secret {canary}\nc = {{ appKey: k, meetingNumber, role, iat, exp }}"),
        };
        let findings = lint(Language::JavaScript, &text);
        prop_assert!(!findings.is_empty(), "shape {shape}");
        prop_assert!(!format!("{findings:?}").contains(&canary), "{findings:?}");
    }
}

#[test]
fn in_a_long_file_the_place_is_right_all_the_same() {
    let other = "function f(a) { return a + 1; } // é\n".repeat(12_000);
    let code = "c = { appKey: k, meetingNumber, role, iat, exp, tokenExp: exp };\n";
    let findings = lint(Language::JavaScript, &format!("{other}{code}{other}"));
    assert_eq!(findings[0].rule, "missing-mn");
    assert_eq!(findings[0].evidence[0].at.as_deref(), Some("12001:18"));
    assert_eq!(findings[0].evidence[0].text, "meetingNumber");
    // A bundle is one line.
    let other = other.replace("// é\n", "");
    let findings = lint(Language::JavaScript, &format!("{other}{code}{other}"));
    let column = other.chars().count() + 18;
    assert_eq!(findings[0].evidence[0].at, Some(format!("1:{column}")));
}

#[test]
fn a_long_file_is_read_where_it_signs() {
    let filler: String = (0..2_000)
        .map(|at| format!("function step{at}(wish) {{\n  return wish.part{at} + {at};\n}}\n"))
        .collect();
    let text = format!(
        "import {{ ZoomMtg }} from '@zoom/meetingsdk';\n{filler}\
         function sign(key, secret, number) {{\n\
         \x20 const iat = Math.floor(Date.now() / 1000) - 30;\n\
         \x20 const payload = {{ appKey: key, meetingNumber: number, role: 0, iat, exp: iat + 7200, tokenExp: iat + 7200 }};\n\
         \x20 return KJUR.jws.JWS.sign('HS256', JSON.stringify({{ alg: 'HS256', typ: 'JWT' }}), JSON.stringify(payload), secret);\n\
         }}\n{filler}"
    );
    let found = lint(Language::JavaScript, &text);
    let at: Vec<_> = found
        .iter()
        .map(|finding| (finding.rule.as_str(), finding.evidence[0].at.as_deref()))
        .collect();
    assert_eq!(
        at,
        [("missing-mn", Some("6004:34"))],
        "{} bytes",
        text.len()
    );
}

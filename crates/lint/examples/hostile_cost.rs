//! What hostile sources of one mebibyte cost, in every language.
//!
//! `cargo run --release -p countersign-lint --example hostile_cost [KIND…]`
//! `cargo run --release -p countersign-lint --example hostile_cost -- --search STEPS [SEED]`
//!
//! The second looks for worse ones: for each language it begins with code and changes pieces of it by chance, so many
//! steps, and keeps what takes longer. One line a language: the first cost, the worst, and how often it got worse.
//!
//! One line a kind of text: the worst language first, then all of them, each the median of some runs in milliseconds of
//! the thread's time on a processor (on Linux; elsewhere of the clock).

use std::{fs, time::Instant};

use countersign_lint::{Language, MAX_SOURCE_BYTES, Source, lint_source};

const RUNS: usize = 5;
const LANGUAGES: [Language; 10] = [
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
const HEAD: &str = "zoom sdkKey meetingNumber role hmac ZoomMtg ";

/// `(name, what is repeated after the head)`: a seed is repeated, dice pick from a set.
enum Text {
    Repeat(&'static str),
    /// As repeated, with other names each time.
    Vary(&'static str),
    /// Characters or words by chance.
    Dice(&'static [&'static str]),
    /// All of one after all of another.
    Nest(&'static str, &'static str),
}

const TEXTS: &[(&str, Text)] = &[
    ("brackets", Text::Dice(&["(", ")", "[", "]", "{", "}"])),
    ("open brackets", Text::Dice(&["(", "[", "{"])),
    ("closing brackets", Text::Dice(&[")", "]", "}"])),
    ("nested (", Text::Nest("(", ")")),
    ("nested [", Text::Nest("[", "]")),
    ("nested {", Text::Nest("{", "}")),
    ("nested calls", Text::Nest("f(", ")")),
    ("nested maps", Text::Nest("{\"mn\":", "}")),
    ("nested generics", Text::Nest("a<", ">")),
    ("nested blocks", Text::Nest("if (x) {\n", "}\n")),
    ("nested ifs", Text::Repeat("if (x) ")),
    ("one character", Text::Repeat("x ")),
    ("semicolons", Text::Repeat(";")),
    ("commas", Text::Repeat(",")),
    ("dots", Text::Repeat(".a")),
    (
        "operators",
        Text::Dice(&[
            "+", "-", "*", "/", "<", ">", "=", "!", "&", "|", "?", ":", "~", "%", "^",
        ]),
    ),
    (
        "operators with operands",
        Text::Dice(&[
            "a+", "a-", "a<", "a>", "a?", "a:", "a&", "(a)-", "a=", "a,", "*a",
        ]),
    ),
    ("minuses", Text::Repeat("- ")),
    ("nots", Text::Repeat("!")),
    ("sum", Text::Repeat("a + ")),
    ("ternaries", Text::Repeat("a ? b : ")),
    ("less than", Text::Repeat("a < ")),
    ("casts", Text::Repeat("(a)")),
    ("arrows", Text::Repeat("a => ")),
    ("arrows in brackets", Text::Repeat("(a) => (")),
    ("indices", Text::Repeat("[a]")),
    ("double quote", Text::Repeat("\"a")),
    ("single quotes", Text::Repeat("'a ")),
    ("triple quotes", Text::Repeat("\"\"\" a ")),
    ("templates", Text::Repeat("`${")),
    ("interpolations", Text::Repeat("\"#{")),
    ("C# interpolations", Text::Repeat("$\"{")),
    ("C# raw", Text::Repeat("$$\"\"\"{{")),
    ("Kotlin interpolations", Text::Repeat("\"${")),
    ("Python interpolations", Text::Repeat("f\"{")),
    ("unterminated comment", Text::Repeat("/* a ")),
    ("Kotlin comments", Text::Repeat("/*")),
    ("line comments", Text::Repeat("// 0 host 1 guest\n")),
    ("hash comments", Text::Repeat("# 0 host 1 guest\n")),
    ("slashes", Text::Repeat("/a")),
    ("backslashes", Text::Repeat("\\")),
    ("Ruby heredocs", Text::Repeat("<<~A ")),
    ("Ruby heredocs of lines", Text::Repeat("<<~A\n#{\n")),
    ("PHP heredocs", Text::Repeat("<<<A\n$a ")),
    ("percent literals", Text::Repeat("%w(")),
    ("JSX", Text::Repeat("<a b={")),
    (
        "JSX soup",
        Text::Dice(&[
            "<a>", "</a>", "<", "/>", "{", "}", "a=", "\"", ">", "<b ", "text ",
        ]),
    ),
    ("tags", Text::Repeat("<a>")),
    ("scripts", Text::Repeat("<script>")),
    ("script pairs", Text::Repeat("<script>f(</script>")),
    ("PHP tags", Text::Repeat("<?php ")),
    ("PHP tag pairs", Text::Repeat("<?php ?>")),
    (
        "PHP and scripts",
        Text::Repeat("<script><?php ?>{(</script>"),
    ),
    ("indents", Text::Repeat("\n  if x:\n    y\n ")),
    ("deeper and deeper", Text::Repeat("if x:\n        ")),
    ("functions", Text::Repeat("function f(a) {")),
    ("classes", Text::Repeat("class A {")),
    ("defs", Text::Repeat("def a(b) ")),
    ("ends", Text::Repeat("end ")),
    ("dos", Text::Repeat("a do |b| ")),
    ("funs", Text::Repeat("fun a() = ")),
    ("whens", Text::Repeat("when { ")),
    ("attributes", Text::Repeat("[A] ")),
    ("annotations", Text::Repeat("@A(")),
    ("directives", Text::Repeat("#if a\n")),
    ("lambdas", Text::Repeat("{ a -> ")),
    ("types", Text::Repeat("Map<String, ")),
    (
        "keywords",
        Text::Dice(&[
            "if ", "else ", "for ", "while ", "class ", "def ", "end ", "return ", "new ", "func ",
            "fun ", "val ", "var ", "let ", "const ", "switch ", "case ", "try ", "catch ", "in ",
            "is ", "as ", "where ", "from ", "select ", "do ", "async ", "await ", "yield ",
            "static ",
        ]),
    ),
    (
        "soup",
        Text::Dice(&[
            "(",
            ")",
            "{",
            "}",
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
            "a",
            "if ",
            "def f",
            "function f",
            "1",
            "<",
            ">",
            "<?php",
            "end\n",
            "class A",
            "@",
            "?",
        ]),
    ),
    (
        "lines of soup",
        Text::Dice(&[
            "(",
            ")\n",
            "{\n",
            "}\n",
            "\"",
            ";\n",
            "\n",
            " ",
            ".b",
            ", ",
            " = ",
            ": ",
            "a",
            "if ",
            "def f\n",
            "function f",
            "1",
            "<",
            "end\n",
            "var x = ",
            "return ",
        ]),
    ),
    (
        "signing soup",
        Text::Dice(&[
            "{mn: 1, iat: now(), exp: a + 1, appKey: a}",
            "hmac.update(",
            "a + '.' + b",
            ").digest('hex')",
            ";\n",
            "(",
            ")",
            "const a = ",
            "btoa(",
            "process.env.SECRET",
            "role: x ? 0 : 1,",
            "return a\n",
            "f(a, b)",
            "= ",
        ]),
    ),
    ("other commas", Text::Vary("a, ,")),
    ("other arrows", Text::Vary("a => ")),
    ("other arrows on lines", Text::Vary("a =>\n")),
    ("other less than", Text::Vary("a < ")),
    ("other generics", Text::Vary("a<")),
    ("other casts", Text::Vary("(a)")),
    ("other tags", Text::Vary("<a>")),
    ("other products", Text::Vary("/* a ")),
    ("other products on lines", Text::Vary("/ *a\n")),
    ("other sums", Text::Vary("a + ")),
    ("other ternaries", Text::Vary("a ? a : ")),
    ("other names", Text::Vary("a ")),
    ("other names on lines", Text::Vary("a a\n")),
    ("other double quotes", Text::Vary("\"a")),
    ("other lines with a quote", Text::Vary("a(\"a);\n")),
    ("other single quotes", Text::Vary("'a ")),
    ("other interpolations", Text::Vary("f\"{a")),
    ("other percent literals", Text::Vary("%w(a ")),
    ("other JSX", Text::Vary("<a a={")),
    ("other functions", Text::Vary("function a(a) {\n")),
    ("other classes", Text::Vary("class a {\n")),
    ("other ifs", Text::Vary("if (a) ")),
    ("other elses", Text::Vary("if (a) { a() } else ")),
    ("other nots", Text::Vary("!a")),
    ("other annotations", Text::Vary("@a\n")),
    (
        "other keywords",
        Text::Vary("def a end class a return if a "),
    ),
    (
        "other lines of PHP",
        Text::Vary("$a = ['a' => a($a), 'mn' => \"$a\"];\n"),
    ),
    (
        "other lines of Python",
        Text::Vary("def a(a):\n    return a[a:]\n"),
    ),
    (
        "other lines of JavaScript",
        Text::Vary("const a = { a: a.a(a), mn: `${a}` };\n"),
    ),
    (
        "other lines of Java",
        Text::Vary("public Map<String, a> a(final a a) { return a.<a>a(); }\n"),
    ),
    (
        "other lines of Kotlin",
        Text::Vary("val a: a by lazy { a { it.a } }\n"),
    ),
    (
        "other lines of C#",
        Text::Vary("public a a => a?.a ?? $\"{a}\";\n"),
    ),
    (
        "other lines of Go",
        Text::Vary("func a(a *a) (a, error) { return a.a[a], nil }\n"),
    ),
    (
        "other lines of Ruby",
        Text::Vary("def a(a) = a.a { |a| a[:a] }\n"),
    ),
    (
        "valid JavaScript",
        Text::Repeat(
            "const a = {mn: 1, iat: Date.now(), exp: a + 1, appKey: a};\nf(createHmac('sha256', s).update(a + '.' + b).digest('hex'));\n",
        ),
    ),
    (
        "claims",
        Text::Repeat(
            "const a = {mn: 1, iat: Date.now(), exp: Date.now() + 1, appKey: secret, tokenExp: 5, role: '0'};\n",
        ),
    ),
    (
        "valid Python",
        Text::Repeat(
            "a = {'mn': 1, 'iat': time.time(), 'exp': iat + 60, 'appKey': k}\njwt.encode(a, secret, algorithm='HS512')\n",
        ),
    ),
    (
        "valid PHP",
        Text::Repeat(
            "$a = ['mn' => 1, 'iat' => time(), 'exp' => time() * 1000, 'appKey' => $k];\nhash_hmac('sha256', $a . '.' . $b, $secret);\n",
        ),
    ),
    (
        "valid Java",
        Text::Repeat(
            "Map<String, Object> a = Map.of(\"mn\", 1, \"iat\", System.currentTimeMillis(), \"exp\", iat + 60, \"appKey\", k);\n",
        ),
    ),
    (
        "valid Kotlin",
        Text::Repeat(
            "val a = mapOf(\"mn\" to 1, \"iat\" to System.currentTimeMillis(), \"exp\" to iat + 60, \"appKey\" to k)\n",
        ),
    ),
    (
        "valid C#",
        Text::Repeat(
            "var a = new { mn = 1, iat = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), exp = iat + 60, appKey = k };\n",
        ),
    ),
    (
        "valid Go",
        Text::Repeat(
            "a := map[string]any{\"mn\": 1, \"iat\": time.Now().UnixMilli(), \"exp\": iat + 60, \"appKey\": k}\n",
        ),
    ),
    (
        "valid Ruby",
        Text::Repeat("a = { mn: 1, iat: Time.now.to_f * 1000, exp: iat + 60, appKey: k }\n"),
    ),
    ("assignments", Text::Repeat("a = a + a\n")),
    ("assigned texts", Text::Repeat("a = a + '{\"mn\":' + a\n")),
    ("chain of calls", Text::Repeat(".claim(\"mn\", a)")),
    (
        "own functions",
        Text::Repeat("function sign(key, secret, mn, role) { return sign(a, sign(b, c)); }\n"),
    ),
    (
        "joins",
        Text::Repeat("client.join({ password: undefined, passWord: a, role: 1 });\n"),
    ),
    ("long name", Text::Repeat("a")),
    ("digits", Text::Repeat("1")),
    ("blanks", Text::Repeat(" ")),
    ("newlines", Text::Repeat("\n")),
    ("backslash newlines", Text::Repeat("\\\n")),
    (
        "unicode",
        Text::Dice(&[
            "é",
            "ß",
            "\u{1F600}",
            "中",
            "\u{200B}",
            "\u{FEFF}",
            "\u{0}",
            "\u{7F}",
            "𝒳",
        ]),
    ),
    (
        "bytes",
        Text::Dice(&[
            "\u{1}", "\u{0}", "\t", "\r", "!", "#", "%", "'", "+", "1", "9", ":", "A", "_", "a",
            "z", "{", "}", "~", "é", "\"", "\\", "\n", " ",
        ]),
    ),
];

impl Text {
    fn whole(&self) -> String {
        let room = MAX_SOURCE_BYTES - HEAD.len();
        let body = match self {
            Text::Repeat(seed) => seed.repeat(room / seed.len()),
            Text::Vary(seed) => {
                let mut body = String::with_capacity(room);
                let mut at: u32 = 0;
                loop {
                    at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let one = seed.replace('a', &format!("n{:x}", at >> 8));
                    if body.len() + one.len() > room {
                        break body;
                    }
                    body.push_str(&one);
                }
            }
            Text::Nest(open, close) => {
                let deep = room / (open.len() + close.len());
                open.repeat(deep) + &close.repeat(deep)
            }
            Text::Dice(set) => {
                let mut body = String::with_capacity(room);
                // Knuth's.
                let mut state: u64 = 42;
                loop {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    let one = set[(state >> 33) as usize % set.len()];
                    if body.len() + one.len() > room {
                        break body;
                    }
                    body.push_str(one);
                }
            }
        };
        HEAD.to_owned() + &body
    }
}

/// Chance that comes out the same every time: Knuth's.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    /// A piece of what is among the texts, at times with names of its own.
    fn piece(&mut self) -> String {
        let (_, text) = &TEXTS[self.below(TEXTS.len())];
        match text {
            Text::Repeat(seed) => (*seed).to_owned(),
            Text::Dice(set) => set[self.below(set.len())].to_owned(),
            Text::Nest(open, close) => [*open, *close][self.below(2)].to_owned(),
            Text::Vary(seed) => {
                let name = format!("n{:x}", self.below(1 << 20));
                seed.replace('a', &name)
            }
        }
    }
}

/// More than is looked at of a long text.
const SEARCHED: usize = 10 * 1024;

/// Climbs from code of a language to what takes the linter longer. The costs are the least of three, which others on the
/// machine disturb least.
fn search(language: Language, steps: usize, seed: u64) -> (f64, f64, usize) {
    let own = format!("other lines of {}", language.name());
    let valid = format!("valid {}", language.name());
    let of_language = |name: &str| name == own || name == valid;
    let mut dice = Dice(seed);
    let mut pieces: Vec<String> = Vec::new();
    let lines: Vec<&Text> = TEXTS
        .iter()
        .filter(|(name, _)| of_language(name))
        .map(|(_, text)| text)
        .collect();
    while pieces.iter().map(String::len).sum::<usize>() < SEARCHED {
        let name = format!("n{:x}", dice.below(1 << 20));
        match lines.get(dice.below(lines.len())) {
            Some(Text::Vary(line)) => pieces.push(line.replace('a', &name)),
            Some(Text::Repeat(line)) => pieces.push((*line).to_owned()),
            _ => pieces.push(format!("{name} = f({name})\n")),
        }
    }
    let whole = |pieces: &[String]| {
        let mut text = HEAD.to_owned() + "\n" + &pieces.concat();
        let mut end = text.len().min(SEARCHED);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text
    };
    let first = least_cost(&whole(&pieces), language);
    let (mut most, mut worse) = (first, 0);
    for _ in 0..steps {
        let mut changed = pieces.clone();
        for _ in 0..=dice.below(4) {
            let (at, length) = (dice.below(changed.len()), 1 + dice.below(24));
            let end = (at + length).min(changed.len());
            match dice.below(5) {
                0 => changed[at] = dice.piece(),
                1 => changed.insert(at, dice.piece()),
                2 => drop(changed.drain(at..end)),
                3 => {
                    let again = changed[at..end].to_vec();
                    let to = dice.below(changed.len());
                    changed.splice(to..to, again);
                }
                _ => {
                    let (new, times) = (dice.piece(), 1 + dice.below(12));
                    changed.splice(at..end, std::iter::repeat_n(new, times));
                }
            }
            if changed.is_empty() {
                changed.push(dice.piece());
            }
        }
        let cost = least_cost(&whole(&changed), language);
        if cost > most {
            (most, worse, pieces) = (cost, worse + 1, changed);
        }
    }
    // Once more, so that no accident counts.
    let text = whole(&pieces);
    (first, least_cost(&text, language), worse)
}

/// In milliseconds.
fn least_cost(text: &str, language: Language) -> f64 {
    let page;
    let text = match language {
        Language::Html => {
            page = format!("<script>{text}");
            page.as_str()
        }
        _ => text,
    };
    let source = Source {
        language: Some(language),
        text,
        ..Source::default()
    };
    let once = || {
        let begin = Instant::now();
        std::hint::black_box(lint_source(&source));
        begin.elapsed().as_secs_f64() * 1e3
    };
    once().min(once()).min(once())
}

#[expect(clippy::print_stdout, reason = "the numbers are what it is for")]
fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if wanted.first().is_some_and(|word| word == "--search") {
        let number = |at: usize| wanted.get(at).and_then(|word| word.parse().ok());
        let (steps, seed) = (number(1).unwrap_or(200), number(2).unwrap_or(42));
        for language in LANGUAGES {
            let (first, worst, worse) = search(language, steps as usize, seed);
            println!(
                "{:12} {first:6.1} ms, then {worst:6.1} ms after {worse} changes",
                language.name()
            );
        }
        return;
    }
    let mut worst: Vec<(f64, String)> = Vec::new();
    for (name, kind) in TEXTS {
        if !wanted.is_empty() && !wanted.iter().any(|one| one == name) {
            continue;
        }
        let text = kind.whole();
        let mut costs: Vec<(f64, Language)> = LANGUAGES
            .into_iter()
            .map(|language| (median_cost(&text, language), language))
            .collect();
        costs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let shown: Vec<String> = costs
            .iter()
            .map(|(cost, language)| format!("{} {cost:.1}", language.name()))
            .collect();
        println!("{name:24} {}", shown.join("  "));
        worst.extend(
            costs
                .into_iter()
                .map(|(cost, language)| (cost, format!("{name}, {}", language.name()))),
        );
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\nthe worst of {}:", worst.len());
    for (cost, what) in worst.iter().take(12) {
        println!("{cost:6.1} ms  {what}");
    }
}

/// In milliseconds.
fn median_cost(text: &str, language: Language) -> f64 {
    let page;
    let text = match language {
        // All of it in one script.
        Language::Html => {
            page = format!("<script>{HEAD}{}", text.get(2 * HEAD.len()..).unwrap_or(""));
            page.as_str()
        }
        _ => text,
    };
    let source = Source {
        language: Some(language),
        text,
        ..Source::default()
    };
    let mut costs: Vec<f64> = (0..RUNS)
        .map(|_| {
            let (begin, clock) = (on_processor(), Instant::now());
            std::hint::black_box(lint_source(&source));
            match (begin, on_processor()) {
                (Some(begin), Some(end)) => (end - begin) as f64 / 1e6,
                _ => clock.elapsed().as_secs_f64() * 1e3,
            }
        })
        .collect();
    costs.sort_by(f64::total_cmp);
    costs[RUNS / 2]
}

/// How long this thread was on a processor, in nanoseconds.
fn on_processor() -> Option<u64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

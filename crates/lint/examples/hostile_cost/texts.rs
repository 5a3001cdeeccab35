//! Hostile texts of one mebibyte, and pieces of them.

use countersign_lint::MAX_SOURCE_BYTES;

/// Makes every text worth a look.
pub(crate) const HEAD: &str = "zoom sdkKey meetingNumber role hmac ZoomMtg ";

/// `(name, what is repeated after the head)`: a seed is repeated, dice pick from a set.
pub(crate) enum Text {
    Repeat(&'static str),
    /// As repeated, with other names each time.
    Vary(&'static str),
    /// Characters or words by chance.
    Dice(&'static [&'static str]),
    /// All of one after all of another.
    Nest(&'static str, &'static str),
}

pub(crate) const TEXTS: &[(&str, Text)] = &[
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
    pub(crate) fn whole(&self) -> String {
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

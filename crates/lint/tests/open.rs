//! What claims lack is said only where all of them can be seen, and of what stands there in truth.

use countersign_lint::{Source, lint_source};

fn rules(name: &str, text: &str) -> Vec<String> {
    let source = Source {
        text,
        name: Some(name),
        presumed: true,
        ..Source::default()
    };
    let findings = lint_source(&source).findings;
    let grave = findings
        .into_iter()
        .filter(|finding| finding.severity != countersign_diagnose::Severity::Info);
    grave.map(|finding| finding.rule).collect()
}

const JS: &str = "import jwt from 'jsonwebtoken';\nexport function sign(appKey, secret, mn, role, extra) {\n  const iat = Math.floor(Date.now() / 1000) - 30;\n  const exp = iat + 7200;\n  const payload = {appKey, mn, iat, exp, tokenExp: exp};\n  MORE\n  return jwt.sign(payload, secret);\n}\n";
const PYTHON: &str = "import jwt, time\n\ndef sign(key, secret, mn, role, extra):\n    iat = int(time.time()) - 30\n    payload = {\"appKey\": key, \"mn\": mn, \"iat\": iat, \"exp\": iat + 7200, \"tokenExp\": iat + 7200}\n    MORE\n    return jwt.encode(payload, secret, algorithm=\"HS256\")\n";
const KOTLIN: &str = "fun sign(key: String, secret: String, mn: String, role: Int, extra: Map<String, Any>): String {\n    val iat = System.currentTimeMillis() / 1000 - 30\n    val claims = mutableMapOf<String, Any>(\"appKey\" to key, \"mn\" to mn, \"iat\" to iat, \"exp\" to iat + 7200, \"tokenExp\" to iat + 7200)\n    MORE\n    return Jwts.builder().setClaims(claims).signWith(Keys.hmacShaKeyFor(secret.toByteArray()), SignatureAlgorithm.HS256).compact()\n}\n";
const GO: &str = "package main\n\nfunc sign(key, secret, mn string, role int, extra jwt.MapClaims) (string, error) {\n\tiat := time.Now().Unix() - 30\n\tclaims := jwt.MapClaims{\"appKey\": key, \"mn\": mn, \"iat\": iat, \"exp\": iat + 7200, \"tokenExp\": iat + 7200}\n\tMORE\n\treturn jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(secret))\n}\n";
const PHP: &str = "<?php\nfunction sign($key, $secret, $mn, $role, $extra) {\n    $iat = time() - 30;\n    $payload = ['appKey' => $key, 'mn' => $mn, 'iat' => $iat, 'exp' => $iat + 7200, 'tokenExp' => $iat + 7200];\n    MORE\n    return JWT::encode($payload, $secret, 'HS256');\n}\n";
const RUBY: &str = "require 'jwt'\n\ndef sign(key, secret, mn, role, extra)\n  iat = Time.now.to_i - 30\n  payload = { appKey: key, mn: mn, iat: iat, exp: iat + 7200, tokenExp: iat + 7200 }\n  MORE\n  JWT.encode(payload, secret, 'HS256')\nend\n";

#[test]
fn claims_that_something_may_be_put_into_lack_none() {
    let mut wrong = Vec::new();
    for (file, text, all) in [
        (
            "a.js",
            JS,
            &[
                "addRole(payload);",
                "assignRole(payload, role);",
                "Object.assign(payload, extra);",
                "_.set(payload, 'role', role);",
                "const r = 'role'; payload[r] = role;",
                "for (const [k, v] of Object.entries(extra)) payload[k] = v;",
                "Object.entries(extra).forEach(([k, v]) => { payload[k] = v; });",
                "Object.defineProperty(payload, 'role', {value: role, enumerable: true});",
            ][..],
        ),
        (
            "a.py",
            PYTHON,
            &[
                "payload.setdefault(\"role\", role)",
                "payload.update(extra)",
                "add_role(payload, role)",
                "payload = with_role(payload, role)",
                "payload[ROLE] = role",
                "payload = payload | extra",
            ],
        ),
        (
            "A.kt",
            KOTLIN,
            &[
                "claims.putAll(extra)",
                "claims[ROLE] = role",
                "addRole(claims, role)",
            ],
        ),
        (
            "a.go",
            GO,
            &[
                "maps.Copy(claims, extra)",
                "for k, v := range extra {\n\t\tclaims[k] = v\n\t}",
                "addRole(claims, role)",
            ],
        ),
        (
            "a.php",
            PHP,
            &[
                "$payload = array_merge($payload, $extra);",
                "$payload[$name] = $role;",
                "$payload = $payload + $extra;",
                "add_role($payload, $role);",
            ],
        ),
        (
            "a.rb",
            RUBY,
            &[
                "payload.merge!(extra)",
                "payload[name] = role",
                "add_role(payload, role)",
            ],
        ),
    ] {
        for more in all {
            let found = rules(file, &text.replace("MORE", more));
            if !found.is_empty() {
                wrong.push(format!("{more}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_looks_at_claims_adds_none() {
    for (file, text, all) in [
        (
            "a.js",
            JS,
            &[
                "",
                "console.log(payload);",
                "const text = JSON.stringify(payload);",
                "extra[mn] = payload;",
            ][..],
        ),
        (
            "a.py",
            PYTHON,
            &[
                "pass",
                "print(payload)",
                "logging.info(json.dumps(payload))",
            ],
        ),
        ("A.kt", KOTLIN, &["", "println(claims)"]),
        ("a.go", GO, &["", "log.Println(claims)"]),
        ("a.php", PHP, &["", "error_log(json_encode($payload));"]),
        ("a.rb", RUBY, &["", "puts payload.to_json"]),
    ] {
        for more in all {
            let found = rules(file, &text.replace("MORE", more));
            assert_eq!(found, ["role-invalid"], "{file} {more}");
        }
    }
}

#[test]
fn a_function_that_can_be_seen_is_looked_into() {
    let with = |body: &str| {
        let text = JS.replace("MORE", "finish(payload, role);");
        rules(
            "a.js",
            &format!("{text}function finish(all, one) {{ {body} }}\n"),
        )
    };
    assert_eq!(with("all[name()] = one;"), [""; 0]);
    assert_eq!(with("count += one;"), ["role-invalid"]);
}

#[test]
fn of_open_claims_nothing_else_is_missed_either() {
    let open = JS.replace("MORE", "complete(payload);");
    for lost in ["appKey, ", "mn, ", "exp, "] {
        let text = open
            .replace(&format!("{{{lost}"), "{")
            .replace(&format!(", {lost}"), ", ");
        assert_eq!(rules("a.js", &text), [""; 0], "{lost}");
    }
}

#[test]
fn a_text_over_two_lines_hides_no_signer_below_it() {
    let signer = RUBY.replace("MORE", "").replace('\'', "\"");
    let with = |before: &str| rules("a.rb", &format!("{before}{signer}"));
    let alone = with("");
    assert_eq!(alone, ["role-invalid"]);
    assert_eq!(with("NOTE = \"alpha\nbeta\"\n\n"), alone);
}

#[test]
fn a_key_that_is_blacked_out_is_no_client_id() {
    let with = |key: &str| {
        let text = JS
            .replace("MORE", "payload.role = role;")
            .replace("{appKey,", &format!("{{appKey: '{key}',"))
            .replace("secret);", &format!("'{key}');"));
        rules("a.js", &text)
    };
    for hidden in [
        "****************",
        "xxxxxxxxxxxxxxxxxxxx",
        "................",
        "YOUR_CREDENTIAL_HERE",
    ] {
        let found = with(hidden);
        assert!(
            !found.contains(&"arg-order".to_owned()),
            "{hidden} {found:?}"
        );
    }
    let found = with("q7Rk2mPz9LwXc4TnVb8s");
    assert!(found.contains(&"arg-order".to_owned()), "{found:?}");
}

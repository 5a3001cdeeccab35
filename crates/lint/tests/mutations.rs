//! One mistake put into a correct generator is named, in every language.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::{fs, path::Path};

use countersign_lint::{Source, lint_source};

/// `(file, what is right, what is wrong instead, the rule that says so)`
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    // JavaScript
    (
        "node_by_hand.js",
        ".toString(\"base64url\")",
        ".toString(\"base64\")",
        "base64-standard-segments",
    ),
    (
        "node_by_hand.js",
        "Buffer.from(JSON.stringify(value)).toString(\"base64url\")",
        "btoa(JSON.stringify(value))",
        "base64-standard-segments",
    ),
    (
        "node_by_hand.js",
        ".digest(\"base64url\")",
        ".digest(\"base64\")",
        "base64-standard-segments",
    ),
    (
        "node_by_hand.js",
        ".digest(\"base64url\")",
        ".digest(\"hex\")",
        "hmac-hex",
    ),
    (
        "node_by_hand.js",
        "const mac = createHmac(\"sha256\", process.env.ZOOM_MEETING_SDK_SECRET).update(unsigned).digest(\"base64url\");",
        "const mac = btoa(createHmac(\"sha256\", process.env.ZOOM_MEETING_SDK_SECRET).update(unsigned).digest(\"hex\"));",
        "hmac-hex-then-base64",
    ),
    (
        "node_by_hand.js",
        "return `${unsigned}.${mac}`",
        "return mac",
        "sig-only",
    ),
    (
        "node_by_hand.js",
        "mn: meetingNumber",
        "meetingNumber: meetingNumber",
        "missing-mn",
    ),
    (
        "node_by_hand.js",
        "mn: meetingNumber",
        "meetingNumber",
        "missing-mn",
    ),
    (
        "node_by_hand.js",
        "mn: meetingNumber",
        "mn: \"812-3456-7890\"",
        "mn-not-digits",
    ),
    (
        "node_by_hand.js",
        "    appKey: process.env.ZOOM_MEETING_SDK_KEY,\n",
        "",
        "missing-appkey",
    ),
    (
        "node_by_hand.js",
        "    appKey: process.env.ZOOM_MEETING_SDK_KEY,\n    sdkKey: process.env.ZOOM_MEETING_SDK_KEY,\n",
        "",
        "missing-both-keys",
    ),
    (
        "node_by_hand.js",
        "    tokenExp: exp,\n",
        "",
        "missing-tokenexp",
    ),
    (
        "node_by_hand.js",
        "tokenExp: exp",
        "tokenExp: 1800",
        "tokenexp-is-duration",
    ),
    (
        "node_by_hand.js",
        "    role,\n",
        "    role: \"1\",\n",
        "role-string",
    ),
    (
        "node_by_hand.js",
        "    role,\n",
        "    role: 2,\n",
        "role-invalid",
    ),
    (
        "node_by_hand.js",
        "    role,\n",
        "    role: isHost ? 0 : 1,\n",
        "role-swapped",
    ),
    (
        "node_by_hand.js",
        "role: 0 joins as a participant, 1 starts as the host",
        "role: 0 for a host, 1 for a participant",
        "role-swapped",
    ),
    (
        "node_by_hand.js",
        "Math.floor(Date.now() / 1000) - 30",
        "Date.now()",
        "time-in-ms",
    ),
    (
        "node_by_hand.js",
        "Math.floor(Date.now() / 1000) - 30",
        "new Date().getTime() - 30000",
        "time-in-ms",
    ),
    (
        "node_by_hand.js",
        "Math.floor(Date.now() / 1000) - 30",
        "Date.now() / 1000 - 30",
        "time-float",
    ),
    (
        "node_by_hand.js",
        "    iat,\n",
        "    iat: iat.toString(),\n",
        "time-string-or-null",
    ),
    (
        "node_by_hand.js",
        "iat + 2 * 60 * 60",
        "iat + 60",
        "ttl-zero-or-short",
    ),
    (
        "node_by_hand.js",
        "iat + 2 * 60 * 60",
        "iat",
        "ttl-zero-or-short",
    ),
    (
        "node_by_hand.js",
        "iat + 2 * 60 * 60",
        "iat + 1800",
        "ttl-exactly-1800",
    ),
    (
        "node_by_hand.js",
        "iat + 2 * 60 * 60",
        "iat + 60 * 60 * 24 * 365",
        "ttl-too-long",
    ),
    ("node_by_hand.js", "- 30;", "+ 300;", "iat-in-future"),
    (
        "node_by_hand.js",
        "- 30;\n  const exp = iat + 2 * 60 * 60",
        "- 7200;\n  const exp = iat + 7210",
        "near-expiry",
    ),
    ("node_by_hand.js", " - 30;", ";", "iat-in-future"),
    (
        "node_by_hand.js",
        "alg: \"HS256\"",
        "alg: \"HS512\"",
        "wrong-alg",
    ),
    (
        "node_by_hand.js",
        "createHmac(\"sha256\"",
        "createHmac(\"sha1\"",
        "wrong-alg",
    ),
    (
        "node_by_hand.js",
        "createHmac(\"sha256\", process.env.ZOOM_MEETING_SDK_SECRET)",
        "createHmac(\"sha256\", Buffer.from(process.env.ZOOM_MEETING_SDK_SECRET, \"base64\"))",
        "secret-base64-decoded",
    ),
    (
        "node_by_hand.js",
        "process.env.ZOOM_MEETING_SDK_SECRET",
        "process.env.NEXT_PUBLIC_ZOOM_SDK_SECRET",
        "secret-in-browser",
    ),
    (
        "node_by_hand.js",
        "process.env.ZOOM_MEETING_SDK_SECRET",
        "import.meta.env.VITE_ZOOM_SDK_SECRET",
        "secret-in-browser",
    ),
    (
        "node_by_hand.js",
        "process.env.ZOOM_MEETING_SDK_SECRET",
        "process.env.ZOOM_S2S_CLIENT_SECRET",
        "s2s-credentials",
    ),
    (
        "node_by_hand.js",
        "process.env.ZOOM_MEETING_SDK_SECRET",
        "(process.env.ZOOM_MEETING_SDK_SECRET || \"\")",
        "secret-undefined",
    ),
    (
        "node_by_hand.js",
        "const toPart",
        "const sdkSecret = \"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7\";\nconst toPart",
        "secret-in-browser",
    ),
    (
        "cryptojs_url_safe.js",
        "encoded = encoded.replace(/=+$/, \"\");",
        "",
        "base64url-padding",
    ),
    (
        "cryptojs_url_safe.js",
        "const third = base64url(CryptoJS.HmacSHA256(first + \".\" + second, sdkSecret));",
        "const third = CryptoJS.HmacSHA256(first + \".\" + second, sdkSecret).toString();",
        "hmac-hex",
    ),
    (
        "cryptojs_url_safe.js",
        "const third = base64url(CryptoJS.HmacSHA256(first + \".\" + second, sdkSecret));",
        "const third = CryptoJS.enc.Base64.stringify(CryptoJS.HmacSHA256(first + \".\" + second, sdkSecret));",
        "base64-standard-segments",
    ),
    (
        "cryptojs_url_safe.js",
        "CryptoJS.HmacSHA256(first + \".\" + second, sdkSecret)",
        "CryptoJS.HmacSHA256(sdkSecret, first + \".\" + second)",
        "arg-order",
    ),
    (
        "cryptojs_url_safe.js",
        "return first + \".\" + second + \".\" + third;",
        "return third;",
        "sig-only",
    ),
    (
        "cryptojs_url_safe.js",
        "function sign(",
        "sign(mn, 1);\nfunction sign(",
        "arg-order",
    ),
    (
        "cryptojs_url_safe.js",
        "function sign(",
        "sign(sdkSecret, sdkKey, mn, 0);\nfunction sign(",
        "arg-order",
    ),
    (
        "node_auth_endpoint.js",
        "KJUR.jws.JWS.sign(\"HS256\"",
        "KJUR.jws.JWS.sign(\"HS512\"",
        "wrong-alg",
    ),
    (
        "node_auth_endpoint.js",
        "mn: meetingNumber",
        "meetingNumber",
        "missing-mn",
    ),
    (
        "join_page.html",
        "await client.join(",
        "ZoomMtg.generateSDKSignature({ meetingNumber: 1, sdkKey, sdkSecret, role: 0 });\n  await client.join(",
        "generatesdksignature-removed",
    ),
    (
        "join_page.html",
        "await client.join(",
        "localStorage.setItem(\"sdkSecret\", secret);\n  await client.join(",
        "secret-in-browser",
    ),
    (
        "join_page.html",
        "await client.join({ signature,",
        "await client.join({ signature: \"eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJ4IiwibW4iOiIxIiwicm9sZSI6MH0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",",
        "expired-hardcoded",
    ),
    (
        "join_page.html",
        "password: \"\"",
        "passWord: passcode",
        "join-param-misnamed",
    ),
    (
        "join_page.html",
        "await client.join({ signature,",
        "await client.join({ tk: undefined, signature,",
        "undefined-optional",
    ),
    (
        "join_page.html",
        "await client.join({ signature,",
        "ZoomMtg.join({ role: 0, signature,",
        "join-param-misnamed",
    ),
    (
        "browser_crypto.ts",
        "mn: wish.meetingNumber",
        "meetingNumber: wish.meetingNumber",
        "missing-mn",
    ),
    (
        "browser_crypto.ts",
        "Math.round(new Date().getTime() / 1000) - 30",
        "new Date().getTime()",
        "time-in-ms",
    ),
    (
        "webhook_beside_signer.js",
        "process.env.ZOOM_MEETING_SDK_SECRET",
        "process.env.ZOOM_CLIENT_SECRET",
        "s2s-credentials",
    ),
    // Python
    (
        "python_pyjwt.py",
        "\"mn\"",
        "\"meetingNumber\"",
        "missing-mn",
    ),
    (
        "python_pyjwt.py",
        "int(time.time())",
        "time.time()",
        "time-float",
    ),
    (
        "python_pyjwt.py",
        "int(time.time()) - 30",
        "int(time.time() * 1000)",
        "time-in-ms",
    ),
    (
        "python_pyjwt.py",
        "int(time.time()) - 30",
        "int(datetime.datetime.utcnow().timestamp()) - 30",
        "local-time-as-utc",
    ),
    (
        "python_pyjwt.py",
        "int(time.time()) - 30",
        "datetime.now()",
        "local-time-as-utc",
    ),
    (
        "python_pyjwt.py",
        "\"tokenExp\": exp",
        "\"tokenExp\": 3600",
        "tokenexp-is-duration",
    ),
    (
        "python_pyjwt.py",
        "algorithm=\"HS256\"",
        "algorithm=\"HS512\"",
        "wrong-alg",
    ),
    (
        "python_pyjwt.py",
        "os.environ[\"ZOOM_MEETING_SDK_SECRET\"]",
        "base64.b64decode(os.environ[\"ZOOM_MEETING_SDK_SECRET\"])",
        "secret-base64-decoded",
    ),
    (
        "python_pyjwt.py",
        "os.environ[\"ZOOM_MEETING_SDK_SECRET\"]",
        "os.environ.get(\"ZOOM_MEETING_SDK_SECRET\", \"\")",
        "secret-undefined",
    ),
    (
        "python_pyjwt.py",
        "role 0 joins, role 1 starts as host",
        "see below\"\"\"\n    # role 0 is host and 1 is attendee\n    \"\"\"",
        "role-swapped",
    ),
    (
        "python_by_hand.py",
        "base64.urlsafe_b64encode(data).rstrip(b\"=\")",
        "base64.b64encode(data)",
        "base64-standard-segments",
    ),
    (
        "python_by_hand.py",
        ".rstrip(b\"=\")",
        "",
        "base64url-padding",
    ),
    (
        "python_by_hand.py",
        "hashlib.sha256).digest()",
        "hashlib.sha256).hexdigest()",
        "hmac-hex-then-base64",
    ),
    (
        "python_by_hand.py",
        "return message + \".\" + part(mac)",
        "return part(mac)",
        "sig-only",
    ),
    (
        "python_by_hand.py",
        "exp = iat + 7200",
        "exp = iat + 600",
        "ttl-zero-or-short",
    ),
    (
        "python_by_hand.py",
        "client_secret.encode(\"utf-8\"), message.encode(\"utf-8\")",
        "message.encode(\"utf-8\"), client_secret.encode(\"utf-8\")",
        "arg-order",
    ),
    // PHP
    (
        "php_by_hand.php",
        "rtrim(strtr(base64_encode($data), '+/', '-_'), '=')",
        "base64_encode($data)",
        "base64-standard-segments",
    ),
    (
        "php_by_hand.php",
        "rtrim(strtr(base64_encode($data), '+/', '-_'), '=')",
        "strtr(base64_encode($data), '+/', '-_')",
        "base64url-padding",
    ),
    (
        "php_by_hand.php",
        "$sdkSecret, true)",
        "$sdkSecret)",
        "hmac-hex-then-base64",
    ),
    (
        "php_by_hand.php",
        "return $header . '.' . $payload . '.' . part($mac)",
        "return part($mac)",
        "sig-only",
    ),
    (
        "php_by_hand.php",
        "'mn' =>",
        "'meetingNumber' =>",
        "missing-mn",
    ),
    (
        "php_by_hand.php",
        "time() - 30",
        "time() * 1000 - 30000",
        "time-in-ms",
    ),
    (
        "php_by_hand.php",
        "time() - 30",
        "microtime(true) - 30",
        "time-float",
    ),
    (
        "php_by_hand.php",
        "$iat + 60 * 60 * 2",
        "$iat + 60 * 60 * 24 * 7",
        "ttl-too-long",
    ),
    (
        "php_by_hand.php",
        "'role' => $role",
        "'role' => $_REQUEST['role']",
        "open-signing-endpoint",
    ),
    ("php_firebase.php", "'HS256'", "'HS384'", "wrong-alg"),
    (
        "php_firebase.php",
        "getenv('ZOOM_MEETING_SDK_SECRET')",
        "base64_decode(getenv('ZOOM_MEETING_SDK_SECRET'))",
        "secret-base64-decoded",
    ),
    (
        "php_firebase.php",
        "'tokenExp' => $exp",
        "'tokenExp' => 7200",
        "tokenexp-is-duration",
    ),
    (
        "php_firebase.php",
        "time() - 30",
        "strtotime('+1 hour')",
        "iat-in-future",
    ),
    // Java
    (
        "JavaByHand.java",
        ".withoutPadding()",
        "",
        "base64url-padding",
    ),
    (
        "JavaByHand.java",
        "Base64.getUrlEncoder().withoutPadding()",
        "Base64.getEncoder()",
        "base64-standard-segments",
    ),
    (
        "JavaByHand.java",
        "\\\"mn\\\"",
        "\\\"meetingNumber\\\"",
        "missing-mn",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "System.currentTimeMillis()",
        "time-in-ms",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "(long) (System.currentTimeMillis() / (float) 1000) - 30",
        "float32-timestamp",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "(long) (new Date().getTime() / 1000f) - 30",
        "float32-timestamp",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "LocalDateTime.now().toInstant(ZoneOffset.UTC).getEpochSecond() - 30",
        "local-time-as-utc",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "LocalDateTime.now().toEpochSecond(ZoneOffset.UTC) - 30",
        "local-time-as-utc",
    ),
    (
        "JavaByHand.java",
        "sdkSecret.getBytes(StandardCharsets.UTF_8)",
        "Base64.getDecoder().decode(sdkSecret)",
        "secret-base64-decoded",
    ),
    (
        "JavaByHand.java",
        "return message + \".\" + part(result)",
        "return part(result)",
        "sig-only",
    ),
    (
        "JavaByHand.java",
        "part(result)",
        "bytesToHex(result)",
        "hmac-hex",
    ),
    (
        "JavaJjwt.java",
        "Jwts.SIG.HS256",
        "Jwts.SIG.HS512",
        "wrong-alg",
    ),
    (
        "JavaJjwt.java",
        "Keys.hmacShaKeyFor(clientSecret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256",
        "SignatureAlgorithm.HS256, clientSecret",
        "secret-base64-decoded",
    ),
    ("JavaJjwt.java", "\"mn\"", "\"meetingNumber\"", "missing-mn"),
    (
        "JavaJjwt.java",
        "\"appKey\"",
        "\"iss\"",
        "missing-both-keys",
    ),
    (
        "JavaByHand.java",
        "Instant.now().getEpochSecond() - 30",
        "Instant.now().plus(Duration.ofMinutes(5)).getEpochSecond()",
        "iat-in-future",
    ),
    // Kotlin
    (
        "kotlin.kt",
        "\"mn\" to mn",
        "\"meetingNumber\" to mn",
        "missing-mn",
    ),
    (
        "kotlin.kt",
        "Instant.now().epochSecond - 30",
        "System.currentTimeMillis()",
        "time-in-ms",
    ),
    (
        "kotlin.kt",
        "Instant.now().epochSecond - 30",
        "(System.currentTimeMillis() / 1000f).toLong() - 30",
        "float32-timestamp",
    ),
    (
        "kotlin.kt",
        "Instant.now().epochSecond - 30",
        "LocalDateTime.now().toEpochSecond(ZoneOffset.UTC) - 30",
        "local-time-as-utc",
    ),
    ("kotlin.kt", ".withoutPadding()", "", "base64url-padding"),
    (
        "kotlin.kt",
        "return \"$message.${part(hash)}\"",
        "return part(hash)",
        "sig-only",
    ),
    // C#
    (
        "csharp.cs",
        ".TrimEnd('=').Replace('+', '-').Replace('/', '_')",
        "",
        "base64-standard-segments",
    ),
    ("csharp.cs", ".TrimEnd('=')", "", "base64url-padding"),
    (
        "csharp.cs",
        "mn = meetingNumber",
        "meetingNumber",
        "missing-mn",
    ),
    (
        "csharp.cs",
        "DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30",
        "DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()",
        "time-in-ms",
    ),
    (
        "csharp.cs",
        "DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30",
        "(long)(DateTime.Now - new DateTime(1970, 1, 1)).TotalSeconds",
        "local-time-as-utc",
    ),
    (
        "csharp.cs",
        "DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30",
        "(DateTime.UtcNow - new DateTime(1970, 1, 1)).TotalSeconds - 30",
        "time-float",
    ),
    (
        "csharp.cs",
        "Encoding.UTF8.GetBytes(sdkSecret)",
        "Convert.FromBase64String(sdkSecret)",
        "secret-base64-decoded",
    ),
    (
        "csharp.cs",
        "return $\"{message}.{Part(mac)}\"",
        "return Part(mac)",
        "sig-only",
    ),
    (
        "csharp.cs",
        "{Part(mac)}",
        "{Convert.ToHexString(mac)}",
        "hmac-hex",
    ),
    (
        "csharp_identity.cs",
        "AddHours(2)",
        "AddDays(30)",
        "ttl-too-long",
    ),
    (
        "csharp_identity.cs",
        "\"role\", 0",
        "\"role\", 5",
        "role-invalid",
    ),
    (
        "csharp_identity.cs",
        "SecurityAlgorithms.HmacSha256",
        "SecurityAlgorithms.HmacSha512",
        "wrong-alg",
    ),
    (
        "csharp_identity.cs",
        "AddHours(2)",
        "Add(TimeSpan.FromDays(30))",
        "ttl-too-long",
    ),
    (
        "csharp_identity.cs",
        "AddHours(2)",
        "Add(TimeSpan.FromMinutes(10))",
        "ttl-zero-or-short",
    ),
    // Go
    ("golang.go", "\"mn\": ", "\"meetingNumber\": ", "missing-mn"),
    (
        "golang.go",
        "time.Now().Unix() - 30",
        "time.Now().UnixMilli()",
        "time-in-ms",
    ),
    (
        "golang.go",
        "jwt.SigningMethodHS256",
        "jwt.SigningMethodHS512",
        "wrong-alg",
    ),
    (
        "golang.go",
        "Role 0 joins, role 1 starts.",
        "Role 0 is the host, 1 the attendee.",
        "role-swapped",
    ),
    (
        "golang_by_hand.go",
        "`json:\"mn\"`",
        "`json:\"meetingNumber\"`",
        "missing-mn",
    ),
    (
        "golang_by_hand.go",
        "base64.RawURLEncoding.EncodeToString(body)",
        "base64.URLEncoding.EncodeToString(body)",
        "base64url-padding",
    ),
    (
        "golang_by_hand.go",
        "base64.RawURLEncoding.EncodeToString(h.Sum(nil))",
        "base64.StdEncoding.EncodeToString(h.Sum(nil))",
        "base64-standard-segments",
    ),
    (
        "golang_by_hand.go",
        "base64.RawURLEncoding.EncodeToString(h.Sum(nil))",
        "hex.EncodeToString(h.Sum(nil))",
        "hmac-hex",
    ),
    (
        "golang_by_hand.go",
        "return message + \".\" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)), nil",
        "return base64.RawURLEncoding.EncodeToString(h.Sum(nil)), nil",
        "sig-only",
    ),
    // Ruby
    ("ruby.rb", "    mn: ", "    meetingNumber: ", "missing-mn"),
    (
        "ruby.rb",
        "Time.now.to_i - 30",
        "(Time.now.to_f * 1000).to_i",
        "time-in-ms",
    ),
    (
        "ruby.rb",
        "Time.now.to_i - 30",
        "Time.now.to_f - 30",
        "time-float",
    ),
    (
        "ruby.rb",
        "iat + 2 * 60 * 60",
        "iat + 3.days",
        "ttl-too-long",
    ),
    (
        "ruby.rb",
        "iat + 2 * 60 * 60",
        "72.hours.from_now.to_i",
        "ttl-too-long",
    ),
    ("ruby.rb", "'HS256'", "'HS384'", "wrong-alg"),
    (
        "ruby_by_hand.rb",
        "Base64.urlsafe_encode64(data, padding: false)",
        "Base64.strict_encode64(data)",
        "base64-standard-segments",
    ),
    (
        "ruby_by_hand.rb",
        ", padding: false",
        "",
        "base64url-padding",
    ),
    (
        "ruby_by_hand.rb",
        "HMAC.digest",
        "HMAC.hexdigest",
        "hmac-hex-then-base64",
    ),
    (
        "ruby_by_hand.rb",
        "  \"#{message}.#{part(mac)}\"",
        "  part(mac)",
        "sig-only",
    ),
];

#[test]
fn a_lifetime_given_to_the_library_is_judged() {
    for (lifetime, rule) in [
        ("'7d'", Some("ttl-too-long")),
        ("'10 minutes'", Some("ttl-zero-or-short")),
        ("60 * 5", Some("ttl-zero-or-short")),
        ("'2h'", None),
        ("7200", None),
        ("lifetime", None),
        ("'7200'", None),
    ] {
        let code = format!(
            "const iat = Math.floor(Date.now() / 1000) - 30;\nconst token = jwt.sign({{ appKey, mn, role, iat }}, secret, {{ algorithm: 'HS256', expiresIn: {lifetime} }});"
        );
        let found: Vec<String> = rules("sign.js", &code)
            .into_iter()
            .filter(|found| found.starts_with("ttl-"))
            .collect();
        assert_eq!(found.first().map(String::as_str), rule, "{lifetime}");
    }
}

fn clean(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources/clean");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn rules(name: &str, text: &str) -> Vec<String> {
    let source = Source {
        text,
        name: Some(name),
        ..Source::default()
    };
    lint_source(&source)
        .findings
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn one_mistake_in_a_correct_generator_is_named() {
    let mut missed = Vec::new();
    for (file, right, wrong, rule) in MISTAKES {
        let good = clean(file);
        let bad = good.replacen(right, wrong, 1);
        assert_ne!(good, bad, "{file} does not hold {right}");
        let found = rules(file, &bad);
        if !found.iter().any(|found| found == rule) {
            missed.push(format!("{file}: {wrong}: {rule} expected, found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn null_among_the_options_of_join_is_a_note_and_undefined_a_warning() {
    for (value, severity) in [
        ("null", countersign_diagnose::Severity::Info),
        ("undefined", countersign_diagnose::Severity::Warning),
    ] {
        let text = clean("join_page.html").replacen(
            "await client.join({ signature,",
            &format!("await client.join({{ zak: {value}, signature,"),
            1,
        );
        let read = lint_source(&Source {
            text: &text,
            name: Some("join_page.html"),
            ..Source::default()
        });
        let said: Vec<_> = read
            .findings
            .iter()
            .map(|finding| (finding.rule.as_str(), finding.severity))
            .collect();
        assert_eq!(said, [("undefined-optional", severity)], "{value}");
    }
}

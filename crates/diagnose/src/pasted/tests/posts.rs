//! Several things in one text, as in a forum post, a ticket or a log.

use super::*;

#[test]
fn a_post_is_taken_apart() {
    for text in [
        POST.to_owned(),
        POST.replace("const payload", "```js\nconst payload")
            .replace("secret);", "secret);\n```"),
    ] {
        let read = pasted(&text);
        assert_eq!(
            read.case.signature.as_deref(),
            Some(TOKEN),
            "{}",
            read.words()
        );
        let error = read.case.error.unwrap();
        assert_eq!(error.code.as_deref(), Some("3712"));
        assert_eq!(error.text.as_deref(), Some("Signature is invalid."));
        let source = read.case.source.unwrap();
        assert_eq!(source.language.as_deref(), Some("javascript"));
        assert!(
            source.text.trim_start().starts_with("const payload"),
            "{}",
            source.text
        );
        assert!(
            source.text.trim_end().ends_with("secret);"),
            "{}",
            source.text
        );
        let line = |text: &str| text.lines().position(|line| line.contains("Date.now"));
        assert_eq!(
            line(&source.text),
            line(&text),
            "a place in it is one in the post"
        );
        assert_eq!(
            read.case
                .sdk_version
                .map(|version| version.to_string())
                .as_deref(),
            Some("3.1.6")
        );
        assert!(read.case.env.contains_key("ZOOM_MEETING_SDK_SECRET"));
        assert!(read.case.join.is_none() && read.case.payload.is_none());
    }
}

#[test]
fn a_line_of_a_log_gives_the_token_and_what_was_said() {
    let case = pasted(&format!("join failed: Signature is invalid. \"{TOKEN}\",")).case;
    assert_eq!(case.signature.as_deref(), Some(TOKEN));
    assert!(!case.error.unwrap().text.unwrap().contains("eyJ"));
    let said = pasted("It says error code: 3001 in the console since we moved to port 3000.").case;
    assert_eq!(said.error.unwrap().code.as_deref(), Some("3001"));
}

#[test]
fn other_tokens_are_not_taken_for_the_signature() {
    let zak = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJjbGllbnRzbSJ9.emFr";
    for text in [
        format!("zak: {zak}\nsignature: {TOKEN}"),
        format!("we got {zak} and {TOKEN} back"),
    ] {
        assert_eq!(signature(&text).as_deref(), Some(TOKEN), "{text}");
    }
}

#[test]
fn prose_is_no_code_and_a_program_is_no_prose() {
    for text in [
        "let me know if this is from my server.\nfrom my side it is all fine",
        "How do I sign?\nWhere is the doc for it?",
    ] {
        assert!(!pasted(text).has(Kind::Code), "{text}");
    }
    let program = "const hmac = crypto.createHmac('sha256', secret)\n  .update(text)";
    assert_eq!(pasted(program).case.source.unwrap().text, program);
    let python = "import jwt\n\ndef sign(key, secret, n):\n    iat = int(time.time())\n    return jwt.encode({\"appKey\": key, \"mn\": n}, secret)";
    assert_eq!(pasted(python).words(), "code in Python");
}

#[test]
fn the_last_claim_and_one_with_a_comment_stay_in_the_code_between_sentences() {
    let text = "It says Signature is invalid. Here is how I sign:\n\nfunction sign(key, secret, mn, role) {\n  const claims = {\n    sdkKey: key,\n    appKey: key, // what version 5 wants\n    mn: mn,\n    tokenExp: exp\n  };\n  return jwt.sign(claims, secret);\n}\n\nWhat is wrong with it?\n";
    let code = pasted(text).case.source.unwrap().text;
    for line in ["appKey: key, // what version 5 wants", "tokenExp: exp"] {
        assert!(code.contains(line), "{code}");
    }
    assert!(!code.contains("wrong with it"), "{code}");
}

#[test]
fn the_wrapper_for_react_native_is_of_the_native_sdks() {
    let text = "It fails on my phone with Signature is invalid.\n\nconst ok = await ZoomUs.initialize({ jwtToken });\nconst n = 1;\n\nWhat is wrong?";
    assert_eq!(pasted(text).case.platform, Some(crate::Platform::Native));
    let web = text.replace("ZoomUs.initialize(", "ZoomMtg.init(");
    assert_eq!(pasted(&web).case.platform, None);
}

#[test]
fn a_forum_that_curls_quotes_and_loses_braces_is_understood() {
    let found = pasted(
        "Answer: callback1({“status”:false,“errorCode”:200,“errorMessage”:“Invalid signature.”})\n\nmy claims:\n\
         “appKey”: “[REDACTED]”,\n“mn”: [REDACTED],\n“role”: 1,\n“iat”: 1665383390,\n“exp”: 1665385190\n",
    );
    assert!(
        found.has(Kind::Error) && found.has(Kind::Claims),
        "{}",
        found.words()
    );
    let claims = found.case.payload.unwrap_or_default();
    assert_eq!(claims.get("exp"), Some(&1_665_385_190.into()));
    // It was there, and nobody knows more of it.
    assert_eq!(claims.get("mn"), Some(&true.into()));
    assert_eq!(claims.get("appKey"), Some(&true.into()));
    let error = pasted("It says:\n\n    \"method\": \"join\",\n    \"result\": \"Invalid signature.\",\n    \"errorCode\": 3712\n\nPlease help.").case.error;
    assert_eq!(error.and_then(|error| error.code).as_deref(), Some("3712"));
}

#[test]
fn what_was_made_unreadable_is_no_mistake() {
    for text in [
        "{\"appKey\": \"[REDACTED]\", \"mn\": \"***\", \"role\": 0, \"iat\": 1759999990, \"exp\": 1760007190, \"tokenExp\": 1760007190}",
        "client.join({ sdkKey: \"XXXXXXXX\", signature, meetingNumber: \"xxx\", password: \"***\", userName: \"<name>\" })",
    ] {
        let report = diagnose(&pasted(text).case, 1_760_000_000);
        assert!(report.findings.is_empty(), "{text}: {:?}", report.findings);
    }
}

#[test]
fn lines_that_only_go_on_are_code_too() {
    let found = pasted(
        "Here is how we do it:\n\nimport hmac\n\nString payload = \"{\"\n+ “\\\"mn\\\":\\\"\" + number + \"\\\",\"\n+ \"\\\"exp\\\":\" + exp + \"}\";\n\
         if not number:\n    sign(payload);\nWhat is wrong with it?",
    );
    let source = found
        .case
        .source
        .map(|source| source.text)
        .unwrap_or_default();
    for line in [
        "import hmac",
        // As it was written: who reads code straightens its quotes.
        "+ “\\\"mn\\\":\\\"\" + number",
        "+ \"\\\"exp\\\":\"",
        "if not number:",
    ] {
        assert!(source.contains(line), "{line} in\n{source}");
    }
    assert!(!source.contains("What is wrong"));
}

#[test]
fn what_was_said_is_recognised_within_a_log_a_sentence_and_alone() {
    let code = |text: &str| {
        pasted(text)
            .case
            .error
            .and_then(|error| error.code.or(error.text))
    };
    for (text, said) in [
        (
            "{\"type\": \"StatusChange\", \"reason\": {\"method\": \"join\", \"errorCode\": 3712}}",
            "3712",
        ),
        ("error 3712 when joining", "3712"),
        ("the SDK says 3712", "the SDK says 3712"),
        ("AUTHRET_KEYORSECRETWRONG", "AUTHRET_KEYORSECRETWRONG"),
        ("invalid_client", "invalid_client"),
    ] {
        assert_eq!(code(text).as_deref(), Some(said), "{text}");
        assert!(pasted(text).has(Kind::Error));
    }
}

#[test]
fn of_a_post_with_server_and_page_the_part_that_signs_is_the_code() {
    let found = pasted(
        "On the server:\n\nJSONObject payload = new JSONObject();\npayload.put(\"iat\", iat);\npayload.put(\"appKey\", key);\n\
         String signed = hmacSha256(payload.toString(), secret);\n\nand in the page I do this:\n\nconst client = ZoomMtgEmbedded.createClient();\n\
         await client.init({ zoomAppRoot });\nconsole.log(client)\n",
    );
    let source = found.case.source.unwrap_or_else(|| panic!("no code"));
    assert_eq!(source.language.as_deref(), Some("java"));
    assert!(source.text.contains("hmacSha256") && !source.text.contains("createClient"));
}

#[test]
fn numbers_of_native_wrappers_are_no_codes_and_success_is_no_error() {
    let found = pasted(
        "I call ZoomUs.initialize and see\nError: Error= 5 (unknown), internalErrorCode=124",
    );
    assert_eq!(found.case.error.and_then(|error| error.code), None);
    assert_eq!(found.case.platform, Some(crate::Platform::Native));
    let found = pasted(
        "{method: \"generateSignature\", status: true, errorCode: 0, errorMessage: null}\nthen\n{method: \"join\", status: false, errorCode: 1, errorMessage: \"Join meeting failed!\"}",
    );
    assert_eq!(
        found.case.error.and_then(|error| error.code).as_deref(),
        Some("1")
    );
    let found = pasted(
        "```js\nZoomUs.initialize({\n  jwtToken: '...'\n})\n```\n\n```\nERR [Error: Error= 1 (invalidArguments), internalErrorCode=0]\n```",
    );
    assert!(
        found.has(Kind::Error) && !found.has(Kind::Answer),
        "{}",
        found.words()
    );
}

#[test]
fn what_is_known_of_several_things_said_is_taken() {
    let said = |text: &str| pasted(text).case.error.unwrap_or_default();
    let known = said(
        "Uncaught TypeError: Cannot read property 'clientWidth' of null\nI put it into the body, and now it says Signature is invalid.",
    );
    assert!(
        known
            .text
            .is_some_and(|text| text.contains("Signature is invalid"))
    );
    let alone = said("It fails with\nUncaught TypeError: foo is not iterable\nin my page.");
    assert!(alone.text.is_some_and(|text| text.contains("not iterable")));
    let logged = said(
        "You may see AUTHRET_JWTTOKENWRONG, they say. Mine is:\n[2026-01-02 03:04:05,006: INFO] status_changed status = CONNECTING, iResult=0\n\
         [2026-01-02 03:04:06,007: INFO] status_changed status = FAILED, iResult=63",
    );
    assert!(logged.text.is_some_and(|text| text.contains("iResult=63")));
    let short =
        said("I call initialize on my phone, and then it\nsays errorCode=1 and nothing else.");
    assert_eq!(short.code.as_deref(), Some("1"));
}

#[test]
fn code_between_ticks_over_several_lines_is_code() {
    let found = pasted(
        "I do this on my server, see:\n`const token = jwt.sign({\n  appKey: KEY,\n  exp: 1760007170,\n}, SECRET);`\nIs that right?",
    );
    let source = found.case.source.unwrap_or_else(|| panic!("no code"));
    assert!(
        source.text.contains("const token = jwt.sign({") && !source.text.contains('`'),
        "{}",
        source.text
    );
}

#[test]
fn an_object_that_a_console_cut_short_is_read_as_far_as_it_goes() {
    let found = pasted(
        "{method: 'join', status: false, errorCode: 3712, …}\nThat is all that it shows me.",
    );
    assert_eq!(
        found.case.error.and_then(|error| error.code).as_deref(),
        Some("3712")
    );
}

#[test]
fn curled_quotes_of_code_stay_for_the_rules_to_see() {
    let found = pasted(
        "My server:\n\nconst header = { alg: “HS256”, typ: “JWT” };\nconst signed = sign(header, SECRET);\n\nHelp!",
    );
    assert!(
        found
            .case
            .source
            .as_ref()
            .is_some_and(|source| source.text.contains("“HS256”"))
    );
    let report = diagnose(&found.case, 1_760_000_000);
    let notes: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert_eq!(notes, ["curled-quotes"]);
}

fn named(text: &str) -> Vec<String> {
    let report = diagnose(&pasted(text).case, 1_760_000_000);
    report
        .findings
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn what_a_server_fills_into_a_page_is_no_value() {
    for number in [
        "{{ $number }}",
        "{!! number !!}",
        "<%= number %>",
        "<?= $n ?>",
        "{% n %}",
    ] {
        let text = format!(
            "ZoomMtg.join({{ signature, meetingNumber: '{number}', passWord: '{{{{ $code }}}}', userName: 'Ada' }})"
        );
        assert!(named(&text).is_empty(), "{text}");
        let request = format!("{{\"meetingNumber\": \"{number}\", \"userName\": \"Ada\"}}");
        assert!(named(&request).is_empty(), "{request}");
    }
}

#[test]
fn an_old_sdk_that_signs_in_the_page_is_seen_in_a_console() {
    let text = "It only says that it failed:\n\n{meetingNumber: \"812-345-678\", \napiKey: \"\", // mine\napiSecret: \"\", // mine\nrole: 0, \n\
                success: ƒ, …}apiKey: \"aMadeUpKey\"apiSecret: \"aMadeUpSecret\"error: ƒ b(e)role: 0__proto__: Object\nzoom-meeting-1.2.1.min.js:49 \n\
                {method: \"join\", status: false, errorCode: 1, errorMessage: \"Join meeting failed!\", result: null}\n";
    assert_eq!(named(text), ["mn-not-digits", "secret-in-browser"]);
}

#[test]
fn with_others_spread_into_it_an_object_lacks_nothing_and_shows_its_faults() {
    let text = "ZoomMtg.join({ ...common, meetingNumber: '812 345 678', password: 'x' })";
    assert_eq!(named(text), ["join-param-misnamed", "mn-not-digits"]);
    assert!(named("client.join({ ...common, password: 'x' })").is_empty());
}

#[test]
fn a_status_of_http_is_no_code_of_zoom() {
    for text in [
        "Request failed with status code 400",
        "Al entrar sale un error 500 y en el log:\nPHP Fatal error in join.php:56\n",
        "The console says: Failed to load resource: the server responded with a status of 404 (Not Found)",
        "TypeError: Failed to fetch\n    at getSignature (App.js:20)",
        "TypeError: Failed to fetch\n    at e (https://source.zoom.us/zoom-meeting-6.2.0.min.js:2:301)",
        "AxiosError: Request failed with status code 405",
        "Request failed with status code 401",
        "Request failed with status code 429",
        "Error: Request failed with status code 502",
        "HTTP error! status: 504",
        "POST http://localhost:4000/ 502 (Bad Gateway)",
        "Failed to load resource: net::ERR_CONNECTION_REFUSED",
    ] {
        let report = diagnose(&pasted(text).case, 1_760_000_000);
        let rules: Vec<&str> = report
            .findings
            .iter()
            .map(|found| found.rule.as_str())
            .collect();
        assert_eq!(rules, ["endpoint-failed"], "{text}");
        assert_eq!(report.verdict, crate::Verdict::Uncertain, "{text}");
        assert!(report.live_checks.is_empty(), "{text}");
        assert!(report.failed_before_zoom(), "{text}");
    }
    // Where it was of the native SDK, it is one of its codes.
    assert_eq!(
        named("My Android SDK says onMeetingFailed, error code: 500"),
        ["refused-by-zoom"]
    );
}

#[test]
fn the_status_of_a_request_is_what_its_address_answers() {
    let shown = |text: &str| diagnose(&pasted(text).case, 1_760_000_000).error_code;
    assert_eq!(
        shown("Request failed with status code 405").as_deref(),
        Some("405")
    );
    assert_eq!(shown("HTTP error! status: 502").as_deref(), Some("502"));
    // Nobody answered.
    assert_eq!(
        shown("Failed to load resource: net::ERR_CONNECTION_REFUSED"),
        None
    );
}

#[test]
fn a_file_of_the_sdk_is_not_the_endpoint_that_signs() {
    for text in [
        "TypeError: Failed to fetch dynamically imported module: https://source.zoom.us/6.2.0/lib/av/js_media.min.js",
        "Access to fetch at 'https://source.zoom.us/x.wasm' from origin 'https://page.example' has been blocked by CORS policy",
        "Failed to load resource: the server responded with a status of 404 () https://source.zoom.us/lib/av/tp.min.js",
        "GET https://page.example/sdk/lib/av/tp.min.js net::ERR_ABORTED 404 (Not Found)",
    ] {
        assert_eq!(named(text), ["asset-path-relative"], "{text}");
    }
}

#[test]
fn what_zoom_said_counts_before_a_request_that_failed() {
    let text =
        "GET https://page.example/favicon.ico 404 (Not Found)\nIt says: Signature is invalid.\n";
    let report = diagnose(&pasted(text).case, 1_760_000_000);
    assert_eq!(report.error_code.as_deref(), Some("3712"));
    let of_rest = "GET https://api.zoom.us/v2/users/me: Request failed with status code 401";
    assert_eq!(named(of_rest), ["refused-by-zoom"]);
}

use super::*;
use crate::{RULES, live::LIVE};

fn codes(what: &str) -> Vec<String> {
    explain(what)
        .map(|found| {
            found
                .meanings
                .into_iter()
                .map(|meaning| meaning.code)
                .collect()
        })
        .unwrap_or_default()
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let found = explain(" wrong-secret ").unwrap();
    assert_eq!(found.about, About::Rule);
    assert!(found.page.unwrap().starts_with("# "));
    assert!(
        explain("s2s-credentials")
            .unwrap()
            .page
            .unwrap()
            .contains("Embed")
    );
}

#[test]
fn the_beginning_of_an_id_is_enough_where_no_other_begins_so() {
    let page = |what| explain(what).and_then(|found| found.page);
    for (start, id) in [
        ("expired", "expired-hardcoded"),
        ("Expired-", "expired-hardcoded"),
        ("registration", "registration-no-tk"),
        ("role1", "role1-other-account"), // a rule and a live check
        ("embed", "embed-off"),           // a live check alone
        ("tokenexp-differs", "tokenexp-differs"), // whole, though another goes on
    ] {
        assert_eq!(page(start), page(id), "{start}");
        assert!(page(start).is_some_and(|page| page.starts_with(&format!("# {id}\n"))));
    }
    for several_or_none in ["wrong", "role-s", "ex", "xpired", "expired-hardcodedx"] {
        assert_eq!(page(several_or_none), None, "{several_or_none}");
    }
}

#[test]
fn a_code_is_explained_in_every_place_where_it_is_seen() {
    let found = explain("3001").unwrap();
    assert_eq!(found.about, About::Code);
    assert_eq!(
        found
            .meanings
            .iter()
            .map(|meaning| &*meaning.seen_in)
            .collect::<Vec<_>>(),
        ["web SDK", "REST API"]
    );
    assert!(
        explain("3712").unwrap().meanings[0]
            .rules
            .contains(&"wrong-secret".to_owned())
    );
    for code in ["13300", "4711", "3000", "4015"] {
        assert!(explain(code).is_some(), "{code}");
    }
}

#[test]
fn a_message_is_recognised_in_the_words_of_old_sdks_other_browsers_and_wrappers() {
    for (text, code) in [
        ("Signature invalid", "3712"),
        (
            "{method: “join”, status: false, result: “Invalid signature.”, errorMessage: undefined, errorCode: 3712}",
            "3712",
        ),
        ("Joining meeting timeout. Signature is invalid.", "3712"),
        ("Invalid SDK App Keys", "3704"),
        ("the apiKey is wrong", "3704"),
        (
            "{status: false, errorCode: 200, errorMessage: 'Fail to join the meeting.'}",
            "200",
        ),
        ("meetingNumber length > 12", "4003"),
        ("TypeError: Cannot read property 'replace' of undefined", ""),
        ("TypeError: Cannot read property ‘replace’ of undefined", ""),
        (
            "TypeError: can't access property \"replace\", t is undefined",
            "",
        ),
        ("ZoomMtg.generateSignature is not a function", ""),
        ("Error: 100, internalErrorCode=6601", "6601"),
        (
            "onZoomSDKInitializeResult errorCode=6, internalErrorCode=0",
            "6",
        ),
        ("MobileRTCAuthError_TokenWrong", "11"),
        ("jwt cannot be null", ""),
        ("[ERR_ZOOM_INITIALIZATION]", ""),
        ("the meeting is full", "4005"),
        ("error 3712 when joining", "3712"),
        ("the SDK says 3712", "3712"),
        ("Error= 5 (unknown), internalErrorCode=124", "5"),
        ("Error= 1 (invalidArguments), internalErrorCode=0", "1"),
        ("status = FAILED, iResult=63", "63"),
        ("auth result: AUTHRET_JWTTOKENWRONG", "11"),
        (
            "{\"code\":3161,\"message\":\"in words that nobody has seen\"}",
            "3161",
        ),
        ("failed with 13300 from the meeting error handler", "4015"),
        (
            "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for the user",
            "429",
        ),
        (
            "{\"code\":200,\"message\":\"Account does not enabled REST API.\"}",
            "200",
        ),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
    for text in [
        "404 pages",
        "the errors of 1999",
        "Error: 42",
        "I have 3712 users",
        "3712 people joined",
    ] {
        assert_eq!(codes(text), [""; 0], "{text}");
    }
}

#[test]
fn what_native_sdks_and_other_products_say_is_told_apart() {
    for (text, code) in [
        ("MeetingFailCode 500", "500"),
        ("failed to connect with MeetingFailCode 504", "504"),
        ("MEETING_STATUS_FAILED, iResult=4", ""),
        ("onMobileRTCAuthReturn 12", "12"),
        ("MobileRTCAuthError_LimitExceededException", "12"),
        ("SDKERR_WRONG_USAGE", ""),
        ("SDKError_UNAUTHENTICATION", ""),
        ("[ERR_ZOOM_INITILAIZATION]", ""),
        ("2003", "2003"),
        ("onError: 2014 of the Video SDK, error", "2014"),
        ("Invalid redirect", "4700"),
        ("Error 4700: Invalid redirect url", "4700"),
        ("Email required for webinars", "3005"),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
    assert!(recognise("", "iResult=4")[0].means.contains("passcode"));
    assert!(
        recognise("4700", "Invalid redirect url")[0]
            .means
            .contains("redirect")
    );
    assert_eq!(recognise("4700", "").len(), 2);
    // By itself it is the REST API's.
    assert_eq!(codes("401"), ["401"]);
}

#[test]
fn views_that_say_the_same_are_told_apart_by_their_codes() {
    assert_eq!(recognise("200", "Fail to join the meeting.")[0].code, "200");
    assert_eq!(recognise("1", "Fail to join the meeting.")[0].code, "1");
}

#[test]
fn what_the_server_sends_leads_to_what_the_sdk_shows() {
    assert_eq!(codes("13300"), ["4015"]);
    assert_eq!(codes("9"), ["4005", "9"]);
    assert_eq!(recognise("200", "Invalid signature.")[0].code, "3712");
    assert_eq!(recognise("3136", "Token error")[0].code, "3265");
    assert_eq!(
        codes("Can not be host in other account's meeting."),
        ["3711"]
    );
}

#[test]
fn a_pasted_message_is_recognised_however_it_is_dressed() {
    for (text, code) in [
        ("Signature is invalid.", "3712"),
        ("signature is invalid", "3712"),
        ("\"Cannot not host another meeting concurrently.\"", "3711"),
        (
            "{type: 'JOIN_MEETING_FAILED', reason: 'The signature has expired.', errorCode: 3705}",
            "3705",
        ),
        (
            "Uncaught (in promise) TypeError: Cannot read properties of undefined (reading 'replace')\n    at join",
            "",
        ),
        ("Error: appKey can not empty in the signature", ""),
        ("Unable to join this meeting. Error Code: 4017", "4017"),
        (
            "Invalid access token, does not contain scopes:[meeting:write:meeting:admin].",
            "4711",
        ),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
    assert_eq!(explain("what is this?"), None);
    assert_eq!(explain(""), None);
}

#[test]
fn a_text_decides_between_entries_of_one_code() {
    assert_eq!(recognise("3610", "Token has expired.").len(), 1);
    assert_eq!(recognise("3610", "").len(), 2);
    assert_eq!(recognise("3000", "User email is required.")[0].code, "3005");
}

#[test]
fn every_cause_named_in_the_tables_is_a_rule_or_a_live_check() {
    for entry in codes::all() {
        for cause in entry.causes {
            let known = rule(cause).is_some() || LIVE.iter().any(|live| live.id == *cause);
            assert!(known, "{}: {cause}", entry.code);
        }
    }
}

#[test]
fn meanings_are_clauses_and_checks_are_sentences() {
    for entry in codes::all() {
        let name = format!("{} {}", entry.code, entry.shown);
        assert!(!entry.means.ends_with('.'), "{name}");
        assert!(!entry.check_first.is_empty(), "{name}");
        for check in entry.check_first {
            assert!(check.ends_with(['.', '?']), "{name}: {check}");
        }
        assert!(!(entry.code.is_empty() && entry.shown.is_empty()));
    }
}

#[test]
fn every_rule_with_a_code_is_among_the_causes_of_that_code() {
    for rule in RULES {
        if let Some(code) = rule.code {
            assert!(
                web_code(code).unwrap().causes.contains(&rule.id),
                "{} {code}",
                rule.id
            );
        }
    }
}

#[test]
fn every_code_that_zoom_is_known_to_show_is_explained() {
    let shown = "-3000 0 1 2 3 200 403 3000 3001 3003 3004 3005 3008 3009 3010 3082 3099 3100 3116 3135 3265 3603 3604 3606 \
                 3608 3609 3610 3611 3620 3621 3622 3623 3624 3625 3627 3630 3633 3634 3635 3636 3701 3702 3703 3704 3705 \
                 3706 3707 3708 3709 3710 3711 3712 3713 3714 3715 4003 4004 4005 4006 4007 4008 4009 4011 4012 4013 4014 \
                 4015 4016 4017 4018 4019 5012 5013 6603 10000 13208";
    let server = "1005 3027 3032 3033 3051 3052 3059 3129 3136 3145 3501 3502 6024 6601 13245 13295 13296 13299 13300 103039 \
                  103041 103043 103044 131001 131005 131013";
    let native = "1 2 3 4 5 6 7 8 9 10 11 63 6601";
    let rest = "104 124 200 201 300 303 404 429 1001 1010 1120 2300 3000 3001 3002 3003 3007 3018 3027 3034 3035 3037 3038 \
                3043 3051 3063 3079 3161 3301 3309 3310 4711 12702 1002 1003 1300 1500 1601 1602 1701 1702";
    let oauth = "4700 4702 4704 4705 4706 4709 4711 4717 4724 4732 4733 4734 4735 4737 4738 4740 4741 invalid_client \
                 invalid_request invalid_grant unsupported_grant_type authorization_pending slow_down expired_token \
                 access_denied";
    for (list, place) in [
        (shown, "web SDK"),
        (server, "web SDK"),
        (native, "native SDK"),
        (rest, "REST API"),
        (oauth, ""),
    ] {
        for code in list.split_whitespace() {
            let found = explain(code).unwrap_or_else(|| panic!("{code} is not explained"));
            assert!(
                found
                    .meanings
                    .iter()
                    .any(|meaning| meaning.seen_in.contains(place)),
                "{code} {place}: {found:#?}"
            );
        }
    }
}

#[test]
fn texts_with_numbers_and_names_in_them_are_recognised() {
    for (text, code) in [
        (
            "{\"code\":1010,\"message\":\"User does not belong to this account: abc.\"}",
            "1010",
        ),
        (
            "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular user.",
            "429",
        ),
        (
            "{\"reason\":\"The app has been disabled by the developer\",\"error\":\"invalid_client\"}",
            "invalid_client",
        ),
        ("Access token is expired.", "124"),
        ("Join parameters: password are invalid!", "3"),
        ("There is no recording for this meeting.", "3301"),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
}

#[test]
fn every_cause_of_the_catalogue_has_its_page() {
    // The ids of all known causes.
    let causes = "sig-only legacy-format base64-standard-segments base64url-padding hmac-hex hmac-hex-then-base64 \
                  object-not-string token-quoted wrong-alg placeholder-credentials video-sdk-token other-zoom-token \
                  missing-mn missing-appkey missing-both-keys missing-tokenexp tokenexp-is-duration tokenexp-differs \
                  tokenexp-differs-too-soon role-string role-swapped role-invalid mn-mismatch mn-not-digits time-in-ms \
                  time-float time-string-or-null ttl-zero-or-short ttl-exactly-1800 ttl-too-long key-dirty key-mismatch \
                  iat-in-future float32-timestamp local-time-as-utc expired-hardcoded near-expiry wrong-secret \
                  secret-undefined secret-base64-decoded arg-order s2s-credentials oauth-app embed-off jwt-app-key \
                  dev-vs-prod app-inactive legacy-sdk-key unresolved-web-general-app secret-in-browser \
                  join-param-misnamed sdkkey-option-missing generateSDKSignature-removed sdk-too-old wrong-cloud \
                  wrong-passcode undefined-optional webinar-no-email registration-no-tk start-without-zak zak-bad \
                  role1-other-account webinar-host external-unpublished external-anonymous obf-bad obf-owner-absent \
                  zak-and-obf key-blocked login-required zoom-outage open-signing-endpoint zoomapproot-missing \
                  on-before-init asset-path-relative web-endpoint-with-port";
    for cause in causes.split_whitespace() {
        let page = explain(cause).and_then(|found| found.page);
        assert!(page.is_some(), "{cause}");
    }
}

#[test]
fn a_number_beside_a_text_decides_between_codes() {
    assert_eq!(
        codes("errorCode: 200, reason: Fail to join the meeting."),
        ["200"]
    );
    assert_eq!(codes("Fail to join the meeting."), ["1", "200"]);
}

#[test]
fn what_is_nearly_a_rule_leads_to_it() {
    let begins = nearest("missing");
    assert!(
        begins.len() > 3 && begins.iter().all(|id| id.starts_with("missing-")),
        "{begins:?}"
    );
    assert_eq!(nearest("wrong-secert"), ["wrong-secret"]);
    assert_eq!(nearest("time in ms"), ["time-in-ms"]);
    assert!(nearest("secret undefined at all").is_empty());
    assert_eq!(nearest("in browser"), ["secret-in-browser"]);
    for nothing in ["", "x", "zzzzzzzz", "é", "what is this all about then"] {
        assert!(nearest(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn the_title_of_a_window_gives_way_to_what_stands_below_it() {
    let title = "Joining Meeting Timeout or Browser restriction";
    for alone in [
        title,
        "Joining meeting timeout",
        "TimeoutError: Joining meeting timeout",
    ] {
        let found = explain(alone).unwrap();
        assert_eq!(found.meanings.len(), 1, "{alone}");
        assert_eq!(found.meanings[0].zoom_says, title, "{alone}");
    }
    for below in ["Signature is invalid.", "errorCode: 3712"] {
        assert_eq!(codes(&format!("{title}\n{below}")), ["3712"], "{below}");
    }
    let with_code = recognise("3712", title);
    assert_eq!(with_code.len(), 1);
    assert_eq!(with_code[0].code, "3712");
    assert!(!has_known_text(title));
}

#[test]
fn what_joining_answers_on_android_is_explained() {
    let found = explain("[Error: joinMeeting, errorCode=101]").unwrap();
    assert!(found.title.contains("MEETING_ERROR_INVALID_STATUS"));
}

//! Of what somebody says signs for the Meeting SDK more can be said than of a file that was found somewhere.

use countersign_lint::{Source, lint_source};

fn rules(text: &str, presumed: bool) -> Vec<String> {
    let source = Source {
        text,
        presumed,
        ..Source::default()
    };
    let findings = lint_source(&source).findings;
    findings.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_token_of_the_rest_api_is_none_for_a_meeting() {
    let text = "import jwt\n\nclass Zoom:\n    def token(self):\n        claims = {\"iss\": self.api_key, \"exp\": int(time.time()) + 3600}\n        return jwt.encode(claims, self.api_secret, algorithm=\"HS256\")\n";
    assert_eq!(rules(text, true), ["other-zoom-token"]);
    // In a tree of files it may well be for the REST API.
    assert_eq!(rules(text, false), [""; 0]);
    // Beside a token for meetings it is.
    let both = format!(
        "{text}\n    def signature(self, number):\n        iat = int(time.time()) - 30\n        return jwt.encode({{\"appKey\": self.key, \"mn\": number, \"role\": 0, \"iat\": iat, \"exp\": iat + 7200, \"tokenExp\": iat + 7200}}, self.secret, algorithm=\"HS256\")\n"
    );
    assert_eq!(rules(&both, true), [""; 0]);
    // Somebody else's token has another issuer.
    assert_eq!(
        rules(&text.replace("self.api_key", "self.host"), true),
        [""; 0]
    );
}

#[test]
fn what_a_forum_left_of_a_text_without_indents_and_quotes_is_read() {
    let text = "import jwt\n\ndef token(api_key, api_secret):\n\nclaims = {\n\niss\": api_key,\n\nexp\": int(time.time()) + 3600 # an hour\n\nreturn jwt.encode(claims, api_secret, algorithm=\"HS256\")\n\nkey = \"your_key\n";
    assert_eq!(rules(text, true), ["other-zoom-token"]);
}

#[test]
fn who_signs_for_both_sdks_signs_for_each_in_its_own_way() {
    let video = "export function session(key, secret, topic, role) {\n  const iat = Math.floor(Date.now() / 1000) - 30;\n  return jwt.sign({ app_key: key, tpc: topic, role_type: role, iat, exp: iat + 7200 }, secret);\n}\n";
    let meeting = "export function meeting(key, secret, mn, role) {\n  const iat = Math.floor(Date.now() / 1000) - 30;\n  return jwt.sign({ appKey: key, mn, role, iat, exp: iat + 7200, tokenExp: iat + 7200 }, secret);\n}\n";
    assert_eq!(rules(video, true), ["video-sdk-token"]);
    assert_eq!(rules(&format!("{video}{meeting}"), true), [""; 0]);
    // Of one set of claims they are a mistake wherever it is.
    let mixed = meeting.replace("role,", "role, role_type: role,");
    assert_eq!(rules(&mixed, true), ["video-sdk-token"]);
}

//! The socket's frames: JSON texts with a number `evt`, a `body` and a running `seq`.
//!
//! No document of Zoom's describes them. Every number and field here was found by answering SDK 6.2.0 and watching
//! what it did: what is not here is unknown.

use std::sync::Arc;

use base64::{
    Engine,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use serde_json::{Value, json};

use crate::live::ParticipantId;

/// The longest frame that is read; a WebRTC offer, the longest that was seen, has about 8 kB.
pub(super) const MAX_BYTES: usize = 128 * 1024;
const MAX_NAME: usize = 128;
/// The longest chat message, in characters; what is longer is cut. No source: Zoom's clients take a tenth of it.
const MAX_CHAT: usize = 10_000;

/// What a participant's client asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Heartbeat {
        seq: Value,
    },
    /// Comes in after the preview, under the name that was chosen there.
    Enter {
        name: Option<String>,
    },
    Leave,
    End,
    Rename {
        id: ParticipantId,
        name: String,
    },
    Mute {
        id: ParticipantId,
        on: bool,
    },
    MuteAll {
        on: bool,
    },
    MakeHost {
        id: ParticipantId,
    },
    CoHost {
        id: ParticipantId,
        on: bool,
    },
    Hold {
        id: ParticipantId,
        on: bool,
    },
    AdmitAll,
    Expel {
        id: ParticipantId,
    },
    Lock {
        on: bool,
    },
    /// Says something to one, or to everybody.
    Chat {
        to: Option<ParticipantId>,
        text: String,
    },
}

impl Request {
    /// `None` for garbage, and for all that the emulator does not play: media offers, device logs.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let frame: Value = serde_json::from_str(text).ok()?;
        let body = &frame["body"];
        let id = || u32::try_from(body["id"].as_u64()?).ok().map(ParticipantId);
        let on = |name: &str| body[name].as_bool();
        Some(match frame["evt"].as_u64()? {
            0 => Self::Heartbeat {
                seq: frame["seq"].clone(),
            },
            4099 => Self::Lock { on: on("bLock")? },
            4101 => Self::End,
            4103 => Self::Leave,
            4107 => Self::Expel { id: id()? },
            4109 => Self::Rename {
                id: id()?,
                name: decoded(body["dn2"].as_str()?, MAX_NAME)?,
            },
            4111 if on("bCoHost")? => Self::CoHost {
                id: id()?,
                on: true,
            },
            4111 => Self::MakeHost { id: id()? },
            4113 => Self::Hold {
                id: id()?,
                on: on("bHold")?,
            },
            4135 => Self::Chat {
                to: match u32::try_from(body["destNodeID"].as_u64()?).ok()? {
                    0 => None,
                    id => Some(ParticipantId(id)),
                },
                text: decoded(body["text"].as_str()?, MAX_CHAT)?,
            },
            4195 => Self::CoHost {
                id: id()?,
                on: false,
            },
            4199 => Self::AdmitAll,
            4301 => Self::Enter {
                name: decoded(body["dn2"].as_str().unwrap_or_default(), MAX_NAME),
            },
            8193 => Self::Mute {
                id: id()?,
                on: on("bMute")?,
            },
            8201 => Self::MuteAll { on: on("bMute")? },
            _ => return None,
        })
    }
}

/// What the server says, as text but for the closing `seq`, which is put in when it is sent. One that goes to a
/// thousand participants is written once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame(Arc<str>);

impl Frame {
    fn new(evt: u32, body: &Value) -> Self {
        Self(format!(r#"{{"evt":{evt},"body":{body}"#).into())
    }

    /// The first one: you are in.
    pub(crate) fn joined(body: &Value) -> Self {
        Self::new(4098, body)
    }

    /// The first one while Client View shows its preview: you may come in. It then says [`Request::Enter`].
    pub(crate) fn previews() -> Self {
        Self::joined(&json!({ "res": 0 }))
    }

    /// The first one: you are not.
    pub(crate) fn refused(res: u32) -> Self {
        Self::joined(&json!({ "res": res }))
    }

    /// Who came, changed and went: `add`, `update` or `remove`.
    ///
    /// All three lists are always there, as Client View reads each.
    pub(crate) fn roster(change: &str, rows: Vec<Value>) -> Self {
        let mut body = json!({ "add": [], "update": [], "remove": [] });
        body[change] = Value::Array(rows);
        Self::new(7937, &body)
    }

    /// Into the waiting room, or out of it. Without `bInitial` Client View, let out, stays at its waiting room's screen;
    /// with it, it comes in on a new socket.
    pub(crate) fn hold(on: bool) -> Self {
        Self::new(7942, &json!({ "bHold": on, "bInitial": true }))
    }

    /// The meeting is locked, or open again.
    pub(crate) fn locked(on: bool) -> Self {
        Self::new(7938, &json!({ "bLock": on }))
    }

    /// Everybody is muted, or not. Component View's promise for `muteAll()` waits for it.
    pub(crate) fn all_muted(on: bool) -> Self {
        Self::new(7938, &json!({ "bMutedAll": on }))
    }

    /// You lead: as the host, or beside the host. Component View's promise for `admitAll()` waits for either; that this is
    /// what they say is guessed from the numbers around them.
    pub(crate) fn leads(host: bool) -> Self {
        match host {
            true => Self::new(7940, &json!({ "bHost": true })),
            false => Self::new(7941, &json!({ "bCoHost": true })),
        }
    }

    /// It is over, for a reason.
    pub(crate) fn closed(reason: Closed) -> Self {
        Self::new(7939, &json!({ "reason": reason as u8 }))
    }

    /// Somebody says something to one, or to everybody. Where the client's own frame has the addressee, this one has
    /// the speaker.
    pub(crate) fn said(
        id: &str,
        by: ParticipantId,
        name: &str,
        to: Option<ParticipantId>,
        text: &str,
    ) -> Self {
        let body = json!({
            "msgID": id,
            "destNodeID": by,
            "senderName": encoded(name),
            "attendeeNodeID": to.unwrap_or(ParticipantId(0)),
            "text": encoded(text),
        });
        Self::new(7944, &body)
    }

    /// What the client said to one, or to everybody, was passed on. Component View's promise waits for it.
    pub(crate) fn passed_on(id: &str, to: Option<ParticipantId>) -> Self {
        let to = to.unwrap_or(ParticipantId(0));
        Self::new(4136, &json!({ "result": 0, "msgID": id, "destNodeID": to }))
    }

    pub(super) fn text(&self, seq: u64) -> String {
        format!(r#"{},"seq":{seq}}}"#, self.0)
    }

    pub(super) fn heartbeat(seq: &Value) -> String {
        json!({ "evt": 0, "seq": seq }).to_string()
    }
}

/// Why a participant's meeting is over; the SDK has a text for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Closed {
    /// "kicked by host"
    Removed = 7,
    /// "ended by host"
    Ended = 8,
}

/// How the SDK expects names and what is said.
pub(crate) fn encoded(text: &str) -> String {
    STANDARD.encode(text)
}

/// The SDK leaves the padding out. `None` when there is nothing to see in it.
fn decoded(text: &str, most: usize) -> Option<String> {
    const EITHER: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::URL_SAFE,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let bytes = EITHER
        .decode(text.replace('+', "-").replace('/', "_"))
        .ok()?;
    let text: String = String::from_utf8(bytes).ok()?.chars().take(most).collect();
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sdk_sends_is_understood() {
        let rename =
            r#"{"evt":4109,"body":{"id":16778240,"dn2":"R8O8Mg","olddn2":"SG9zdA"},"seq":13}"#;
        let id = ParticipantId(16_778_240);
        assert_eq!(
            Request::parse(rename),
            Some(Request::Rename {
                id,
                name: "Gü2".into()
            })
        );
        assert_eq!(
            Request::parse(r#"{"evt":4101,"body":{},"seq":30}"#),
            Some(Request::End)
        );
        let make_host = r#"{"evt":4111,"body":{"id":16778240,"bCoHost":false},"seq":28}"#;
        assert_eq!(Request::parse(make_host), Some(Request::MakeHost { id }));
        let chat =
            r#"{"evt":4135,"body":{"text":"SGkgaG9zdA","destNodeID":16778240,"sn":"x"},"seq":16}"#;
        let text = "Hi host".into();
        assert_eq!(
            Request::parse(chat),
            Some(Request::Chat { to: Some(id), text })
        );
    }

    #[test]
    fn garbage_is_nothing() {
        for text in [
            "",
            "{",
            "[]",
            "null",
            "7",
            r#"{"evt":"x"}"#,
            r#"{"evt":4109}"#,
            r#"{"evt":4109,"body":[]}"#,
            r#"{"evt":4107,"body":{"id":99999999999}}"#,
            r#"{"evt":-1}"#,
            r#"{"evt":4109,"body":{"id":1,"dn2":"!"}}"#,
            r#"{"evt":4135,"body":{"text":"SGk"}}"#,
            r#"{"evt":4135,"body":{"text":"","destNodeID":0}}"#,
            r#"{"evt":4135,"body":{"text":"SGk","destNodeID":-1}}"#,
        ] {
            assert_eq!(Request::parse(text), None, "{text}");
        }
    }
}

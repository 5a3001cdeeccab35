//! Where a meeting or webinar is streamed to. Nothing is sent there: there are no media.

use countersign_token::Secret;

use super::{State, What};

/// A streaming service of the host's own; all empty until it is set.
#[derive(Clone, Debug, Default)]
pub struct LiveStream {
    /// Where the stream goes.
    pub stream_url: String,
    /// Lets one stream there.
    pub stream_key: Secret,
    /// Where people watch it.
    pub page_url: String,
    /// Such as `720p`; may be empty.
    pub resolution: String,
    /// Whether it runs; it ends with the meeting.
    pub on: bool,
}

impl LiveStream {
    /// Whether it was set.
    pub fn is_set(&self) -> bool {
        !self.stream_url.is_empty()
    }
}

impl State {
    /// Sets where a meeting or webinar is streamed to; answers whether there is one. What runs goes on.
    pub(crate) fn set_stream(&self, number: u64, stream: LiveStream) -> bool {
        let tables = &mut *self.tables();
        let meeting = tables.meetings.get_mut(&number);
        let set = meeting.map(|meeting| {
            let on = meeting.stream.on;
            meeting.stream = LiveStream { on, ..stream };
        });
        set.is_some()
    }

    /// Starts or stops the stream, and tells so if that is a change.
    pub(crate) fn switch_stream(&self, number: u64, on: bool) {
        let tables = &mut *self.tables();
        let meeting = tables.meetings.get_mut(&number);
        if let Some(meeting) = meeting.filter(|meeting| meeting.stream.on != on) {
            meeting.stream.on = on;
            self.tell(meeting, What::Streaming);
        }
    }
}

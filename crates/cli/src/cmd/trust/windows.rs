//! The user's Root store of Windows. Written from Microsoft's page on certutil; it has not been tried.

use countersign_emulator::Authority;

use super::store::{Store, Trouble};
use super::tool::{Tools, args};

const TOOL: &str = "certutil";

pub(super) struct RootStore<'a> {
    tools: &'a Tools,
}

impl<'a> RootStore<'a> {
    pub(super) fn of(tools: &'a Tools) -> RootStore<'a> {
        RootStore { tools }
    }
}

impl Store for RootStore<'_> {
    fn title(&self) -> String {
        "the user's Root store".to_owned()
    }

    fn has(&self, authority: &Authority) -> Result<bool, Trouble> {
        let look = args([&"-user", &"-store", &"Root", &authority.name()]);
        Ok(self.tools.try_run(TOOL, &look)?.0)
    }

    fn add(&self, authority: &Authority) -> Result<(), Trouble> {
        let path = authority.path();
        self.tools
            .run(TOOL, &args([&"-user", &"-f", &"-addstore", &"Root", &path]))
    }

    fn remove(&self, authority: &Authority) -> Result<bool, Trouble> {
        if !self.has(authority)? {
            return Ok(false);
        }
        let delete = args([&"-user", &"-delstore", &"Root", &authority.name()]);
        self.tools.run(TOOL, &delete)?;
        Ok(true)
    }
}

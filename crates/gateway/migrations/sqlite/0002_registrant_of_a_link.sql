-- Of a personal link, once its person is registered: Zoom's id of the registrant. It lets nobody in.
ALTER TABLE links ADD COLUMN registrant_id TEXT;

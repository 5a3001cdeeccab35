//! An offline emulator of the Zoom endpoints that an embedded meeting needs.

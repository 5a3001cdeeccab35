//! A client for the Zoom REST API with Server-to-Server OAuth.

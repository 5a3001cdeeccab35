//! `POST /oauth/token`.

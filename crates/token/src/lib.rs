//! Sign, verify and inspect Zoom SDK signatures.

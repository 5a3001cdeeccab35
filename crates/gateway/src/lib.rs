//! Create, start and join Zoom meetings and webinars over HTTP.

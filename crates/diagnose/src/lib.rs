//! Name every cause of a refused Zoom Meeting SDK signature.

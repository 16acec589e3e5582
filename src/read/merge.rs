//! Several descriptions of one dataset put together.

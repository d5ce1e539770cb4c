//! Sealed backups: what is sealed opens, on our side and on another's, and nothing else does.

mod kit;
mod laws;
mod refusals;
mod second;

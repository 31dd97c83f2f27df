//! Server functions: how a page asks its server, one file a subject.
//!
//! Every one has a fixed name under `/rpc/v1` and a line in the permission table.

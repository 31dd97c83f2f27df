//! How many files and connections this process may have open.

/// Up to what the machine allows. Each page, watch and client of the registry is a connection,
/// and many a shell and service manager begins with 1,024.
#[cfg(unix)]
pub(super) fn raise() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let allowed = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: allowed.maximum,
        ..allowed
    };
    if raised.current == allowed.current {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, allowed = allowed.current, "no more files may be open");
    }
}

#[cfg(not(unix))]
pub(super) fn raise() {}

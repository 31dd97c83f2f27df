//! How full a file system is.

use serde_json::{Value, json};

use super::{percent, read};

pub(super) fn facts(path: &str) -> Result<Value, String> {
    let told = rustix::fs::statvfs(path).map_err(|error| format!("{path}: {error}"))?;
    let bytes = |blocks: u64| blocks.saturating_mul(told.f_frsize);
    // What only the system itself may use is neither free nor used.
    let free = bytes(told.f_bavail);
    let used = bytes(told.f_blocks.saturating_sub(told.f_bfree));
    let inodes_used = told.f_files.saturating_sub(told.f_ffree);
    let mounts = read("/proc/self/mounts").unwrap_or_default();
    Ok(json!({
        "path": path,
        "fstype": kind_of(&mounts, path),
        "total": bytes(told.f_blocks),
        "free": free,
        "used": used,
        "usedPercent": percent(used, used.saturating_add(free)),
        "inodesTotal": told.f_files,
        "inodesUsed": inodes_used,
        "inodesFree": told.f_ffree,
        "inodesUsedPercent": percent(inodes_used, told.f_files),
    }))
}

/// The last that was mounted there is the one that is seen.
fn kind_of<'m>(mounts: &'m str, path: &str) -> &'m str {
    let kind = mounts.lines().rev().find_map(|line| {
        let mut fields = line.split(' ');
        let place = fields.nth(1)?;
        (place == path).then(|| fields.next())?
    });
    kind.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_that_of_the_last_mount() {
        let mounts = "rootfs / rootfs rw 0 0\nproc /proc proc rw 0 0\n/dev/vda / ext4 rw 0 0\n";
        assert_eq!(kind_of(mounts, "/"), "ext4");
        assert_eq!(kind_of(mounts, "/proc"), "proc");
        assert_eq!(kind_of(mounts, "/none"), "");
    }
}

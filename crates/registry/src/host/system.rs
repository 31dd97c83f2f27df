//! The system: its name, its age, its kernel.

use serde_json::{Value, json};

use super::read;

pub(super) fn facts() -> Result<Value, String> {
    let line = |path: &str| read(path).map(|text| text.trim().to_owned());
    let release = read("/etc/os-release").unwrap_or_default();
    let platform = release_of(&release, "ID");
    let like = release_of(&release, "ID_LIKE");
    let uptime = line("/proc/uptime")?;
    let uptime = uptime.split('.').next().unwrap_or_default();
    Ok(json!({
        "hostname": line("/proc/sys/kernel/hostname")?,
        "uptime": uptime.parse::<u64>().unwrap_or(0),
        "bootTime": boot_time(&read("/proc/stat")?),
        "procs": processes(),
        "os": std::env::consts::OS,
        "platform": platform,
        "platformFamily": like.split(' ').find(|name| !name.is_empty()).unwrap_or(platform),
        "platformVersion": release_of(&release, "VERSION_ID"),
        "kernelVersion": line("/proc/sys/kernel/osrelease")?,
        "kernelArch": std::env::consts::ARCH,
        "virtualizationSystem": "",
        "virtualizationRole": "",
        "hostid": line("/etc/machine-id").map_or_else(|_| String::new(), |id| hyphenated(&id)),
    }))
}

fn release_of<'r>(release: &'r str, name: &str) -> &'r str {
    let value = release
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    value.unwrap_or_default().trim_matches('"')
}

fn boot_time(stat: &str) -> u64 {
    let line = stat.lines().find_map(|line| line.strip_prefix("btime "));
    line.and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

fn processes() -> usize {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return 0;
    };
    let is_number = |name: &std::ffi::OsStr| name.as_encoded_bytes().iter().all(u8::is_ascii_digit);
    entries
        .flatten()
        .filter(|entry| is_number(&entry.file_name()))
        .count()
}

/// The id of a machine as a UUID, which is how Consul tells it.
fn hyphenated(id: &str) -> String {
    uuid::Uuid::try_parse(id).map_or_else(|_| id.to_owned(), |id| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_and_the_start_are_found() {
        let release = "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=\"debian x\"\nVERSION_ID=\"24.04\"\n";
        assert_eq!(release_of(release, "ID"), "ubuntu");
        assert_eq!(release_of(release, "ID_LIKE"), "debian x");
        assert_eq!(release_of(release, "VERSION_ID"), "24.04");
        assert_eq!(release_of(release, "NONE"), "");
        assert_eq!(boot_time("cpu 1 2\nbtime 1795256714\n"), 1_795_256_714);
        assert_eq!(
            hyphenated("3d1219c7c4c5404aaa1f6d2a48adfda4"),
            "3d1219c7-c4c5-404a-aa1f-6d2a48adfda4"
        );
    }
}

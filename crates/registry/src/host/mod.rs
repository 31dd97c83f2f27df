//! Facts of the machine, in the shape in which Consul's agent tells them.

mod cpu;
mod disk;
mod memory;
mod system;

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// Everything that can be read; what cannot is null, and its error is told.
pub(crate) fn facts() -> Value {
    let mut errors = Vec::new();
    let mut keep = |fact: Result<Value, String>| {
        fact.unwrap_or_else(|error| {
            errors.push(error);
            Value::Null
        })
    };
    let memory = keep(read("/proc/meminfo").map(|text| memory::parse(&text)));
    let cpu = keep(read("/proc/cpuinfo").map(|text| cpu::parse(&text)));
    let system = keep(system::facts());
    let disk = keep(disk::facts("/"));
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |now| u64::try_from(now.as_nanos()).unwrap_or(u64::MAX));
    json!({
        "Memory": memory,
        "CPU": cpu,
        "Host": system,
        "Disk": disk,
        "CollectionTime": now,
        "Errors": (!errors.is_empty()).then_some(errors),
    })
}

fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no share of anything needs 53 bits"
)]
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64 * 100.0
}

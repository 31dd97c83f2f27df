//! `/proc/cpuinfo`.

use serde_json::{Value, json};

/// One entry a processor that the system sees.
pub(super) fn parse(text: &str) -> Value {
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks.filter_map(processor).collect()
}

fn processor(block: &str) -> Option<Value> {
    let get = |name: &str| {
        let lines = block.lines().filter_map(|line| line.split_once(':'));
        let mut values = lines.filter(|(known, _)| known.trim() == name);
        values.next().map(|(_, value)| value.trim())
    };
    let text = |name: &str| get(name).unwrap_or_default();
    let number: u64 = get("processor")?.parse().ok()?;
    let cache = text("cache size").split(' ').next().unwrap_or_default();
    let flags = get("flags").or_else(|| get("Features")).unwrap_or_default();
    Some(json!({
        "cpu": number,
        "vendorId": text("vendor_id"),
        "family": text("cpu family"),
        "model": text("model"),
        "stepping": text("stepping").parse::<i64>().unwrap_or(0),
        "physicalId": text("physical id"),
        "coreId": text("core id"),
        "cores": 1,
        "modelName": text("model name"),
        "mhz": text("cpu MHz").parse::<f64>().unwrap_or(0.0),
        "cacheSize": cache.parse::<i64>().unwrap_or(0),
        "flags": flags.split_whitespace().collect::<Vec<_>>(),
        "microcode": text("microcode"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_processor_is_told() {
        let facts = parse(
            "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\n\
             model name\t: AMD EPYC\nstepping\t: 1\ncpu MHz\t\t: 2596.148\n\
             cache size\t: 1024 KB\ncore id\t\t: 0\nflags\t\t: fpu vme\n\nprocessor\t: 1\n\n",
        );
        assert_eq!(facts.as_array().map(Vec::len), Some(2));
        assert_eq!(facts[0]["modelName"], "AMD EPYC");
        assert_eq!(facts[0]["model"], "17");
        assert_eq!(facts[0]["mhz"], 2_596.148);
        assert_eq!(facts[0]["cacheSize"], 1_024);
        assert_eq!(facts[0]["flags"], json!(["fpu", "vme"]));
        assert_eq!(facts[1]["cpu"], 1);
        assert_eq!(facts[1]["mhz"], 0.0);
    }
}

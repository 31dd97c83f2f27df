//! `/proc/meminfo`.

use serde_json::{Value, json};

use super::percent;

/// Consul's names, and the kernel's.
const FIELDS: [(&str, &str); 31] = [
    ("total", "MemTotal"),
    ("available", "MemAvailable"),
    ("free", "MemFree"),
    ("active", "Active"),
    ("inactive", "Inactive"),
    ("buffers", "Buffers"),
    ("writeback", "Writeback"),
    ("dirty", "Dirty"),
    ("writebacktmp", "WritebackTmp"),
    ("shared", "Shmem"),
    ("slab", "Slab"),
    ("sreclaimable", "SReclaimable"),
    ("sunreclaim", "SUnreclaim"),
    ("pagetables", "PageTables"),
    ("swapcached", "SwapCached"),
    ("commitlimit", "CommitLimit"),
    ("committedas", "Committed_AS"),
    ("hightotal", "HighTotal"),
    ("highfree", "HighFree"),
    ("lowtotal", "LowTotal"),
    ("lowfree", "LowFree"),
    ("swaptotal", "SwapTotal"),
    ("swapfree", "SwapFree"),
    ("mapped", "Mapped"),
    ("vmalloctotal", "VmallocTotal"),
    ("vmallocused", "VmallocUsed"),
    ("vmallocchunk", "VmallocChunk"),
    ("hugepagestotal", "HugePages_Total"),
    ("hugepagesfree", "HugePages_Free"),
    ("hugepagesize", "Hugepagesize"),
    // Of another system.
    ("wired", ""),
];

pub(super) fn parse(text: &str) -> Value {
    let get = |name: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let mut words = line.unwrap_or_default().split_whitespace();
        let number: u64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        match words.next() {
            Some("kB") => number.saturating_mul(1_024),
            _ => number,
        }
    };
    let mut facts: serde_json::Map<String, Value> = FIELDS
        .iter()
        .map(|(name, kernel)| ((*name).to_owned(), json!(get(kernel))))
        .collect();
    let total = get("MemTotal");
    let cached = get("Cached") + get("SReclaimable");
    let used = total.saturating_sub(get("MemFree") + get("Buffers") + cached);
    facts.insert("laundry".to_owned(), json!(0));
    facts.insert("cached".to_owned(), json!(cached));
    facts.insert("used".to_owned(), json!(used));
    facts.insert("usedPercent".to_owned(), json!(percent(used, total)));
    Value::Object(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_is_what_is_neither_free_nor_kept_for_speed() {
        let facts = parse(
            "MemTotal:       1000 kB\nMemFree:         300 kB\nMemAvailable:    700 kB\n\
             Buffers:          50 kB\nCached:          200 kB\nSReclaimable:     50 kB\n\
             HugePages_Total:       3\nHugepagesize:    2048 kB\n",
        );
        assert_eq!(facts["total"], 1_024_000);
        assert_eq!(facts["available"], 716_800);
        assert_eq!(facts["cached"], 256_000);
        assert_eq!(facts["used"], 409_600);
        assert_eq!(facts["usedPercent"], 40.0);
        assert_eq!(facts["hugepagestotal"], 3);
        assert_eq!(facts["hugepagesize"], 2_097_152);
        assert_eq!(facts["swaptotal"], 0);
        assert_eq!(facts["wired"], 0);
    }
}

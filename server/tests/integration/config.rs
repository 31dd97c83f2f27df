//! Wrong configuration: one clear message each, with key, line and remedy, and code 2.

use std::net::TcpListener;

use crate::process::{Ended, Place};

/// One line a problem, all of them, in this order.
pub(crate) fn check(ended: &Ended, expected: &[&str]) {
    assert_eq!(ended.code, Some(2), "{}", ended.errors);
    assert!(ended.output.is_empty(), "{}", ended.output);
    let lines: Vec<_> = ended.errors.lines().collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|line| format!("skills-eye: {line}"))
        .collect();
    assert_eq!(lines, expected);
}

fn check_file(content: &str, expected: &[&str]) {
    let place = Place::new();
    let file = place.file("eye.toml", content);
    for command in ["check-config", "serve", "demo"] {
        check(&place.run(&[command, "--config", &file]), expected);
    }
}

#[test]
fn a_good_one_is_fine() {
    let place = Place::new();
    let file = place.file(
        "eye.toml",
        r#"
        events = { heartbeat = "5s" }
        [http]
        listen = "127.0.0.1:0"
        public_url = "https://eye.localhost:8443"
        allowed_hosts = ["eye.localhost", "127.0.0.2"]
        [limits]
        body = "1 MiB"
        [log]
        level = "warn,skills_eye::http=info"
        "#,
    );
    let ended = place.run(&["check-config", "--config", &file]);
    assert_eq!((ended.code, &*ended.errors), (Some(0), ""));
    assert!(ended.output.contains("fine"));
    assert!(
        !place.path("skills-eye-data").exists(),
        "checking makes nothing"
    );
}

#[test]
fn an_unknown_key_has_a_line_and_a_nearest_name() {
    check_file(
        "[http]\nlissten = \"127.0.0.1:0\"\n",
        &["eye.toml line 2: http.lissten: there is no such setting; did you mean http.listen?"],
    );
    check_file(
        "[htp]\nlisten = \"127.0.0.1:0\"\n",
        &["eye.toml line 1: htp: there is no section [htp]; did you mean [http]?"],
    );
    check_file(
        "[http]\nweather = 1\n",
        &[
            "eye.toml line 2: http.weather: there is no such setting; remove it; \
           `skills-eye config-reference` lists all settings",
        ],
    );
}

#[test]
fn a_wrong_type_says_what_is_expected() {
    check_file(
        "[http]\nlisten = 8080\n[events]\nheartbeat = 10\nstreams = \"many\"\n",
        &[
            "eye.toml line 2: http.listen: found an integer; \
             give an address and port such as 127.0.0.1:8080 or [::1]:8080",
            "eye.toml line 4: events.heartbeat: found an integer; \
             give a time such as 500 ms, 10 s or 2 min",
            "eye.toml line 5: events.streams: found a string; give a whole number from 1 to 100000",
        ],
    );
    check_file(
        "[http]\nlisten = \"localhost\"\n",
        &["eye.toml line 2: http.listen: found \"localhost\"; \
           give an address and port such as 127.0.0.1:8080 or [::1]:8080"],
    );
    check_file(
        "log = 3\n",
        &["eye.toml line 1: log: found integer, not a section; \
           write [log] on a line of its own, its keys below"],
    );
}

#[test]
fn a_number_outside_of_its_range_states_the_range() {
    check_file(
        "[events]\nstreams = 100001\nreplay = 9223372036854775807\n",
        &[
            "eye.toml line 2: events.streams: found \"100001\"; \
             give a whole number from 1 to 100000",
            "eye.toml line 3: events.replay: found \"9223372036854775807\"; \
             give a whole number from 1 to 1000000",
        ],
    );
    check_file(
        "[events]\nstreams = 0\n",
        &["eye.toml line 2: events.streams: found \"0\"; give a whole number from 1 to 100000"],
    );
}

#[test]
fn the_largest_numbers_can_be_served() {
    let place = Place::new();
    let file = place.file("eye.toml", "[events]\nstreams = 100000\nreplay = 1000000\n");
    let mut server = place.start(&["serve", "--config", &file, "--listen", "127.0.0.1:0"]);
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn all_problems_come_at_once() {
    let place = Place::new()
        .variable("SKILLS_EYE_HTTP__LISTN", "127.0.0.1:0")
        .variable("SKILLS_EYE_LIMITS__BODY", "large");
    let file = place.file(
        "eye.toml",
        "[http]\nlisten = \"127.0.0.1:0\"\nlisten = \"127.0.0.1:1\"\nwrong =\n\n[limits]\nurl = 1\n",
    );
    let ended = place.run(&["check-config", "--config", &file, "--listen", "here"]);
    check(
        &ended,
        &[
            "eye.toml line 3: listen is set twice; correct the line",
            "eye.toml line 4: not TOML: string values must be quoted, \
             expected literal string; correct the line",
            "eye.toml line 7: limits.url: there is no such setting; did you mean limits.uri?",
            "environment variable SKILLS_EYE_HTTP__LISTN: there is no such setting; \
             did you mean SKILLS_EYE_HTTP__LISTEN?",
            "option --listen: http.listen: found \"here\"; \
             give an address and port such as 127.0.0.1:8080 or [::1]:8080",
            "environment variable SKILLS_EYE_LIMITS__BODY: limits.body: found \"large\"; \
             give a size such as 256 KiB or 4 MiB",
        ],
    );
}

#[test]
fn an_address_for_other_machines_is_told_with_the_rest() {
    let open = "eye.toml line 2: http.listen: 0.0.0.0 can be reached from other machines, and \
                accounts do not exist yet: everybody there would be administrator; listen on \
                127.0.0.1:80 or [::1]:80, and come through an SSH tunnel";
    check_file(
        "[http]\nlisten = \"0.0.0.0:80\"\n[limits]\nbody = \"large\"\n",
        &[
            "eye.toml line 4: limits.body: found \"large\"; \
             give a size such as 256 KiB or 4 MiB",
            open,
        ],
    );

    let place = Place::new();
    place.file("file", "");
    let content = "[http]\nlisten = \"0.0.0.0:80\"\n[data]\nfolder = \"file/data\"\n\
                   [tls]\ncertificate = \"absent.pem\"\nkey = \"absent.pem\"\n[weather]\nsun = 1\n";
    let file = place.file("eye.toml", content);
    let ended = place.run(&["check-config", "--config", &file]);
    assert_eq!(ended.code, Some(2), "{}", ended.errors);
    for part in ["weather", "http.listen", "tls.certificate", "data.folder"] {
        assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
    }
}

#[test]
fn a_level_is_one_of_the_levels() {
    let give = "give a level (error, warn, info, debug, trace), or levels by target \
                such as info,skills_eye::http=warn";
    let check_level = |level: &str, found: &str| {
        check_file(
            &format!("[log]\nlevel = \"{level}\"\n"),
            &[&format!("eye.toml line 2: log.level: {found}; {give}")],
        );
    };
    check_level("loud", "found \"loud\", where loud is no level");
    check_level(
        "wran,skills_eye::http=info",
        "found \"wran,skills_eye::http=info\", where wran is no level and warn is the nearest",
    );
    check_level("info,skills_eye=loud", "found \"info,skills_eye=loud\"");
    for level in [
        "off",
        "WARN",
        "warn,hyper=info",
        "info,skills_eye::http=off",
    ] {
        let place = Place::new();
        let file = place.file("eye.toml", &format!("[log]\nlevel = \"{level}\"\n"));
        let ended = place.run(&["check-config", "--config", &file]);
        assert_eq!(ended.code, Some(0), "{level}: {}", ended.errors);
    }
}

#[test]
fn a_file_that_is_absent_is_an_error() {
    let expected = "nothing.toml: the configuration file cannot be read: \
                    No such file or directory (os error 2); correct --config";
    check(
        &Place::new().run(&["serve", "--config", "nothing.toml"]),
        &[expected],
    );
    let place = Place::new().variable("SKILLS_EYE_CONFIG", "nothing.toml");
    check(&place.run(&["serve"]), &[expected]);
}

#[test]
fn a_port_in_use_names_its_setting() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let port = address.port();
    let expected = |place: &str| {
        format!(
            "{place}: http.listen: the address {address} is in use; stop the other program \
             (`ss -ltnp 'sport = :{port}'` names it) or choose another port, for example \
             --listen 127.0.0.1:0 for any free one"
        )
    };
    let ended = Place::new().run(&["serve", "--listen", &address.to_string()]);
    check(&ended, &[&expected("option --listen")]);

    let place = Place::new();
    let file = place.file("eye.toml", &format!("[http]\n\nlisten = \"{address}\"\n"));
    check(
        &place.run(&["serve", "--config", &file]),
        &[&expected("eye.toml line 3")],
    );

    let place = Place::new().variable("SKILLS_EYE_HTTP__LISTEN", &address.to_string());
    check(
        &place.run(&["serve"]),
        &[&expected("environment variable SKILLS_EYE_HTTP__LISTEN")],
    );
}

#[test]
fn an_address_for_other_machines_is_refused_until_there_are_accounts() {
    for command in ["serve", "check-config", "demo"] {
        let ended = Place::new().run(&[command, "--listen", "0.0.0.0:8099"]);
        check(
            &ended,
            &[
                "option --listen: http.listen: 0.0.0.0 can be reached from other machines, and \
               accounts do not exist yet: everybody there would be administrator; listen on \
               127.0.0.1:8099 or [::1]:8099, and come through an SSH tunnel",
            ],
        );
    }
}

#[test]
fn a_name_for_other_machines_is_refused_until_there_are_accounts() {
    let expected = |line: u8, key: &str, name: &str| {
        format!(
            "eye.toml line {line}: http.{key}: {name} is a name for other machines, and accounts \
             do not exist yet: everybody there would be administrator; use names such as \
             localhost or eye.localhost, put no proxy before this server, and come through an \
             SSH tunnel"
        )
    };
    check_file(
        "[http]\npublic_url = \"https://eye.example.com\"\n\
         allowed_hosts = [\"localhost\", \"eye\"]\n",
        &[
            &expected(2, "public_url", "eye.example.com"),
            &expected(3, "allowed_hosts", "eye"),
        ],
    );
}

#[test]
fn a_data_folder_below_a_file_is_refused() {
    let place = Place::new();
    place.file("file", "");
    for command in ["serve", "check-config"] {
        let ended = place.run(&[command, "--listen", "127.0.0.1:0", "--data", "file/data"]);
        check(
            &ended,
            &[
                "option --data: data.folder: the folder file/data: file is a file, not a folder; \
               give a folder that this user may make and write, for example with --data",
            ],
        );
    }
}

#[test]
fn a_garbage_certificate_is_refused() {
    let place = Place::new();
    place.file("garbage.pem", "this is no certificate\n");
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    place.file("cert.pem", &certified.cert.pem());
    place.file("key.pem", &certified.signing_key.serialize_pem());
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    place.file("other.pem", &other.signing_key.serialize_pem());
    let check_pair = |certificate: &str, key: &str, expected: &str| {
        let content = format!("[tls]\ncertificate = \"{certificate}\"\nkey = \"{key}\"\n");
        let file = place.file("eye.toml", &content);
        for command in ["serve", "check-config"] {
            let ended = place.run(&[command, "--config", &file, "--listen", "127.0.0.1:0"]);
            check(&ended, &[expected]);
        }
    };
    let remedy = "give a PEM file that begins with -----BEGIN CERTIFICATE-----";
    check_pair(
        "garbage.pem",
        "key.pem",
        &format!("eye.toml line 2: tls.certificate: garbage.pem holds no certificate; {remedy}"),
    );
    check_pair(
        "absent.pem",
        "key.pem",
        &format!(
            "eye.toml line 2: tls.certificate: absent.pem cannot be read: \
             No such file or directory (os error 2); {remedy}"
        ),
    );
    check_pair(
        "cert.pem",
        "garbage.pem",
        "eye.toml line 3: tls.key: garbage.pem holds no private key; \
         give a PEM file with an unencrypted private key",
    );
    check_pair(
        "cert.pem",
        "other.pem",
        "eye.toml line 3: tls.key: other.pem does not fit tls.certificate: keys may not be \
         consistent: KeyMismatch; give the key that the certificate was made for",
    );
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    place.file("broken.pem", broken);
    check_pair(
        "broken.pem",
        "key.pem",
        "eye.toml line 2: tls.certificate: broken.pem holds a broken certificate: invalid peer \
         certificate: BadEncoding; give the certificate as it was issued",
    );
    let file = place.file("eye.toml", "[tls]\ncertificate = \"cert.pem\"\n");
    check(
        &place.run(&["serve", "--config", &file]),
        &[
            "eye.toml line 2: tls.key: tls.certificate is set and tls.key is not; \
           set both for HTTPS, or neither for HTTP",
        ],
    );
}

#[test]
fn the_names_of_the_earlier_system_still_work() {
    let place = Place::new()
        .variable("CONSUL_HOST", "not a host")
        .variable("CONSUL_CATALOG_TIMEOUT", "soon")
        .variable("CONSUL_MAX_RETRIES", "-1");
    check(
        &place.run(&["check-config"]),
        &[
            "environment variable CONSUL_CATALOG_TIMEOUT: consul.timeout: found \"soon\"; give \
             seconds such as 2 or 0.5",
            "environment variable CONSUL_MAX_RETRIES: consul.attempts: found \"-1\"; give a whole \
             number such as 1",
            "environment variable CONSUL_HOST: consul.servers: \"not a host:8500\": it is no \
             host, and no host with a port; correct it, or leave it out for the default",
        ],
    );
    let place = Place::new()
        .variable("CONSUL_HOST", "consul.example.com")
        .variable("CONSUL_PORT", "8501")
        .variable("CONSUL_CATALOG_TIMEOUT", "2.5")
        .variable("CONSUL_MAX_RETRIES", "3")
        .variable("SITES_CACHE_TTL", "60");
    assert_eq!(place.run(&["check-config"]).code, Some(0));
    let place = Place::new()
        .variable("CONSUL_SERVERS", "10.0.0.1:8500, 10.0.0.2:99999")
        .variable("CONSUL_HOST", "not a host");
    let ended = place.run(&["check-config"]);
    assert!(ended.errors.contains("10.0.0.2:99999"), "{}", ended.errors);
    assert!(!ended.errors.contains("not a host"), "{}", ended.errors);
}

#[test]
fn times_that_cannot_be_meant_are_refused() {
    check_file(
        "[consul]\ntimeout = \"800 h\"\nwait = \"11 min\"\n",
        &[
            "eye.toml line 2: consul.timeout: found \"800 h\", which is more than 31 days; give \
             a time such as 500 ms, 10 s or 2 min",
            "eye.toml line 3: consul.wait: found \"11 min\"; give a time of at most 10 min, such \
             as 30 s",
        ],
    );
}
